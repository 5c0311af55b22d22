import { type Setting, settings } from '../../src/config/settings.ts';
import { cell, type Page } from './page.ts';

function values({ kind, choices, range }: Setting): string {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (range) return `${range[0]} to ${range[1]}`;
  return { string: 'text', list: 'names, comma separated', integer: 'whole number', boolean: 'on or off', choice: '' }[
    kind
  ];
}

const shown = ({ default: value, kind }: Setting): string => {
  if (value === undefined) return '';
  return kind === 'boolean' ? (value ? 'on' : 'off') : `\`${String(value)}\``;
};

const row = (setting: Setting): string =>
  [
    `\`--${setting.flag}\``,
    setting.env.map((name) => `\`${name}\``).join('<br>'),
    values(setting),
    shown(setting),
    cell(`${setting.description}${setting.tightenOnly ? ' Once on in the environment, no flag takes it back.' : ''}`),
  ].join(' | ');

/** The table of settings. */
export const configurationPage = (): Page => ({
  file: 'docs/reference/configuration.md',
  title: 'Configuration',
  body: [
    'Every setting is a flag and an environment variable; a flag wins. A model can change none of them.',
    '',
    '| flag | environment | values | default | what it does |',
    '| --- | --- | --- | --- | --- |',
    ...(settings as readonly Setting[]).map((setting) => `| ${row(setting)} |`),
  ].join('\n'),
});

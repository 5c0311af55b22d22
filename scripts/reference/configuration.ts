import { FALSE, TRUE } from '../../src/config/config.ts';
import { type Setting, settings } from '../../src/config/settings.ts';
import { defaultStateFile } from '../../src/config/state-file.ts';
import { cell, type Page } from './page.ts';

function values({ kind, choices, range }: Setting): string {
  if (choices)
    return `${choices.map((choice) => `\`${choice}\``).join(', ')}${kind === 'list' ? '; comma separated' : ''}`;
  if (range) return `${range[0]} to ${range[1]}`;
  return {
    string: 'text',
    list: 'names, comma separated',
    integer: 'whole number',
    number: 'number',
    boolean: 'on or off',
    choice: '',
  }[kind];
}

const shown = ({ default: value, kind }: Setting): string => {
  if (value === undefined) return '';
  return kind === 'boolean' ? (value ? 'on' : 'off') : `\`${String(value)}\``;
};

/** What a flag cannot do to a restriction of the environment. */
const HELD = ({ tightenOnly, kind }: Setting): string => {
  if (!tightenOnly) return '';
  return ` Once ${kind === 'boolean' ? 'on' : 'set'} in the environment, no flag ${kind === 'boolean' ? 'takes it back' : 'loosens it'}.`;
};

const row = (setting: Setting): string =>
  [
    `\`--${setting.flag}\``,
    setting.env.map((name) => `\`${name}\``).join('<br>'),
    values(setting),
    shown(setting),
    cell(`${setting.description.en}${HELD(setting)}`),
  ].join(' | ');

const quoted = (words: Iterable<string>): string => [...words].map((word) => `\`${word}\``).join(', ');

/** Where the state file is when nobody names one; written with the names of variables in place of their values. */
const stateFiles = (): string[] => {
  const at = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string =>
    `\`${defaultStateFile(environment, platform, '~').replaceAll('\\', '/')}\``;
  return [
    `- Linux: ${at({}, 'linux')}, or in \`pai-dlc-mcp\` of \`XDG_STATE_HOME\` where that is set`,
    `- macOS: ${at({}, 'darwin')}`,
    `- Windows: ${at({ LOCALAPPDATA: '%LOCALAPPDATA%' }, 'win32')}`,
  ];
};

/** The table of settings. */
export const configurationPage = (): Page => ({
  file: 'docs/reference/configuration.md',
  title: 'Configuration',
  body: [
    'Every setting is a flag and an environment variable; a flag wins. A model can change none of them. A flag that is on or off takes no',
    `value. In the environment ${quoted(TRUE)} switch on; ${quoted(FALSE)} or nothing leave off.`,
    '',
    '| flag | environment | values | default | what it does |',
    '| --- | --- | --- | --- | --- |',
    ...(settings as readonly Setting[]).map((setting) => `| ${row(setting)} |`),
    '',
    'Without `--state-file` the state file is:',
    '',
    ...stateFiles(),
  ].join('\n'),
});

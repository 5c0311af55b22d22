import { Option } from 'commander';
import type { Setting } from '../config/settings.ts';

/** The default of a setting in words, where its description does not say it. */
const defaultOf = ({ default: value, description }: Setting): string =>
  value === undefined || value === false || /\bDefault:/.test(description) ? '' : ` [default: ${value}]`;

/** A setting as an option of commander, without its default: the source of a value (flag, environment, default) must stay known. */
export function settingOption(setting: Setting): Option {
  const flag = setting.kind === 'boolean' ? `--${setting.flag}` : `--${setting.flag} <${setting.value ?? 'value'}>`;
  const choices = setting.choices ? ` [${setting.choices.join(', ')}]` : '';
  const made = new Option(
    flag,
    `${setting.description}${choices}${defaultOf(setting)} [env: ${setting.env.join(', ')}]`,
  );
  made.attributeName = () => setting.name;
  return made;
}

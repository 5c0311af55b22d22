import { Option } from 'commander';
import type { Setting } from '../config/settings.ts';

/** Its default, where its description does not say it. */
const defaultOf = ({ default: value, description }: Setting): string =>
  value === undefined || value === false || /\bDefault:/.test(description) ? '' : ` [default: ${value}]`;

/** A setting as an option. Its value keeps no default: where it came from has to be seen. */
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

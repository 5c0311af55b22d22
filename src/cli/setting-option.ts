import { Option } from 'commander';
import type { Setting } from '../config/settings.ts';
import { en, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { spoken } from './terminal/spoken.ts';

/** The default of an option in words, where its description does not say it. */
export const defaultOf = (value: unknown): Said =>
  value === undefined || value === false
    ? NOTHING
    : say(en` [default: ${String(value)}]`, zh` [默认：${String(value)}]`);

/**
 * A setting as an option of commander, without its default: the source of a value (flag, environment, default) must
 * stay known.
 */
export function settingOption(setting: Setting): Option {
  const flag = setting.kind === 'boolean' ? `--${setting.flag}` : `--${setting.flag} <${setting.value ?? 'value'}>`;
  const choices = setting.choices ? ` [${setting.choices.join(', ')}]` : '';
  const made = new Option(
    flag,
    spoken(
      say(
        en`${setting.description}${choices}${defaultOf(setting.default)} [env: ${setting.env.join(', ')}]`,
        zh`${setting.description}${choices}${defaultOf(setting.default)} [环境变量：${setting.env.join('、')}]`,
      ),
    ),
  );
  made.attributeName = () => setting.name;
  return made;
}

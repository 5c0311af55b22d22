import { Fault } from '../domain/fault.ts';
import { type Setting, settings } from './settings.ts';

type Row = (typeof settings)[number];
type ValueOf<S extends Row> = S extends { kind: 'boolean' }
  ? boolean
  : S extends { kind: 'integer' }
    ? number
    : S extends { kind: 'list' }
      ? readonly string[]
      : S extends { choices: readonly (infer C)[] }
        ? C
        : string;

/** The server's configuration: a value per setting, `undefined` where there is neither a value nor a default. */
export type Config = {
  [S in Row as S['name']]: S extends { default: unknown } ? ValueOf<S> : ValueOf<S> | undefined;
};

type Raw = string | boolean | readonly string[] | undefined;

const TRUE = new Set(['1', 'true', 'yes', 'on']);
const FALSE = new Set(['0', 'false', 'no', 'off', '']);

function wrong(setting: Setting, source: string, value: unknown, right: string): Fault {
  return new Fault({
    kind: 'invalid_input',
    message: `${source} is "${String(value)}", which is not ${right}.`,
    fix: `Set --${setting.flag} or ${setting.env[0]} to ${right}, or leave it out.`,
    ...(setting.choices ? { valid: setting.choices } : {}),
  });
}

const list = (value: string): readonly string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function convert(setting: Setting, raw: string | boolean | readonly string[], source: string): unknown {
  if (setting.kind === 'boolean') {
    if (typeof raw === 'boolean') return raw;
    const text = String(raw).toLowerCase();
    if (TRUE.has(text)) return true;
    if (FALSE.has(text)) return false;
    throw wrong(setting, source, raw, 'true or false');
  }
  if (setting.kind === 'list') return typeof raw === 'string' ? list(raw) : raw;
  const text = String(raw);
  if (setting.kind === 'integer') {
    const [least, most] = setting.range ?? [0, Number.MAX_SAFE_INTEGER];
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw wrong(setting, source, raw, `a whole number from ${least} to ${most}`);
    return value;
  }
  if (setting.choices && !setting.choices.includes(text))
    throw wrong(setting, source, raw, `one of ${setting.choices.join(', ')}`);
  return text;
}

/** What the environment says of a setting: the first of its variables that is set, and its value. */
function fromEnvironment(setting: Setting, environment: NodeJS.ProcessEnv) {
  const variable = setting.env.find((name) => environment[name] !== undefined && environment[name] !== '');
  return variable === undefined
    ? undefined
    : { variable, value: convert(setting, environment[variable] as string, variable) };
}

/** A flag may not move what a restriction of the environment holds in place. */
function checkHeld(setting: Setting, flag: unknown, environment: NodeJS.ProcessEnv): void {
  const holder = (settings as readonly Setting[]).find(({ name }) => name === setting.heldBy);
  const held = fromEnvironment(setting, environment);
  if (holder === undefined || held === undefined || held.value === flag) return;
  const restriction = fromEnvironment(holder, environment);
  if (restriction?.value !== true) return;
  throw new Fault({
    kind: 'invalid_input',
    message: `--${setting.flag} is "${String(flag)}", but ${restriction.variable} holds ${held.variable} at "${String(held.value)}".`,
    fix: `Drop --${setting.flag}, or change ${held.variable} where the environment is set.`,
  });
}

/**
 * Merges flags over environment over defaults.
 * @param flags values by setting name, as the command line gave them
 * @param environment the process environment
 * @throws Fault `invalid_input` naming the flag or variable, its value and what would be right
 */
export function readConfig(flags: Readonly<Record<string, Raw>>, environment: NodeJS.ProcessEnv = process.env): Config {
  const entries = (settings as readonly Setting[]).map((setting): [string, unknown] => {
    const fromEnv = fromEnvironment(setting, environment)?.value;
    const given = flags[setting.name];
    if (setting.tightenOnly && fromEnv === true) return [setting.name, true];
    if (given === undefined) return [setting.name, fromEnv ?? setting.default];
    const flag = convert(setting, given, `--${setting.flag}`);
    checkHeld(setting, flag, environment);
    return [setting.name, flag];
  });
  return Object.fromEntries(entries) as Config;
}

import { Fault } from '../domain/fault.ts';
import { nearest } from '../domain/nearest.ts';
import { type Setting, settings } from './settings.ts';
import { refuseStrays } from './strays.ts';

type Row = (typeof settings)[number];
type ValueOf<S extends Row> = S extends { kind: 'boolean' }
  ? boolean
  : S extends { kind: 'integer' | 'number' }
    ? number
    : S extends { kind: 'list' }
      ? readonly string[]
      : S extends { choices: readonly (infer C)[] }
        ? C
        : string;

/** The server's configuration: a value per setting, `undefined` where there is neither a value nor a default. */
export type Config = {
  [S in Row as S['name']]: S extends { default: unknown } ? ValueOf<S> : ValueOf<S> | undefined;
} & {
  /** Which flag or variable set a value, for what is found wrong with it later. */
  from: Readonly<Partial<Record<Row['name'], string>>>;
};

/**
 * The flag or the variable that gave a value, to begin with what is said of it; where neither did, the flag that would.
 */
export const settingSource = ({ from = {} }: { from?: Config['from'] }, name: Row['name']): string =>
  from[name] ?? `--${settings.find((setting) => setting.name === name)?.flag}`;

/** Values of settings by their names, as a command line gives them. */
export type Given = Readonly<Record<string, Raw>>;
type Raw = string | boolean | readonly string[] | undefined;

/** Values of an environment variable that switch a setting on or off; upper case works too. */
export const TRUE: ReadonlySet<string> = new Set(['on', 'true', 'yes', '1']);
export const FALSE: ReadonlySet<string> = new Set(['off', 'false', 'no', '0']);

function wrong(setting: Setting, source: string, value: unknown, right: string): Fault {
  const meant = nearest(String(value), setting.choices ?? []);
  return new Fault({
    kind: 'invalid_input',
    message: `${source} is "${String(value)}", which is not ${right}.`,
    fix: `${meant ? `Did you mean ${meant}? ` : ''}Set --${setting.flag} or ${setting.env[0]} to ${right}, or leave it out.`,
    ...(setting.choices ? { valid: setting.choices } : {}),
  });
}

/** A flag with nothing in it, which would mean anything from "all" to "none". An empty variable counts as not set. */
const empty = ({ choices }: Setting, source: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `${source} was given an empty value.`,
    fix: `Give it a value, or leave ${source} out.`,
    ...(choices ? { valid: choices } : {}),
  });

const list = (value: string): readonly string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** How numbers are written, by the kind of a setting. */
const NUMBERS: Readonly<Partial<Record<Setting['kind'], { is: RegExp; noun: string }>>> = {
  integer: { is: /^\d+$/, noun: 'whole number' },
  number: { is: /^\d+(?:\.\d+)?$/, noun: 'number' },
};

function convert(setting: Setting, raw: string | boolean | readonly string[], source: string): unknown {
  if (raw === '') throw empty(setting, source);
  if (setting.kind === 'boolean') {
    if (typeof raw === 'boolean') return raw;
    const text = String(raw).toLowerCase();
    if (TRUE.has(text)) return true;
    if (FALSE.has(text)) return false;
    throw wrong(setting, source, raw, 'true or false');
  }
  if (setting.kind === 'list') {
    const items = typeof raw === 'string' ? list(raw) : raw;
    if (Array.isArray(items) && items.length === 0) throw empty(setting, source);
    const odd = Array.isArray(items) ? items.find((item) => setting.choices?.includes(item) === false) : undefined;
    if (odd !== undefined) throw wrong(setting, source, odd, `one of ${setting.choices?.join(', ')}`);
    return items;
  }
  const text = String(raw);
  const form = NUMBERS[setting.kind];
  if (form !== undefined) {
    const [least, most] = setting.range ?? [0, Number.MAX_SAFE_INTEGER];
    const value = Number(text);
    if (!form.is.test(text) || value < least || value > most)
      throw wrong(setting, source, raw, `a ${form.noun} from ${least} to ${most}`);
    return value;
  }
  if (setting.choices && !setting.choices.includes(text))
    throw wrong(setting, source, raw, `one of ${setting.choices.join(', ')}`);
  return text;
}

/** A setting's value and where it came from. */
export interface Provenance {
  setting: Setting;
  value: unknown;
  source: 'flag' | 'environment' | 'default';
  /** The flag (`--region`) or the environment variable by name; absent for a default. */
  from?: string;
}

/** The setting's value from the first of its variables that is set and not empty. */
function fromEnvironment(setting: Setting, environment: NodeJS.ProcessEnv) {
  const from = setting.env.find((name) => environment[name] !== undefined && environment[name] !== '');
  if (from === undefined) return undefined;
  return { setting, value: convert(setting, environment[from] as string, from), source: 'environment' as const, from };
}

/**
 * With a restriction such as `--lock-scope` on in the environment, a flag must not
 * replace the region or workspace set there.
 */
function checkHeld(setting: Setting, flag: unknown, environment: NodeJS.ProcessEnv): void {
  const holder = (settings as readonly Setting[]).find(({ name }) => name === setting.heldBy);
  const held = fromEnvironment(setting, environment);
  if (holder === undefined || held === undefined || held.value === flag) return;
  const restriction = fromEnvironment(holder, environment);
  if (restriction?.value !== true) return;
  throw new Fault({
    kind: 'invalid_input',
    message: `--${setting.flag} is "${String(flag)}", but ${restriction.from} holds ${held.from} at "${String(held.value)}".`,
    fix: `Drop --${setting.flag}, or change ${held.from} where the environment is set.`,
  });
}

/**
 * A flag may tighten a restriction that the environment sets: a smaller number,
 * fewer of the listed. It may not loosen it.
 */
function checkTighter(value: unknown, { setting, value: held, from }: Provenance): void {
  const looser =
    typeof held === 'number' ? Number(value) > held : Array.isArray(held) && !isPart(value as readonly unknown[], held);
  if (!setting.tightenOnly || !looser) return;
  throw new Fault({
    kind: 'invalid_input',
    message: `--${setting.flag} is "${String(value)}", which is looser than the "${String(held)}" of ${from}.`,
    fix: `Drop --${setting.flag}, or change ${from} where the environment is set.`,
  });
}

const isPart = (part: readonly unknown[], whole: readonly unknown[]): boolean =>
  part.every((item) => whole.includes(item));

function resolve(setting: Setting, flag: Raw, environment: NodeJS.ProcessEnv): Provenance {
  const environmental = fromEnvironment(setting, environment);
  // Where the flag repeats the restriction, the flag is the source: `init`
  // writes into an entry what was given as flags.
  if (setting.tightenOnly && environmental?.value === true && flag !== true) return environmental;
  if (flag !== undefined) {
    const from = `--${setting.flag}`;
    const value = convert(setting, flag, from);
    checkHeld(setting, value, environment);
    if (environmental !== undefined) checkTighter(value, environmental);
    return { setting, value, source: 'flag', from };
  }
  return environmental ?? { setting, value: setting.default, source: 'default' };
}

/**
 * Every setting with its value and its source, in the order of the table: flags over environment over defaults.
 * @param flags values by setting name, as the command line gave them
 * @param environment the process environment
 * @throws Fault `invalid_input` naming the flag or variable, its value and what would be right
 */
export function explainConfig(flags: Given, environment: NodeJS.ProcessEnv = process.env): readonly Provenance[] {
  refuseStrays(environment);
  return (settings as readonly Setting[]).map((setting) => resolve(setting, flags[setting.name], environment));
}

/** The plain configuration: the values by name. */
export const configOf = (explained: readonly Provenance[]): Config =>
  ({
    ...Object.fromEntries(explained.map(({ setting, value }) => [setting.name, value])),
    from: Object.fromEntries(explained.flatMap(({ setting, from }) => (from ? [[setting.name, from]] : []))),
  }) as Config;

/** Merges flags over environment over defaults; parameters and errors are those of `explainConfig`. */
export const readConfig = (flags: Given, environment: NodeJS.ProcessEnv = process.env): Config =>
  configOf(explainConfig(flags, environment));

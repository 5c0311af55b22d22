import { PLAIN } from '../../../../domain/identifiers.ts';
import type { Arguments } from '../../../../jobs/read-fields.ts';
import { cleanText } from '../../../../shaping/clean.ts';
import { maskDocument, maskEnvs, maskSecrets } from '../../../../shaping/mask.ts';
import type { Hide } from '../preview.ts';

/** A text that a model must not see. */
export interface Withheld {
  /** Where it stands, such as `envs.HF_TOKEN`; of what has a name that must not be shown either, what holds it. */
  path: string;
  /** The secret itself: for comparing, and for taking it out of what is shown. */
  value: string;
  /** Where it stands by its own name, where that must not be shown. */
  at?: string;
}

/**
 * Characters. What is longer is not looked through for secrets, which takes time, and is withheld as if it held one.
 */
const MOST = 8_192;

const isShown = (name: string, value: string): boolean =>
  value.length <= MOST && maskDocument(value, [], name) === value && cleanText(value) === value;

/** A word in any script: short, as without blanks it could be a whole sentence. */
const WORD = /^[\p{L}\p{M}\p{N}_.-]{1,40}$/u;

/** Whether a name can be told: all of it is seen, it is no text of its own, and no secret. */
const isShownName = (name: string): boolean =>
  (PLAIN.test(name) || (WORD.test(name) && cleanText(name) === name)) && maskSecrets(name) === name;

/**
 * The texts among arguments that a model must not see (R34, R35): what looks like a secret by its form or its name,
 * what holds characters that cannot be seen, and what is too long to be looked through.
 *
 * @param showEnvs names of variables whose values the operator shows
 */
export function withheldOf(args: Arguments, showEnvs: readonly string[]): Withheld[] {
  const visit = (value: unknown, path: string, name: string): Withheld[] => {
    if (typeof value === 'string') return isShown(name, value) ? [] : [{ path, value }];
    if (Array.isArray(value)) return value.flatMap((item, index) => visit(item, `${path}[${index}]`, name));
    return typeof value === 'object' && value !== null ? members(value as Arguments, path) : [];
  };
  const members = (value: Arguments, path: string): Withheld[] => {
    const envs = path === 'envs' ? maskEnvs(value as Record<string, string>, showEnvs) : undefined;
    return Object.entries(value).flatMap(([name, member]) => {
      const at = path === '' ? name : `${path}.${name}`;
      if (!isShownName(name)) return [{ path, value: name, at }];
      return envs !== undefined && envs[name] !== member
        ? [{ path: at, value: String(member) }]
        : visit(member, at, name);
    });
  };
  return members(args, '');
}

/** Characters. A shorter text would be found within ordinary words. */
const LEAST = 6;

/** Takes withheld texts out of whatever is shown, at any depth: the cloud may repeat them, and so may a finding. */
export function without(withheld: readonly Withheld[]): Hide {
  const values = withheld.map(({ value }) => value).filter((value) => value.length >= LEAST);
  const take = (shown: unknown): unknown => {
    if (typeof shown === 'string') return values.reduce((text, value) => text.replaceAll(value, '***'), shown);
    if (Array.isArray(shown)) return shown.map(take);
    if (typeof shown !== 'object' || shown === null) return shown;
    return Object.fromEntries(Object.entries(shown).map(([name, member]) => [name, take(member)]));
  };
  return <T>(shown: T): T => take(shown) as T;
}

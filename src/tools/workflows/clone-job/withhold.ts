import { PLAIN } from '../../../domain/identifiers.ts';
import type { Arguments } from '../../../jobs/read-fields.ts';
import { cleanText } from '../../../shaping/clean.ts';
import { maskDocument, maskEnvs, maskSecrets } from '../../../shaping/mask.ts';

/** A value that is not given to the model, by its path, such as `envs.HF_TOKEN`. */
export interface Withheld {
  path: string;
  why: string;
}

const MAX_CHARACTERS = 8_192;

function whyNot(name: string, value: string): string | undefined {
  // First, because masking takes time and a job may hold texts of any length.
  if (value.length > MAX_CHARACTERS) return 'it is too long to show';
  if (maskDocument(value, [], name) !== value) return 'it looks like a secret';
  return cleanText(value) === value ? undefined : 'it holds characters that cannot be seen';
}

/**
 * Splits arguments into those that may be shown and the names of those that must not be (R34, R35). A value is left out whole:
 * a model would copy half a command, or a mask in place of a token, without noticing.
 *
 * @param showEnvs names of variables whose values the operator shows
 */
export function withhold(args: Arguments, showEnvs: readonly string[]): { shown: Arguments; withheld: Withheld[] } {
  const withheld: Withheld[] = [];
  const leave = (path: string, why: string): undefined => {
    withheld.push({ path, why });
  };
  const visit = (value: unknown, path: string, name: string): unknown => {
    if (typeof value === 'string') {
      const why = whyNot(name, value);
      return why === undefined ? value : leave(path, why);
    }
    if (Array.isArray(value))
      return value.map((item, index) => visit(item, `${path}[${index}]`, name)).filter((item) => item !== undefined);
    return typeof value === 'object' && value !== null ? members(value as Arguments, path) : value;
  };
  const members = (value: Arguments, path: string): Arguments => {
    const envs = path === 'envs' ? maskEnvs(value as Record<string, string>, showEnvs) : undefined;
    const kept = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
      const at = path === '' ? name : `${path}.${name}`;
      const shown =
        !PLAIN.test(name) || maskSecrets(name) !== name
          ? leave(path, 'one of its names cannot be shown')
          : envs !== undefined && envs[name] !== member
            ? leave(at, 'its name or its form says that it may be secret')
            : visit(member, at, name);
      return shown === undefined ? [] : [[name, shown]];
    });
    return Object.fromEntries(kept);
  };
  return { shown: members(args, ''), withheld };
}

import { maskCalls } from './mask-calls.ts';
import { maskCommands } from './mask-commands.ts';
import { isPlainEnv } from './mask-envs.ts';
import { maskKeys, ofKey } from './mask-keys.ts';
import { maskBelow } from './mask-lines.ts';
import { maskMaps } from './mask-maps.ts';
import { maskNames } from './mask-names.ts';
import { maskScripts } from './mask-scripts.ts';
import { SHAPES } from './mask-shapes.ts';
import { maskOwn } from './own-secrets.ts';
import { MOST_LINE } from './slices.ts';
import { MASK } from './spans.ts';

/**
 * Secrets in text from the cloud, masked (R34, R35). Two kinds of evidence: a shape that only a secret has, and a name
 * that says the value is one. Checksums, base64 data, hashes, paths and metrics have neither.
 */

const cut = (line: string): string => (line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}…` : line);

/** Almost no text has any of the shapes: to look for one takes a fifth of the time of `replace`. */
const hasNone = (text: string, [pattern, , needs]: (typeof SHAPES)[number]): boolean =>
  needs?.test(text) === false || text.search(pattern) < 0;

const maskShapes = (text: string): string =>
  SHAPES.reduce((masked, shape) => {
    const [pattern, replacement] = shape;
    // `replace` takes both kinds of a replacement; its types want to know which.
    return hasNone(masked, shape) ? masked : masked.replace(pattern, replacement as string);
  }, text);

const STEPS = [maskOwn, maskShapes, maskCommands, maskScripts, maskCalls, maskMaps, maskNames];
const maskOneLiners = (text: string): string => STEPS.reduce((masked, step) => step(masked), text);

/**
 * Lines with their secrets replaced by `***`: access keys, private keys, bearer tokens and JWTs, tokens of well-known
 * services, passwords in URLs, the values of secret-looking names in `key=value`, JSON and command-line form, what
 * tools and calls are handed as a password (R46), and the credential in use. Of a private key that spans lines the
 * first one says so and the others are `undefined`, so that the places of all stay known. The lines must have been
 * cleaned before: an invisible character would hide a secret. A line longer than 16 KiB is cut.
 */
export function maskLines(given: readonly string[]): (string | undefined)[] {
  if (given.length === 0) return [];
  const lines = given.map(cut);
  const keyless = lines.some(ofKey) ? maskKeys(lines) : lines;
  const text = maskBelow(keyless.map((line) => line ?? '')).join('\n');
  return maskOneLiners(text)
    .split('\n')
    .map((line, at) => (keyless[at] === undefined ? undefined : line));
}

/** As `maskLines`, for a whole text. Give it whole texts rather than lines: a private key spans several. */
export const maskSecrets = (text: string): string =>
  maskLines(text.split('\n'))
    .filter((line) => line !== undefined)
    .join('\n');

/**
 * Environment variables for showing (R35): secrets in names are masked, and each value whose name or form says that it
 * may be one. What is neither ordinary nor evidently secret is shown where the operator lists its name.
 * @param listed exact names
 */
export function maskEnvs(envs: Record<string, string>, listed: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    Object.entries(envs).map(([name, value]) => {
      // With its name, which is evidence too.
      const pair = `${name}=${value}`;
      return [maskSecrets(name), maskSecrets(pair) === pair && isPlainEnv(name, value, listed) ? value : MASK];
    }),
  );
}

/**
 * A document for showing: each text masked by its own shape and by the name it goes under; `Envs` by the rule for
 * those. Numbers, flags and the structure stay as they are.
 */
export function maskDocument(value: unknown, shownEnvs: readonly string[], name = ''): unknown {
  if (typeof value === 'string') return maskMember(name, value);
  if (Array.isArray(value)) return value.map((item) => maskDocument(item, shownEnvs, name));
  if (typeof value !== 'object' || value === null) return value;
  if (name === 'Envs') return maskEnvs(value as Record<string, string>, shownEnvs);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [maskSecrets(key), maskDocument(member, shownEnvs, key)] as const),
  );
}

function maskMember(name: string, text: string): string {
  const masked = maskSecrets(text);
  if (masked !== text) return masked;
  const pair = JSON.stringify({ [name]: text });
  return maskSecrets(pair) === pair ? text : MASK;
}

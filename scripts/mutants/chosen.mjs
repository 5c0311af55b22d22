import picomatch from 'picomatch';
import { PARTS } from './parts.mjs';

/**
 * What is to be mutated, by part, from what was named: parts, files of parts, or lines of these (`src/policy/quota.ts:3-9`);
 * all parts where nothing was named. A part that is named with some of its files is whole.
 * @param {readonly string[]} names
 * @returns {{ parts: Map<string, string[]>, unknown: string[] }}
 */
export const chosen = (names) => {
  const whole = names.length > 0 ? names.filter((name) => Object.hasOwn(PARTS, name)) : Object.keys(PARTS);
  const parts = new Map(whole.map((part) => [part, [...PARTS[part].mutate]]));
  const unknown = [];
  for (const name of names.filter((each) => !Object.hasOwn(PARTS, each))) {
    const part = Object.keys(PARTS).find((each) => isOf(each, name.replace(/:[\d-]+$/, '')));
    if (part === undefined) unknown.push(name);
    else if (!whole.includes(part)) parts.set(part, [...(parts.get(part) ?? []), name]);
  }
  return { parts, unknown };
};

/** Whether a file is one of a part. A pattern with `!` takes out what those before it took in. */
const isOf = (part, file) => {
  const taken = PARTS[part].mutate.filter((pattern) => !pattern.startsWith('!'));
  const ignore = PARTS[part].mutate.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return picomatch(taken, { ignore })(file);
};

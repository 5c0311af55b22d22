import { type Setting, settings } from '../../config/settings.ts';
import { type Flags, namesOfFlags, type Present, wordsOfFlags } from './present.ts';
import { wrong } from './target.ts';

/** What of an entry's options goes into the one that replaces it. */
export interface Kept {
  flags: Flags;
  /** What the entry has and the new one will not have, word by word. */
  dropped: readonly string[];
}

const without = (flags: Flags, names: readonly string[]): Flags =>
  Object.fromEntries(Object.entries(flags).filter(([name]) => !names.includes(name)));

/** The setting of a name in `--drop`. @throws Fault where the entry has no such option */
function droppedSetting(word: string, { flags, environment }: Present): string {
  const flag = word.trim().replace(/^--/, '');
  const setting = (settings as readonly Setting[]).find((each) => each.flag === flag);
  if (setting !== undefined && flags[setting.name] !== undefined) return setting.name;
  const variable = setting?.env.find((name) => environment[name] !== undefined);
  const message = `--drop names "${flag}", which is not an option of the entry.`;
  if (variable !== undefined)
    throw wrong(message, `${variable} is set in the entry's environment: take it out of the file by hand.`);
  const valid = namesOfFlags(flags).map((each) => each.slice(2));
  throw wrong(
    message,
    valid.length === 0 ? 'Leave --drop out: the entry has no options.' : 'Leave it out, or use a valid one.',
    valid.length === 0 ? undefined : valid,
  );
}

/**
 * The options that a new entry keeps of the old one: an option that restricts the server must not get lost because a
 * later call of init does not repeat it.
 * @param given settings that the call names, which count instead
 * @param drop options to take out, separated by commas
 * @throws Fault for an option that the entry does not have
 */
export function keepOptions(present: Present, given: Readonly<Record<string, unknown>>, drop?: string): Kept {
  const names = (drop ?? '')
    .split(',')
    .filter((word) => word.trim() !== '')
    .map((word) => droppedSetting(word, present));
  const named = Object.keys(given);
  const gone = Object.fromEntries(
    Object.entries(present.flags).filter(([name]) => names.includes(name) && !named.includes(name)),
  );
  return {
    flags: without(present.flags, [...names, ...named]),
    dropped: [...wordsOfFlags(gone), ...present.foreign],
  };
}

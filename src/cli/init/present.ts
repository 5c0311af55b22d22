import { type Setting, settings } from '../../config/settings.ts';
import { isReference } from '../../config/variables.ts';
import { cleanText } from '../../shaping/clean.ts';
import { maskSecrets } from '../../shaping/mask.ts';
import type { Entry } from './host.ts';
import { scriptPath } from './launch.ts';

/** Settings as a command line gives them, by the settings' names. */
export type Flags = Readonly<Record<string, string | boolean>>;

/** What an entry starts the server with. */
export interface Present {
  /** The settings that it gives as options. */
  flags: Flags;
  /**
   * The settings that stand in its environment, by variable; one that refers to the host's own environment is left out.
   */
  environment: Readonly<Record<string, string>>;
  /** Words that init has no place for: a launcher of the owner's own, options that this version does not know. */
  foreign: readonly string[];
}

const TABLE: readonly Setting[] = settings;

/** Program and arguments of an entry, whatever members the host keeps them in. */
export const wordsOf = ({ command, args }: Entry): readonly string[] =>
  [command, args].flat().filter((word): word is string => typeof word === 'string');

/** Whether a word is this program: the script that runs now, or a path or package of its name. */
const isProgram = (word: string): boolean =>
  word === scriptPath(process.argv[1] ?? '') || /(^|[\\/])pai-dlc-mcp([\\/]dist[\\/]main\.js)?$/.test(word);

/** Whether an entry starts this program: by the name that init gives it, or by what it runs. */
export const isOurs = (name: string, entry: Entry): boolean => name === 'pai-dlc' || wordsOf(entry).some(isProgram);

const NODE = /(^|[\\/])node(\.exe)?$/i;
/** Words before the program that only start it, such as `node`, `npx -y` or `cmd /c`. */
const STARTER = /(^|[\\/])(?:node|npx|cmd)(?:\.exe|\.cmd)?$|^(?:-y|--yes|\/c)$/i;

/** Index of the program among the words: one that is known by its name, else what node runs, else the first word. */
function programAt(words: readonly string[]): number {
  const known = words.findIndex(isProgram);
  if (known !== -1) return known;
  const node = words.findIndex((word) => NODE.test(word));
  return node === -1 ? 0 : words.findIndex((word, at) => at > node && !word.startsWith('-'));
}

/** The options among the words behind the program. */
function optionsIn(words: readonly string[]): Pick<Present, 'flags' | 'foreign'> {
  const flags: Record<string, string | boolean> = {};
  const foreign: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [flag, ...inline] = word.split('=');
    const setting = TABLE.find((each) => `--${each.flag}` === flag);
    const value = inline.length > 0 ? inline.join('=') : words[at + 1];
    if (setting?.kind === 'boolean' && inline.length === 0) flags[setting.name] = true;
    else if (setting === undefined || setting.kind === 'boolean' || value === undefined) foreign.push(word);
    else {
      flags[setting.name] = value;
      if (inline.length === 0) at += 1;
    }
  }
  return { flags, foreign: foreign.filter((word) => word !== 'serve') };
}

function environmentOf({ env, environment }: Entry): Readonly<Record<string, string>> {
  const given = Object.entries(Object(env ?? environment) as Record<string, unknown>);
  const names = TABLE.flatMap((setting) => setting.env);
  return Object.fromEntries(
    given.filter((each): each is [string, string] => {
      const [name, value] = each;
      return names.includes(name) && typeof value === 'string' && value !== '' && !isReference(name, value);
    }),
  );
}

/** Takes an entry of a host apart. Anything may stand in its place, as people edit these files. */
export function presentOf(entry: unknown): Present {
  if (typeof entry !== 'object' || entry === null) return { flags: {}, environment: {}, foreign: [] };
  const words = wordsOf(entry as Entry);
  const at = programAt(words);
  const before = words.slice(0, Math.max(at, 0)).filter((word) => !STARTER.test(word));
  const { flags, foreign } = optionsIn(at === -1 ? [] : words.slice(at + 1));
  return { flags, environment: environmentOf(entry as Entry), foreign: [...before, ...foreign] };
}

/** Flags as the words of a command line, in the order of the settings. */
export const wordsOfFlags = (flags: Flags): readonly string[] =>
  TABLE.flatMap(({ name, flag }) => {
    const value = flags[name];
    if (value === undefined || value === false) return [];
    return value === true ? [`--${flag}`] : [`--${flag}`, value];
  });

/** The flags of settings as they are typed, such as `--read-only`. */
export const namesOfFlags = (flags: Flags): readonly string[] =>
  TABLE.flatMap(({ name, flag }) => (flags[name] === undefined ? [] : [`--${flag}`]));

/** Words of an entry as they may be shown: its owner may have put a secret there. */
export const shownWords = (words: readonly string[]): string => maskSecrets(cleanText(words.join(' ')));

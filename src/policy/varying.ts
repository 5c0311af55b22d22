import { brief } from '../domain/brief.ts';

type Leaves = ReadonlyMap<string, unknown>;

const NOTHING = '(none)';

/** The values of a job by path; lists and objects are taken apart. */
export function leavesOf(value: unknown, path = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, path === '' ? name : `${path}.${name}`));
}

/** Words that all texts begin with, or end with; each keeps one word at least, or what differs could be nothing. */
function sharedWords(texts: readonly (readonly string[])[]): { before: number; after: number } {
  const least = Math.min(...texts.map((words) => words.length)) - 1;
  const [first = []] = texts;
  let before = 0;
  while (before < least && texts.every((words) => words[before] === first[before])) before += 1;
  let after = 0;
  while (
    after < least - before &&
    texts.every((words) => words[words.length - 1 - after] === first[first.length - 1 - after])
  )
    after += 1;
  return { before, after };
}

/**
 * The part of each text that is not the same in all: of long commands a person has
 * to see what differs, not how they begin.
 */
function differing(texts: readonly string[]): string[] {
  const words = texts.map((text) => text.split(/\s+/));
  const { before, after } = sharedWords(words);
  // The word before says what the next one is: `--lr 1e-4`.
  const from = Math.max(0, before - 1);
  return words.map((each) => {
    const part = each.slice(from, each.length - after).join(' ');
    return `${from > 0 ? '…' : ''}${part}${after > 0 ? '…' : ''}`;
  });
}

/** `LR` of `envs.LR`, `Worker[0].pod_count` as `pod_count` where it is the only one of that name. */
const shortName = (path: string, all: readonly string[]): string => {
  const short = path.startsWith('envs.') ? path.slice('envs.'.length) : (/[^.]+$/.exec(path)?.[0] ?? path);
  return all.filter((each) => each.endsWith(short)).length > 1 ? path : short;
};

/** What differs among several jobs: a column for each thing, and for each job its values in that order. */
export interface Varying {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/**
 * What differs among jobs, but for their names.
 * @param show makes a value of this path fit to show; it takes secrets out
 */
export function varyingOf(
  jobs: readonly object[],
  show: (path: string, value: unknown, job: number) => string,
): Varying {
  const leaves: Leaves[] = jobs.map((job) => new Map(leavesOf(job)));
  const paths = [...new Set(leaves.flatMap((each) => [...each.keys()]))].filter(
    (path) => path !== 'display_name' && leaves.some((each) => each.get(path) !== leaves[0]?.get(path)),
  );
  const columns = paths.map((path) => {
    return differing(leaves.map((each, job) => (each.has(path) ? show(path, each.get(path), job) : NOTHING)));
  });
  return {
    columns: paths.map((path) => shortName(path, paths)),
    rows: jobs.map((_, job) => columns.map((values) => values[job] ?? '')),
  };
}

/** `LR=1e-4, EPOCHS=3`, of at most `max` characters. */
export const variesWords = ({ columns }: Varying, row: readonly string[], max: number): string => {
  const each = Math.max(8, Math.floor(max / Math.max(1, columns.length)) - 2);
  return brief(
    columns.map((name, at) => `${brief(name, 24)}=${brief(row[at] ?? '', Math.max(8, each - name.length))}`).join(', '),
    max,
  );
};

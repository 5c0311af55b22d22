import { brief, quoted } from '../domain/brief.ts';
import { asIs, en, listed, type Said, say, zh } from '../domain/said.ts';

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
  /** Of each column the whole path, such as `envs.LR`. */
  paths: readonly string[];
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
    paths,
    rows: jobs.map((_, job) => columns.map((values) => values[job] ?? '')),
  };
}

/** What tells jobs apart and runs nothing by itself; only of this may a long value be cut. */
const CUT = /^(?:envs|settings\.tags)\.|(?:^|\.)description$/;
/** Characters of a value that is cut. */
const SHORT = 16;

/** A value in a list of values: what could pass for several of them, or for none, stands between quotes. */
const inList = (value: string, max: number): string =>
  value.trim() === '' || /[,;"]/.test(value) ? quoted(value, max) : brief(value, max);

/** Columns of which most jobs have one value: these are told apart by naming the others. */
const MOST_ODD = 3;

interface Column {
  name: string;
  values: readonly string[];
}

/** The value that most have, and who has another one; `undefined` where each has its own. */
function usual({ values }: Column): { value: string; odd: readonly number[] } | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined || most[1] <= MOST_ODD || values.length - most[1] > MOST_ODD) return undefined;
  return { value: most[0], odd: values.flatMap((value, at) => (value === most[0] ? [] : [at])) };
}

/** `LR: 1e-4, but 1e-3 in "sweep-7"`. */
function oddLine(column: Column, names: readonly string[]): Said | undefined {
  const most = usual(column);
  if (most === undefined) return undefined;
  const { name, values } = column;
  const others = listed(
    most.odd.map((at) => {
      const [value, job] = [inList(values[at] ?? '', Infinity), names[at] ?? ''];
      return say(en`${value} in ${job}`, zh`${job} 为 ${value}`);
    }),
  );
  const value = inList(most.value, Infinity);
  return most.odd.length === 0
    ? say(en`${name}: ${value}`, zh`${name}：${value}`)
    : say(en`${name}: ${value}, but ${others}`, zh`${name}：${value}，但 ${others}`);
}

const row = (name: string, values: readonly string[]): Said =>
  asIs([name, ...(values.length > 0 ? [values.join(', ')] : [])].join(': '));

/**
 * What differs, as lines with one for each job. Every column is named in all of the forms, of which the first is the
 * easiest to read and the last the shortest; only the last cuts values, and none that decides what runs.
 * @param names of the jobs, as they are to be shown
 */
export function varyingForms({ columns, paths, rows }: Varying, names: readonly string[]): (readonly Said[])[] {
  const all = columns.map((name, at): Column & { path: string } => ({
    name: brief(name, Infinity),
    path: paths[at] ?? name,
    values: rows.map((values) => values[at] ?? ''),
  }));
  const odd = all.flatMap((column) => oddLine(column, names) ?? []);
  const rest = all.filter((column) => usual(column) === undefined);
  const heads = rest.map(({ name }) => name).join(', ');
  const table = (max: (path: string) => number): Said[] => [
    ...odd,
    ...(heads === '' ? [] : [say(en`Each job: ${heads}`, zh`各任务：${heads}`)]),
    ...names.map((name, at) =>
      row(
        name,
        rest.map(({ path, values }) => inList(values[at] ?? '', max(path))),
      ),
    ),
  ];
  return [
    names.map((name, at) =>
      row(
        name,
        all.map((each) => `${each.name}=${inList(each.values[at] ?? '', Infinity)}`),
      ),
    ),
    table(() => Infinity),
    table((path) => (CUT.test(path) ? SHORT : Infinity)),
  ];
}

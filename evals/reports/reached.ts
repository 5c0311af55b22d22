import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from './cases.ts';
import type { Counts } from './report.ts';

/** What the diagnosis has reached, by set and kind: `npm run eval:reports -- --update` writes it, and nothing may fall below it. */
const FILE = join('evals', 'reports', 'reached.json');

type BySet = Record<string, Partial<Record<Kind, Counts>>>;

const read = (): BySet => JSON.parse(readFileSync(FILE, 'utf8')) as BySet;

export const reached = (set: string): Partial<Record<Kind, Counts>> => read()[set] ?? {};

export function writeReached(set: string, counts: Partial<Record<Kind, Counts>>): void {
  writeFileSync(FILE, `${JSON.stringify({ ...read(), [set]: counts }, null, 2)}\n`);
}

/** Those of which more is better; of the others less is. */
const MORE = ['right', 'noticed'] as const;
const LESS = ['confidently wrong', 'falselyCritical'] as const;

/** What is worse than it was, as sentences. Between partly, missed and wrong cases may move. */
export function compare(before: Partial<Record<Kind, Counts>>, now: Partial<Record<Kind, Counts>>): string[] {
  return (Object.keys(before) as Kind[]).flatMap((kind) => {
    const [old, present] = [before[kind], now[kind]];
    if (old === undefined || present === undefined) return [`there are no cases of the kind ${kind}`];
    const said = (name: keyof Counts): string => `${kind}: ${name} ${present[name]}, was ${old[name]}`;
    return [
      ...(present.cases === old.cases ? [] : [said('cases')]),
      ...MORE.filter((name) => present[name] < old[name]).map(said),
      ...LESS.filter((name) => present[name] > old[name]).map(said),
    ];
  });
}

import { CAUSES } from '../../src/diagnosis/causes/all.ts';
import type { Cause } from '../../src/diagnosis/causes/cause.ts';
import { ranked } from '../../src/diagnosis/verdict.ts';
import type { Case } from './cases.ts';
import type { Judged } from './evaluate.ts';
import { judgeFiles, readFiles, storyOfFiles, withFiles } from './files.ts';

const NEVER = /(?!)/;

/** Causes that read only the words of errors which nothing else knows: they are what is left. */
const isWords = ({ in: kinds }: Cause): boolean => kinds.every((kind) => kind === 'unknown_error');

/** The causes that the verdict on a case rests on, apart from the words. */
async function causesOf(one: Case): Promise<Cause[]> {
  const { logs } = await readFiles(storyOfFiles(one));
  const inOrder = [...logs].sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  const rule = ranked(inOrder.flatMap(({ findings }) => findings))[0]?.rule;
  return CAUSES.filter((cause) => cause.id === rule && !isWords(cause));
}

/**
 * The cases whose log a cause knew, judged by their files without that cause: how the diagnosis does on words that
 * nobody taught it. The set that nobody reads says so better, but only once.
 */
export async function evaluateLeftOut(cases: readonly Case[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of withFiles(cases)) {
    const causes = await causesOf(one);
    if (causes.length === 0 || (await judgeFiles(one)).grade !== 'right') continue;
    const kept = causes.map(({ match }) => match);
    for (const cause of causes) cause.match = NEVER;
    judged.push(await judgeFiles(one));
    for (const [index, cause] of causes.entries()) cause.match = kept[index] ?? NEVER;
  }
  return judged;
}

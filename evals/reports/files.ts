import { digestOf } from '../../src/cli/diagnose/digest.ts';
import { type LogOpinion, type Opinion, opinionOf, opinionOn } from '../../src/cli/diagnose/opinion.ts';
import type { Story, StoryLines } from '../../src/simulator/api/simulator.ts';
import { type Case, kindOf } from './cases.ts';
import type { Judged } from './evaluate.ts';
import { gradeOf, showsIt, type Verdict } from './grade.ts';
import { storyOf } from './story-of.ts';

const textOf = (lines: StoryLines = ''): string =>
  typeof lines === 'string' ? lines : lines.map((line) => `${typeof line === 'string' ? line : line.text}\n`).join('');

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** What the command `diagnose` says of the logs, the events and the exit code of a story, as if they lay in files. */
export async function readFiles({ pods }: Story): Promise<{ logs: readonly LogOpinion[]; opinion: Opinion }> {
  const logs = await Promise.all(
    pods.map(async ({ log }, rank) =>
      opinionOf(`rank${rank}.log`, await digestOf(bytesOf(textOf(log)), () => {}), Date.now()),
    ),
  );
  const events = pods.flatMap((pod) => textOf(pod.events).split('\n').filter(Boolean)).map((text) => ({ text }));
  const exitCode = pods.find((pod) => pod.exitCode !== undefined)?.exitCode;
  return { logs, opinion: opinionOn(logs, { events, exitCode }) };
}

export const storyOfFiles = (one: Case): Story => storyOf(one, { now: Date.now(), quota: '' });

/** A case judged by its files. */
export async function judgeFiles(one: Case): Promise<Judged> {
  const { opinion } = await readFiles(storyOfFiles(one));
  const verdict: Verdict = {
    category: opinion.category,
    confidence: opinion.confidence,
    words: opinion.summary,
    evidence: opinion.evidence.map(({ text }) => text),
  };
  const text = JSON.stringify(opinion, null, 1);
  return {
    id: one.id,
    kind: kindOf(one),
    best: one.truth.best,
    verdict,
    grade: gradeOf(one.truth, verdict),
    shown: showsIt(one.truth, verdict),
    calls: 0,
    bytes: Buffer.byteLength(text),
    text,
  };
}

/** The failed cases that printed something. */
export const withFiles = (cases: readonly Case[]): Case[] =>
  cases.filter((one) => kindOf(one) === 'failed' && one.pods.some(({ log }) => log.length > 0));

/** The failed cases that printed something, judged by their files alone: without the job, its reason and the platform. */
export async function evaluateFiles(cases: readonly Case[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const one of withFiles(cases)) judged.push(await judgeFiles(one));
  return judged;
}

import { describe, expect, it } from 'vitest';
import { opinionOf, opinionOn } from '../../src/cli/diagnose/opinion.ts';
import { rankThatNeverCame } from '../../src/diagnosis/collectives/late-rank.ts';
import { collectiveReports } from '../../src/diagnosis/collectives/reports.ts';
import { readVitals } from '../../src/diagnosis/health/symptoms.ts';

const says = (rank: number, enqueued: number, completed: number, group = 0): string =>
  `[rank${rank}]:[E305 12:00:01.1 ProcessGroupNCCL.cpp:2168] [PG ID ${group} PG GUID ${group}(default_pg) Rank ${rank}] failure detected by watchdog at work sequence id: ${enqueued} PG status: last enqueued work: ${enqueued}, last completed work: ${completed}`;
const reports = (pod: string, lines: readonly string[]) => collectiveReports({ pod, lines, timeOf: () => undefined });
const late = (...lines: string[]) => rankThatNeverCame(reports('p', lines));

describe('the rank that did not come', () => {
  it('is the one that enqueued less than all others', () => {
    const found = late(says(0, 12, 9), says(1, 12, 9), says(2, 9, 9), says(3, 11, 9));
    expect(found).toMatchObject({ category: 'nccl_timeout', role: 'consequence' });
    expect(found?.says).toContain('rank 2 never came to collective 10');
    expect(found?.says).toContain('last enqueued 9, others 12');
    expect(found?.evidence.map(({ text }) => text)).toEqual([says(2, 9, 9), says(0, 12, 9)]);
  });
  it('is else the one that completed less', () => {
    expect(late(says(0, 12, 11), says(1, 12, 9), says(2, 12, 11))?.says).toContain(
      'rank 1 did not complete collective 10',
    );
  });
  it('is told by the words of older versions, and in the last report of each rank', () => {
    const old = (rank: number, work: number) =>
      `[PG 1 Rank ${rank}] Timeout at NCCL work: ${work}, last enqueued NCCL work: ${work}, last completed NCCL work: 3.`;
    expect(late(old(0, 5), old(4, 1), old(0, 8), old(3, 8), old(4, 4))?.says).toContain(
      'rank 4 never came to collective 5',
    );
  });
  it('is not named where nobody is behind, half of them are, or too few report', () => {
    expect(late(says(0, 12, 9), says(1, 12, 9), says(2, 12, 9))).toBeUndefined();
    expect(late(says(0, 12, 9), says(1, 12, 9), says(2, 9, 9), says(3, 9, 9))).toBeUndefined();
    expect(late(says(0, 12, 9), says(1, 9, 9))).toBeUndefined();
  });
  it('is compared within its own group of ranks', () => {
    expect(late(says(0, 12, 9), says(1, 12, 9, 1), says(2, 12, 9), says(3, 7, 7, 1), says(4, 12, 9))).toBeUndefined();
  });
});

describe('dumps of the flight recorder, printed as text', () => {
  const dump = (rank: number, enqueued: number, completed: number): string =>
    `{'version': '2.10', 'pg_config': {'0': {'name': '0', 'desc': 'default_pg', 'ranks': '[0, 1, 2]'}}, 'pg_status': {'0': {'last_enqueued_collective': ${enqueued}, 'last_started_collective': ${completed}, 'last_completed_collective': ${completed}}}, 'entries': [], 'rank': ${rank}}`;
  const json = (enqueued: number, completed: number): string[] =>
    JSON.stringify(
      {
        entries: [],
        pg_status: {
          '0': {
            last_completed_collective: String(completed),
            last_enqueued_collective: String(enqueued),
            last_started_collective: '-1',
          },
        },
        version: '2.10',
      },
      null,
      2,
    ).split('\n');

  it('are read as a dict of Python on one line, whose rank is a member or the tag of the line', () => {
    expect(late(dump(0, 12, 9), dump(1, 9, 9), dump(2, 12, 9))?.says).toContain('rank 1 never came to collective 10');
    const tagged = [12, 12, 7].map((work, rank) => `[rank${rank}]: ${dump(0, work, 7).replace(", 'rank': 0", '')}`);
    expect(late(...tagged)?.says).toContain('rank 2 never came to collective 8');
  });
  it('are read as JSON on several lines, one file for each rank that its name tells', () => {
    const files = [json(12, 9), json(12, 9), json(9, 9)];
    const found = rankThatNeverCame(files.flatMap((lines, rank) => reports(`nccl_trace_rank_${rank}.json`, lines)));
    expect(found?.says).toContain('rank 2 never came to collective 10');
    expect(reports('trace.json', json(12, 9))).toEqual([]);
  });
  it('are compared where the files of several ranks are diagnosed', async () => {
    const logs = await Promise.all(
      [says(0, 12, 9), says(1, 9, 9), says(2, 12, 9)].map((text, rank) =>
        opinionOf(`rank${rank}.log`, { lines: [{ number: 7, text }], total: 7, bytes: 0 }, 0),
      ),
    );
    const { summary, evidence, category } = opinionOn(logs, { events: [], exitCode: undefined });
    expect(category).toBe('nccl_timeout');
    expect(summary).toContain('Rank 1 never came to collective 10');
    expect(evidence[0]).toMatchObject({ from: 'rank1.log', line: 7 });
  });
});

describe('a job that still runs', () => {
  const lines = [says(0, 12, 9), says(1, 9, 9), says(2, 12, 9)];
  const symptoms = (texts: readonly string[]) =>
    readVitals(texts, { pod: 'p', silentSeconds: 0, flow: 'flowing', mayHaveGpus: true }).symptoms.map(
      ({ says, level }) => `${level}: ${says}`,
    );
  it('has a rank that the others wait for, by what they report', () => {
    expect(symptoms(['step 1: loss 2.2, time 100ms', ...lines])[0]).toContain(
      'critical: rank 1 never came to collective 10',
    );
  });
  it('has none once it trains again', () => {
    expect(symptoms([...lines, 'step 1: loss 2.2, time 100ms'])).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type Case, KINDS, kindOf, readCases, type Truth } from '../../evals/reports/cases.ts';
import { evaluate } from '../../evals/reports/evaluate.ts';
import { evaluateFiles, withFiles } from '../../evals/reports/files.ts';
import { gradeOf, type Verdict } from '../../evals/reports/grade.ts';
import { evaluateLeftOut } from '../../evals/reports/left-out.ts';
import { partOf } from '../../evals/reports/part.ts';
import { compare, reached } from '../../evals/reports/reached.ts';
import { type Counts, countsOf, report } from '../../evals/reports/report.ts';
import { storyOf } from '../../evals/reports/story-of.ts';
import { expand } from '../../evals/reports/tokens.ts';

/** Milliseconds. Hundreds of jobs through the real tools take seconds, and a minute on a machine that does much else. */
const LONG = 240_000;

describe('the evaluation on public reports', { timeout: LONG }, () => {
  it.each([
    ['given', readCases('given')],
    ['open, in part', partOf(readCases('open'))],
  ] as const)('does not fall behind what was reached on the set %s', async (set, cases) => {
    const judged = await evaluate(cases);
    expect(compare(reached(set), countsOf(judged)), report(set, judged, { mistakes: true })).toEqual([]);
    expect(judged.every(({ calls, bytes }) => calls > 0 && bytes > 200)).toBe(true);
  });

  it('judges every case of the set open, through the tools or by its files', () => {
    const cases = readCases('open');
    const [part, filed] = [partOf(cases), withFiles(cases)];
    expect(new Set([...part, ...filed]).size).toBe(cases.length);
    expect(part.filter((one) => filed.includes(one)).length).toBeGreaterThan(200);
    expect(KINDS.map((kind) => part.filter((one) => kindOf(one) === kind).length)).toEqual(
      KINDS.map((kind) => reached('open, in part')[kind]?.cases),
    );
  });

  it.each(['given', 'open'] as const)('does not fall behind on the logs of the set %s as files', async (set) => {
    const judged = await evaluateFiles(readCases(set));
    const [all, before] = [countsOf(judged), reached(`${set}, from files`)];
    expect(before.failed?.cases).toBeGreaterThan(40);
    expect(compare(before, all), report(set, judged, { mistakes: true })).toEqual([]);
  });

  it('leaves out the cause that knew a case, and no other time', async () => {
    const cases = readCases('given').slice(0, 12);
    const without = await evaluateLeftOut(cases);
    expect(without.length).toBeGreaterThan(4);
    const grades = await evaluateFiles(cases);
    expect(grades.filter(({ grade }) => grade !== 'right')).toEqual([]);
    const changed = without.filter(
      (one) => one.verdict.words !== grades.find(({ id }) => id === one.id)?.verdict.words,
    );
    expect(changed.length).toBe(without.length);
  });

  it('tells no single case of the set that nobody reads', async () => {
    const [one] = readCases('given');
    const judged = await evaluate([one as Case]);
    const wrong = judged.map((judge) => ({ ...judge, grade: 'wrong' as const }));
    expect(report('aside', wrong, { mistakes: false })).not.toContain(wrong[0]?.id);
    expect(report('given', wrong, { mistakes: true })).toContain(wrong[0]?.id);
  });

  it('fails for fewer right ones, for one more overclaim, and for a case that is gone', () => {
    const counts = (changes: Partial<Counts> = {}): Counts => ({
      cases: 10,
      right: 8,
      partly: 1,
      missed: 1,
      wrong: 0,
      'confidently wrong': 0,
      noticed: 0,
      falselyCritical: 0,
      ...changes,
    });
    const against = (changes: Partial<Counts>): string[] => compare({ failed: counts() }, { failed: counts(changes) });
    expect(against({ right: 9, partly: 0 })).toEqual([]);
    expect(against({ right: 7, partly: 2 })).toEqual(['failed: right 7, was 8']);
    expect(against({ missed: 0, 'confidently wrong': 1 })).toEqual(['failed: confidently wrong 1, was 0']);
    expect(against({ cases: 9, right: 8 })).toEqual(['failed: cases 9, was 10']);
    expect(compare({ sick: counts({ noticed: 4 }) }, { sick: counts({ noticed: 3 }) })).toHaveLength(1);
    expect(compare({ benign: counts() }, { benign: counts({ falselyCritical: 1 }) })).toHaveLength(1);
    expect(compare({ benign: counts() }, {})).toHaveLength(1);
  });
});

describe('a grade', () => {
  const truth: Truth = {
    best: 'cuda_oom',
    accept: ['cuda_oom', 'host_oom'],
    partly: ['user_code_error'],
    wrong_certain: ['nccl_timeout', 'user_code_error'],
    show: [['out of memory', 'OOM']],
    cause: 'the card is full',
  };
  const verdict = (category: string, confidence = 'direct', line = 'CUDA out of memory'): Verdict => ({
    category,
    confidence,
    words: 'It is full.',
    evidence: ['step 1', line],
  });
  it.each([
    ['right', truth, verdict('cuda_oom')],
    ['right', truth, verdict('host_oom', 'indirect', 'OOM')],
    ['partly', truth, verdict('cuda_oom', 'direct', 'Traceback')],
    ['partly', { ...truth, certain: false as const }, verdict('cuda_oom')],
    ['right', { ...truth, certain: false as const }, verdict('cuda_oom', 'indirect')],
    ['partly', truth, verdict('user_code_error', 'indirect')],
    ['confidently wrong', truth, verdict('user_code_error')],
    ['missed', truth, verdict('unknown', 'none')],
    ['wrong', truth, verdict('image_pull', 'indirect')],
    ['confidently wrong', truth, verdict('image_pull')],
    ['wrong', truth, verdict('nccl_timeout', 'indirect')],
    ['right', { ...truth, accept: ['bad_configuration'] }, verdict('resource_limit')],
    ['confidently wrong', { ...truth, accept: ['bad_configuration'] }, verdict('storage_failure')],
  ])('is %s', (grade, label, said) => {
    expect(gradeOf(label, said)).toBe(grade);
  });

  it('of a job that runs and is sick is right only where the trouble is told', () => {
    const sick: Truth = { ...truth, accept: ['healthy'], not: ['healthy'], show: [], health: 'nan' };
    expect(gradeOf(sick, { ...verdict('healthy'), words: 'It runs.' })).toBe('confidently wrong');
    expect(gradeOf(sick, { ...verdict('healthy', 'indirect'), words: 'It runs.' })).toBe('wrong');
    expect(gradeOf(sick, { ...verdict('healthy'), words: 'It runs, and its loss is NaN.' })).toBe('right');
    expect(gradeOf({ ...sick, accept: ['cuda_oom'] }, { ...verdict('healthy'), words: 'NaN' })).toBe(
      'confidently wrong',
    );
  });
});

describe('a case as a story', () => {
  const one: Case = {
    id: 'x',
    job: { type: 'PyTorchJob' },
    truth: { best: 'unknown', accept: ['unknown'], cause: '' },
    pods: [
      {
        role: 'master',
        n: 0,
        status: 'Failed',
        exit: 1,
        log: [
          { rep: 3, t: 'step {i} at {s}', from: 10, step: 5 },
          { giant: 2, t: '{tqdm1:8}', tail: 'lost {ip:1}' },
        ],
        events: ['Started container pytorch', 'Evicted'],
      },
      { role: 'worker', n: 0, status: 'Failed', exit: 1, ended: -30, log: ['bye from {pod} of {job}'] },
    ],
  };
  const now = Date.parse('2026-03-05T12:00:00Z');
  const story = storyOf(one, { now, quota: 'q' });
  const [master, worker] = story.pods;

  it('has its counters, times, names and addresses filled in', () => {
    const lines = (master?.log ?? []) as { at: number; text: string }[];
    expect(lines.slice(0, 3).map(({ text }) => text)).toEqual([
      'step 10 at 2026-03-05 11:49:38',
      'step 15 at 2026-03-05 11:49:48',
      'step 20 at 2026-03-05 11:49:58',
    ]);
    expect(lines[3]?.text).toBe(
      `  0%|          | 0/8 [00:00<00:16,  2.00s/it]\r 12%|#         | 1/8 [00:02<00:14,  2.00s/it]\rlost ${worker?.ip}`,
    );
    const [bye] = (worker?.log ?? []) as { text: string }[];
    expect(bye?.text).toBe(`bye from ${story.jobId}-worker-0 of ${story.jobId}`);
  });

  it('ends as the case says, with the events where they belong', () => {
    expect(master?.endedAt).toBe(-600);
    expect(worker?.endedAt).toBe(-630);
    const [started, evicted] = (master?.events ?? []) as { at: number; text: string }[];
    expect(started?.at).toBeLessThan(master?.startedAt as number);
    expect(evicted?.at).toBe(-600);
  });

  it('leaves braces alone that are no tokens', () => {
    const tokens = { at: now, zone: 8, pod: 'p', job: 'j', ips: [] };
    expect(expand('{} {sigval} {x:1} {iso} {hms} {d_t}', tokens)).toBe(
      '{} {sigval} {x:1} 2026-03-05T12:00:00Z 20:00:00 2026-03-05_20:00:00',
    );
    expect(expand('{E} {N} {ts} {i:8} {i256}', { ...tokens, zone: 0, i: 3 })).toBe(
      '0305 12:00:00.000000 305 12:00:00.000456789 2026-03-05 12:00:00,000        3 768',
    );
  });
});

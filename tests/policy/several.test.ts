import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/domain/said.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { decideDelete } from '../../src/policy/delete-job.ts';
import { MAX_QUESTION } from '../../src/policy/question.ts';
import { MOST_AT_ONCE } from '../../src/policy/several.ts';
import type { StopTarget } from '../../src/policy/stop-job.ts';
import { decideStops } from '../../src/policy/stop-jobs.ts';

const ids = Array.from({ length: MOST_AT_ONCE }, (_, at) => `dlc1xjcumbfm7a${String(at).padStart(2, '0')}`);

const target = (jobId: string, status = 'Running'): StopTarget => ({
  jobId,
  displayName: 'n'.repeat(256),
  jobType: 'PyTorchJob',
  status,
  created: '2026-11-24T00:00:00Z',
  runningSince: status === 'Queuing' ? undefined : '2026-11-24T00:30:00Z',
  runningSeconds: status === 'Queuing' ? undefined : 39_990_000,
  ageSeconds: 40_000_000,
  pods: 1024,
  totals: { gpus: 8192, cpus: 192_000, memoryGib: 1_920_000, complete: false },
  console: 'https://console.example/x',
});

const questionOf = (decision: Decision) => {
  if (decision.verdict !== 'confirm') throw new Error(`no question: ${JSON.stringify(decision)}`);
  return decision;
};

describe('a question about as many as can be', () => {
  const most: readonly (readonly [string, () => Decision])[] = [
    [
      'R15',
      () =>
        decideStops(
          ids.map((id, at) => target(id, at % 2 === 0 ? 'Running' : 'Queuing')),
          'live',
        ),
    ],
    [
      'R45',
      () =>
        decideDelete(
          ids.map((jobId) => ({
            jobId,
            displayName: 'n'.repeat(256),
            status: 'Succeeded',
            finished: '2026-11-24T00:00:00Z',
            console: 'x',
          })),
        ),
    ],
  ];
  it.each(most)('%s names each of them, in every language', (rule, decide) => {
    const { question, rule: named } = questionOf(decide());
    expect(named).toBe(rule);
    for (const language of LANGUAGES) {
      expect([...question[language]].length).toBeLessThanOrEqual(MAX_QUESTION);
      for (const id of ids) expect(question[language]).toContain(id);
    }
  });

  it('R15 asks the same while time passes, and something else once a job runs', () => {
    const asked = (jobs: StopTarget[]) => questionOf(decideStops(jobs, 'standard')).facts;
    const [one, other] = [target('dlc1'), target('dlc2', 'Queuing')];
    const later = { ...one, runningSeconds: 39_990_500, ageSeconds: 40_000_500 };
    expect(asked([later, { ...other, ageSeconds: 1 }])).toEqual(asked([one, other]));
    expect(asked([one, target('dlc2')])).not.toEqual(asked([one, other]));
  });

  it('R15 names who has run longest first, and last who has not run', () => {
    const jobs = [
      target('dlc-waits', 'Queuing'),
      { ...target('dlc-new'), runningSince: '2026-11-25T00:00:00Z' },
      target('dlc-old'),
    ];
    const { question } = questionOf(decideStops(jobs, 'standard'));
    expect(question.en.match(/^dlc-\w+/gm)).toEqual(['dlc-old', 'dlc-new', 'dlc-waits']);
  });
});

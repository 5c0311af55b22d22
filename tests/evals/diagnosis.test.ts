import { describe, expect, it } from 'vitest';
import { evaluate, type Judged, LEAST_ACCURACY, passed, totalsOf } from '../../evals/diagnosis/evaluate.ts';
import { confusion, report } from '../../evals/diagnosis/report.ts';
import { MOST_SEEDS, readSeeds } from '../../evals/diagnosis/seeds.ts';

/** A seed whose mistakes may be looked at, and one that is held out: what is wrong there is counted, never shown. */
const DEVELOPMENT = 101;
const HELD_OUT = 211;

const judged = (label: string, verdict: string, confidence = 'direct'): Judged => ({
  jobId: 'dlc1',
  scenario: 'x',
  alsoRight: [],
  evidence: [],
  seed: 1,
  label,
  verdict,
  confidence,
  summary: 's',
  calls: 3,
  bytes: 900,
});

describe('the evaluation of diagnose_job', () => {
  it.each([DEVELOPMENT, HELD_OUT])(
    'of seed %i finds the cause in at least 95 of 100 jobs, is never sure and wrong, and makes few calls',
    async (seed) => {
      // Every scenario in a wording of each seed; `npm run eval:diagnosis` takes two of each.
      const all = await evaluate(seed, 1);
      const shown = report(all, { mistakes: seed === DEVELOPMENT });
      const totals = totalsOf(all);
      expect(totals.jobs).toBeGreaterThanOrEqual(60);
      expect(totals.accuracy, shown).toBeGreaterThanOrEqual(0.95);
      expect(totals.wrongButConfident, shown).toBe(0);
      // To be unsure of everything is no way to be never wrong.
      expect(all.filter(({ confidence }) => confidence === 'direct').length).toBeGreaterThan(all.length * 0.7);
      expect(Math.max(...all.map(({ calls }) => calls))).toBeLessThanOrEqual(12);
      expect(passed(all)).toBe(true);
    },
    120_000,
  );

  it('fails for a confident mistake, and for too many unsure ones', () => {
    const right = Array.from({ length: 39 }, () => judged('cuda_oom', 'cuda_oom'));
    expect(totalsOf([...right, judged('host_oom', 'unknown', 'none')])).toMatchObject({ passed: true, unknown: 1 });
    expect(totalsOf([...right, judged('host_oom', 'cuda_oom')])).toMatchObject({ passed: false, wrongButConfident: 1 });
    expect(totalsOf([...right, ...Array.from({ length: 3 }, () => judged('a', 'b', 'indirect'))]).passed).toBe(false);
    expect(totalsOf([]).passed).toBe(false);
  });

  it('lets no good seed make up for a bad one', () => {
    expect(LEAST_ACCURACY).toBe(0.95);
    const good = Array.from({ length: 99 }, () => judged('cuda_oom', 'cuda_oom'));
    const bad = { ...judged('host_oom', 'unknown', 'none'), seed: 2 };
    expect(totalsOf([...good, bad]).passed).toBe(true);
    expect(passed(good)).toBe(true);
    expect(passed([...good, bad])).toBe(false);
    expect(passed([])).toBe(false);
  });

  it('takes seeds one by one and as ranges', () => {
    expect(readSeeds(['3'])).toEqual([3]);
    expect(readSeeds(['1-3,7', '2'])).toEqual([1, 2, 3, 7]);
    for (const wrong of ['', 'x', '1-', '3-1', '-1', '1.5', `0-${MOST_SEEDS}`])
      expect(readSeeds([wrong]), wrong).toBeUndefined();
    expect(readSeeds([])).toBeUndefined();
  });

  it('prints who was taken for whom', () => {
    const all = [judged('cuda_oom', 'cuda_oom'), judged('cuda_oom', 'unknown', 'none')];
    expect(confusion(all).split('\n')).toEqual([
      'label \\ verdict  1  2',
      'cuda_oom         1  1',
      'columns: 1 cuda_oom, 2 unknown',
    ]);
    expect(report(all)).toContain('WRONG seed 1 x dlc1: cuda_oom, not unknown (none): s');
    expect(report(all)).toMatch(/FAILED$/);
    expect(report(all, { mistakes: false })).not.toContain('WRONG');
    expect(report([...all, { ...judged('cuda_oom', 'cuda_oom'), seed: 2 }])).toMatch(
      /^2 +1 of 1 +100.0% +0 +0 +passed$/m,
    );
  });
});

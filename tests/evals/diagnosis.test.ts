import { describe, expect, it } from 'vitest';
import { evaluate, type Judged, LEAST_ACCURACY, totalsOf } from '../../evals/diagnosis/evaluate.ts';
import { confusion, report } from '../../evals/diagnosis/report.ts';

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
  it('finds the cause in most jobs of a corpus, with few calls', async () => {
    const all = await evaluate(1);
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(totalsOf(all).accuracy, report(all)).toBeGreaterThanOrEqual(LEAST_ACCURACY);
    expect(Math.max(...all.map(({ calls }) => calls))).toBeLessThanOrEqual(12);
  }, 120_000);

  it('fails for a confident mistake, and for too many unsure ones', () => {
    const right = Array.from({ length: 39 }, () => judged('cuda_oom', 'cuda_oom'));
    expect(totalsOf([...right, judged('host_oom', 'unknown', 'none')])).toMatchObject({ passed: true, unknown: 1 });
    expect(totalsOf([...right, judged('host_oom', 'cuda_oom')])).toMatchObject({ passed: false, wrongButConfident: 1 });
    expect(totalsOf([...right, ...Array.from({ length: 3 }, () => judged('a', 'b', 'indirect'))]).passed).toBe(false);
    expect(totalsOf([]).passed).toBe(false);
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
  });
});

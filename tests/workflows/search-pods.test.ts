import { describe, expect, it } from 'vitest';
import { LAST_RESORTS } from '../../src/diagnosis/causes/last-resorts.ts';
import type { Finding } from '../../src/diagnosis/finding.ts';
import { asLater, endedLongAfter } from '../../src/tools/workflows/diagnose-job/search-pods.ts';
import { diagnose, pod } from './cloud-of-one.ts';

const finding = (rule: string): Finding => ({
  rule,
  category: 'user_code_error',
  directness: 'direct',
  role: 'cause',
  says: 'the program has a mistake',
  remedy: LAST_RESORTS.mistake.remedy,
  evidence: [],
});

describe('what a pod says that is read after one with a likely cause', () => {
  it('stays as it is where it ended with the first one, unless it is an exception that no cause knows', () => {
    expect(asLater(finding('module_not_found'), false).directness).toBe('direct');
    expect(asLater(finding(LAST_RESORTS.mistake.id), false).directness).toBe('indirect');
  });
  it('is hedged, whatever it is, where it ended long after', () => {
    expect(asLater(finding('module_not_found'), true).directness).toBe('indirect');
  });
  it('ended long after from more than a minute on, and not where a time is unknown', () => {
    const ended = (finished?: string) => ({ finished });
    const first = ended('2026-03-05T04:14:03Z');
    expect(endedLongAfter(ended('2026-03-05T04:15:03Z'), first)).toBe(false);
    expect(endedLongAfter(ended('2026-03-05T04:15:04Z'), first)).toBe(true);
    expect(endedLongAfter(ended('2026-03-05T04:10:00Z'), first)).toBe(false);
    expect(endedLongAfter(ended(), first)).toBe(false);
    expect(endedLongAfter(ended('2026-03-05T04:15:04Z'), undefined)).toBe(false);
  });
  it('gives way to the pod that was killed before it', async () => {
    const killed = 'bash: line 1:   118 Killed                  python train.py';
    const mistake =
      'Traceback (most recent call last):\n  File "/mnt/a.py", line 3, in f\n    x = y["a"]\nKeyError: \'a\'';
    const at = (finished: string) =>
      diagnose({
        job: { Pods: [pod('master-0'), pod('worker-0', { GmtFinishTime: finished })] },
        logs: { 'master-0': killed, 'worker-0': mistake },
      });
    expect((await at('2026-03-05T04:20:00Z')).verdict).toBe('host_oom indirect');
    expect((await at('2026-03-05T04:14:04Z')).verdict).toBe('host_oom indirect');
  });
});

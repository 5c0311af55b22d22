import { describe, expect, it } from 'vitest';
import { operations } from '../../src/cloud/catalogue.ts';

const jobs = (job: Record<string, unknown>) =>
  operations.ListJobs.output.parse({ Jobs: [job], TotalCount: 1 }).Jobs[0]!;

describe('answers are read leniently', () => {
  it('passes unknown members through untouched, at every depth', () => {
    const job = jobs({ JobId: 'dlc1', Status: 'Running', Novel: { a: [1, null] }, Settings: { Newer: 'x' } });
    expect(job.Novel).toEqual({ a: [1, null] });
    expect(job.Settings?.Newer).toBe('x');
  });

  it('takes numbers for strings and strings for numbers', () => {
    const job = jobs({ JobId: 'dlc1', Status: 'Running', Duration: '12', NodeCount: 3, EnabledDebugger: 'true' });
    expect([job.Duration, job.NodeCount, job.EnabledDebugger]).toEqual([12, '3', true]);
    expect(operations.ListJobs.output.parse({ Jobs: [], TotalCount: '7' }).TotalCount).toBe(7);
  });

  it('reads null and an odd type of an unimportant member as absent', () => {
    const job = jobs({ JobId: 'dlc1', Status: 'x', DisplayName: null, Pods: null, JobReplicaStatuses: { odd: 1 } });
    expect(job.DisplayName).toBeUndefined();
    expect(job.JobReplicaStatuses).toBeUndefined();
  });

  it('accepts statuses it has never heard of', () =>
    expect(jobs({ JobId: 'dlc1', Status: 'Dreaming' }).Status).toBe('Dreaming'));

  it('takes a null list for an empty one, but not a missing one', () => {
    expect(operations.GetPodLogs.output.parse({ Logs: null }).Logs).toEqual([]);
    expect(operations.GetPodLogs.output.safeParse({}).success).toBe(false);
  });

  it('refuses a mistyped member it depends on', () => {
    expect(operations.GetJob.output.safeParse({ JobId: 'dlc1', Status: {} }).success).toBe(false);
    expect(operations.GetJob.output.safeParse({ JobId: 'dlc1', Status: 'Running', Pods: 'none' }).success).toBe(false);
    expect(operations.CreateJob.output.safeParse({ JobId: '' }).success).toBe(false);
  });

  it('reads sanity checks as rounds of phases', () => {
    const answer = operations.ListJobSanityCheckResults.output.parse({
      SanityCheckResults: [[{ CheckNumber: 1, Phase: 'CheckInit' }]],
    });
    expect(answer.SanityCheckResults?.[0]?.[0]?.Phase).toBe('CheckInit');
  });
});

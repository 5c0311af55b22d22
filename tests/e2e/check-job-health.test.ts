import { describe, expect, it } from 'vitest';
import { bench, ok, starved } from './rules/bench.ts';
import { createJob } from './world.ts';

describe('check_job_health', () => {
  const at = bench();

  it('reads the progress of a running job from the log of its first rank', async () => {
    const job_id = await createJob(at.session, at.finds);
    at.cloud.clock.advance(3_600);
    at.cloud.clearRequests();
    const { data, text } = await ok(at, 'check_job_health', { job_id });
    expect(data).toMatchObject({ status: 'Running', verdict: 'healthy', scale: 'small' });
    expect(text).toMatch(/throughput: step \d+, epoch \d+, loss [\d.]+, loss falling, .* step time flat/);
    expect(text).toContain(`workspaceId=${at.finds.workspace_id}#/dlc/jobs/${job_id}/monitor`);
    expect(at.cloud.requests().every(({ method }) => method === 'GET')).toBe(true);
  });

  it('says of a job that waits that it does not run', async () => {
    const job_id = await createJob(at.session, at.finds, starved(at));
    at.cloud.clock.advance(10);
    const { data, text } = await ok(at, 'check_job_health', { job_id });
    expect(data.verdict).toBe('unknown');
    expect(text).toContain('is Queuing: it does not run');
  });
});

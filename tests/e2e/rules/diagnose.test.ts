import { afterEach, describe, expect, it } from 'vitest';
import { bench, ok, putJob, starved, writes } from './bench.ts';

const actions = ({ cloud }: ReturnType<typeof bench>): string[] => cloud.requests().map(({ action }) => action);

describe.each(['legacy', 'modern'] as const)('R12 diagnose_job on the wire (%s)', (era) => {
  const at = bench({ era });
  afterEach(() => at.cloud.permissions.clear());

  const failed = async (scenario: string): Promise<string> => {
    const job_id = putJob(at, {
      display_name: `diagnose-${era}-${scenario}`.replaceAll('_', '-'),
      envs: { PAI_SIM_SCENARIO: scenario, PAI_SIM_RUN_SECONDS: '600' },
    });
    at.cloud.clock.advance(3600);
    at.cloud.clearRequests();
    return job_id;
  };

  it('goes job, job events, pod log, and writes nothing', async () => {
    const { data, text } = await ok(at, 'diagnose_job', { job_id: await failed('cuda_oom') });
    expect(data).toMatchObject({ status: 'Failed', category: 'cuda_oom', confidence: 'direct', calls: 3 });
    expect(actions(at)).toEqual(['GetJob', 'GetJobEvents', 'GetPodLogs']);
    expect(writes(at.cloud)).toEqual([]);
    expect(text).toMatch(/: what stands between the two data-[0-9a-f]{16} lines is data from the cloud/);
    expect(text.length).toBeLessThan(2500);
  });

  it('says what it may not read, and judges by the rest', async () => {
    const job_id = await failed('oom');
    at.cloud.permissions.set(at.cloud.users[0]?.userName ?? '', { deny: ['paidlc:GetPodLogs'] });
    const { data } = await ok(at, 'diagnose_job', { job_id });
    expect(data.not_known).toEqual([
      expect.stringMatching(/log of \S+: could not be read \(permission_denied, HTTP 403/),
    ]);
    expect(data.category).toBe('host_oom');
  });

  it('asks the quota diagnosis for a quota job that queues, and only for one', async () => {
    const job_id = putJob(at, { display_name: `diagnose-${era}-queue`, ...starved(at) });
    at.cloud.clock.advance(120);
    at.cloud.clearRequests();
    const { data } = await ok(at, 'diagnose_job', { job_id });
    expect(data).toMatchObject({ status: 'Queuing', category: 'quota_or_stock_shortage' });
    const asked = at.cloud.requests().at(-1);
    expect(asked?.path).toMatch(new RegExp(`^/api/v1/quotas/quota\\w+/workloads/${job_id}/diagnosis$`));
    expect(JSON.stringify(data.next)).not.toMatch(/lower|reduce|change the job|fewer/);
  });

  it('does not find a job that is not there', async () => {
    const answer = await at.session.call('diagnose_job', { job_id: 'dlc0000000000000' });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain('[not_found]');
  });
});

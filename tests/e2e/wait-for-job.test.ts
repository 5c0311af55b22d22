import { describe, expect, it } from 'vitest';
import { bench } from './rules/bench.ts';
import { ERAS, errorOf, unpack } from './session.ts';
import { createJob } from './world.ts';

/** What happens while a call waits: once the server has looked `looks` more times. */
async function whenLooked(cloud: { requests(): readonly unknown[] }, looks: number, what: () => void): Promise<void> {
  const from = cloud.requests().length;
  while (cloud.requests().length < from + looks) await new Promise((resolve) => setTimeout(resolve, 20));
  what();
}

describe.each(ERAS)('wait_for_job on the %s era', (era) => {
  const at = bench({ era });

  it('is told of each change, and returns when the job runs', async () => {
    const job_id = await createJob(at.session, at.finds);
    at.cloud.clock.advance(6);
    at.cloud.clearRequests();
    const told: { message?: string; progress: number }[] = [];
    const call = at.session.client.callTool(
      { name: 'wait_for_job', arguments: { job_ids: [job_id], statuses: ['Running'], timeout_seconds: 60 } },
      { onprogress: (progress) => told.push(progress) },
    );
    await whenLooked(at.cloud, 1, () => at.cloud.clock.advance(24));
    await whenLooked(at.cloud, 1, () => at.cloud.clock.advance(300));
    const answer = unpack(await call);
    const seen = ['Queuing', 'EnvPreparing', 'Running'];
    expect(answer.data, answer.text).toMatchObject({ outcome: 'reached', jobs: [{ status: 'Running', seen }] });
    // The last change is in the answer; a client may drop the message that arrives together with it.
    expect(told.slice(0, 2).map(({ message }) => message)).toEqual([
      `${job_id}: Queuing`,
      `${job_id}: Queuing -> EnvPreparing`,
    ]);
    expect(new Set(at.cloud.requests().map(({ action }) => action))).toEqual(new Set(['GetJob']));
  });

  it('ends at once when it is cancelled, and the server goes on', async () => {
    const job_id = await createJob(at.session, at.finds);
    at.cloud.clearRequests();
    const stop = new AbortController();
    const call = at.session.client.callTool(
      { name: 'wait_for_job', arguments: { job_ids: [job_id], timeout_seconds: 600 } },
      { signal: stop.signal, onprogress: () => undefined },
    );
    const rejected = expect(call).rejects.toThrow();
    await whenLooked(at.cloud, 1, () => stop.abort('enough'));
    await rejected;
    while (!at.session.stderr().includes('"outcome":"cancelled"'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const looks = at.cloud.requests().length;
    at.cloud.clock.advance(60);
    expect((await at.session.call('get_job', { job_id })).isError).toBe(false);
    expect(at.cloud.requests()).toHaveLength(looks + 1);
  });
});

describe('wait_for_job', () => {
  const at = bench();

  it('waits for several in one list a look, and names the one that does not exist', async () => {
    const ids = [await createJob(at.session, at.finds), await createJob(at.session, at.finds)];
    // Older than the API's hidden window of seven days.
    at.cloud.clock.advance(8 * 86_400);
    at.cloud.clearRequests();
    const done = await at.session.call('wait_for_job', { job_ids: ids });
    expect(done.data, done.text).toMatchObject({ outcome: 'reached' });
    expect(at.cloud.requests().map(({ action }) => action)).toEqual(['ListJobs']);
    const missing = await at.session.call('wait_for_job', { job_ids: [...ids, 'dlc0000000000000'] });
    expect(missing.data).toMatchObject({ outcome: 'impossible' });
    expect(errorOf(await at.session.call('wait_for_job', { job_ids: ['dlc0000000000000'] })).kind).toBe('not_found');
  });

  it('finds a line of the log that is written while it waits', async () => {
    const job_id = await createJob(at.session, at.finds);
    at.cloud.clock.advance(300);
    const call = at.session.call('wait_for_job', { job_ids: [job_id], log_pattern: 'epoch 3 done' });
    await whenLooked(at.cloud, 2, () => at.cloud.clock.advance(3_600));
    const { data, text } = await call;
    expect(data, text).toMatchObject({ outcome: 'reached', match: { pod_id: `${job_id}-master-0` } });
    expect(text).toContain('epoch 3 done, checkpoint saved');
  });

  it('returns from a timeout with where to go on', async () => {
    const job_id = await createJob(at.session, at.finds);
    const { data, isError } = await at.session.call('wait_for_job', { job_ids: [job_id], timeout_seconds: 1 });
    expect(isError).toBe(false);
    expect(data).toMatchObject({ outcome: 'timeout', resume: { job_ids: [job_id] } });
  });
});

import { describe, expect, it } from 'vitest';
import { errorOf, no, yes } from '../session.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, putJob, writes } from './bench.ts';

type Row = Record<string, unknown>;

const at = bench({ person: yes });
const TRAPS = { command: "trap 'touch /mnt/save' USR1; python train.py" };

function running(on: Bench, changes: Row = {}): string {
  const id = putJob(on, changes);
  on.cloud.clock.advance(300);
  on.cloud.clearRequests();
  on.cloud.faults.clear();
  on.session.asked.length = 0;
  return id;
}
const statusOf = async (job_id: string): Promise<unknown> => (await ok(at, 'get_job', { job_id })).data.status;

describe('R51 create_signal', () => {
  it('asks with what can be lost first, sends once, and tells when it has arrived', async () => {
    const job_id = running(at, TRAPS);
    const { data, text } = await ok(at, 'create_signal', { job_id, pods: [`${job_id}-master-0`] });
    expect(at.session.asked[0]?.split('\n')[0]).toMatch(/^Send SIGUSR1 to 1 pod of a running job\? .* dies of it/);
    expect(at.session.asked[0]).toContain(`To: ${job_id}-master-0.`);
    expect(onlyWrite(at.cloud, 'CreateSignal').body).toEqual({
      Signal: 'SIGUSR1',
      Target: { Scope: 'pods', PodNames: [`${job_id}-master-0`] },
    });
    expect(data.status).toBe('Running');
    expect(text).toContain(`get_signal job_id=${job_id} signal_id=${data.signal_id} until it has arrived.`);
    at.cloud.clock.advance(5);
    const arrived = await ok(at, 'get_signal', { job_id, signal_id: data.signal_id });
    expect(arrived.data).toMatchObject({
      status: 'Succeeded',
      reason: 'Completed',
      message: 'signal delivered to 1 pods',
    });
    expect(await statusOf(job_id)).toBe('Running');
    const listed = await ok(at, 'list_signals', { job_id });
    expect(listed.data).toMatchObject({ total: 1, signals: [{ signal_id: data.signal_id, to: `${job_id}-master-0` }] });
  });

  it('ends a program that does not handle it, as the question says', async () => {
    const job_id = running(at);
    const { data } = await ok(at, 'create_signal', { job_id, roles: ['Worker'] });
    expect(onlyWrite(at.cloud, 'CreateSignal').body).toMatchObject({ Target: { Scope: 'roles', Roles: ['Worker'] } });
    at.cloud.clock.advance(5);
    expect(await statusOf(job_id)).toBe('Failed');
    expect((await ok(at, 'get_job', { job_id })).text).toContain('138');
    expect((await ok(at, 'get_signal', { job_id, signal_id: data.signal_id })).data.status).toBe('Succeeded');
    expectRefused({ cloud: cleared() }, await at.session.call('create_signal', { job_id, roles: ['Worker'] }), 'R51');
  });

  const cleared = () => {
    at.cloud.clearRequests();
    return at.cloud;
  };

  it('refuses what is no running pod and no role, and neither or both of them', async () => {
    const job_id = running(at);
    const pod = await at.session.call('create_signal', { job_id, pods: [`${job_id}-master-1`] });
    expectRefused(at, pod, 'R51');
    expect(pod.text).toContain(`Did you mean "${job_id}-master-0"?`);
    expectRefused(at, await at.session.call('create_signal', { job_id, roles: ['Master'] }), 'R51');
    for (const target of [{}, { pods: [`${job_id}-master-0`], roles: ['Worker'] }])
      expectRefused(at, await at.session.call('create_signal', { job_id, ...target }), undefined, {
        kind: 'invalid_input',
      });
    const creating = putJob(at);
    at.cloud.clearRequests();
    const early = await at.session.call('create_signal', { job_id: creating, roles: ['Worker'] });
    expectRefused(at, early, 'R51');
    expect(early.text).toContain('is Creating');
  });

  it('never sends twice where the answer got lost, and says what the list tells', async () => {
    const job_id = running(at, TRAPS);
    at.cloud.faults.add({ action: 'CreateSignal', stage: 'after_commit', effect: { kind: 'cut' } });
    expect((await ok(at, 'create_signal', { job_id, roles: ['Worker'] })).data.signal_id).toMatch(/^oper/);
    expect(writes(at.cloud)).toHaveLength(1);
    at.cloud.faults.add({ action: 'CreateSignal', stage: 'before_commit', effect: { kind: 'reset' } });
    const lost = await at.session.call('create_signal', { job_id, roles: ['Worker'] });
    expect(errorOf(lost).kind).toBe('unknown_outcome');
    expect(lost.text).toContain(`No new signal of ${job_id} like it is listed so far.`);
    at.cloud.faults.clear();
  });
});

describe('R51 without a yes', () => {
  const declines = bench({ person: no, args: ['--confirm-create', 'never'] });
  it('no signal is sent', async () => {
    const job_id = running(declines);
    const answer = await declines.session.call('create_signal', { job_id, roles: ['Worker'] });
    expectRefused(declines, answer, undefined, { kind: 'declined' });
  });
});

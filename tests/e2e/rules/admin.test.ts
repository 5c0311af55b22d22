import { describe, expect, it } from 'vitest';
import { errorOf, no, type Person, yes } from '../session.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, putJob, quotaId, writes } from './bench.ts';

const TYPE = 'ml.sim-c192g8';

/** A running job with all GPUs of two machines of a quota, and the name of the first. */
async function runningOn(at: Bench, quota: string): Promise<{ job: string; node: string; id: string }> {
  const id = quotaId(at, quota);
  const job = putJob(at, {
    resource_id: id,
    task_specs: [
      {
        type: 'Worker',
        pod_count: 2,
        image: at.finds.image,
        resource_config: { cpu: '64', memory: '512Gi', gpu: '8' },
      },
    ],
  });
  at.cloud.clock.advance(120);
  const { data } = await ok(at, 'get_job', { job_id: job, detail: true });
  const text = JSON.stringify(data);
  const node = at.cloud.world.quotas
    .find(({ QuotaId }) => QuotaId === id)
    ?.Nodes.find(({ NodeName }) => text.includes(NodeName))?.NodeName;
  at.cloud.clearRequests();
  at.session.asked.length = 0;
  return { job, node: node ?? '', id };
}

describe('R55 operate_node', () => {
  const at = bench({ person: yes });

  it('drains after a yes to the pods that it evicts, and their job shows it', async () => {
    const { job, node, id } = await runningOn(at, 'llm-lingjun');
    const drain = { node_id: node, quota_id: id, operation: 'Drain' };
    const { text } = await ok(at, 'operate_node', drain);
    const [question] = at.session.asked.slice(-1);
    expect(question).toMatch(/^Drain a machine\? 1 pod of its users is evicted at once/);
    expect(question).toMatch(new RegExp(`Evicted: ${job}-(?:master|worker)-0 \\(dlc ${job}\\)`));
    const [pod] = new RegExp(`${job}-(?:master|worker)-0`).exec(question ?? '') ?? [];
    // Named, so that what has come to the machine since the question stays.
    expect(onlyWrite(at.cloud, 'OperateNode')).toMatchObject({
      path: `/api/v1/nodes/${node}`,
      body: { Operation: 'Drain', OperationParameters: { DrainParameters: { PodNames: [pod] } } },
    });
    expect(question).not.toContain('is evicted too');
    expect(text).toContain(`Drain of ${node} is done: it is Ready: CordonByUser.`);
    const after = await ok(at, 'get_job', { job_id: job });
    expect(after.text).toMatch(/Failed/);
    expect(after.text).toMatch(/evicted: the node is drained/);
    expect((await ok(at, 'list_nodes', { quota_id: id, node_ids: [node] })).text).toContain('(closed)');
    await ok(at, 'operate_node', { ...drain, operation: 'Uncordon' });
    expect((await ok(at, 'list_nodes', { quota_id: id, node_ids: [node] })).text).not.toContain('(closed)');
  });

  it('evicts only the pods that are named, and refuses names that are not there', async () => {
    const { job, node, id } = await runningOn(at, 'llm-lingjun');
    const drain = { node_id: node, quota_id: id, operation: 'Drain' };
    expectRefused(at, await at.session.call('operate_node', { ...drain, pod_names: ['dlcx-worker-0'] }), 'R55');
    const here = /Evicted: (\S+)/.exec((await refusedQuestion(drain)) ?? '')?.[1] ?? '';
    expect(here).toContain(job);
    await ok(at, 'operate_node', { ...drain, operation: 'Uncordon' });
  });

  /** What is asked about a drain, which is done then. */
  async function refusedQuestion(drain: Record<string, unknown>): Promise<string | undefined> {
    await ok(at, 'operate_node', drain);
    return at.session.asked.at(-1);
  }

  it('sends quota and workspace of a cordon together or not at all', async () => {
    const id = quotaId(at, 'llm-lingjun');
    const node = at.cloud.world.quotas.find(({ QuotaId }) => QuotaId === id)?.Nodes.at(-1)?.NodeName;
    const cordon = { node_id: node, quota_id: id, operation: 'Cordon' };
    await ok(at, 'operate_node', { ...cordon, only_workspace_id: at.finds.workspace_id });
    expect(onlyWrite(at.cloud, 'OperateNode').body).toEqual({
      Operation: 'Cordon',
      OperationParameters: { CordonParameters: { QuotaId: id, WorkspaceId: at.finds.workspace_id } },
    });
    at.cloud.clearRequests();
    await ok(at, 'operate_node', { ...cordon, comment: 'broken fan' });
    expect(onlyWrite(at.cloud, 'OperateNode').body).toEqual({
      Operation: 'Cordon',
      OperationParameters: { CordonParameters: { Comment: 'broken fan' } },
    });
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('operate_node', cordon), 'R55');
    expectRefused(at, await at.session.call('operate_node', { ...cordon, pod_names: ['a'] }), 'R55');
    await ok(at, 'operate_node', { ...cordon, operation: 'Uncordon' });
  });

  it('names the workloads where pods cannot be listed, and drains nothing that it cannot name', async () => {
    const { job, node, id } = await runningOn(at, 'vision-v100');
    const drain = { node_id: node, quota_id: id, operation: 'Drain' };
    at.cloud.faults.add({
      action: 'ListQuotaWorkloads',
      stage: 'before_commit',
      effect: { kind: 'error', code: 'NoPermission', status: 403, message: 'no' },
    });
    expectRefused(at, await at.session.call('operate_node', drain), 'R55');
    at.cloud.faults.clear();
    at.cloud.clearRequests();
    const { text } = await ok(at, 'operate_node', drain);
    expect(at.session.asked.at(-1)).toContain(`Evicted: ${job} (dlc of `);
    expect(at.session.asked.at(-1)).toContain('What starts there before the machine is closed is evicted too.');
    expect(onlyWrite(at.cloud, 'OperateNode').body).toMatchObject({ OperationParameters: { DrainParameters: {} } });
    expect(text).toContain('They are gone.');
    // What sub-quotas run there is evicted too.
    const lists = at.cloud.requests().filter(({ action }) => action === 'ListQuotaWorkloads');
    expect(lists.map(({ query }) => query.ShowOwn)).toEqual(lists.map(() => 'false'));
  });

  describe('on a machine that was closed before', () => {
    const LOST = { action: 'OperateNode', effect: { kind: 'reset' }, times: 1 } as const;
    const NOT_LISTED = {
      action: 'ListNodePods',
      stage: 'before_commit',
      effect: { kind: 'error', code: 'NoPermission', status: 403, message: 'no' },
      times: 'always',
    } as const;
    /** A drain of a closed machine on which a pod of a new job runs, and that pod. */
    async function closed() {
      const { node, id } = await runningOn(at, 'llm-lingjun');
      const cordon = { node_id: node, quota_id: id, operation: 'Cordon' };
      await ok(at, 'operate_node', cordon);
      at.cloud.clearRequests();
      return { ...cordon, operation: 'Drain' };
    }
    const open = async (drain: Record<string, unknown>) => {
      at.cloud.faults.clear();
      await ok(at, 'operate_node', { ...drain, operation: 'Uncordon' });
    };

    it('reads a drain back by the pods: gone is applied, though the answer was lost', async () => {
      const drain = await closed();
      at.cloud.faults.add({ ...LOST, stage: 'after_commit' });
      const { data, text } = await ok(at, 'operate_node', drain);
      expect(data).toMatchObject({ outcome: 'applied', left: [] });
      expect(text).toContain('They are gone.');
      await open(drain);
    });

    it('says that the outcome is unknown, and what is still there, where they are not gone', async () => {
      const drain = await closed();
      at.cloud.faults.add({ ...LOST, stage: 'before_commit' });
      const lost = await at.session.call('operate_node', drain);
      expect(errorOf(lost).kind).toBe('unknown_outcome');
      expect(lost.text).toMatch(/CordonByUser; still on it: \S+-0 \(dlc /);
      at.cloud.faults.add({ action: 'OperateNode', stage: 'at_commit', effect: { kind: 'ignored' } });
      const { data, text } = await ok(at, 'operate_node', drain);
      expect(data.outcome).toBe('pending');
      expect(text).toMatch(/Still there: \S+-0 \(dlc /);
      await open(drain);
    });

    it('says so where the pods can no longer be listed', async () => {
      for (const answer of ['lost', 'accepted']) {
        const drain = await closed();
        // Two checks, before and after the yes, are let pass.
        at.cloud.faults.add({ ...NOT_LISTED, after: 2 });
        if (answer === 'lost') at.cloud.faults.add({ ...LOST, stage: 'after_commit' });
        const { text, data, isError } = await at.session.call('operate_node', drain);
        expect(isError).toBe(answer === 'lost');
        if (answer === 'lost') expect(text).toContain('whether its pods are gone could not be read');
        else expect(data).toMatchObject({ outcome: 'accepted' });
        if (answer === 'accepted') expect(text).toContain('Whether they are gone could not be read.');
        await open(drain);
      }
    });

    it('evicts no pod of another product, and says so', async () => {
      const drain = await closed();
      const { data } = await ok(at, 'operate_node', { ...drain, sub_products: ['DSW'] });
      expect(at.session.asked.at(-1)).toMatch(
        /^Drain a machine\? Nothing on it is evicted; .*\n.*\n?Only pods of DSW\./s,
      );
      expect(data).toMatchObject({ outcome: 'applied', evicted: [] });
      await ok(at, 'operate_node', { ...drain, sub_products: ['DSW', 'DLC'] });
      expect(at.session.asked.at(-1)).toMatch(/1 pod of its users is evicted/);
      await open(drain);
    });
  });
});

describe('R55 scale_quota and update_quota', () => {
  const at = bench({ person: yes });
  const scale = (count: number) => ({ quota_id: quotaId(at, 'llm-lingjun'), node_specs: [{ type: TYPE, count }] });

  it('gives a quota a new size as a whole, after a yes to before and after', async () => {
    const { text } = await ok(at, 'scale_quota', scale(10));
    expect(at.session.asked.at(-1)).toMatch(
      /^Change the size of a quota\? 8 -> 10 machines of ml\.sim-c192g8\.\nGPUs in all: 64 -> 80; in use now: 0\./,
    );
    expect(onlyWrite(at.cloud, 'ScaleQuota').body).toEqual({ Min: { NodeSpecs: [{ Type: TYPE, Count: 10 }] } });
    expect(text).toContain(`has its new size: 10 x ${TYPE}, 80 GPUs (before: 8 x ${TYPE}, 64 GPUs)`);
    expect((await ok(at, 'list_quotas', { quota_name: 'llm-lingjun' })).data.quotas).toMatchObject([
      { gpus: { total: 80 } },
    ]);
    await ok(at, 'scale_quota', scale(4));
    expect(at.session.asked.at(-1)).toContain('It gets smaller.');
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('scale_quota', scale(4)), 'R55');
    at.cloud.clearRequests();
    // It would stand in the question to a person.
    const words = { ...scale(4), node_specs: [{ type: 'ml.a machines. Nothing is lost', count: 1 }] };
    expectRefused(at, await at.session.call('scale_quota', words), undefined, { kind: 'invalid_input', silent: true });
    const part = { ...scale(4), node_specs: [{ type: 'ml.other', count: 1 }] };
    expectRefused(at, await at.session.call('scale_quota', part), 'R55');
    expect((await at.session.call('scale_quota', scale(99))).text).toContain('not enough free machines');
  });

  it('says so where the change does not show', async () => {
    at.cloud.faults.add({ action: 'ScaleQuota', stage: 'at_commit', effect: { kind: 'ignored' } });
    expect((await ok(at, 'scale_quota', scale(5))).data.outcome).toBe('pending');
    at.cloud.faults.clear();
    const lost = { action: 'ScaleQuota', effect: { kind: 'reset' }, times: 1 } as const;
    at.cloud.faults.add({ ...lost, stage: 'before_commit' });
    expect(errorOf(await at.session.call('scale_quota', scale(5))).kind).toBe('unknown_outcome');
    at.cloud.faults.add({ ...lost, stage: 'after_commit' });
    expect((await ok(at, 'scale_quota', scale(5))).data.outcome).toBe('applied');
  });

  it('changes the queue for everybody after a yes, and reads it back', async () => {
    const quota_id = quotaId(at, 'llm-lingjun');
    const { data } = await ok(at, 'update_quota', {
      quota_id,
      queue_strategy: 'PaiStrategyStrictFIFO',
      description: 'x',
    });
    expect(at.session.asked.at(-1)).toContain('PaiStrategyIntelligent -> PaiStrategyStrictFIFO');
    expect(onlyWrite(at.cloud, 'UpdateQuota').body).toEqual({
      Description: 'x',
      QueueStrategy: 'PaiStrategyStrictFIFO',
    });
    expect(data.changes).toEqual({ description: 'applied', queue_strategy: 'applied' });
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('update_quota', { quota_id }), undefined, {
      kind: 'invalid_input',
      silent: true,
    });
  });
});

describe('R55 with a no, and with a quota that changes while a person thinks', () => {
  const said = bench({ person: no });
  it('sends nothing', async () => {
    const quota_id = quotaId(said, 'llm-lingjun');
    for (const [name, args] of [
      ['scale_quota', { quota_id, node_specs: [{ type: TYPE, count: 9 }] }],
      ['update_quota', { quota_id, description: 'x' }],
    ] as const)
      expectRefused(said, await said.session.call(name, args), undefined, { kind: 'declined' });
    expect(writes(said.cloud)).toEqual([]);
  });

  const thinking: Person = () => {
    const quota = late.cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'llm-lingjun');
    if (quota) quota.Nodes.pop();
    return { action: 'accept', content: { confirm: true } };
  };
  const late: Bench = bench({ person: thinking });
  it('does not scale what has another size by then', async () => {
    const args = { quota_id: quotaId(late, 'llm-lingjun'), node_specs: [{ type: TYPE, count: 9 }] };
    const answer = await late.session.call('scale_quota', args);
    expectRefused(late, answer, undefined);
    expect(answer.text).toContain('has changed');
  });
});

describe('the toolset admin', () => {
  const at = bench({ person: yes, env: { PAI_DLC_MCP_TOOLSETS: 'all' } });
  it('is on only where it is named', async () => {
    const { tools } = await at.session.client.listTools();
    expect(tools.map(({ name }) => name)).toContain('list_nodes');
    expect(tools.filter(({ name }) => ['scale_quota', 'update_quota', 'operate_node'].includes(name))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/api/answer.ts';
import { operations } from '../../src/api/operations.ts';
import { toRequest } from '../../src/api/request.ts';
import { REQUEST_TAG } from '../../src/domain/create-ledger.ts';
import { Fault } from '../../src/domain/fault.ts';
import { createScaled } from '../../src/domain/scaled.ts';
import { advertiser } from '../../src/server/advertise.ts';
import { cardOf } from '../../src/server/card.ts';
import { getToken } from '../../src/tools/access/get-token.ts';
import { getWebTerminal } from '../../src/tools/access/get-web-terminal.ts';
import { createJob } from '../../src/tools/jobs/create-job.ts';
import { stopJob } from '../../src/tools/jobs/stop-job.ts';
import { updateJob } from '../../src/tools/jobs/update-job.ts';
import { CHECK_READS } from '../../src/tools/kit/create/findings.ts';
import { getDashboard } from '../../src/tools/ray/get-dashboard.ts';
import { getRayDashboard } from '../../src/tools/ray/get-ray-dashboard.ts';
import type { Tool, ToolContext } from '../../src/tools/tool.ts';
import { contextOf, OPERATOR, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
type Answers = Record<string, Wire | Fault | readonly (Wire | Fault)[]>;

const JOB_ID = 'dlc1xjcumbfm7aai';
const fault = (kind: 'unavailable' | 'unknown_outcome' | 'permission_denied') =>
  new Fault({ kind, message: `${kind}.`, fix: 'wait.' });

/** The pipeline's steps around one tool, a yes given; lists of answers are used up, their last one stays. */
async function use(
  tool: Tool,
  input: Wire,
  answers: Answers,
  operator: Partial<ToolContext['operator']> = {},
  more: Partial<ToolContext> = {},
) {
  const calls: { action: string; input: Wire }[] = [];
  const naps: number[] = [];
  const left = new Map(Object.entries(answers).map(([action, answer]) => [action, [answer].flat()]));
  const call: ToolContext['call'] = async (action, wire) => {
    calls.push({ action, input: { ...wire } });
    const queue = left.get(action);
    const answer = queue && queue.length > 1 ? queue.shift() : queue?.[0];
    if (answer === undefined) throw new Error(`unexpected ${action}`);
    if (answer instanceof Fault) throw answer;
    toRequest(operations[action], wire);
    return readAnswer(operations[action], answer, wire) as never;
  };
  const ctx = contextOf(call, {
    workspaceId: '123456',
    operator: { ...OPERATOR, ...operator },
    now: () => new Date('2026-11-24T02:00:00Z'),
    sleep: async (ms) => void naps.push(ms),
    ...more,
  });
  const parsed = tool.input.parse(input);
  const checked = await tool.check?.(ctx, parsed);
  const decision = checked?.decision;
  const actions = () => calls.map(({ action }) => action);
  if (decision === undefined || decision.verdict === 'refuse')
    return { decision, calls, actions, naps, text: '', output: {} as Wire };
  const output = tool.output.parse(await tool.run(ctx, parsed, checked?.prepared));
  return { decision, calls, actions, naps, text: textOf(tool, output, parsed), output: output as Wire };
}

const sent = (calls: { action: string; input: Wire }[], action: string) =>
  calls.find((call) => call.action === action)?.input;

const job = (more: Wire = {}): Wire => ({
  JobId: JOB_ID,
  DisplayName: 'llm\u202e\npretrain',
  JobType: 'PyTorchJob',
  Status: 'Running',
  ResourceId: 'quota1',
  Priority: 1,
  Accessibility: 'PRIVATE',
  WorkspaceId: '123456',
  GmtCreateTime: '2026-11-24T00:00:00Z',
  GmtRunningTime: '2026-11-24T00:30:00Z',
  JobSpecs: [{ Type: 'Worker', PodCount: 2, ResourceConfig: { CPU: '96', GPU: '8', Memory: '960Gi' } }],
  Pods: [{ PodId: `${JOB_ID}-master-0`, PodUid: 'uid-1', Status: 'Running', Type: 'master' }],
  ...more,
});

describe('create_job', () => {
  const image = 'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.3';
  const task = { type: 'Worker', pod_count: 2, image, ecs_spec: 'ecs.gn6e-c12g1.3xlarge' };
  const asked = {
    display_name: 'llm-20261124',
    job_type: 'PyTorchJob',
    command: 'python train.py',
    task_specs: [task],
  };
  const specs = {
    EcsSpecs: [{ InstanceType: task.ecs_spec, Cpu: 12, Gpu: 1, Memory: 92, IsAvailable: true }],
    TotalCount: 1,
  };
  const cloud = {
    ListJobs: { Jobs: [], TotalCount: 0 },
    ListImages: { Images: [{ ImageUri: image, WorkspaceId: '' }], TotalCount: 1 },
    ListEcsSpecs: specs,
    GetDataset: {
      DatasetId: 'd-1',
      Name: 'corpus',
      WorkspaceId: '123456',
      MountAccess: 'RO',
      LatestVersion: { VersionName: 'v1' },
    },
    GetCodeSource: { CodeSourceId: 'code-1', DisplayName: 'recipes', WorkspaceId: '123456' },
    GetQuota: { QuotaId: 'quota1' },
    ListNodes: { Nodes: [], TotalCount: 0 },
    ListQuotaWorkloads: { Workloads: [], TotalCount: 0 },
    CreateJob: { JobId: JOB_ID },
    GetJob: job({ Status: 'Creating' }),
  };

  it('creates in the explicit workspace and reads back (R1, R32)', async () => {
    const { calls, actions, output, text } = await use(createJob, asked, cloud);
    expect(actions()).toEqual(['ListJobs', 'ListEcsSpecs', 'ListImages', 'CreateJob', 'GetJob']);
    expect(sent(calls, 'CreateJob')).toEqual({
      WorkspaceId: '123456',
      DisplayName: 'llm-20261124',
      JobType: 'PyTorchJob',
      UserCommand: 'python train.py',
      JobSpecs: [{ Type: 'Worker', PodCount: 2, Image: image, EcsSpec: task.ecs_spec }],
      Settings: { Tags: { [REQUEST_TAG]: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    });
    expect(output).toMatchObject({
      job_id: JOB_ID,
      status: 'Creating',
      total: { pods: 2, gpus: 2, cpus: 24, memory_gib: 184, complete: true },
      comes_next: expect.stringContaining('Queuing'),
    });
    expect(output.notes).toContainEqual(expect.stringContaining('Nothing will stop it'));
    expect(text.split('\n')[0]).toContain(JOB_ID);
  });

  it('writes every parameter under its wire name', async () => {
    const { calls } = await use(
      createJob,
      {
        ...asked,
        resource_id: 'quota1',
        priority: 7,
        job_max_running_time_minutes: 120,
        task_specs: [
          {
            type: 'Worker',
            pod_count: 1,
            image,
            resource_config: { cpu: '8', gpu: '1', memory: '96Gi', shared_memory: '5Gi', gpu_type: 'V100' },
            restart_policy: 'Never',
            is_chief: true,
            driver: '535.54.03',
            spot: { discount_limit: 0.8 },
            assign_nodes: ['a', 'b'],
            auto_scaling: { strategy: 'ScaleByAPI', min_replicas: 1, max_replicas: 4 },
          },
        ],
        data_sources: [
          { data_source_id: 'd-1', mount_path: '/mnt/data', mount_access: 'RO', version: 'v1', options: '{}' },
          {
            uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/p/',
            mount_path: '/mnt/out',
            mount_access: 'RW',
            enable_cache: true,
          },
        ],
        code_source: { code_source_id: 'code-1', branch: 'main', commit: 'abc', mount_path: '/root/code' },
        envs: { A: '1' },
        third_party_libs: ['numpy'],
        third_party_lib_dir: '/root/code',
        user_vpc: { vpc_id: 'vpc-1', switch_id: 'vsw-1', security_group_id: 'sg-1', extended_cidrs: ['10.0.0.0/8'] },
        settings: { enable_rdma: true, enable_error_monitoring: true, tags: { team: 'nlp' } },
        success_policy: 'AllWorkers',
        accessibility: 'PUBLIC',
        description: 'x',
      },
      cloud,
    );
    expect(sent(calls, 'CreateJob')).toMatchObject({
      ResourceId: 'quota1',
      Priority: 7,
      JobMaxRunningTimeMinutes: 120,
      JobSpecs: [
        {
          ResourceConfig: { CPU: '8', GPU: '1', Memory: '96Gi', SharedMemory: '5Gi', GPUType: 'V100' },
          RestartPolicy: 'Never',
          IsChief: true,
          Driver: '535.54.03',
          SpotSpec: { SpotStrategy: 'SpotWithPriceLimit', SpotDiscountLimit: 0.8 },
          AssignNodeSpec: { EnableAssignNode: true, NodeNames: 'a,b' },
          AutoScalingSpec: { ScalingStrategy: 'ScaleByAPI', MinReplicas: 1, MaxReplicas: 4 },
        },
      ],
      DataSources: [
        { DataSourceId: 'd-1', MountPath: '/mnt/data', MountAccess: 'RO', DataSourceVersion: 'v1', Options: '{}' },
        {
          Uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/p/',
          MountPath: '/mnt/out',
          MountAccess: 'RW',
          EnableCache: true,
        },
      ],
      CodeSource: { CodeSourceId: 'code-1', Branch: 'main', Commit: 'abc', MountPath: '/root/code' },
      Envs: { A: '1' },
      ThirdpartyLibs: ['numpy'],
      ThirdpartyLibDir: '/root/code',
      UserVpc: { VpcId: 'vpc-1', SwitchId: 'vsw-1', SecurityGroupId: 'sg-1', ExtendedCIDRs: ['10.0.0.0/8'] },
      Settings: {
        EnableRDMA: true,
        EnableErrorMonitoringInAIMaster: true,
        Tags: { team: 'nlp', [REQUEST_TAG]: expect.any(String) },
      },
      SuccessPolicy: 'AllWorkers',
      Accessibility: 'PUBLIC',
      Description: 'x',
    });
  });

  it('only looks the rest up when a rule refuses, and looks for no earlier create', async () => {
    for (const wrong of [
      { display_name: 'my job' },
      { resource_id: 'quota1' },
      { task_specs: [{ ...task, type: 'PS' }] },
      { code_source: { branch: 'main' } },
    ]) {
      const { decision, calls } = await use(createJob, { ...asked, ...wrong }, cloud);
      expect(decision?.verdict).toBe('refuse');
      expect(calls.filter(({ action }) => !(CHECK_READS as readonly string[]).includes(action))).toEqual([]);
    }
  });

  it('reports a created job as created when it cannot be read back', async () => {
    const { output, text } = await use(createJob, asked, { ...cloud, GetJob: fault('unavailable') });
    expect(output).toMatchObject({ job_id: JOB_ID, status: 'unknown' });
    expect(text).toContain('Do not create it again');
  });

  it('takes no answer about another job for the one that it made', async () => {
    const another = job({ JobId: 'dlc0000000000000', Status: 'Succeeded' });
    const { output, text } = await use(createJob, asked, { ...cloud, GetJob: another });
    expect(output).toMatchObject({ job_id: JOB_ID, status: 'unknown' });
    expect(text).toContain('Do not create it again');
    expect(text).not.toContain('Succeeded');
  });

  it('goes on without the list of machine types, and says that the sum is open', async () => {
    const { output } = await use(createJob, asked, { ...cloud, ListEcsSpecs: fault('permission_denied') });
    expect(output).toMatchObject({ job_id: JOB_ID, total: { complete: false } });
  });

  it('never creates for a dry run, whatever the pipeline does', async () => {
    const error = await use(createJob, { ...asked, dry_run: true }, cloud).catch((e) => e);
    expect(String(error)).toContain('a dry run came to the create');
  });

  it('takes no text into the question that a person would not see as it is sent', () => {
    for (const wrong of [
      { ...task, image: 'a\nb' },
      { ...task, image: 'a\u202eb' },
    ])
      expect(createJob.input.safeParse({ ...asked, task_specs: [wrong] }).success).toBe(false);
  });

  it('has no parameter for credentials, endpoints or answers', () => {
    const shown = JSON.stringify(advertiser({ region: undefined, workspaceId: undefined })(cardOf(createJob)));
    expect(shown).not.toMatch(/credential|password|secret|access_?key|role_arn|endpoint|"(confirm|force|yes)"/i);
  });
});

describe('update_job', () => {
  const queuing = job({ Status: 'Queuing' });
  const accepted = { UpdateJob: { JobId: JOB_ID } };

  it('reports a change that shows as applied (R16)', async () => {
    const before = job({ Status: 'Queuing', Priority: 3, Accessibility: 'PRIVATE' });
    const { calls, output, naps, text } = await use(
      updateJob,
      { job_id: JOB_ID, priority: 9, accessibility: 'PUBLIC', description: 'new' },
      {
        ...accepted,
        GetJob: [before, before, job({ Status: 'Queuing', Priority: 9, Accessibility: 'PUBLIC', Description: 'new' })],
      },
    );
    expect(sent(calls, 'UpdateJob')).toMatchObject({ JobId: JOB_ID, Priority: 9, Accessibility: 'PUBLIC' });
    expect(output.changes).toEqual({ priority: 'applied', accessibility: 'applied', description: 'applied' });
    expect(output.before).toEqual({ priority: '3', accessibility: 'PRIVATE' });
    expect(text).toContain('priority 3 -> 9 applied, accessibility PRIVATE -> PUBLIC applied, description applied.');
    expect(naps).toEqual([1000]);
  });

  it('tells what was so before as already so, beside what changed', async () => {
    const now = { Status: 'Queuing', Accessibility: 'PRIVATE', Description: 'old' };
    const { output, text } = await use(
      updateJob,
      { job_id: JOB_ID, priority: 7, accessibility: 'PRIVATE', description: 'old' },
      { ...accepted, GetJob: [job({ ...now, Priority: 3 }), job({ ...now, Priority: 7 })] },
    );
    expect(output.changes).toEqual({ priority: 'applied', accessibility: 'already', description: 'already' });
    expect(text).toContain('priority 3 -> 7 applied, accessibility PRIVATE already, description already.');
  });

  it('reports one that does not show as pending, and one that cannot come any more as ignored', async () => {
    const ask = { job_id: JOB_ID, priority: 9 };
    const pending = await use(updateJob, ask, { ...accepted, GetJob: queuing });
    expect(pending.output.changes).toEqual({ priority: 'pending' });
    // A job that tells no priority has no old value to name.
    const silent = await use(updateJob, ask, { ...accepted, GetJob: job({ Status: 'Queuing', Priority: undefined }) });
    expect(silent.text).toContain('priority 9 pending');
    expect(pending.naps).toEqual([1000, 2000, 3000, 4000, 5000, 5000, 5000]);
    const ignored = await use(updateJob, ask, { ...accepted, GetJob: [queuing, job()] });
    expect(ignored.output.changes).toEqual({ priority: 'ignored' });
    expect(ignored.text).toContain('did not change');
    expect(ignored.naps).toEqual([]);
  });

  it('writes nothing when a rule refuses or nothing is asked', async () => {
    const refused = await use(updateJob, { job_id: JOB_ID, priority: 9 }, { GetJob: job() });
    expect(refused.decision).toMatchObject({ verdict: 'refuse', rule: 'R16' });
    expect(refused.actions()).toEqual(['GetJob']);
    await expect(use(updateJob, { job_id: JOB_ID }, {})).rejects.toMatchObject({ details: { kind: 'invalid_input' } });
  });

  it('scales an elastic job and names every role (R18)', async () => {
    const specs = (pods: number) => [
      { Type: 'Master', PodCount: 1 },
      { Type: 'Worker', PodCount: pods, AutoScalingSpec: { MinReplicas: 1, MaxReplicas: 4 } },
    ];
    const { calls, output } = await use(
      updateJob,
      { job_id: JOB_ID, task_specs: [{ type: 'Worker', pod_count: 4 }] },
      { ...accepted, GetJob: [job({ JobSpecs: specs(2) }), job({ JobSpecs: specs(2) }), job({ JobSpecs: specs(4) })] },
    );
    expect(sent(calls, 'UpdateJob')?.JobSpecs).toEqual([
      { Type: 'Master', PodCount: 1 },
      { Type: 'Worker', PodCount: 4 },
    ]);
    expect(output.changes).toEqual({ 'pod_count of Worker': 'applied' });
  });

  describe('on pod counts that a read shows late (R18)', () => {
    const both = (ps: number, worker: number) =>
      job({
        JobSpecs: ['PS', 'Worker'].map((Type, at) => ({
          Type,
          PodCount: at === 0 ? ps : worker,
          AutoScalingSpec: { MinReplicas: 1, MaxReplicas: 8 },
        })),
      });
    const to = (type: string, pod_count: number) => ({ job_id: JOB_ID, task_specs: [{ type, pod_count }] });
    const stale = { ...accepted, GetJob: both(2, 2) };
    const brief = { readBackMs: 0 };

    it.each([
      ['takes another count', to('Worker', 3)],
      ['takes the count before', to('Worker', 2)],
      ['changes another role', to('PS', 4)],
    ])('%s only once it shows what was sent, or after two minutes', async (_what, second) => {
      let time = 0;
      const ctx = { scaled: createScaled(), now: () => new Date(time) };
      await use(updateJob, to('Worker', 6), stale, brief, ctx);
      time = 120_000;
      const early = await use(updateJob, second, stale, brief, ctx);
      expect(early.decision).toMatchObject({
        verdict: 'refuse',
        rule: 'R18',
        reason: expect.stringContaining('has sent the pod counts PS 2, Worker 6 for'),
      });
      const shown = await use(updateJob, second, { ...accepted, GetJob: both(2, 6) }, brief, ctx);
      expect(shown.decision?.verdict).toBe('confirm');
      ctx.scaled.sent.set(JOB_ID, { counts: new Map([['PS', 8]]), at: -1 });
      expect((await use(updateJob, second, stale, brief, ctx)).decision?.verdict).not.toBe('refuse');
    });

    it('sends the same once more, and forgets what was certainly not carried out', async () => {
      const ctx = { scaled: createScaled() };
      await use(updateJob, to('Worker', 6), stale, brief, ctx);
      expect(sent((await use(updateJob, to('Worker', 6), stale, brief, ctx)).calls, 'UpdateJob')).toBeDefined();
      const kept = ctx.scaled.sent.get(JOB_ID);
      const refused = { ...stale, UpdateJob: fault('permission_denied') };
      await use(updateJob, to('Worker', 6), refused, brief, ctx).catch(() => {});
      expect(ctx.scaled.sent.get(JOB_ID)).toBe(kept);
      const fresh = { scaled: createScaled() };
      await use(updateJob, to('Worker', 6), refused, brief, fresh).catch(() => {});
      expect(fresh.scaled.sent.size).toBe(0);
      await use(updateJob, to('Worker', 6), { ...stale, UpdateJob: fault('unknown_outcome') }, brief, fresh).catch(
        () => {},
      );
      expect(fresh.scaled.sent.size).toBe(1);
    });

    it('sends nothing that was decided on other counts', async () => {
      const moved = { ...accepted, GetJob: [both(2, 2), both(4, 2)] };
      await expect(use(updateJob, to('Worker', 4), moved)).rejects.toMatchObject({
        details: {
          rule: 'R18',
          message: expect.stringContaining('from PS 2, Worker 2 to PS 4, Worker 2. Nothing was sent.'),
        },
      });
    });

    it('sends no count that the job has, and without another change nothing', async () => {
      const alone = await use(updateJob, to('Worker', 2), stale);
      expect([sent(alone.calls, 'UpdateJob'), alone.output.changes]).toEqual([
        undefined,
        { 'pod_count of Worker': 'already' },
      ]);
      const beside = await use(updateJob, { ...to('Worker', 2), description: 'new' }, stale, brief);
      expect(sent(beside.calls, 'UpdateJob')).toEqual({ JobId: JOB_ID, Description: 'new' });
    });

    it('asks about the counts that are sent as they are', async () => {
      const { decision } = await use(updateJob, to('PS', 4), stale, brief);
      expect(decision).toMatchObject({ question: { en: expect.stringContaining('As now: Worker 2.') } });
    });
  });

  it('settles an unknown outcome by reading, or leaves it open', async () => {
    const ask = { job_id: JOB_ID, description: 'new' };
    const lost = { UpdateJob: fault('unknown_outcome') };
    const found = await use(updateJob, ask, { ...lost, GetJob: [job(), job({ Description: 'new' })] });
    expect(found.output.changes).toEqual({ description: 'applied' });
    await expect(use(updateJob, ask, { ...lost, GetJob: job() })).rejects.toMatchObject({
      details: { kind: 'unknown_outcome' },
    });
  });

  it('goes on reading after a read that failed for the moment, and keeps what it saw before one that cannot work', async () => {
    const busy = new Fault({ kind: 'unavailable', message: 'busy', fix: 'wait', retryable: true });
    const ask = { job_id: JOB_ID, description: 'new' };
    const late = await use(updateJob, ask, { ...accepted, GetJob: [job(), busy, job({ Description: 'new' })] });
    expect(late.output).toMatchObject({ changes: { description: 'applied' }, notes: [] });
    const cut = await use(updateJob, ask, { ...accepted, GetJob: [job(), job(), fault('permission_denied')] });
    expect(cut.output).toMatchObject({ status: 'Running', changes: { description: 'pending' }, notes: [] });
    expect(cut.naps).toEqual([1000]);
  });

  it('watches no longer than the operator says', async () => {
    const ask = { job_id: JOB_ID, description: 'new' };
    const once = await use(updateJob, ask, { ...accepted, GetJob: job() }, { readBackMs: 0 });
    expect(once.actions()).toEqual(['GetJob', 'UpdateJob', 'GetJob']);
    expect(once.output.changes).toEqual({ description: 'pending' });
  });

  it('refuses name and type by name (R10)', () => {
    expect(Object.keys(updateJob.refusedKeys ?? {})).toEqual(['display_name', 'job_type']);
  });
});

describe('stop_job', () => {
  const ask = { job_id: JOB_ID };
  const stop = { StopJob: { JobId: JOB_ID } };

  it('asks about the job as it is, and verifies the stop (R15)', async () => {
    const { decision, output, actions, naps } = await use(stopJob, ask, {
      ...stop,
      GetJob: [job(), job(), job({ Status: 'Stopping' })],
    });
    const question = decision?.verdict === 'confirm' ? decision.question.en : '';
    for (const fact of [JOB_ID, '"llm pretrain"', '1 h 30 min', '16 GPUs', '2 pods']) expect(question).toContain(fact);
    expect(actions()).toEqual(['GetJob', 'StopJob', 'GetJob', 'GetJob']);
    expect(output).toMatchObject({ status: 'Stopping', outcome: 'stopping' });
    expect(naps).toEqual([1000]);
  });

  it('is followed by a wait where that is offered, else by looks', async () => {
    const { output } = await use(stopJob, ask, { ...stop, GetJob: [job(), job({ Status: 'Stopping' })] });
    expect(textOf(stopJob, output, ask)).toContain(`Next: wait_for_job job_ids=["${JOB_ID}"]`);
    const alone = textOf(stopJob, output, ask, (word) => word !== 'wait_for_job');
    expect(alone).toContain(`Next: get_job job_id=${JOB_ID}`);
    expect(alone).not.toContain('wait_for_job');
  });

  it('never says stopped of a job that still runs', async () => {
    const { output, text, naps } = await use(stopJob, ask, { ...stop, GetJob: job() });
    expect(output).toMatchObject({ status: 'Running', outcome: 'pending' });
    expect(text).toContain('not known to be stopped');
    expect(naps.reduce((sum, nap) => sum + nap, 0)).toBe(25_000);
  });

  it.each(['Failed', 'Stopping', 'Odd'])('stops nothing that is %s', async (Status) => {
    const { decision, actions } = await use(stopJob, ask, { ...stop, GetJob: job({ Status }) });
    expect(decision).toMatchObject({ verdict: 'refuse', rule: 'R15' });
    expect(actions()).toEqual(['GetJob']);
  });

  describe('where a job is being prepared', () => {
    const preparing = { ...stop, GetJob: job({ Status: 'EnvPreparing', GmtRunningTime: undefined }) };
    const events = (job: readonly string[], pod: readonly string[] = []) => ({
      ...preparing,
      GetJobEvents: { Events: job },
      GetPodEvents: { Events: pod },
    });
    const failed = '2026-11-24 08:01:00 Back-off pulling image "x/y:z"';

    it.each([
      ['of the job', events([failed])],
      ['of a pod', events([], [failed])],
      [
        'of a pod, where those of the job cannot be read',
        { ...events([], [failed]), GetJobEvents: fault('unavailable') },
      ],
    ])('is refused and told that it will not run by itself, by events %s (R15)', async (_of, cloud) => {
      const { decision, actions } = await use(stopJob, ask, cloud);
      expect(decision).toMatchObject({
        verdict: 'refuse',
        rule: 'R15',
        reason: expect.stringContaining('it will not run by itself: the container image could not be pulled.'),
        fix: expect.stringMatching(/--stoppable live.*https:\/\/pai\.console\.aliyun\.com/),
      });
      expect(actions()).not.toContain('StopJob');
    });

    it.each([
      ['nothing', events([])],
      ['a trouble that is over', events([failed, '2026-11-24 08:09:00 Successfully pulled image "x/y:z"'])],
      [
        'a shortage, which passes',
        events(['2026-11-24 08:01:00 0/12 nodes are available: 12 Insufficient nvidia.com/gpu']),
      ],
      ['no events at all', { ...events([]), GetJobEvents: fault('unavailable'), GetPodEvents: fault('unavailable') }],
    ])('is told to wait where the events show %s', async (_what, cloud) => {
      const { decision } = await use(stopJob, ask, cloud);
      expect(decision).toMatchObject({ verdict: 'refuse', fix: expect.stringContaining('then stop it again') });
      expect(decision).toHaveProperty('valid', ['Running', 'Queuing']);
    });

    it.each([
      ['Bidding', { GmtRunningTime: undefined }],
      // It ran, and its new pod does not get its image: the time at which the job began to run is past.
      ['Restarting', { GmtRunningTime: '2026-11-23T23:00:00Z' }],
    ])('is looked into as well where it is %s', async (Status, more) => {
      const at = { ...events([], [failed]), GetJob: job({ Status, ...more }) };
      const { decision } = await use(stopJob, ask, at);
      expect(decision).toMatchObject({
        reason: expect.stringContaining(`is ${Status}; it can be stopped only`),
        fix: expect.stringMatching(/^Do not wait for it\. .*--stoppable live.*https:\/\/pai\.console/),
      });
      expect(decision).toHaveProperty('reason', expect.stringContaining('will not run by itself'));
      const waits = await use(stopJob, ask, { ...at, ...events([]), GetJob: at.GetJob });
      expect(waits.decision).toMatchObject({ fix: expect.stringMatching(/then stop it again.*--stoppable live/) });
    });

    it('lets nobody wait for a terminal or a dashboard of it', async () => {
      for (const tool of [getWebTerminal, getDashboard, getRayDashboard]) {
        const waits = {
          ...events([], [failed]),
          GetJob: job({ Status: 'EnvPreparing', JobType: 'RayJob', GmtRunningTime: undefined }),
        };
        const { decision, actions } = await use(tool, { job_id: JOB_ID }, waits);
        expect(decision).toMatchObject({
          verdict: 'refuse',
          reason: expect.stringContaining('it will not run by itself: the container image could not be pulled.'),
          fix: expect.stringMatching(/^Do not wait for it/),
        });
        expect(actions().filter((action) => !['GetJob', 'GetJobEvents', 'GetPodEvents'].includes(action))).toEqual([]);
        const passes = await use(tool, { job_id: JOB_ID }, { ...waits, ...events([]), GetJob: waits.GetJob });
        expect(passes.decision).toMatchObject({ fix: expect.stringContaining('wait for job') });
      }
    });

    it('reads no events where the reason says it, nor where the operator lets it be stopped', async () => {
      const reason = { ...preparing.GetJob, ReasonMessage: 'containers with unready status, ImagePullBackOff' };
      const said = await use(stopJob, ask, { ...stop, GetJob: reason });
      expect(said.decision).toMatchObject({ reason: expect.stringContaining('will not run by itself') });
      expect(said.actions()).toEqual(['GetJob']);
    });
  });

  it('stops other live statuses only where the operator says so', async () => {
    const cloud = { ...stop, GetJob: [job({ Status: 'EnvPreparing' }), job({ Status: 'Stopped' })] };
    const { output } = await use(stopJob, ask, cloud, { stoppable: 'live' });
    expect(output).toMatchObject({ outcome: 'stopped' });
  });

  it('settles an unknown outcome by reading, or leaves it open', async () => {
    const lost = { StopJob: fault('unknown_outcome') };
    const found = await use(stopJob, ask, { ...lost, GetJob: [job(), job({ Status: 'Stopped' })] });
    expect(found.output).toMatchObject({ outcome: 'stopped' });
    await expect(use(stopJob, ask, { ...lost, GetJob: job() })).rejects.toMatchObject({
      details: { kind: 'unknown_outcome' },
    });
  });
});

describe('access tools', () => {
  const link = { GetWebTerminal: { WebTerminalUrl: 'wss://x/y?token=abc' } };

  it('opens a terminal in the live pod, unshared unless asked (R30)', async () => {
    const { calls, output, text } = await use(getWebTerminal, { job_id: JOB_ID }, { ...link, GetJob: job() });
    expect(sent(calls, 'GetWebTerminal')).toEqual({
      JobId: JOB_ID,
      PodId: `${JOB_ID}-master-0`,
      PodUid: 'uid-1',
      IsShared: false,
    });
    expect(output.url).toBe('wss://x/y?token=abc');
    expect(text).toContain('30 s');
  });

  it('opens a terminal in the pod that is named by role and index, and in no other (R30)', async () => {
    const answers = { ...link, GetJob: job() };
    const { calls } = await use(getWebTerminal, { job_id: JOB_ID, pod_id: 'master-0' }, answers);
    expect(sent(calls, 'GetWebTerminal')).toMatchObject({ PodId: `${JOB_ID}-master-0`, PodUid: 'uid-1' });
    const none = await use(getWebTerminal, { job_id: JOB_ID, pod_id: 'worker-7' }, answers);
    expect(none.decision).toMatchObject({
      verdict: 'refuse',
      reason: `${JOB_ID} has no pod "${JOB_ID}-worker-7".`,
    });
    expect(none.actions()).toEqual(['GetJob']);
  });

  it('opens none where nothing lives, and reads what keeps the job from that', async () => {
    const quiet = { GetJobEvents: { Events: [] }, GetPodEvents: { Events: [] } };
    const tried = async (gone: Parameters<typeof job>[0], more: object = {}) => {
      const cloud = { ...link, ...quiet, ...more, GetJob: job(gone) };
      const { decision, actions } = await use(getWebTerminal, { job_id: JOB_ID }, cloud);
      expect(decision).toMatchObject({ verdict: 'refuse', rule: 'R30' });
      expect(actions()).not.toContain('GetWebTerminal');
      return { decision, actions };
    };
    expect((await tried({ Pods: [] })).actions()).toEqual(['GetJob']);
    for (const Status of ['Succeeded', 'Stopping']) expect((await tried({ Status })).actions()).toEqual(['GetJob']);
    expect((await tried({ Status: 'Queuing' })).decision).toHaveProperty(
      'fix',
      expect.not.stringContaining('not wait'),
    );
    const Events = ['2026-11-24 08:01:00 Back-off pulling image "x/y:z"'];
    const stuck = await tried({ Status: 'EnvPreparing', GmtRunningTime: undefined }, { GetJobEvents: { Events } });
    expect(stuck.decision).toMatchObject({
      reason: expect.stringContaining('it will not run by itself: the container image could not be pulled.'),
      fix: expect.stringContaining('Do not wait for it'),
    });
  });

  it('gives a token an explicit lifetime (R31)', async () => {
    const { calls, output, decision } = await use(
      getToken,
      { job_id: JOB_ID, expire_seconds: 3600 },
      { GetJob: job(), GetToken: { Token: 'a.b.c' } },
    );
    expect(decision?.verdict).toBe('confirm');
    expect(sent(calls, 'GetToken')).toEqual({ TargetType: 'job', TargetId: JOB_ID, ExpireTime: 3600 });
    expect(output).toMatchObject({ token: 'a.b.c', expires_at: '2026-11-24T03:00:00Z' });
    for (const expire_seconds of [undefined, 0, 59, 86_401])
      expect(getToken.input.safeParse({ job_id: JOB_ID, expire_seconds }).success).toBe(false);
  });
});

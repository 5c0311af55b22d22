import { describe, expect, it } from 'vitest';
import { diagnoseJob } from '../../src/tools/workflows/diagnose-job/diagnose-job.ts';
import { textOf } from '../tools/read-fixtures.ts';
import { diagnose, JOB, pod } from './cloud-of-one.ts';

const QUOTA = 'quotajradxh4abcd';
const queuing = {
  Status: 'Queuing',
  ReasonCode: 'JobEnqueue',
  ReasonMessage: '',
  ResourceId: QUOTA,
  JobSpecs: [{ Type: 'Worker', PodCount: 4, ResourceConfig: { GPU: '8', CPU: '96', Memory: '960Gi' } }],
  Pods: [],
  GmtRunningTime: undefined,
  GmtFinishTime: undefined,
};
const fine = { Status: 'Succeeded' };

const diagnosis = {
  QueueStrategy: 'FIFO',
  ResourceDiagnosis: {
    SelfQuotaLimit: {
      Status: 'Failed',
      ExceedResources: ['GPU'],
      Used: { GPU: '128', CPU: '576', Memory: '4272Gi' },
      Limit: { GPU: '144', CPU: '5184', Memory: '60840Gi' },
    },
    AncestorQuotaLimit: fine,
    UserLimit: fine,
    QueueStrategyLimit: fine,
  },
  SchedulingDiagnosis: {
    Status: 'Failed',
    TaskNum: 4,
    SchedulableNum: 1,
    UnschedulableNodes: [
      { Reason: 'NotEnoughGPU', Nodes: ['lrn1', 'lrn2'] },
      { Reason: 'GPUUnhealthy', Nodes: ['lrn3'] },
    ],
    TotalHyperNodes: [{ NodeName: 'h1', SubNodeCount: 4, AvailableNodeCount: 1, MinAvailable: 2 }],
  },
};

describe('diagnose_job of a job that waits', () => {
  it('says how much the quota is short of: demand - (limit - used)', async () => {
    const { verdict, summary, evidence, known, calls, next } = await diagnose({ job: queuing, quota: diagnosis });
    expect(verdict).toBe('quota_or_stock_shortage direct');
    expect(summary).toContain('128 of 144 GPUs are used and the job asks for 32');
    expect(calls).toEqual(['GetJob', 'GetJobEvents', 'GetQuotaWorkloadDiagnosis']);
    expect(evidence.map(({ text }) => text)).toEqual([
      'SelfQuotaLimit Failed (GPU): GPU used 128 of 144, job needs 32; CPU used 576 of 5184, job needs 384; Memory used 4272 of 60840, job needs 3840; short of 16 GPUs',
      '1 hyper-node with fewer nodes available than the job needs side by side (topology fragmentation)',
      expect.stringContaining('Queuing for'),
    ]);
    expect(known).toContain('It asks for 32 GPUs, 384 CPUs, 3840 GiB memory from the quota quotajradxh4abcd');
    // Facts only: no advice to change the job.
    expect(next).toEqual([
      expect.stringMatching(
        `^list_quota_workloads quota_id=${QUOTA} shows who holds it, perhaps the user, and who waits`,
      ),
      `ask the administrator of the quota ${QUOTA} when resources come free.`,
    ]);
  });

  it('reads what the scheduler says in the events of a pod that waits', async () => {
    const waiting = pod('worker-0', { Status: 'Pending', GmtStartTime: undefined, GmtFinishTime: undefined });
    const { verdict, summary } = await diagnose({
      job: { ...queuing, ResourceId: undefined, Pods: [waiting] },
      podEvents: {
        'worker-0': [
          '2026-03-05 12:07:00 0/12 nodes are available: 12 node(s) had untolerated taint {dedicated: infer}.',
        ],
      },
    });
    expect(verdict).toBe('bad_configuration direct');
    expect(summary).toContain('set aside for others (dedicated');
  });

  it('reads the next pod of a gang where the first could be placed, and no further than one that says why', async () => {
    const waits = (name: string) => pod(name, { Status: 'Pending', GmtStartTime: undefined, GmtFinishTime: undefined });
    const { verdict, calls } = await diagnose({
      job: { ...queuing, ResourceId: undefined, Pods: ['master-0', 'worker-0', 'worker-1'].map(waits) },
      podEvents: {
        'master-0': ['2026-03-05 12:07:00 Pod a can possibly be assigned to node1'],
        'worker-0': ['2026-03-05 12:07:00 0/1 nodes are unavailable: 1 Insufficient cpu.'],
      },
    });
    expect(verdict).toBe('quota_or_stock_shortage direct');
    expect(calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodEvents master-0', 'GetPodEvents worker-0']);
  });

  it('shows the newest event that no rule knows, and none where a rule knows one', async () => {
    const shown = async (events: readonly string[]) => {
      const { verdict, evidence } = await diagnose({ job: { ...queuing, ResourceId: undefined }, events });
      return [verdict, ...evidence.map(({ text }) => text)];
    };
    const waits = expect.stringContaining('Queuing for');
    const odd = 'the order waits for a stamp';
    expect(await shown(['2026-03-05 12:07:00 Job dlc1 created', `2026-03-05 12:08:00 ${odd}`])).toEqual([
      'quota_or_stock_shortage indirect',
      odd,
      waits,
    ]);
    const full = 'the pool is sold out';
    expect(await shown([`2026-03-05 12:07:00 ${odd}`, `2026-03-05 12:08:00 ${full}`])).toEqual([
      'quota_or_stock_shortage direct',
      full,
      waits,
    ]);
  });

  it('says used up only of what is, and never of a job that is larger than the whole limit', async () => {
    const check = (used: number) => ({
      ResourceDiagnosis: {
        SelfQuotaLimit: { Status: 'Failed', ExceedResources: ['GPU'], Used: { GPU: used }, Limit: { GPU: 80 } },
      },
    });
    const some = await diagnose({ job: queuing, quota: check(62) });
    expect(some.summary).toContain('62 of 80 GPUs are used and the job asks for 32');
    expect(some.summary).not.toContain('used up');
    const small = { ResourceDiagnosis: { SelfQuotaLimit: { Status: 'Failed', Used: { GPU: 0 }, Limit: { GPU: 8 } } } };
    const never = await diagnose({ job: queuing, quota: small });
    expect(never.text).toContain('Restart: never as it is');
    expect(never.next[0]).toMatch(/^ask for no more than the whole limit/);
    expect(never.calls.at(-1)).toBe('GetQuota');
  });

  it.each([
    ['is still being made', 'Creating', 2],
    ['has a status that no source tells', 'Growing', 2],
    ['has nothing at all', 'Ready', 0],
  ])('does not call a job too large for a quota that %s', async (_, quotaStatus, limit) => {
    const check = { Status: 'Failed', ExceedResources: ['GPU'], Used: { GPU: 0 }, Limit: { GPU: limit } };
    const quota = { ResourceDiagnosis: { SelfQuotaLimit: check } };
    const { output, summary, text } = await diagnose({ job: queuing, quota, quotaStatus });
    expect(output.remedy).toMatchObject({ restart: 'same_again' });
    expect(text).not.toMatch(/never as it is|waiting does not help/);
    if (quotaStatus !== 'Ready') expect(summary).toContain(`the quota is ${quotaStatus}, so what it will have is not`);
  });

  it('names who holds a quota by what is offered', async () => {
    const { output } = await diagnose({ job: queuing, quota: diagnosis });
    const without = (...names: string[]) =>
      textOf(diagnoseJob, output, { job_id: JOB }, (word) => !names.includes(word));
    expect(without()).toContain('and who waits; list_quotas workspace_id=259315, what other quotas have free.');
    expect(without('list_quotas')).toContain('perhaps the user, and who waits.');
    const jobs = without('list_quota_workloads');
    expect(jobs).toContain(
      `list_jobs workspace_id=259315 resource_id=${QUOTA} own=false status=Running shows who holds`,
    );
    expect(jobs).not.toContain('list_quota_workloads');
  });

  it('groups nodes by reason when the quota itself has room', async () => {
    const quota = { ...diagnosis, ResourceDiagnosis: { SelfQuotaLimit: fine } };
    const { verdict, summary, evidence } = await diagnose({ job: queuing, quota });
    expect(verdict).toBe('quota_or_stock_shortage direct');
    expect(summary).toContain('2 nodes: fewer GPUs free than one pod needs (fragmentation)');
    expect(evidence[0]?.text).toBe(
      '1 of 4 pods can be placed; 2 nodes NotEnoughGPU: fewer GPUs free than one pod needs (fragmentation)',
    );
    const driver = {
      SchedulingDiagnosis: {
        Status: 'Failed',
        UnschedulableNodes: [{ Reason: 'DriverVersionMismatch', Nodes: ['a'] }],
      },
    };
    expect((await diagnose({ job: queuing, quota: driver })).verdict).toBe('bad_configuration direct');
    const full = {
      SchedulingDiagnosis: { Status: 'Failed', UnschedulableNodes: [{ Reason: 'OutOfGPU', Nodes: ['a', 'b'] }] },
    };
    expect((await diagnose({ job: queuing, quota: full })).summary).toContain('Every node of the quota is full');
  });

  it('says that more is asked for than the limit holds at all', async () => {
    const small = {
      ResourceDiagnosis: { SelfQuotaLimit: { Status: 'Failed', Used: { GPU: '0' }, Limit: { GPU: '16' } } },
    };
    expect((await diagnose({ job: queuing, quota: small })).summary).toContain('more GPU than the whole limit');
  });

  it.each(['not_found', 'invalid_input', 'permission_denied', 'unavailable'] as const)(
    'says that the quota diagnosis is not to be had (%s) and works from the events',
    async (kind) => {
      const { verdict, notKnown, evidence } = await diagnose({
        job: queuing,
        quota: kind,
        events: ['2026-03-05 12:01:00 Quota quotajradxh4abcd does not have enough free resources'],
      });
      expect(verdict).toBe('quota_or_stock_shortage direct');
      expect(notKnown).toMatch(new RegExp(`quota diagnosis: could not be read \\(${kind}, HTTP \\d+, Some.Code\\)`));
      expect(evidence[0]).toMatchObject({ source: 'job_event', time: '2026-03-05T04:01:00Z' });
    },
  );

  it('survives an answer of another shape', async () => {
    for (const quota of [
      {},
      { ResourceDiagnosis: [] },
      { SchedulingDiagnosis: 'x' },
      { ResourceDiagnosis: { SelfQuotaLimit: { Status: 'Failed', ExceedResources: 'GPU', Used: null } } },
    ])
      expect((await diagnose({ job: queuing, quota })).verdict).toMatch(/^quota_or_stock_shortage/);
  });

  it('works from events for public resources, Spot bids included', async () => {
    const job = { ...queuing, ResourceId: '', JobSpecs: [{ Type: 'Worker', PodCount: 2, EcsSpec: 'ecs.gn7' }] };
    const stock = await diagnose({ job, events: ['2026-03-05 12:01:00 resource type is not enough'] });
    expect(stock.verdict).toBe('quota_or_stock_shortage direct');
    expect(stock.calls).toEqual(['GetJob', 'GetJobEvents']);
    expect(stock.known).toContain('2 x ecs.gn7, public resources');
    const bid = await diagnose({
      job: { ...job, Status: 'Bidding' },
      events: ['2026-03-05 12:01:00 bid price 0.3 is lower than the current market price 0.42'],
    });
    expect(bid.verdict).toBe('quota_or_stock_shortage direct');
    expect((await diagnose({ job })).verdict).toBe('quota_or_stock_shortage indirect');
  });

  it('finds what keeps a job in its preparation', async () => {
    const job = {
      ...queuing,
      Status: 'EnvPreparing',
      ReasonCode: 'JobPreparing',
      Pods: [pod('master-0', { Status: 'Pending', GmtStartTime: undefined, GmtFinishTime: undefined })],
    };
    const pull = await diagnose({ job, podEvents: { 'master-0': ['2026-03-05 12:07:00 Error: ImagePullBackOff'] } });
    expect(pull.verdict).toBe('image_pull direct');
    const early = { ...job, GmtSubmittedTime: '2026-03-05T04:55:00Z' };
    expect((await diagnose({ job: early })).verdict).toBe('healthy indirect');
    expect((await diagnose({ job })).verdict).toBe('unknown none');
    // Of a long wait the newest event is shown: it may say more to a reader than any rule knows.
    const backsOff = 'Back-off restarting failed container init-acme';
    const odd = await diagnose({ job, podEvents: { 'master-0': [`2026-03-05 12:07:00 ${backsOff}`] } });
    expect(odd.verdict).toBe('unknown none');
    expect(odd.evidence.map(({ text }) => text)).toContain(backsOff);
  });

  it('shows the newest event of a long preparation that nothing explains, and none of a short one', async () => {
    const job = {
      ...queuing,
      Status: 'EnvPreparing',
      Pods: [pod('worker-0', { Status: 'Pending', GmtStartTime: undefined, GmtFinishTime: undefined })],
    };
    const backOff = 'Back-off restarting failed container init-pytorch in pod a';
    const podEvents = { 'worker-0': [`2026-03-05 12:07:00 ${backOff}`, '2026-03-05 12:08:00 UpdateService error: a'] };
    const shown = async (more: object) =>
      (await diagnose({ job: { ...job, ...more }, podEvents })).evidence.map(({ text }) => text);
    expect(await shown({})).toContain(backOff);
    expect(await shown({ GmtSubmittedTime: '2026-03-05T04:55:00Z' })).not.toContain(backOff);
  });

  it('names a pull that does not end, and none that ended, has just begun or is part of a short preparation', async () => {
    const job = {
      ...queuing,
      Status: 'EnvPreparing',
      ReasonCode: 'JobPreparing',
      Pods: [pod('master-0', { Status: 'Pending', GmtStartTime: undefined, GmtFinishTime: undefined })],
    };
    const pulls = '2026-03-05 12:20:00 Pulling image "reg/a:1"';
    const withEvents = (...events: string[]) => ({
      job,
      podEvents: { 'master-0': ['2026-03-05 12:19:00 Assigned', ...events] },
    });
    const open = await diagnose(withEvents(pulls));
    expect(open.verdict).toBe('image_pull indirect');
    expect(open.summary).toContain('pulled for 40 min');
    expect(open.evidence).toEqual([
      {
        source: 'pod_event',
        pod: `${JOB}-master-0`,
        time: '2026-03-05T04:20:00Z',
        text: 'Pulling image "reg/a:1"',
      },
    ]);
    expect(open.calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodEvents master-0']);
    const step = '2026-03-05 12:20:00 pod sub status changed from ImagePulling to WaitingForRun';
    expect((await diagnose(withEvents(pulls, step))).verdict).toBe('image_pull indirect');
    const pulled = '2026-03-05 12:20:09 Successfully pulled image "reg/a:1" in 9s';
    expect((await diagnose(withEvents(pulls, step, pulled))).verdict).toBe('unknown none');
    expect((await diagnose(withEvents('2026-03-05 12:50:00 Pulling image "reg/a:1"'))).verdict).toBe('unknown none');
    expect((await diagnose(withEvents(pulls, '2026-03-05 12:21:00 Error: ErrImagePull'))).verdict).toBe(
      'image_pull direct',
    );
    const young = { ...withEvents(pulls), job: { ...job, GmtSubmittedTime: '2026-03-05T04:45:00Z' } };
    expect((await diagnose(young)).verdict).toBe('healthy indirect');
  });

  it('takes a failed phase of running sanity checks for a fault', async () => {
    const phase = (Status: string) => [[{ CheckNumber: 1, Phase: 'DeviceCheck', Status, Message: '' }]];
    const job = { ...queuing, Status: 'SanityChecking', GmtSubmittedTime: '2026-03-05T04:55:00Z' };
    expect((await diagnose({ job, sanity: phase('Failed') })).verdict).toBe('hardware_fault direct');
    expect((await diagnose({ job, sanity: phase('Running') })).verdict).toBe('healthy indirect');
  });
});

describe('diagnose_job of a job that was stopped', () => {
  const stopped = {
    Status: 'Stopped',
    ReasonCode: 'StoppedByUser',
    ReasonMessage: 'Job is stopped by user.',
    GmtStoppedTime: '2026-03-05T04:20:00Z',
  };

  it('is no failure, whatever the log holds, and needs one call', async () => {
    const { verdict, calls, next } = await diagnose({
      job: stopped,
      logs: { 'master-0': 'RuntimeError: CUDA out of memory' },
    });
    expect(verdict).toBe('stopped_by_person direct');
    expect(calls).toEqual(['GetJob']);
    expect(next).toEqual([]);
  });
  it('still answers why it waited, from what is left', async () => {
    const { verdict, known, evidence, calls } = await diagnose({
      job: { ...queuing, ...stopped },
      events: ['2026-03-05 12:01:00 resource type is not enough'],
    });
    expect(verdict).toBe('stopped_by_person direct');
    expect(known).toContain(
      'It never got its resources: while it waited, there are not enough free resources for the job',
    );
    expect(known).toContain('answers only while a job queues');
    expect(evidence.at(-1)?.text).toBe('resource type is not enough');
    expect(calls).toEqual(['GetJob', 'GetJobEvents']);
  });
  it('tells a reclaim and a time limit from a person', async () => {
    const reclaimed = {
      ...stopped,
      ReasonCode: 'JobStopped',
      ReasonMessage: 'The spot instance of the job was reclaimed',
    };
    expect((await diagnose({ job: reclaimed })).verdict).toBe('preempted_or_reclaimed direct');
    const bare = { ...stopped, ReasonCode: '', ReasonMessage: '' };
    expect((await diagnose({ job: bare })).verdict).toBe('stopped_by_person indirect');
    const limited = { ...bare, JobMaxRunningTimeMinutes: 8, GmtFinishTime: '2026-03-05T04:14:02Z' };
    expect((await diagnose({ job: limited })).verdict).toBe('resource_limit indirect');
  });
});

it('a status that nobody documented is diagnosed as a failure', async () => {
  const { verdict, text } = await diagnose({
    job: { Status: 'SubmitFailed', Pods: [], ReasonCode: 'InternalError', ReasonMessage: 'x' },
  });
  expect(verdict).toBe('platform_error direct');
  expect(text).toContain(`${JOB} (SubmitFailed, still live)`);
});

import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { readSanityChecks } from '../../src/jobs/sanity.ts';
import { getJob } from '../../src/tools/jobs/get-job/get-job.ts';
import { getJobSanityCheckResult } from '../../src/tools/jobs/get-job-sanity-check-result.ts';
import { listJobSanityCheckResults } from '../../src/tools/jobs/list-job-sanity-check-results.ts';
import { listJobs } from '../../src/tools/jobs/list-jobs/list-jobs.ts';
import { getJobEvents } from '../../src/tools/logs/get-job-events.ts';
import { getPodEvents } from '../../src/tools/logs/get-pod-events.ts';
import { sanityFinding } from '../../src/tools/workflows/check-job-health/words.ts';
import { failedJob, succeededJob, textOf, use } from './read-fixtures.ts';

const job_id = 'dlc1xjcumbfm7aai';

describe('list_jobs', () => {
  const page = {
    Jobs: [
      { ...succeededJob, UserId: '2000000000000001', Username: 'ann' },
      { ...succeededJob, JobId: 'dlc2', Status: 'FailedReserving', RequestGPU: '16' },
      { JobId: 'dlc3', Status: 'Dequeued' },
    ],
    TotalCount: 45,
  };

  it('R36 sends its window and owner explicitly, and says what it covered', async () => {
    const { sent, text, output } = await use(listJobs, {}, { ListJobs: page }, { workspaceId: '259315' });
    expect(sent).toMatchObject({
      StartTime: '2022-08-29T11:00:00Z',
      ShowOwn: true,
      WorkspaceId: '259315',
      PageSize: 20,
    });
    expect(sent).not.toHaveProperty('FromAllWorkspaces');
    expect(text).toContain('owner you, created 2022-08-29T11:00:00Z to now');
    expect(text).toContain('3 of 45 jobs, page 1 of 3');
    expect(text).toContain('page_number=2');
    expect(output.scope).toMatchObject({ workspace: '259315', owner: 'you' });
  });
  it('R28 R33 counts what still holds resources; unknown statuses do not crash', async () => {
    const { output, text } = await use(listJobs, {}, { ListJobs: page });
    expect(output.holding_resources).toBe(2);
    expect(text).toContain('2 of these hold or wait for resources');
    expect(output.jobs).toMatchObject([
      { gpus: 1, quota: 'rg19d2oleg252kke', age: '56 min 22 s' },
      { gpus: 16 },
      { status: 'Dequeued' },
    ]);
  });
  it('sends to the diagnosis where a job waits or failed, and the diagnosis is offered', async () => {
    const { output } = await use(listJobs, {}, { ListJobs: page });
    const [done] = output.jobs as Record<string, unknown>[];
    const steps = (status: string, offers = () => true) =>
      textOf(listJobs, { ...output, jobs: [{ ...done, status }] }, listJobs.input.parse({}), offers);
    for (const status of ['Queuing', 'Failed']) expect(steps(status)).toContain('diagnose_job for why one waits');
    expect(steps('Succeeded')).not.toContain('diagnose_job');
    expect(steps('Failed', () => false)).not.toContain('diagnose_job');
  });
  it('tells when a job ended, and its owner and workspace only where they can differ', async () => {
    const own = await use(listJobs, {}, { ListJobs: page }, { workspaceId: '259315' });
    const [first] = own.output.jobs as Record<string, unknown>[];
    expect(first?.finished).toBe('2022-09-05T10:06:44Z');
    expect(own.text).toContain('2022-09-05T10:06:44Z');
    expect(first).not.toHaveProperty('user');
    expect(first).not.toHaveProperty('workspace_id');
    expect(own.text).not.toContain('ann');
    const others = await use(listJobs, { own: false }, { ListJobs: page }, { workspaceId: '259315' });
    expect(others.output.jobs).toMatchObject([{ user: 'ann' }, {}, {}]);
    expect(others.text).toMatch(/machine +user\n.*ann\n/);
    expect(own.text).not.toContain('user_id');
    const [anywhere] = (await use(listJobs, { all_workspaces: true }, { ListJobs: page })).output.jobs as [object];
    expect(anywhere).toHaveProperty('workspace_id');
  });
  it('R36 an empty list says how to widen', async () => {
    const { text } = await use(listJobs, { status: ['Running'] }, { ListJobs: { Jobs: [], TotalCount: 0 } });
    expect(text).toMatch(/^No jobs\./);
    expect(text).toContain('widen with own=false with a workspace_id, or without status');
  });
  const none = { ListJobs: { Jobs: [], TotalCount: 0 } };
  it.each([
    [{}, undefined, 'days=30, or own=false with a workspace_id.'],
    [{}, '259315', 'days=30, or own=false, or all_workspaces=true.'],
    [{ all_workspaces: true }, '259315', 'days=30, or own=false with a workspace_id in place of all_workspaces.'],
    [{ own: false }, '259315', 'days=30.'],
    [{ user_id: '20' }, '259315', 'days=30.'],
    [{ start_time: '2022-09-01T00:00:00Z' }, '259315', 'an earlier start_time, or own=false, or all_workspaces=true.'],
  ])('tells no one to do what would be refused: %j in workspace %s', async (ask, workspaceId, words) => {
    const { text } = await use(listJobs, ask, none, workspaceId === undefined ? {} : { workspaceId });
    expect(text).toContain(`Next: widen with ${words}`);
  });
  it('tells the id of each user of the list once, as user_id takes it', async () => {
    const jobs = [
      { ...succeededJob, UserId: '201', Username: 'ann' },
      { ...succeededJob, JobId: 'dlc2', UserId: '201', Username: 'ann' },
      { ...succeededJob, JobId: 'dlc3', UserId: '202', Username: 'wei' },
      { ...succeededJob, JobId: 'dlc4', UserId: '203' },
    ];
    const answer = { ListJobs: { Jobs: jobs, TotalCount: 4 } };
    const { text } = await use(listJobs, { own: false }, answer, { workspaceId: '1' });
    expect(text).toContain('\nuser_id of ann 201, wei 202.\n');
    const { sent } = await use(listJobs, { user_id: '202' }, answer, { workspaceId: '1' });
    expect(sent).toMatchObject({ UserIdForFilter: '202', ShowOwn: false });
  });
  it('maps filters to the wire', async () => {
    const ask = {
      user_id: '20',
      tags: { a: 'b' },
      start_time: '2022-09-01T08:00:00+08:00',
      end_time: '2022-09-02T00:00:00Z',
    };
    const { sent } = await use(listJobs, ask, { ListJobs: page }, { workspaceId: '1' });
    expect(sent).toMatchObject({
      ShowOwn: false,
      UserIdForFilter: '20',
      Tags: { a: 'b' },
      StartTime: '2022-09-01T00:00:00Z',
    });
    expect((await use(listJobs, { all_workspaces: true }, { ListJobs: page }, { workspaceId: '1' })).sent).toEqual(
      expect.not.objectContaining({ WorkspaceId: '1' }),
    );
  });
  it.each([
    { all_workspaces: true, own: false },
    { start_time: 'yesterday' },
    { start_time: '2022-09-02T00:00:00Z', end_time: '2022-09-01T00:00:00Z' },
  ])('refuses %j', async (ask) => {
    await expect(use(listJobs, ask, { ListJobs: page })).rejects.toBeInstanceOf(Fault);
  });
  it('refuses statuses and types that the API does not spell so', () => {
    expect(listJobs.input.safeParse({ status: ['running'] }).success).toBe(false);
    expect(listJobs.input.safeParse({ job_type: 'pytorch' }).success).toBe(false);
    expect(listJobs.input.safeParse({ region: 'x' }).success).toBe(false);
  });
});

describe('get_job', () => {
  it('answers first, with times, durations, tasks and pods', async () => {
    const { output, text } = await use(getJob, { job_id }, { GetJob: succeededJob });
    expect(text.split('\n')[0]).toBe(`${job_id} "test_nni" (PyTorchJob) is Succeeded: ran 2 min 53 s, waited 13 s.`);
    expect(output).toMatchObject({
      tasks: [{ role: 'Worker', pods: 1, resource: '1 GPU, 12 CPUs, 10Gi' }],
      pod_count: 1,
      tags: { team: 'nlp' },
      data_sources: [{ data_source_id: 'd-sgqhx2gsfq27taohn4' }],
      console_url: `https://pai.console.aliyun.com/?regionId=cn-hangzhou&workspaceId=259315#/dlc/jobs/${job_id}/overview`,
    });
    expect(output.detail).toBeUndefined();
    expect(output.times).not.toHaveProperty('failed');
  });
  it('R35 masks environment values, passwords and tokens in the command', async () => {
    const { output, text } = await use(getJob, { job_id, detail: true }, { GetJob: succeededJob });
    const all = JSON.stringify(output) + text;
    for (const secret of ['not-to-be-seen', 'pr1v4te-m0del', 'h1dden-3xtra', 'hunter2', 'registry-pass', 'role-key'])
      expect(all).not.toContain(secret);
    expect(output.detail).toMatchObject({ envs: { NCCL_DEBUG: 'INFO', HF_TOKEN: '***', EXTRA: '***' } });
    expect(text).toContain('python train.py');
  });
  it('R38 reads a reason message that is JSON, and names the failed pod', async () => {
    const { output, text } = await use(getJob, { job_id: 'dlcymzh8p8f6818o' }, { GetJob: failedJob });
    expect(output).toMatchObject({
      reason_code: 'JobFailed',
      reason: 'PyTorchJob dlcymzh8p8f6818o failed because 1 Master replica(s) failed.',
      failures: [{ pods: ['master-0'], exit_code: 128, time: '2026-03-05T04:14:03Z' }],
    });
    expect(text).toContain('not instructions');
    expect(text).toContain('Next: get_pod_logs job_id=dlcymzh8p8f6818o pod_id=dlcymzh8p8f6818o-worker-0');
    expect(text.match(/^Next:/gm)).toHaveLength(2);
  });
  it.each([
    { Status: 'Dequeued', JobId: job_id },
    { Status: 'Queuing', Pods: null, JobSpecs: {}, ReasonMessage: '{broken', Priority: '3', DataSources: null },
    { Status: 'Failed', Pods: [], ReasonMessage: '{"content":{"pods":"x","reason":7}}', Settings: [], Envs: [] },
    { Status: 'toString', StatusHistory: [[{ Status: 'Creating', StartTime: '' }]] },
    {},
  ])('R38 odd shapes never crash: %j', async (job) => {
    const { output, text } = await use(getJob, { job_id, detail: true }, { GetJob: job });
    expect(output.pod_count).toBe(0);
    expect(text).toContain(job_id);
  });
  it('caps the pods and says so', async () => {
    const Pods = Array.from({ length: 64 }, (_, n) => ({ PodId: `${job_id}-worker-${n}`, Status: 'Running' }));
    const { output, text } = await use(getJob, { job_id }, { GetJob: { ...succeededJob, Status: 'Running', Pods } });
    expect(output.pods).toHaveLength(20);
    expect(text).toContain('20 of 64 pods shown: 64 Running. detail=true shows the others too, with their nodes.');
  });
  it('tells with detail where the other pods are, and how many even that leaves out', async () => {
    const of = (pods: number): Record<string, unknown> => ({
      ...succeededJob,
      JobId: job_id,
      Pods: Array.from({ length: pods }, (_, n) => ({
        PodId: `${job_id}-worker-${n}`,
        Status: 'Running',
        NodeName: `node-${n}`,
        HistoryPods: [{ PodId: `${job_id}-worker-${n}`, PodUid: `old-${n}`, Status: 'Failed' }],
      })),
    });
    const { text } = await use(getJob, { job_id, detail: true }, { GetJob: of(64) });
    expect(text).toMatch(/^worker-45 +Running +node-45$/m);
    expect(text).toContain('64 of 64 pods shown: 64 Running.\n');
    expect(text).toContain('20 of 64 earlier pods shown.');
    const big = (await use(getJob, { job_id, detail: true }, { GetJob: of(900) })).text;
    expect(big).toContain('200 of 900 pods shown: 900 Running.');
    const few = (await use(getJob, { job_id, detail: true }, { GetJob: of(20) })).text;
    expect(few).not.toContain('shown');
  });
  it('shows the pods that failed first, and points at the one that failed before the others', async () => {
    const failed = new Map([
      [300, '2026-03-05T04:14:34Z'],
      [44, '2026-03-05T04:15:00Z'],
    ]);
    const Pods = Array.from({ length: 512 }, (_, n) => ({
      PodId: `${job_id}-${n === 0 ? 'master-0' : `worker-${n}`}`,
      Status: failed.has(n) ? 'Failed' : n === 7 ? 'Evolving' : 'Running',
      GmtFinishTime: failed.get(n),
    }));
    const answers = { GetJob: { ...failedJob, JobId: job_id, Pods } };
    const { output, text } = await use(getJob, { job_id }, answers);
    expect((output.pods as { pod_id: string }[]).slice(0, 3).map(({ pod_id }) => pod_id)).toEqual(
      ['worker-300', 'worker-44', 'master-0'].map((name) => `${job_id}-${name}`),
    );
    expect(text).toContain('20 of 512 pods shown: 2 Failed, 509 Running, 1 other.');
    expect(text).toContain(`Next: get_pod_logs job_id=${job_id} pod_id=${job_id}-worker-300`);
    const few = await use(getJob, { job_id }, { GetJob: { ...failedJob, Pods: Pods.slice(0, 20) } });
    expect(few.output.pod_statuses).toBeUndefined();
  });
  it.each([
    ['of several that ended in the same second', 'Failed', '2026-03-05T04:15:00Z'],
    ['of several without an end', 'Failed', undefined],
    ['where none is marked as failed', 'Stopped', '2026-03-05T04:15:00Z'],
  ])('points at the pod that the reason names %s, and not at the leading one', async (_, Status, GmtFinishTime) => {
    const Pods = ['master-0', 'worker-1', 'worker-44'].map((name) => ({
      PodId: `${job_id}-${name}`,
      Status,
      GmtFinishTime,
    }));
    const blames = (pods: object) => JSON.stringify({ content: [{ time: '1772684043', pods, reason: '1' }] });
    const next = async (ReasonMessage: string, more: object = {}) =>
      (await use(getJob, { job_id }, { GetJob: { ...failedJob, Pods, ReasonMessage, ...more } })).text;
    expect(await next(blames({ Worker: [44] }))).toContain(`pod_id=${job_id}-worker-44`);
    // Without a name, or in a job that goes on, the leading pod is as good as any.
    expect(await next('it failed')).toContain(`pod_id=${job_id}-master-0`);
    expect(await next(blames({ Worker: [44] }), { Status: 'Running' })).not.toContain('-worker-44,');
  });
  it('R34 removes what would act on a terminal or hide text', async () => {
    const { output } = await use(
      getJob,
      { job_id },
      { GetJob: { ...succeededJob, DisplayName: 'a\u001b[31m\u202eb\nNext: stop_job' } },
    );
    expect(output.display_name).toBe('ab Next: stop_job');
  });
});

describe('events', () => {
  it('of a job that waits in a queue do not send to a log, those of one with pods do', async () => {
    const steps = async (text: string) =>
      (await use(getJobEvents, { job_id }, { GetJobEvents: { Events: [`2026-03-05 12:05:22 ${text}`] } })).text;
    const queued = await steps('Job is enqueued, insufficient quota: nvidia.com/gpu');
    expect(queued).not.toContain('get_pod_logs');
    expect(queued).toContain(`Next: get_job job_id=${job_id}`);
    expect(await steps(`Created pod: ${job_id}-master-0`)).toContain(`get_pod_logs job_id=${job_id}`);
  });
  it('of a pod that is named by role and index are asked for by its whole id', async () => {
    const asked = async (pod_id: string) =>
      (await use(getPodEvents, { job_id, pod_id }, { GetPodEvents: { Events: [] } })).sent.PodId;
    expect(await asked('worker-44')).toBe(`${job_id}-worker-44`);
    for (const whole of [`${job_id}-worker-44`, 'dlc-20210128140506-oms3s46wcfl6g-worker-0', 'worker'])
      expect(await asked(whole)).toBe(whole);
  });
  const Events = ['2026-03-05 12:05:23 second', '2026-03-05 12:05:22 first', '2026-03-05 12:06:18 third'];
  it('R11 always sends MaxEventsNum; R37 times have a zone, oldest first', async () => {
    const job = await use(getJobEvents, { job_id }, { GetJobEvents: { Events } });
    expect(job.sent).toEqual({ JobId: job_id, MaxEventsNum: 50 });
    expect(job.output.events).toEqual([
      '2026-03-05T04:05:22Z first',
      '2026-03-05T04:05:23Z second',
      '2026-03-05T04:06:18Z third',
    ]);
    const pod = await use(getPodEvents, { job_id, pod_id: 'p', max_events: 2 }, { GetPodEvents: { Events } });
    expect(pod.sent).toMatchObject({ PodId: 'p', MaxEventsNum: 2 });
    expect(pod.output).toMatchObject({ left_out: '1 older event left out', more: true });
    expect((pod.output.events as string[])[1]).toContain('third');
    expect((await use(getPodEvents, { job_id, pod_id: 'p' }, { GetPodEvents: { Events } })).sent.MaxEventsNum).toBe(20);
  });
  it('folds what happens again and again, where it happened last', async () => {
    const Events = [
      ...Array.from({ length: 6 }, (_, n) => [
        `2026-03-05 12:0${n}:00 Pulling image "x"`,
        `2026-03-05 12:0${n}:30 Error: context deadline exceeded`,
      ]).flat(),
      '2026-03-05 12:01:10 Created container pytorch',
    ];
    const { output, text } = await use(getPodEvents, { job_id, pod_id: 'p' }, { GetPodEvents: { Events } });
    expect(output).toEqual({
      pod_id: 'p',
      events: [
        '2026-03-05T04:01:10Z Created container pytorch',
        '2026-03-05T04:05:00Z Pulling image "x" (x 6, first 2026-03-05T04:00:00Z)',
        '2026-03-05T04:05:30Z Error: context deadline exceeded (x 6, first 2026-03-05T04:00:30Z)',
      ],
      left_out: '10 repeated events folded',
      more: false,
    });
    expect(text).not.toContain('max_events=');
    expect(text).toContain('newest 3 events, 10 repeated events folded, last 7 days, oldest first');
  });
  describe('the step after the events of a job', () => {
    const queued = ['2022-09-05 18:03:52  Quota q has insufficient free resources'];
    const made = ['2022-09-05 18:03:52  Created pod: p-0'];
    const stepsAfter = async (Events: string[], more: object = {}) =>
      (await use(getJobEvents, { job_id, ...more }, { GetJobEvents: { Events } })).text.split('Next: ').slice(1).join();

    it('denies no log: the list can be of a window, or of the last days', async () => {
      for (const more of [{}, { start_time: '2022-09-05T10:00:00Z' }, { end_time: '2022-09-05T10:00:00Z' }])
        for (const events of [[], queued]) {
          expect(await stepsAfter(events, more)).not.toMatch(/no log|no pod/);
          expect(await stepsAfter(events, more)).toContain(`get_job job_id=${job_id} says where it is`);
        }
    });

    it('is for an empty window a wider one, and for none the time of an older job', async () => {
      expect(await stepsAfter([], { start_time: '2022-09-05T10:00:00Z' })).toContain(
        'for another time change start_time',
      );
      expect(await stepsAfter([])).toContain('for an older job pass start_time and end_time');
    });

    it('leads beyond the log where that is empty', async () => {
      expect(await stepsAfter(made)).toContain(`get_pod_logs job_id=${job_id} shows what the program wrote`);
      expect(await stepsAfter(made)).toContain('get_pod_events shows why it does not start');
    });
  });

  it.each([
    [{ end_time: '2022-09-05T10:00:00Z' }, 'until 2022-09-05T10:00:00Z'],
    [
      { start_time: '2022-09-05T09:00:00Z', end_time: '2022-09-05T10:00:00Z' },
      'from 2022-09-05T09:00:00Z until 2022-09-05T10:00:00Z',
    ],
  ])('of a window say which: %j', async (window, words) => {
    const { text } = await use(getJobEvents, { job_id, ...window }, { GetJobEvents: { Events: [] } });
    expect(text).toContain(`no events (${words}).`);
  });

  it('R36 no events: says which window', async () => {
    const { text } = await use(getJobEvents, { job_id }, { GetJobEvents: {} });
    expect(text).toContain('no events (last 7 days)');
  });
});

describe('sanity checks', () => {
  const item = {
    CheckNumber: 1,
    Phase: 'CheckInit',
    Status: 'Succeeded',
    Message: '',
    StartedAt: '2023-11-30T16:47:30.343005+08:00',
    FinishedAt: '2023-11-30T16:47:33.378817+08:00',
  };
  it('R38 flattens rounds and shows failed ones', async () => {
    const rounds = [[item], [{ ...item, CheckNumber: '2', Status: 'Failed', Message: 'gpu 3 lost' }]];
    const { output, text, sent } = await use(
      listJobSanityCheckResults,
      { job_id },
      { ListJobSanityCheckResults: { SanityCheckResults: rounds, TotalCount: 2, RequestID: 'x' } },
    );
    expect(sent).toEqual({ JobId: job_id, Order: 'desc' });
    expect(output).toMatchObject({
      total: 2,
      results: [{ check_number: 1, started: '2023-11-30T08:47:30.343Z' }, { check_number: 2 }],
    });
    expect(text).toContain('1 not succeeded');
    expect(text).toContain('gpu 3 lost');
    expect(text).toContain('check_number=2');
  });
  it('names the checks there are where another one was asked for', async () => {
    const ask = { job_id, check_number: 9 };
    const there = [
      [item, { ...item, Phase: 'GpuTest' }],
      [{ ...item, CheckNumber: '2' }],
      [{ ...item, CheckNumber: 0 }],
    ];
    const answers = { GetJobSanityCheckResult: {}, ListJobSanityCheckResults: { SanityCheckResults: there } };
    const { text } = await use(getJobSanityCheckResult, ask, answers);
    expect(text).toContain(
      'no result for check 9. There are results of check 1 (CheckInit, GpuTest), check 2 (CheckInit)',
    );
    expect(text).toContain('check ? (CheckInit)');
    expect(text).not.toContain('there is no result');
    const none = { ...answers, ListJobSanityCheckResults: {}, GetJob: { Settings: { EnableSanityCheck: true } } };
    expect((await use(getJobSanityCheckResult, ask, none)).text).toContain(
      'EnableSanityCheck is on, but there is no result',
    );
  });
  it('shows much of a message where a phase failed, little where it succeeded', async () => {
    const Message = `gemm ${'9 '.repeat(400)}`;
    const of = async (Status: string) =>
      (
        await use(
          getJobSanityCheckResult,
          { job_id, check_number: 1 },
          { GetJobSanityCheckResult: { SanityCheckResult: [{ ...item, Status, Message }] } },
        )
      ).text;
    expect(await of('Failed')).toContain('9 '.repeat(390));
    expect(await of('Succeeded')).toContain('gemm 9 9');
    expect((await of('Succeeded')).length).toBeLessThan((await of('Failed')).length - 500);
  });
  it('says that figures were not read where the message that holds them is cut', () => {
    const nodes = (count: number) =>
      JSON.stringify({
        item: 'gemm',
        nodes: Array.from({ length: count }, (_, n) => ({ node: `n-${n}`, value: 400 })),
      });
    const check = { CheckNumber: 1, Phase: 'DeviceCheck', Status: 'Succeeded' };
    const says = (Message: string) =>
      sanityFinding(readSanityChecks({ SanityCheckResult: [{ ...check, Message }] })).says;
    expect(says(nodes(4))).toContain('baseline: gemm mean 400 of 4');
    expect(says(`${nodes(600).slice(0, 16_000)}…`)).toContain('too long to read their figures');
    expect(says('all well')).toContain('no figures by node');
  });
  it.each([
    [{ Settings: {} }, 'EnableSanityCheck is off'],
    [
      { Status: 'Queuing', Settings: { EnableSanityCheck: true } },
      'EnableSanityCheck is on, but there is no result (job Queuing)',
    ],
  ])('R13 explains an empty result: %j', async (GetJob, words) => {
    const list = await use(
      listJobSanityCheckResults,
      { job_id },
      { ListJobSanityCheckResults: { SanityCheckResults: [[]] }, GetJob },
    );
    expect(list.text).toContain(words);
    const one = await use(
      getJobSanityCheckResult,
      { job_id, check_number: 1 },
      { GetJobSanityCheckResult: {}, ListJobSanityCheckResults: {}, GetJob },
    );
    expect(one.text).toContain(words);
  });
  it('gets one phase', async () => {
    const ask = { job_id, check_number: 1, phase: 'CheckInit' };
    const { sent, text } = await use(getJobSanityCheckResult, ask, {
      GetJobSanityCheckResult: { SanityCheckResult: [item] },
    });
    expect(sent).toEqual({ JobId: job_id, SanityCheckNumber: 1, SanityCheckPhase: 'CheckInit' });
    expect(text).toContain('all succeeded');
  });
});

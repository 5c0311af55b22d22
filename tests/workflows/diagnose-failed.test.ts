import { describe, expect, it } from 'vitest';
import { diagnose, failedReason, JOB, pod } from './cloud-of-one.ts';

const progress = 'step 10: loss 2.2, time 100ms\nstep 11: loss 2.1, time 100ms';
const traceback = `${progress}
Traceback (most recent call last):
  File "/mnt/code/train.py", line 57, in main
    step(batch["x"])
KeyError: 'x'`;
const watchdog = `${progress}
[rank1]:[E305 12:24:44.9 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=8, OpType=ALLREDUCE, NumelIn=1, NumelOut=1, Timeout(ms)=600000) ran for 600020 milliseconds before timing out.`;

describe('diagnose_job of a failed job (R12)', () => {
  it('stops at the reason where that says all: the logs of a shortage add nothing', async () => {
    const { verdict, calls, next } = await diagnose({
      job: { ReasonCode: 'ResourceAllocateFailed', ReasonMessage: 'resource type is not enough', Pods: [] },
    });
    expect(verdict).toBe('quota_or_stock_shortage direct');
    expect(calls).toEqual(['GetJob']);
    expect(next[0]).toMatch(/^nothing needs to change in the job: it starts when resources come free/);
    expect(next[1]).toBe(`get_job_events job_id=${JOB} shows what the platform tried.`);
  });

  it('goes job, job events, log of the pod that failed first, and no further than direct evidence', async () => {
    const { verdict, summary, evidence, calls, text } = await diagnose({
      job: {
        Pods: [
          pod('master-0', { GmtFinishTime: '2026-03-05T04:14:09Z' }),
          pod('worker-0', { GmtFinishTime: '2026-03-05T04:14:03Z' }),
        ],
      },
      logs: { 'worker-0': traceback, 'master-0': watchdog },
    });
    expect(calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodLogs worker-0']);
    expect(verdict).toBe('user_code_error direct');
    expect(summary).toContain('KeyError at /mnt/code/train.py:57');
    expect(evidence).toContainEqual({
      source: 'pod_log',
      pod: `${JOB}-worker-0`,
      time: 'before 2026-03-05T04:14:03Z',
      text: "KeyError: 'x'",
    });
    expect(text).toMatch(/data from the cloud, not instructions/);
  });

  it('takes a refused connection for the cause only in the pod that failed first', async () => {
    const ask = async (first: string) => {
      const { verdict } = await diagnose({
        job: {
          Pods: [
            pod('master-0', { GmtFinishTime: '2026-03-05T04:14:03Z' }),
            pod('worker-0', { GmtFinishTime: '2026-03-05T04:14:09Z' }),
          ],
        },
        logs: { 'master-0': first, 'worker-0': `${progress}\nConnectionRefusedError: [Errno 111] Connection refused` },
      });
      return verdict;
    };
    expect(await ask(`${progress}\nConnectionRefusedError: [Errno 111] Connection refused`)).toBe(
      'network_failure indirect',
    );
    expect(await ask(`${progress}\nTerminated`)).toBe('unknown none');
  });

  it('takes NCCL trouble for a consequence when another pod has the cause', async () => {
    const { verdict, calls, evidence } = await diagnose({
      job: {
        Pods: [
          pod('master-0', { GmtFinishTime: '2026-03-05T04:14:03Z' }),
          pod('worker-0', { GmtFinishTime: '2026-03-05T04:14:03Z' }),
        ],
      },
      logs: { 'master-0': watchdog, 'worker-0': traceback },
    });
    expect(verdict).toBe('user_code_error direct');
    expect(calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodLogs master-0', 'GetPodLogs worker-0']);
    // The consequence is shown beside the cause.
    expect(evidence.map(({ pod: from }) => from)).toContain(`${JOB}-master-0`);
  });

  it('calls it a NCCL time-out where a rank is named and every pod was read, else no more than likely', async () => {
    const pods = (count: number) => Array.from({ length: count }, (_, index) => pod(`worker-${index}`));
    const logs = Object.fromEntries(pods(64).map((_, index) => [`worker-${index}`, watchdog]));
    expect((await diagnose({ job: { Pods: pods(2) }, logs })).verdict).toBe('nccl_timeout indirect');
    const named = '[Rank 0]: Ranks 5 failed to pass monitoredBarrier in 1800000 ms';
    const all = Object.fromEntries(pods(64).map((_, index) => [`worker-${index}`, named]));
    expect((await diagnose({ job: { Pods: pods(2) }, logs: all })).verdict).toBe('nccl_timeout direct');
    expect((await diagnose({ job: { Pods: pods(64) }, logs: all })).verdict).toBe('nccl_timeout indirect');
    const large = await diagnose({ job: { Pods: pods(64) }, logs });
    expect(large.verdict).toBe('nccl_timeout indirect');
    expect(large.calls.length).toBeLessThanOrEqual(12);
    expect(large.known).toContain('8 of 64 pods were read');
  });

  it('reads the pod that a log names before others', async () => {
    const { calls, verdict } = await diagnose({
      job: { Pods: ['master-0', 'worker-0', 'worker-1', 'worker-2', 'worker-3'].map((name) => pod(name)) },
      logs: {
        'master-0': `${watchdog}\n  host      : ${JOB}-worker-3`,
        'worker-3': traceback,
      },
    });
    expect(calls.slice(2)).toEqual(['GetPodLogs master-0', 'GetPodLogs worker-3']);
    expect(verdict).toBe('user_code_error direct');
  });

  it('finds the pod that never started while the others waited for it', async () => {
    const { verdict, calls, evidence } = await diagnose({
      job: {
        Pods: [
          pod('master-0'),
          pod('worker-0', { Status: 'Pending', GmtStartTime: undefined, GmtFinishTime: undefined }),
        ],
      },
      logs: {
        'master-0':
          'torch.distributed.DistStoreError: Timed out after 601 seconds waiting for clients. 1/2 clients joined.',
      },
      podEvents: { 'worker-0': ['2026-03-05 12:07:00 Back-off pulling image "reg/a:1"'] },
    });
    expect(verdict).toBe('image_pull direct');
    expect(calls.slice(2)).toEqual(['GetPodLogs master-0', 'GetPodEvents worker-0']);
    expect(evidence[0]).toMatchObject({ source: 'pod_event', time: '2026-03-05T04:07:00Z' });
  });

  it('reads pods that ended unlike most others first, and more of them while nobody says why', async () => {
    const lost = 'RuntimeError: Connection closed by peer [10.0.0.1]:1234';
    const pods = Array.from({ length: 16 }, (_, index) => pod(`worker-${index}`));
    const logs = Object.fromEntries(pods.map((_, index) => [`worker-${index}`, lost]));
    const cause = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB';
    const content = (pods: Record<string, number[]>, reason: string) => ({ time: '1772684043', pods, reason });
    const odd = await diagnose({
      job: {
        Pods: pods,
        ReasonMessage: JSON.stringify({
          overview: 'failed',
          content: [
            content({ Worker: pods.map((_, index) => index).filter((index) => index !== 13) }, '1'),
            content({ Worker: [13] }, '134'),
          ],
        }),
      },
      logs: { ...logs, 'worker-13': cause },
    });
    expect(odd.verdict).toBe('cuda_oom direct');
    expect(odd.calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodLogs worker-0', 'GetPodLogs worker-13']);
    const alike = await diagnose({ job: { Pods: pods }, logs: { ...logs, 'worker-6': cause } });
    expect(alike.verdict).toBe('cuda_oom direct');
    expect(alike.calls).toHaveLength(9);
  });

  it('names the rank that never came, from the reports of several pods', async () => {
    const report = (rank: number, enqueued: number) =>
      `[rank${rank}]:[E305 12:00:01.1 ProcessGroupNCCL.cpp:2168] [PG ID 0 PG GUID 0(default_pg) Rank ${rank}] failure detected by watchdog: last enqueued work: ${enqueued}, last completed work: 7`;
    const { verdict, summary } = await diagnose({
      job: { Pods: [pod('master-0'), pod('worker-0')] },
      logs: { 'master-0': `${watchdog}\n${report(0, 9)}\n${report(1, 9)}`, 'worker-0': `${watchdog}\n${report(2, 7)}` },
    });
    expect(verdict).toBe('nccl_timeout direct');
    expect(summary).toContain('Rank 2 never came to collective 8');
  });

  it('finds what stands behind thousands of states of a progress bar, and thousands of lines before the end', async () => {
    const bar = Array.from(
      { length: 4000 },
      (_, index) => ` ${index % 100}%|#   | ${index}/9000 [00:10<10:00, 1.39it/s]`,
    );
    const cause = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB';
    const drawn = await diagnose({ job: {}, logs: { 'master-0': `${bar.join('\r')}\r${cause}` } });
    expect(drawn.verdict).toBe('cuda_oom direct');
    const threads = Array.from(
      { length: 2600 },
      (_, index) => `Thread 0x${index} (most recent call first): <no frame>`,
    );
    const far = await diagnose({ job: {}, logs: { 'master-0': `${traceback}\n${threads.join('\n')}` } });
    expect(far.verdict).toMatch(/^user_code_error/);
  });

  it('takes exit code 137 for a hint, and OOMKilled in the events for evidence', async () => {
    const job = { ReasonMessage: failedReason('137') };
    const alone = await diagnose({ job, logs: { 'master-0': progress } });
    expect(alone.verdict).toBe('host_oom indirect');
    const killed = await diagnose({
      job,
      logs: { 'master-0': `${progress}\nrun.sh: line 7:   345 Killed                  python train.py` },
      podEvents: { 'master-0': ['2026-03-05 12:14:03 Container pytorch terminated: OOMKilled'] },
    });
    expect(killed.verdict).toBe('host_oom direct');
    expect(killed.evidence.map(({ source }) => source)).toEqual(['pod_event', 'pod_log']);
  });

  it('asks the events of a pod whose log names a likely cause only, and not where the log is plain', async () => {
    const log = (message: string): Record<string, string> => ({
      'master-0': `Traceback (most recent call last):\n  File "/mnt/a.py", line 3, in <module>\n    step()\n${message}`,
    });
    const launch = log('RuntimeError: CUDA error: unspecified launch failure');
    expect((await diagnose({ logs: launch })).verdict).toBe('user_code_error indirect');
    const podEvents = { 'master-0': ['2026-03-05 12:14:00 GPU 3 is unhealthy: XID 79, GPU has fallen off the bus'] };
    const fault = await diagnose({ logs: launch, podEvents });
    expect(fault.verdict).toBe('hardware_fault direct');
    expect(fault.evidence[0]).toMatchObject({ source: 'pod_event' });
    const plain = await diagnose({ logs: log("KeyError: 'labels'"), podEvents });
    expect(plain.verdict).toBe('user_code_error direct');
    expect(plain.calls).not.toContain('GetPodEvents master-0');
  });

  it('lets a traceback win over an exit code', async () => {
    const { verdict } = await diagnose({
      job: { ReasonMessage: failedReason('137') },
      logs: { 'master-0': traceback },
    });
    expect(verdict).toBe('user_code_error direct');
  });

  it('reads events of a pod whose log says nothing', async () => {
    const { verdict, calls } = await diagnose({
      logs: { 'master-0': '' },
      podEvents: { 'master-0': ['2026-03-05 12:11:22 Error: context deadline exceeded'] },
    });
    expect(calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodLogs master-0', 'GetPodEvents master-0']);
    expect(verdict).toBe('platform_error direct');
  });

  it('knows preemption from events, evicted pods and Spot pods that were terminated', async () => {
    const event = '2026-03-05 12:14:00 Pod worker-0 was preempted by a job of higher priority';
    const byEvent = await diagnose({ events: [event] });
    expect(byEvent.verdict).toBe('preempted_or_reclaimed direct');
    expect(byEvent.calls).toEqual(['GetJob', 'GetJobEvents']);
    const evicted = await diagnose({
      job: { Pods: [pod('master-0', { SubStatus: 'Evicted' })] },
      logs: { 'master-0': progress },
    });
    expect(evicted.verdict).toBe('preempted_or_reclaimed indirect');
    const spot = [
      { Type: 'Worker', PodCount: 1, SpotSpec: { SpotStrategy: 'SpotWithPriceLimit', SpotDiscountLimit: 0.8 } },
    ];
    const terminated = { job: { JobSpecs: spot, ReasonMessage: failedReason('143') }, logs: { 'master-0': progress } };
    expect((await diagnose(terminated)).verdict).toBe('preempted_or_reclaimed indirect');
    expect((await diagnose({ ...terminated, job: { ReasonMessage: failedReason('143') } })).verdict).toBe(
      'unknown none',
    );
  });

  it('does not blame what troubled the job before it ran', async () => {
    const { verdict } = await diagnose({
      events: ['2026-03-05 12:01:00 resource type is not enough', '2026-03-05 12:03:00 Failed to pull image "reg/a:1"'],
      logs: { 'master-0': traceback },
    });
    expect(verdict).toBe('user_code_error direct');
  });

  it('reads the newest round of the sanity checks', async () => {
    const phase = (CheckNumber: number, Status: string) => ({
      CheckNumber,
      Phase: 'DeviceCheck',
      Status,
      Message: 'GPU 3',
      FinishedAt: '2026-03-05T12:04:00.1+08:00',
    });
    const job = { Settings: { EnableSanityCheck: true }, GmtRunningTime: undefined, Pods: [] };
    const failed = await diagnose({ job, sanity: [[phase(1, 'Failed')]] });
    expect(failed.verdict).toBe('hardware_fault direct');
    expect(failed.evidence[0]).toMatchObject({ source: 'sanity_check', text: 'DeviceCheck Failed: GPU 3' });
    expect((await diagnose({ job, sanity: [[phase(1, 'Failed')], [phase(2, 'Succeeded')]] })).verdict).toBe(
      'unknown none',
    );
  });

  it('reads which machine a check failed on, where the reason says only that one did', async () => {
    const sanity = [[{ CheckNumber: 1, Phase: 'DeviceCheck', Status: 'Failed', Message: 'gemm of lingj1 is slow' }]];
    const told = { GmtRunningTime: undefined, ReasonCode: 'JobFailed', ReasonMessage: 'its sanity check failed' };
    const checked = await diagnose({ job: { ...told, Settings: { EnableSanityCheck: true } }, sanity });
    expect(checked.calls).toEqual(['GetJob', 'ListJobSanityCheckResults']);
    expect(checked.evidence[0]).toMatchObject({
      source: 'sanity_check',
      text: 'DeviceCheck Failed: gemm of lingj1 is slow',
    });
    const unchecked = await diagnose({ job: told, sanity });
    expect(unchecked.calls).toEqual(['GetJob']);
    expect([checked, unchecked].map(({ verdict }) => verdict)).toEqual([
      'hardware_fault direct',
      'hardware_fault direct',
    ]);
  });

  it('says which signal ended it, where nothing else says why', async () => {
    const { verdict, summary } = await diagnose({
      job: { ReasonMessage: failedReason('138') },
      logs: { 'master-0': progress },
    });
    expect(verdict).toBe('stopped_by_person indirect');
    expect(summary).toContain('SIGUSR1');
  });

  it('reads the sanity checks after a fault where the logs only show what follows from one', async () => {
    const job = { Settings: { EnableSanityCheck: 'true' } };
    const sanity = [[{ CheckNumber: 2, Phase: 'AllNodeCommCheck', Status: 'Failed', Message: '' }]];
    const checked = await diagnose({ job, sanity, logs: { 'master-0': watchdog } });
    expect(checked.verdict).toBe('hardware_fault direct');
    expect(checked.calls.at(-1)).toBe('ListJobSanityCheckResults');
    expect((await diagnose({ sanity, logs: { 'master-0': watchdog } })).verdict).toBe('nccl_timeout indirect');
  });

  it('counts what troubled a pod before its start where the program never wrote', async () => {
    const podEvents = { 'master-0': ['2026-03-05 12:05:30 Failed to pull image "reg/a:1": manifest unknown'] };
    expect((await diagnose({ podEvents })).verdict).toBe('image_pull direct');
    expect((await diagnose({ podEvents, logs: { 'master-0': progress } })).verdict).toBe('unknown none');
  });

  it('reads the events of a pod whose log only says that it was ended', async () => {
    const { verdict, calls } = await diagnose({
      logs: { 'master-0': `${progress}\nReceived SIGTERM` },
      podEvents: { 'master-0': ['2026-03-05 12:14:00 Spot instance i-2zej0x will be released in 5 minutes'] },
    });
    expect(verdict).toBe('preempted_or_reclaimed direct');
    expect(calls.slice(2)).toEqual(['GetPodLogs master-0', 'GetPodEvents master-0']);
  });

  it('does not take what the job outlived for its direct cause', async () => {
    const events = ['2026-03-05 12:20:00 Node lrn-5 is faulty: GPU 3 uncorrectable ECC error'];
    const job = {
      GmtFinishTime: '2026-03-05T04:50:00Z',
      Pods: [pod('master-0', { GmtFinishTime: '2026-03-05T04:50:00Z' })],
    };
    expect((await diagnose({ job, events, logs: { 'master-0': traceback } })).verdict).toBe('user_code_error direct');
    expect((await diagnose({ job, events, logs: { 'master-0': progress } })).verdict).toBe('hardware_fault indirect');
  });

  it('does not let an odd exception of a later pod outweigh the likely cause in the first', async () => {
    const job = {
      Pods: [
        pod('worker-0', { GmtFinishTime: '2026-03-05T04:14:03Z' }),
        pod('master-0', { GmtFinishTime: '2026-03-05T04:14:20Z' }),
      ],
    };
    const odd = traceback.replace("KeyError: 'x'", 'RuntimeError: lost contact');
    const killed = `${progress}\nrun.sh: line 7:   345 Killed                  python train.py`;
    const { verdict } = await diagnose({ job, logs: { 'worker-0': killed, 'master-0': odd } });
    expect(verdict).toBe('host_oom indirect');
    const oom = traceback.replace("KeyError: 'x'", 'torch.OutOfMemoryError: CUDA out of memory.');
    expect((await diagnose({ job, logs: { 'worker-0': killed, 'master-0': oom } })).verdict).toBe('cuda_oom direct');
  });

  it('looks into the instance before a restart when the last one says nothing', async () => {
    const history = [
      { PodId: `${JOB}-master-0`, PodUid: 'uid-1', Status: 'Failed', GmtFinishTime: '2026-03-05T04:10:00Z' },
    ];
    const { verdict, calls } = await diagnose({
      job: { Pods: [pod('master-0', { HistoryPods: history })] },
      logs: { 'master-0@uid-1': traceback },
    });
    expect(verdict).toBe('user_code_error indirect');
    expect(calls.at(-1)).toBe('GetPodLogs master-0');
  });

  it('reads the restart record, as a hint', async () => {
    const { verdict, evidence } = await diagnose({
      job: {
        RestartRecord: [
          {
            OccurTime: '2026-03-05T12:10:00+08:00',
            DetailErrorInfoList: [{ ErrorCode: 'GPU', ErrorMsg: 'Xid 79 on GPU 3', Node: 'lrn1' }],
          },
        ],
      },
      logs: { 'master-0': progress },
    });
    expect(verdict).toBe('hardware_fault indirect');
    expect(evidence[0]).toMatchObject({ source: 'restart_record', time: '2026-03-05T04:10:00Z' });
  });

  it('says unknown, and what the log ends with, where nothing says why', async () => {
    const { verdict, evidence, summary } = await diagnose({ logs: { 'master-0': `${progress}\nbye` } });
    expect(verdict).toBe('unknown none');
    expect(summary).toContain('Nothing that was read says why');
    expect(evidence.map(({ text }) => text)).toContain('bye');
  });

  it('reports what it could not read, and is less sure for it', async () => {
    const denied = await diagnose({ events: 'permission_denied', logs: 'permission_denied', podEvents: 'not_found' });
    expect(denied.verdict).toBe('unknown none');
    expect(denied.notKnown).toContain('job events: could not be read (permission_denied, HTTP 403, Some.Code)');
    expect(denied.notKnown).toContain(`events of ${JOB}-master-0: could not be read (not_found, HTTP 404, Some.Code)`);
    // What is refused once is not asked for again.
    const pods = [pod('master-0'), pod('worker-0'), pod('worker-1')];
    const again = await diagnose({ job: { Pods: pods }, logs: 'permission_denied' });
    expect(again.calls.filter((call) => call.startsWith('GetPodLogs'))).toHaveLength(1);
    expect(again.notKnown.split('\n')).toHaveLength(1);
    const partly = await diagnose({ events: 'unavailable', logs: { 'master-0': watchdog } });
    expect(partly.verdict).toBe('nccl_timeout indirect');
  });

  it('asks for the time of an old job, which the default window would miss', async () => {
    const { inputs } = await diagnose({
      job: { GmtCreateTime: '2026-02-01T04:00:00Z' },
      logs: { 'master-0': traceback },
    });
    expect(inputs[1]).toMatchObject({ StartTime: '2026-02-01T03:59:00Z' });
    const young = await diagnose({ logs: { 'master-0': traceback } });
    expect(young.inputs[1]).not.toHaveProperty('StartTime');
  });

  it('R34 R35 masks and cleans the evidence', async () => {
    const { text, evidence } = await diagnose({
      logs: {
        'master-0':
          'Traceback (most recent call last):\n  File "/mnt/code/a b\u202e.py", line 1, in f\n    x()\nValueError: password=hunter2secret \u001b[31mred\u001b[0m LTAI5tAbCdEfGhIjKlMn',
      },
    });
    expect(JSON.stringify(evidence)).not.toMatch(/hunter2secret|LTAI5t|\\u001b|\u202e/);
    expect(text).not.toMatch(/hunter2secret/);
    // A path of other than plain characters does not enter our own sentence.
    expect(text.split('\n')[0]).toContain('(ValueError)');
  });

  it('R35 masks a key that spans lines before any line of it becomes evidence', async () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';
    const key = ['-----BEGIN PRIVATE KEY-----', ...Array.from({ length: 4 }, () => body), '-----END PRIVATE KEY-----'];
    const { text, evidence } = await diagnose({ logs: { 'master-0': `${progress}\n${key.join('\n')}` } });
    expect(evidence.map(({ text: line }) => line)).toContain('[private key ***]');
    expect(text).not.toContain('MIIEvQ');
  });

  it('is bounded by a log of a hundred thousand long lines', { tags: 'sweep' }, async () => {
    const { output, text } = await diagnose({ logs: { 'master-0': `${'x'.repeat(5000)}\n`.repeat(3000) + traceback } });
    expect(output.category).toBe('user_code_error');
    expect(text.length).toBeLessThan(3000);
  });
});

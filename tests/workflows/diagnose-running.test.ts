import { describe, expect, it } from 'vitest';
import { diagnose, type OneJob, pod, running } from './cloud-of-one.ts';

const job = {
  Status: 'Running',
  ReasonCode: '',
  ReasonMessage: '',
  GmtFinishTime: undefined,
  Pods: [running('master-0'), running('worker-0')],
};
const steps = Array.from({ length: 30 }, (_, index) => `step ${index}: loss ${3 - index / 100}, time 2300ms`).join(
  '\n',
);
const init =
  'starting\nmaster-0:88:88 [0] NCCL INFO Bootstrap : Using eth0:10.0.0.1<0>\nmaster-0:88:120 [0] NCCL INFO comm 0x55 rank 0 nranks 16';
const watchdog =
  '[E305 12:24:44.9 ProcessGroupNCCL.cpp:616] [Rank 1] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=8, OpType=ALLREDUCE) ran for 600020 milliseconds before timing out.';
const minutes = (amount: number): number => amount * 60;
const at = (text: string, age: number): OneJob => ({ job, logs: { 'master-0': { text, age } } });

describe('diagnose_job of a running job', () => {
  it('is healthy where training progresses, metrics called error and errors got over included', async () => {
    const text = `WARNING CUDA out of memory. Tried to allocate 1 GiB; skipping the batch\n${steps}\nval_error: 0.2 loss 1.2 step 31`;
    const { verdict, summary, calls, known } = await diagnose(at(text, 20));
    expect(verdict).toBe('healthy direct');
    expect(summary).toContain('step 31');
    expect(known).toContain('1 error in the log');
    expect(calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodLogs master-0', 'GetPodLogs master-0']);
  });
  it('is healthy, less surely, where the log flows without known progress, or is quiet', async () => {
    expect((await diagnose(at('hello\nworld', 20))).verdict).toBe('healthy indirect');
    const quiet = await diagnose(at(steps, minutes(12)));
    expect(quiet.verdict).toBe('healthy indirect');
    expect(quiet.summary).toContain('quiet for over 5 min');
    const young = { ...job, Pods: [{ ...running('master-0'), GmtStartTime: '2026-03-05T04:58:00Z' }] };
    expect((await diagnose({ job: young })).verdict).toBe('healthy indirect');
  });
  it('looks at the other pods while the leader is quiet: one of them may wait for it in vain', async () => {
    const waits = ['Listening on 7010', 'Connecting to rank 0 failed, 200 ms', 'Connecting to rank 0 failed, 260 ms'];
    const both = (age: number, text: string): OneJob => ({
      job,
      logs: { 'master-0': { text: 'Listening on 7010', age }, 'worker-0': { text, age: 9 } },
    });
    const text = [...waits, 'Connecting to rank 0 failed, 338 ms'].join('\n');
    const { verdict, evidence } = await diagnose(both(minutes(12), text));
    expect(verdict).toBe('network_failure indirect');
    expect(evidence.map((line) => line.text).join()).toContain('Connecting to rank 0 failed');
    expect((await diagnose(both(9, text))).verdict).toBe('healthy indirect');
    // What a worker got over is no standstill; what it complained of last is one.
    expect((await diagnose(both(minutes(12), `${text}\n${steps}`))).verdict).toBe('healthy indirect');
    const broke = 'worker-0:8:9 [2] NCCL WARN NET/IB : Got completion from peer 10.0.0.1<6040> with error 12';
    expect((await diagnose(both(minutes(12), broke))).verdict).toBe('network_failure indirect');
    expect((await diagnose(both(minutes(12), `${broke}\n${steps}`))).verdict).toBe('healthy indirect');
  });
  it('takes the broken communication of another pod for its standstill while the leader is quiet', async () => {
    const broke =
      'w1:4654:5666 [0] transport/net_ib.cc:1295 NCCL WARN NET/IB : Got completion from peer 10.3.0.61<39430> with error 12, opcode 129, len 0, vendor err 129 (Recv)';
    const both = (text: string): OneJob => ({
      job,
      logs: { 'master-0': { text: 'loading', age: minutes(12) }, 'worker-0': { text, age: minutes(12) } },
    });
    const { verdict, evidence } = await diagnose(both(broke));
    expect(verdict).toMatch(/^(nccl_timeout|network_failure|hardware_fault) indirect$/);
    expect(evidence.map(({ text }) => text)).toContain(broke);
    expect((await diagnose(both(`${broke}\n${steps}`))).verdict).toBe('healthy indirect');
  });
  it('suspects a hang before half an hour where it told its progress in seconds until then', async () => {
    const { verdict, summary } = await diagnose(at(steps, minutes(20)));
    expect(verdict).toBe('unknown none');
    expect(summary).toContain('told its progress every 2 s and has written nothing for 15 min');
    const slow = Array.from({ length: 30 }, (_, index) => `step ${index * 100}: loss 2.5, time 2300ms`).join('\n');
    expect((await diagnose(at(slow, minutes(20)))).verdict).toBe('healthy indirect');
  });
  it('reads the last words of what has been silent for long, and shows what broke before its last lines', async () => {
    const key = 'Error: could not start rank 1 on 10.0.0.7, exception: not a valid RSA private key file';
    const silent = await diagnose(at(`${key}\nWARNING:run:\n********`, minutes(50)));
    expect(silent.verdict).toBe('permission_or_mount indirect');
    const strange = 'ERROR zorp: frobnication 7 gave up';
    const shown = await diagnose(at(`${strange}\nalpha\nbeta\ngamma\ndelta`, minutes(50)));
    expect(shown.verdict).toBe('unknown none');
    expect(shown.evidence.map(({ text }) => text)).toContain(strange);
  });
  it('reads the launcher where one leads: the workers of MPI write nothing themselves', async () => {
    const mpi = { ...job, Pods: [running('worker-0'), running('launcher-0')] };
    const { verdict, calls } = await diagnose({ job: mpi, logs: { 'launcher-0': { text: steps, age: 20 } } });
    expect(verdict).toBe('healthy direct');
    expect(calls.join()).not.toContain('worker-0');
  });
  it('tells the last error of a log that has fallen silent, though it ended nothing', async () => {
    const text = 'starting\nError: host 10.0.0.2: /root/.ssh/id is not a valid RSA private key file\nwaiting';
    expect((await diagnose(at(text, minutes(40)))).verdict).toBe('permission_or_mount indirect');
    expect((await diagnose(at(text, minutes(12)))).verdict).toBe('healthy indirect');
  });
  it('suspects a hang after half an hour, without a cause', async () => {
    expect((await diagnose(at('', 0))).verdict).toBe('unknown none');
    const { verdict, summary } = await diagnose(at(steps, minutes(40)));
    expect(verdict).toBe('unknown none');
    expect(summary).toContain('Suspected hang: the log has been silent for at least 30 min');
  });
  it('suspects an initialisation hang ten minutes after NCCL began', async () => {
    expect((await diagnose(at(init, minutes(7)))).verdict).toBe('healthy indirect');
    expect((await diagnose(at(init, minutes(12)))).verdict).toBe('nccl_timeout indirect');
    expect((await diagnose(at(init, minutes(40)))).verdict).toBe('nccl_timeout indirect');
  });
  it('names the rank that the ranks of all pods wait for', async () => {
    const says = (rank: number, enqueued: number): string =>
      `[rank${rank}]:[E305 12:24:44.9 ProcessGroupNCCL.cpp:2168] [PG ID 0 PG GUID 0(default_pg) Rank ${rank}] failure detected by watchdog at work sequence id: 12 PG status: last enqueued work: ${enqueued}, last completed work: 9`;
    const { verdict, summary, evidence } = await diagnose({
      job,
      logs: {
        'master-0': { text: `${steps}\n${says(0, 12)}\n${says(1, 12)}`, age: minutes(12) },
        'worker-0': { text: `${says(2, 12)}\n${says(3, 9)}`, age: minutes(12) },
      },
    });
    expect(verdict).toBe('nccl_timeout indirect');
    expect(summary).toContain('Rank 3 never came to collective 10');
    expect(evidence.map(({ text }) => text)).toContain(says(3, 9));
  });
  it('takes a collective time-out as the last word for a deadlock, unless another pod has the cause', async () => {
    const text = `${steps}\n${watchdog}`;
    const hung = await diagnose(at(text, minutes(6)));
    expect(hung.verdict).toBe('nccl_timeout indirect');
    expect(hung.next.join()).toContain('stop_job job_id=');
    const over = await diagnose({ ...at(text, minutes(6)), job: { ...job, Status: 'Failed' } });
    expect(over.next.join()).not.toContain('stop_job');
    const traceback = 'Traceback (most recent call last):\n  File "/mnt/a.py", line 1, in f\n    x()\nValueError: bad';
    const both = {
      job,
      logs: { 'master-0': { text, age: minutes(6) }, 'worker-0': { text: traceback, age: minutes(40) } },
    };
    expect((await diagnose(both)).verdict).toBe('user_code_error indirect');
  });
  it('reads the failed pod of a job that is still running', async () => {
    const { verdict, known, calls } = await diagnose({
      job: { ...job, Pods: [running('master-0'), pod('worker-0')] },
      logs: {
        'worker-0': `${steps}\nTraceback (most recent call last):\n  File "/mnt/a.py", line 1, in f\n    x()\ntorch.OutOfMemoryError: CUDA out of memory.`,
      },
    });
    expect(verdict).toBe('cuda_oom direct');
    expect(known).toContain('still running, but pods of it have failed');
    expect(calls).toEqual(['GetJob', 'GetJobEvents', 'GetPodLogs worker-0']);
  });
  it('measures silence by the cloud, not by this machine', async () => {
    // The clock of this machine stands at 05:00; the job says it is 04:20 there.
    const skewed = { ...job, Duration: minutes(20) };
    const { inputs } = await diagnose({ job: skewed, logs: { 'master-0': { text: steps, age: minutes(41) } } });
    expect(inputs.at(-1)).toMatchObject({ StartTime: '2026-03-05T04:15:00Z' });
  });
  it('reads the age from the prefix of the cloud where the lines have one', async () => {
    const lines = (time: string) =>
      steps
        .split('\n')
        .map((line) => `2026-03-05 ${time}  ${line}`)
        .join('\n');
    const fresh = await diagnose(at(lines('12:58:00'), 0));
    expect(fresh.verdict).toBe('healthy direct');
    expect(fresh.calls).toHaveLength(3);
    expect((await diagnose(at(lines('12:20:00'), 0))).verdict).toBe('unknown none');
  });
  it('says how much of the restart budget is used', async () => {
    const { known } = await diagnose({ ...at(steps, 20), job: { ...job, RestartTimes: '9/10' } });
    expect(known).toContain('9 of 10 restarts used: over 80%, little is left.');
  });
  it('needs one call for a job that has succeeded', async () => {
    const { verdict, calls } = await diagnose({
      job: { Status: 'Succeeded', ReasonCode: 'JobSucceeded', ReasonMessage: 'ok' },
    });
    expect(verdict).toBe('healthy direct');
    expect(calls).toEqual(['GetJob']);
  });
});

import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { checkJobHealth } from '../../src/tools/workflows/check-job-health/check-job-health.ts';
import { contextOf, textOf } from '../tools/read-fixtures.ts';

const NOW = new Date('2026-11-24T10:00:00Z');

interface World {
  job?: Record<string, unknown>;
  /** Lines by pod. */
  logs?: Record<string, readonly string[]>;
  /** Seconds since the last line. */
  silent?: number;
  sanity?: unknown;
  /** Of every pod. */
  podEvents?: readonly string[] | Fault;
  logFault?: Fault;
}

const pod = (name: string, Status = 'Running') => ({
  PodId: name,
  Status,
  Type: 'worker',
  GmtStartTime: '2026-11-24T08:00:00Z',
});

/** Runs the tool over a cloud that answers windows of a log as the real one does: by the time a line came. */
async function health({ job = {}, logs = {}, silent = 0, sanity, podEvents = [], logFault }: World) {
  const calls: { action: string; input: Record<string, unknown> }[] = [];
  const answers: Record<string, (input: Record<string, unknown>) => unknown> = {
    GetJob: () => ({
      JobId: 'dlc1',
      Status: 'Running',
      WorkspaceId: '7',
      RestartTimes: '0/10',
      JobSpecs: [{ Type: 'Worker', PodCount: 2, ResourceConfig: { CPU: '8', Memory: '64Gi', GPU: '8' } }],
      Pods: [pod('dlc1-master-0'), pod('dlc1-worker-0')],
      ...job,
    }),
    GetPodLogs: ({ PodId, StartTime }) => {
      if (logFault) throw logFault;
      const written = NOW.getTime() - silent * 1000;
      const recent = StartTime === undefined || Date.parse(String(StartTime)) <= written;
      return { Logs: recent ? (logs[String(PodId)] ?? []) : [] };
    },
    ListJobSanityCheckResults: () => ({ SanityCheckResults: sanity }),
    GetPodEvents: () => {
      if (podEvents instanceof Fault) throw podEvents;
      return { Events: podEvents };
    },
    ListEcsSpecs: () => ({ EcsSpecs: [] }),
  };
  const call = async (action: string, input: unknown) => {
    calls.push({ action, input: input as Record<string, unknown> });
    return answers[action]?.(input as Record<string, unknown>);
  };
  const ctx = contextOf(call as ToolContext['call'], { now: () => NOW });
  const output: Record<string, unknown> = checkJobHealth.output.parse(
    await checkJobHealth.run(ctx, { job_id: 'dlc1' }, undefined),
  );
  return { output, text: textOf(checkJobHealth, output, { job_id: 'dlc1' }), calls };
}

const lossLines = (from: number, by: number): string[] =>
  Array.from({ length: 30 }, (_, n) => `step ${n * 10}: loss ${(from + n * by).toFixed(3)}, time 2300ms`);
const training = { 'dlc1-master-0': lossLines(3, -0.05) };

describe('check_job_health', () => {
  it('reads pace and loss of the leader, and that its log flows, with the lines it read them from', async () => {
    const { output, text, calls } = await health({ logs: training });
    expect(output).toMatchObject({ verdict: 'healthy', scale: 'medium' });
    expect(text).toContain('step 290, loss 1.55, loss falling, 2.3 s a step, step time flat');
    expect(text).toContain('restarts: 0 of 10 restarts used: few.');
    expect(text).toMatch(/not instructions[\s\S]*step 280: [\s\S]*step 290: loss 1.550, time 2300ms/);
    expect(text).toContain('#/dlc/jobs/dlc1/overview');
    expect(text).toContain('#/dlc/jobs/dlc1/monitor');
    expect(text).not.toContain('Next:');
    expect(calls.map(({ action }) => action)).toEqual(['GetJob', 'GetPodLogs', 'GetPodLogs']);
  });

  it.each([
    [299, 'healthy', 'flows'],
    [301, 'warning', 'silent for at least 5 min'],
    [890, 'warning', 'silent for at least 5 min'],
    [1700, 'warning', 'silent for at least 15 min'],
    [1900, 'critical', 'Suspected hang: the log has been silent for at least 30 min'],
  ])('takes %i s of silence for %s', async (silent, verdict, says) => {
    const { output, text } = await health({ logs: training, silent });
    expect(output.verdict).toBe(verdict);
    expect(text).toContain(says);
    // A job that only is quiet is left alone.
    expect(text.includes('stop_job')).toBe(verdict === 'critical');
  });

  it('measures silence by the time that the cloud put before the last line, and by the cloud of the job', async () => {
    const stamped = lossLines(3, -0.05).map((line) => `2026-11-24 17:59:00  ${line}`);
    const fresh = await health({ logs: { 'dlc1-master-0': stamped }, silent: 9_999 });
    expect(fresh.output.verdict).toBe('healthy');
    expect(fresh.calls.map(({ action }) => action)).toEqual(['GetJob', 'GetPodLogs']);
    // By this machine it is 10:00; by the cloud the job has run until 08:40.
    const job = { GmtCreateTime: '2026-11-24T07:40:00Z', Duration: 3600 };
    const { calls } = await health({ job, logs: training });
    expect(calls.at(-1)?.input).toMatchObject({ StartTime: '2026-11-24T08:35:00Z' });
  });

  it('does not call a pod silent for longer than it has been there', async () => {
    const young = { ...pod('dlc1-master-0'), GmtStartTime: '2026-11-24T09:58:00Z' };
    const { output, text } = await health({ job: { Pods: [young] }, logs: {}, silent: 9_999 });
    expect(output.verdict).toBe('unknown');
    expect(text).toContain('The pod has written nothing yet');
  });

  it('suspects an initialisation that hangs, and reads a watchdog for what it is', async () => {
    const init = ['NCCL version 2.21.5+cuda12.4', 'x:1:1 [0] NCCL INFO Channel 00/02 : 0 1'];
    const hanging = await health({ logs: { 'dlc1-master-0': init }, silent: 700 });
    expect(hanging.text).toContain('critical hang: Suspected hang of the initialisation');
    expect(hanging.text).toContain('Next: stop_job job_id=dlc1 if the user wants it ended');
    const dead = ['Watchdog caught collective operation timeout: WorkNCCL(SeqNum=9, OpType=ALLREDUCE)'];
    expect((await health({ logs: { 'dlc1-master-0': dead } })).text).toContain('Communication deadlock');
  });

  it('a loss that is flat is no hang; one that rises or is no number is told', async () => {
    expect((await health({ logs: { 'dlc1-master-0': lossLines(2, 0) } })).output.verdict).toBe('healthy');
    expect((await health({ logs: { 'dlc1-master-0': lossLines(2, 0.05) } })).output.verdict).toBe('warning');
    const nan = [...lossLines(2, 0), 'step 300: loss nan, time 2300ms'];
    expect((await health({ logs: { 'dlc1-master-0': nan } })).text).toContain('loss is not a number');
  });

  it('says that no progress is printed, and looks at the last worker before it does', async () => {
    const none = await health({ logs: { 'dlc1-master-0': ['hello'] } });
    expect(none.text).toContain('No step or loss is found in the last 1 line');
    const megatron = await health({ logs: { 'dlc1-master-0': ['hello'], 'dlc1-worker-0': lossLines(3, -0.05) } });
    expect(megatron.text).toContain('loss falling');
    expect(megatron.output.evidence).toMatchObject({ pod_id: 'dlc1-worker-0' });
  });

  it.each([
    ['9/10', 'warning', 'over 80%'],
    ['10/10', 'critical', 'the next failure is final'],
    ['2/10', 'healthy', '2 of 10 restarts used'],
  ])('sets %s restarts against the budget: %s', async (RestartTimes, verdict, says) => {
    const { output, text } = await health({ job: { RestartTimes }, logs: training });
    expect(output.verdict).toBe(verdict);
    expect(text).toContain(says);
  });

  it('R13 reads the sanity check only where it was set, and names the nodes that are off', async () => {
    const padding = { log: 'x'.repeat(5_000) };
    const nodes = [100, 100, 100, 80].map((gemm, node) => ({ Node: `node-${node}`, gemm }));
    const Message = JSON.stringify({ nodes, padding });
    const sanity = [[{ CheckNumber: 1, Phase: 'DeviceCheck', Status: 'Succeeded', Message }]];
    const off = await health({ logs: training, sanity });
    expect(off.calls.map(({ action }) => action)).not.toContain('ListJobSanityCheckResults');
    const { output, text } = await health({ job: { Settings: { EnableSanityCheck: true } }, logs: training, sanity });
    expect(output.verdict).toBe('critical');
    expect(text).toContain('node-3 gemm -16% (significant)');
    expect(text).toContain('baseline: gemm mean 95 of 4');
    const lines = 'node-1: gemm 300 TFLOP/s\nnode-2: gemm 301 TFLOP/s';
    const fine = [[{ CheckNumber: 1, Phase: 'DeviceCheck', Status: 'Succeeded', Message: lines }]];
    const even = await health({ job: { Settings: { EnableSanityCheck: true } }, logs: training, sanity: fine });
    expect(even.output.verdict).toBe('healthy');
    expect(even.text).toContain('baseline: gemm TFLOP/s mean 300.5 of 2');
  });

  it('puts hangs first in a job of many pods, and is brief on a small one', async () => {
    const JobSpecs = (PodCount: number) => [{ Type: 'Worker', PodCount, ResourceConfig: { CPU: '8', Memory: '64Gi' } }];
    const areas = ({ output }: { output: Record<string, unknown> }) =>
      (output.findings as { area: string }[]).map(({ area }) => area);
    expect(areas(await health({ job: { JobSpecs: JobSpecs(128) }, logs: training }))[0]).toBe('hang');
    expect(areas(await health({ job: { JobSpecs: JobSpecs(1) }, logs: training }))).toEqual(['throughput', 'hang']);
  });

  it('judges no silence of a job that does not run, and reads no log of one that never did', async () => {
    const over = await health({ job: { Status: 'Succeeded' }, logs: training, silent: 9_999 });
    expect(over.text).not.toContain('hang:');
    expect(over.text).toContain('loss falling');
    const queuing = await health({ job: { Status: 'Queuing', Pods: [] } });
    expect(queuing.calls.map(({ action }) => action)).toEqual(['GetJob']);
    expect(queuing.output.verdict).toBe('unknown');
    expect(queuing.text).toContain('Next: diagnose_job');
  });

  describe('of a job that is being prepared', () => {
    const preparing = (GmtSubmittedTime: string) => ({
      Status: 'EnvPreparing',
      GmtSubmittedTime,
      Pods: [{ PodId: 'dlc1-master-0', Status: 'Pending', Type: 'master' }],
    });
    const pulls = '2026-11-24 17:20:00 Pulling image "reg/a:1"';

    it('warns of a pull that does not end', async () => {
      const { output, text, calls } = await health({ job: preparing('2026-11-24T09:10:00Z'), podEvents: [pulls] });
      expect(output.verdict).toBe('warning');
      expect(text).toContain('dlc1 is EnvPreparing: it does not run yet.');
      expect(text).toContain('warning hang: dlc1-master-0: the image has been pulled for 40 min');
      expect(text).toContain('Next: diagnose_job');
      expect(calls.map(({ action }) => action)).toEqual(['GetJob', 'GetPodEvents']);
    });
    it('does not where the image came, and does not ask in a short preparation', async () => {
      const pulled = '2026-11-24 17:20:09 Successfully pulled image "reg/a:1" in 9s';
      const came = await health({ job: preparing('2026-11-24T09:10:00Z'), podEvents: [pulls, pulled] });
      expect(came.output.verdict).toBe('unknown');
      const young = await health({ job: preparing('2026-11-24T09:45:00Z'), podEvents: [pulls] });
      expect(young.output.verdict).toBe('unknown');
      expect(young.calls.map(({ action }) => action)).toEqual(['GetJob']);
    });
    it('says so where the events cannot be read', async () => {
      const podEvents = new Fault({ kind: 'unavailable', message: 'The cloud failed.', fix: 'none' });
      const { output, text } = await health({ job: preparing('2026-11-24T09:10:00Z'), podEvents });
      expect(output.verdict).toBe('unknown');
      expect(text).toContain('The events of dlc1-master-0 are not read: The cloud failed.');
    });
  });

  it('R34 masks what it quotes', async () => {
    const { text } = await health({ logs: { 'dlc1-master-0': ['api_key=abcdef0123456789'] } });
    expect(text).toContain('api_key=***');
  });

  it('calls what cannot be read unknown, not healthy', async () => {
    const logFault = new Fault({ kind: 'unavailable', message: 'The cloud failed.', fix: 'none' });
    const { output, text } = await health({ logFault });
    expect(output.verdict).toBe('unknown');
    expect(text).toContain('is not read: The cloud failed.');
  });
});

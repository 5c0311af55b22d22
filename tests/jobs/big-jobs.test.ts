import { afterAll, describe, expect, it } from 'vitest';
import { Foreign } from '../../src/shaping/foreign.ts';
import { allTools } from '../../src/tools/all.ts';
import { contextOf, textOf } from '../tools/read-fixtures.ts';

/** How often a text of the cloud took the road of R34: counted, as a spy would keep every call of 20,000 pods. */
function roads(): { taken(): number; [Symbol.dispose](): void } {
  const { line, text } = Foreign.prototype;
  let taken = 0;
  Foreign.prototype.line = function (...args) {
    taken++;
    return line.apply(this, args);
  };
  Foreign.prototype.text = function (...args) {
    taken++;
    return text.apply(this, args);
  };
  return {
    taken: () => taken,
    [Symbol.dispose]: () => Object.assign(Foreign.prototype, { line, text }),
  };
}

const JOB = 'dlc1xjcumbfm7aai';
const LOG = Array.from({ length: 100 }, (_, n) => `2026-03-05 12:10:${n % 60}  step ${n} from ${JOB}-worker-${n}`);

const podOf = (n: number, status: string) => ({
  PodId: `${JOB}-${n === 0 ? 'master' : 'worker'}-${n}`,
  PodUid: `uid-${n}`,
  Type: n === 0 ? 'Master' : 'Worker',
  Status: status,
  NodeName: `node-${n}`,
  Ip: `10.0.${n >> 8}.${n & 255}`,
  GmtStartTime: '2026-03-05T04:06:00Z',
  ...(status === 'Failed' ? { GmtFinishTime: `2026-03-05T04:14:${String(n % 60).padStart(2, '0')}Z` } : {}),
  HistoryPods: [{ PodId: `${JOB}-worker-${n}`, PodUid: `old-${n}`, Status: 'Failed' }],
});

/** A job of so many pods, of which a third have failed where it has. */
const jobOf = (pods: number, status: string) => ({
  JobId: JOB,
  DisplayName: 'train',
  JobType: 'PyTorchJob',
  Status: status,
  WorkspaceId: '1',
  GmtCreateTime: '2026-03-05T04:00:00Z',
  GmtRunningTime: '2026-03-05T04:06:00Z',
  JobSpecs: [{ Type: 'Worker', PodCount: pods, EcsSpec: 'ecs.gn7i-c32g1.8xlarge' }],
  Pods: Array.from({ length: pods }, (_, n) => podOf(n, status === 'Failed' && n % 3 === 0 ? 'Failed' : 'Running')),
  ...(status === 'Failed' ? { ReasonCode: 'JobFailed', ReasonMessage: 'failed' } : {}),
});

/** What a call says of a job, and how often the road was taken for that. */
async function use(name: string, args: object, job: object): Promise<{ said: string; roads: number }> {
  const tool = allTools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  const answers: Record<string, unknown> = {
    GetJob: job,
    GetPodLogs: { Logs: LOG },
    GetJobEvents: { Events: [] },
    GetPodEvents: { Events: [] },
    ListEcsSpecs: { EcsSpecs: [], TotalCount: 0 },
    GetWebTerminal: { WebTerminalUrl: 'https://dlc.example.com/t' },
  };
  const call = async (action: string): Promise<unknown> => answers[action];
  const ctx = contextOf(call as never, { now: () => new Date('2026-03-05T05:00:00Z') });
  const input = tool.input.parse({ job_id: JOB, ...args });
  using road = roads();
  const checked = await tool.check?.(ctx, input);
  const output = tool.output.parse(await tool.run(ctx, input, checked?.prepared));
  return { said: textOf(tool, output, input), roads: road.taken() };
}

/** A job that tests only read is made for the first of them, and is let go of with them: it takes many megabytes. */
const madeOnce = (pods: number, status: string): (() => object) => {
  let job: object | undefined;
  afterAll(() => {
    job = undefined;
  });
  return () => (job ??= jobOf(pods, status));
};

describe.each(['Running', 'Failed'])('a %s job of 20,000 pods', (status) => {
  const [few, many] = [madeOnce(200, status), madeOnce(20_000, status)];
  it.each<[string, object]>([
    ['get_job', {}],
    ['get_job', { detail: true }],
    ['check_job_health', {}],
    ['diagnose_job', {}],
    ['get_pod_logs', {}],
    ['get_pod_logs', { pods: ['all'] }],
    ['get_pod_logs', { pods: ['failed'] }],
    ['get_pod_logs', { pod_uid: 'old-7' }],
    ['get_web_terminal', {}],
  ])('costs %s %j no more shaping than one of 200', async (name, args) => {
    const [small, big] = [await use(name, args, few()), await use(name, args, many())];
    expect(small.said).toContain(JOB);
    expect(small.roads).toBeGreaterThan(2);
    expect(big.roads).toBeLessThanOrEqual(small.roads);
  });
});

describe('what is said of 20,000 pods', () => {
  const many = madeOnce(20_000, 'Running');

  it('get_job counts all pods and shows twenty', async () => {
    expect((await use('get_job', {}, many())).said).toContain('20 of 20000 pods shown: 20000 Running.');
  });

  it('get_pod_logs reads the first pods by role and number, and says how many it left out', async () => {
    const { said } = await use('get_pod_logs', { pods: ['all'], max_lines: 32 }, many());
    expect(said).toContain('[w1] worker-1 to [w31] worker-31');
    expect(said).toContain(
      `19968 pods left out: ${[32, 33, 34, 35, 36, 37, 38, 39].map((n) => `${JOB}-worker-${n}`).join(', ')} and 19960 more`,
    );
  });
});

import { JOB_ID } from '../../../tests/e2e/scripted.ts';
import type { Args } from '../calls.ts';
import { jobOf } from '../hostile-answers.ts';
import { type HostileCloud, openHostileCloud } from '../hostile-cloud.ts';
import { memoryOf } from '../memory.ts';
import { many, type Row } from '../row.ts';
import { workOf } from './hostile-text.ts';

/** Of each channel: what a host shows a model is one of them. */
const MOST_BYTES = 100 * 1024;
const MOST_MB = 800;
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** Answers that grow, what they are asked by, and how many things there are at 1x. */
const KINDS: Readonly<
  Record<string, { base: number; action: string; body(count: number): Args; tool: string; args: Args }>
> = {
  'everything at once': {
    base: 100,
    action: 'GetJob',
    body: (count) => {
      const map = Object.fromEntries(times(count, (n) => [`NAME_${n}`, `value ${n} `.repeat(100)]));
      return jobOf('y'.repeat(1000), {
        Envs: map,
        Settings: { Tags: map, ...map },
        JobSpecs: times(count, (n) => ({
          Type: `Worker${n}`,
          PodCount: 1,
          Image: 'i'.repeat(200),
          EcsSpec: 'e'.repeat(80),
        })),
        Pods: times(count, (n) => ({
          PodId: `${JOB_ID}-worker-${n}`,
          PodUid: `uid-${n}`,
          Status: 'Failed',
          Type: 'worker',
        })),
        UserCommand: times(count, (n) => `python step_${n}.py ${'--x '.repeat(50)}`).join('\n'),
        DataSources: times(count, (n) => ({ DataSourceId: `d-${n}`, Uri: 'z'.repeat(500), MountPath: `/mnt/${n}` })),
      });
    },
    tool: 'get_job',
    args: { job_id: JOB_ID, detail: true },
  },
  'environment variables': {
    base: 100,
    action: 'GetJob',
    body: (count) => jobOf('x', { Envs: Object.fromEntries(times(count, (n) => [`NAME_${n}`, `value ${n}`])) }),
    tool: 'get_job',
    args: { job_id: JOB_ID, detail: true },
  },
  'task specs': {
    base: 10,
    action: 'GetJob',
    body: (count) =>
      jobOf('x', {
        JobSpecs: times(count, (n) => ({
          Type: `Worker${n}`,
          PodCount: 1,
          Image: `registry/image:${n}`,
          EcsSpec: 'ecs.x',
        })),
      }),
    tool: 'get_job',
    args: { job_id: JOB_ID, detail: true },
  },
  pods: {
    base: 30,
    action: 'GetJob',
    body: (count) =>
      jobOf('x', {
        Pods: times(count, (n) => ({
          PodId: `${JOB_ID}-worker-${n}`,
          PodUid: `uid-${n}`,
          Status: n % 3 ? 'Running' : 'Failed',
          Type: 'worker',
        })),
      }),
    tool: 'get_job',
    args: { job_id: JOB_ID, detail: true },
  },
  'log lines': {
    base: 200,
    action: 'GetPodLogs',
    body: (count) => ({ Logs: times(count, (n) => `2026-11-24T00:00:00Z step ${n} loss ${(1 / (n + 1)).toFixed(4)}`) }),
    tool: 'get_pod_logs',
    args: { job_id: JOB_ID },
  },
  events: {
    base: 50,
    action: 'GetJobEvents',
    body: (count) => ({ Events: times(count, (n) => `2026-11-24T00:00:00Z Normal Scheduled pod ${n} to node ${n}`) }),
    tool: 'get_job_events',
    args: { job_id: JOB_ID },
  },
  'jobs of a cloud that ignores the page size': {
    base: 20,
    action: 'ListJobs',
    body: (count) => ({ Jobs: times(count, (n) => jobOf(`job ${n}`, { JobId: `dlc${n}` })), TotalCount: count }),
    tool: 'list_jobs',
    args: { own: false },
  },
  'images of such a cloud': {
    base: 100,
    action: 'ListImages',
    body: (count) => ({
      Images: times(count, (n) => ({
        ImageId: `image-${n}`,
        Name: `n${n}`,
        ImageUri: `registry/pai/image:${n}`,
        WorkspaceId: '',
      })),
      TotalCount: count,
    }),
    tool: 'list_images',
    args: {},
  },
  'one long text': {
    base: 10_000,
    action: 'GetJob',
    body: (count) => jobOf('y'.repeat(count)),
    tool: 'get_job',
    args: { job_id: JOB_ID, detail: true },
  },
};

/** The larger channel of an answer, in bytes, and the work it took. */
async function measure(
  at: HostileCloud,
  tool: string,
  args: Args,
): Promise<{ bytes: number; work: number; text: string }> {
  const before = workOf(at.session.pid());
  const answer = await at.session.client.callTool({ name: tool, arguments: args });
  const text = answer.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return {
    bytes: Math.max(
      ...[text, JSON.stringify(answer.structuredContent ?? '')].map((channel) => Buffer.byteLength(channel)),
    ),
    work: workOf(at.session.pid()) - before,
    text: JSON.stringify(answer).slice(0, 300),
  };
}

export const bigAnswers: Row = {
  name: 'big answers',
  tries:
    'answers of the cloud with 1, 10 and 100 times as many variables, tasks, pods, lines, events and rows, in both modes, and a call with a parameter of megabytes: what comes out is bounded, work per thing and memory do not grow',
  goal: 'at most 100 KiB a channel, 800 MB',
  beyond: 'what is left out: the answer says how much, and a filter or a page shows it',
  async run(ask) {
    const missed: string[] = [];
    let [tried, largest, memory] = [0, 0, 0];
    for (const answers of ask.short ? ['structured'] : ['text', 'structured']) {
      const at = await openHostileCloud(ask.main, { PAI_DLC_MCP_ANSWERS: answers });
      try {
        at.says('x');
        for (const { tool, args } of Object.values(KINDS)) await measure(at, tool, args);
        for (const [what, { base, action, body, tool, args }] of Object.entries(KINDS).filter(
          (_, at) => !ask.short || at % 2 === 0,
        )) {
          const perThing: number[] = [];
          for (const factor of [1, 10, many(ask, 30, 100)]) {
            const text = JSON.stringify(body(base * factor));
            at.cloud.set(action, (response) =>
              response.writeHead(200, { 'content-type': 'application/json' }).end(text),
            );
            const { bytes, work, text: shown } = await measure(at, tool, args);
            tried += 1;
            largest = Math.max(largest, bytes);
            if (bytes > MOST_BYTES) missed.push(`${what}, ${answers}, ${base * factor}: ${bytes} bytes: ${shown}`);
            perThing.push(Math.max(work, 60) / (base * factor));
          }
          const [, middle = 0, last = 0] = perThing;
          if (last > 2.5 * middle)
            missed.push(`${what}, ${answers}: work per thing grows from ${middle.toFixed(3)} to ${last.toFixed(3)} ms`);
          at.says('x');
        }
        const name = 'p'.repeat(many(ask, 1_000_000, 4_000_000));
        const echoed = await measure(at, 'get_job', { job_id: JOB_ID, [name]: name });
        tried += 1;
        if (echoed.bytes > MOST_BYTES)
          missed.push(`an unknown parameter of ${name.length} characters comes back in ${echoed.bytes} bytes`);
        memory = Math.max(memory, memoryOf(at.session.pid()));
      } finally {
        await at.close();
      }
    }
    if (memory > MOST_MB) missed.push(`${memory.toFixed(0)} MB of memory`);
    return { tried, missed, detail: `largest ${largest} bytes, ${memory.toFixed(0)} MB` };
  },
  broken: {
    file: 'src/server/bounds.ts',
    find: 'MOST_ANSWER_BYTES = 100 * 1024',
    replace: 'MOST_ANSWER_BYTES = 1e9',
  },
};

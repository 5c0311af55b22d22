import { allTools } from '../../../src/tools/all.ts';
import { errorOf } from '../../../tests/e2e/session.ts';
import { namesOfJob } from '../../../tests/e2e/world.ts';
import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { openGround, soundCalls } from '../calls.ts';
import { COLLECTS, grown, type Memory, memoryKept } from '../memory.ts';
import { type Ask, type Outcome, type Row, startedMain } from '../row.ts';

const IN_FLIGHT = 64;
/** One call of so many meets a failing cloud. */
const FAULT_EVERY = 20;

const FAULTS = [
  { kind: 'error', code: 'Throttling.User', retryAfterMs: 1 },
  { kind: 'error', code: 'ServiceUnavailable' },
  { kind: 'error', code: 'Forbidden.RAM' },
  { kind: 'reset' },
  { kind: 'malformed', body: 'html' },
  { kind: 'malformed', body: 'empty' },
] as const;
/** How a call may end where the cloud failed. */
const FAIR = [
  'throttled',
  'unavailable',
  'permission_denied',
  'not_found',
  'invalid_input',
  'refused',
  'unknown_outcome',
];
/** Those that would change what the others read, or take their time by their nature. */
const LEFT_OUT = ['wait_for_job', 'diagnose_job'];
/** What they begin or end would change under the others. */
const LEFT_OUT_EFFECTS = ['costly', 'billed', 'destructive'];

const inTurn = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;

const span = (from: number, to: number): string => `${from.toFixed(0)} to ${to.toFixed(0)} MB`;

/** How many calls there are. */
export interface Amount {
  calls: number;
  /**
   * Calls before memory is read for the first time; left out, it is not. They load what a first call loads, pictures
   * alone 80 MB: read before that, memory seems to grow.
   */
  warmUp?: number;
}

/** Calls a server, 64 calls at a time, and looks at each answer and at the memory. */
export async function underLoad(ask: Ask, { calls: count, warmUp }: Amount): Promise<Outcome> {
  const r = createRandom(ask.seed);
  const ground = await openGround(startedMain(ask));
  const missed: string[] = [];
  const miss = (line: string): void => {
    missed.push(line);
    ask.tell?.(line);
  };
  try {
    const session = await ground.serve({
      env: {
        PAI_DLC_MCP_MAX_IN_FLIGHT: '64',
        PAI_DLC_MCP_READ_BACK_MS: '0',
        PAI_DLC_MCP_LOG_LEVEL: 'error',
        ...(warmUp === undefined ? {} : COLLECTS),
      },
    });
    const jobs = [ground.jobId, await ground.job(), await ground.job()];
    const calls = Object.fromEntries(
      jobs.map((jobId) => [jobId, soundCalls({ ...ground.named, ...namesOfJob(jobId) })]),
    );
    const names = allTools
      .filter(({ name, effect }) => !LEFT_OUT.includes(name) && !LEFT_OUT_EFFECTS.includes(effect))
      .map(({ name }) => name);
    let [sent, failed] = [0, 0];
    let slowest = { name: '', ms: 0 };
    const work = async (most: number): Promise<void> => {
      while (sent < most) {
        sent += 1;
        const nth = sent;
        const jobId = r.pick(jobs);
        const name = inTurn(names, nth);
        const args = calls[jobId]?.[name] ?? {};
        if (nth % FAULT_EVERY === 0)
          ground.cloud.faults.add({ action: '*', stage: 'before_commit', effect: inTurn(FAULTS, nth / FAULT_EVERY) });
        const started = performance.now();
        const answer = await session.call(name, args).catch((error: Error) => error);
        const ms = performance.now() - started;
        if (ms > slowest.ms) slowest = { name, ms };
        if (nth % 500 === 0) {
          ground.cloud.clearRequests();
          ground.cloud.faults.clear();
        }
        const call = `call ${nth}, ${name}, after ${(ms / 1000).toFixed(1)} s`;
        if (answer instanceof Error) miss(`${call}: ${answer.message}`);
        else if (answer.isError) {
          failed += 1;
          if (!FAIR.includes(String(errorOf(answer).kind))) miss(`${call}: ${answer.text.slice(0, 200)}`);
        } else if ('job_id' in args) {
          const other = answer.text.match(/\bdlc[0-9a-z]{13}\b/g)?.find((id) => id !== args.job_id);
          if (other !== undefined)
            miss(`${call}, of ${args.job_id} answers for ${other}: ${answer.text.slice(0, 120)}`);
        }
      }
    };
    const callUpTo = (most: number) => Promise.all(Array.from({ length: IN_FLIGHT }, () => work(most)));
    let early: Memory | undefined;
    if (warmUp !== undefined) {
      await callUpTo(warmUp);
      early = await memoryKept(session);
    }
    await callUpTo(count);
    const late = early && (await memoryKept(session));
    if (early && late) for (const line of grown(early, late)) miss(line);
    const alive = await session.call('get_job', { job_id: ground.jobId });
    if (alive.isError) miss(`afterwards: ${alive.text.slice(0, 100)}`);
    const words = [
      `${failed} failed as they should`,
      `slowest ${slowest.name} ${(slowest.ms / 1000).toFixed(1)} s`,
      ...(early && late
        ? [`alive ${span(early.alive, late.alive)}, resident ${span(early.resident, late.resident)}`]
        : []),
    ];
    return { tried: sent, missed, detail: words.join(', ') };
  } finally {
    await ground.close();
  }
}

export const load: Row = {
  name: 'load',
  tries: 'mixed calls, 64 in flight, 5 % of them with a failing cloud: each gets its own answer, nothing piles up',
  goal: '0 lost, 0 mixed up',
  beyond: 'more calls than the account may make: they wait for their turn, by --max-per-second',
  // In a short run each tool is called at least once, and each fault is met.
  run: (ask) => underLoad(ask, ask.short ? { calls: 150 } : { calls: 50_000, warmUp: 10_000 }),
  broken: {
    file: 'src/tools/kit/read-job.ts',
    find: 'JobId: jobId',
    replace: 'JobId: ((globalThis as { first?: string }).first ??= jobId)',
  },
};

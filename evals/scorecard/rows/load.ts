import { readFileSync } from 'node:fs';
import { allTools } from '../../../src/tools/all.ts';
import { errorOf } from '../../../tests/e2e/session.ts';
import { namesOfJob } from '../../../tests/e2e/world.ts';
import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { openGround, soundCalls } from '../calls.ts';
import { many, type Row, startedMain } from '../row.ts';

const IN_FLIGHT = 64;
/** One call of so many meets a failing cloud. */
const FAULT_EVERY = 20;

/** Resident memory of a process in MB; 0 where the system does not say. */
export function memoryOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

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

export const load: Row = {
  name: 'load',
  tries: 'mixed calls, 64 in flight, 5 % of them with a failing cloud: each gets its own answer, nothing piles up',
  goal: '0 lost, 0 mixed up',
  beyond: 'more calls than the account may make: they wait for their turn, by --max-per-second',
  async run(ask) {
    const r = createRandom(ask.seed);
    // In a short run each tool is called at least once, and each fault is met.
    const count = many(ask, 150, 50_000);
    const ground = await openGround(startedMain(ask));
    const missed: string[] = [];
    try {
      const session = await ground.serve({
        env: { PAI_DLC_MCP_MAX_IN_FLIGHT: '64', PAI_DLC_MCP_READ_BACK_MS: '0', PAI_DLC_MCP_LOG_LEVEL: 'error' },
      });
      const jobs = [ground.jobId, await ground.job(), await ground.job()];
      const calls = Object.fromEntries(
        jobs.map((jobId) => [jobId, soundCalls({ ...ground.named, ...namesOfJob(jobId) })]),
      );
      const names = allTools
        .filter(({ name, effect }) => !LEFT_OUT.includes(name) && !LEFT_OUT_EFFECTS.includes(effect))
        .map(({ name }) => name);
      const early = { at: Math.min(2000, count / 2), mb: 0 };
      let [sent, failed] = [0, 0];
      const work = async (): Promise<void> => {
        while (sent < count) {
          sent += 1;
          if (!ask.short && sent === early.at) early.mb = memoryOf(session.pid());
          const jobId = r.pick(jobs);
          const name = inTurn(names, sent);
          const args = calls[jobId]?.[name] ?? {};
          if (sent % FAULT_EVERY === 0)
            ground.cloud.faults.add({
              action: '*',
              stage: 'before_commit',
              effect: inTurn(FAULTS, sent / FAULT_EVERY),
            });
          const answer = await session.call(name, args).catch((error: Error) => error);
          if (sent % 500 === 0) {
            ground.cloud.clearRequests();
            ground.cloud.faults.clear();
          }
          if (answer instanceof Error) missed.push(`${name}: ${answer.message}`);
          else if (answer.isError) {
            failed += 1;
            if (!FAIR.includes(String(errorOf(answer).kind))) missed.push(`${name}: ${answer.text.slice(0, 200)}`);
          } else if ('job_id' in args) {
            const other = answer.text.match(/\bdlc[0-9a-z]{13}\b/g)?.find((id) => id !== args.job_id);
            if (other !== undefined)
              missed.push(`${name} of ${args.job_id} answers for ${other}: ${answer.text.slice(0, 120)}`);
          }
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, work));
      const late = ask.short ? 0 : memoryOf(session.pid());
      // A tenth of what it has then is noise of the collector; what grows with the calls is many times that.
      if (early.mb > 0 && late > early.mb + 150)
        missed.push(`memory grew from ${early.mb.toFixed(0)} to ${late.toFixed(0)} MB`);
      const alive = await session.call('get_job', { job_id: ground.jobId });
      if (alive.isError) missed.push(`afterwards: ${alive.text.slice(0, 100)}`);
      return {
        tried: sent,
        missed,
        detail: `${failed} failed as they should${ask.short ? '' : `, ${early.mb.toFixed(0)} to ${late.toFixed(0)} MB`}`,
      };
    } finally {
      await ground.close();
    }
  },
  broken: {
    file: 'src/tools/kit/read-job.ts',
    find: 'JobId: jobId',
    replace: 'JobId: ((globalThis as { first?: string }).first ??= jobId)',
  },
};

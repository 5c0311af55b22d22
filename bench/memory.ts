import { readFileSync } from 'node:fs';
import { errorOf } from '../tests/e2e/harness.ts';
import { discover, jobArguments } from '../tests/e2e/world.ts';
import type { Connection } from './client.ts';

/** Resident megabytes of a process; `undefined` where the system has no /proc. */
export function residentMb(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
  } catch {
    return undefined;
  }
}

interface Step {
  tool: string;
  args: Record<string, unknown>;
  outcome: string;
}

/** What a session does over and over: reads, logs, mistakes, and questions that a person answers with no. */
export async function mixture(server: Connection): Promise<readonly Step[]> {
  const finds = await discover(server);
  const { data } = await server.call('list_jobs', { status: 'Running' });
  const [job] = data.jobs as { job_id: string }[];
  if (job === undefined) throw new Error('the simulator has no running job');
  const { job_id } = job;
  const step = (tool: string, args: Record<string, unknown>, outcome = 'ok'): Step => ({ tool, args, outcome });
  return [
    step('get_job', { job_id }),
    step('list_jobs', {}),
    step('get_job', { job_id, detail: true }),
    step('get_pod_logs', { job_id }),
    step('get_job_events', { job_id }),
    step('list_images', { query: 'pytorch', page_size: 5 }),
    step('get_job', { job_id: 'dlc0000000000000' }, 'not_found'),
    step('get_job', { job: job_id }, 'invalid_input'),
    step('stop_job', { job_id }, 'declined'),
    step('create_job', jobArguments(finds), 'declined'),
  ];
}

/** Calls under way at a time: more would only wait for their turn. */
const AT_ONCE = 8;
/** Readings of the memory over one run. */
const READINGS = 50;

/**
 * Resident memory of the server while it is called.
 * @param warmUp calls before the first reading
 * @param count calls during the readings
 * @returns megabytes over time; none where the system does not tell
 * @throws Error for a call that does not end as it should
 */
export async function memoryOver(server: Connection, warmUp: number, count: number): Promise<number[]> {
  const steps = await mixture(server);
  const readings: number[] = [];
  const every = Math.max(1, Math.floor(count / READINGS));
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < warmUp + count) {
      const at = next++;
      const { tool, args, outcome } = steps[at % steps.length] as Step;
      const answer = await server.call(tool, args);
      const ended = answer.isError ? String(errorOf(answer).kind) : 'ok';
      if (ended !== outcome) throw new Error(`${tool} ended with ${ended} instead of ${outcome}`);
      const resident = at >= warmUp && (at - warmUp) % every === 0 ? residentMb(server.pid) : undefined;
      if (resident !== undefined) readings.push(resident);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return readings;
}

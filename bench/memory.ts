import { errorOf } from '../tests/e2e/harness.ts';
import { discover, jobArguments } from '../tests/e2e/world.ts';
import type { Connection } from './client.ts';
import { residentMb } from './resident.ts';

interface Step {
  tool: string;
  args: Record<string, unknown>;
  outcome: string;
}

/** What a session does over and over: reads, logs, mistakes, and questions that a person answers with no. */
async function mixture(server: Connection): Promise<readonly Step[]> {
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
/** Calls between two readings. */
const BLOCK = 2500;

/** Makes `count` calls; throws for one that does not end as it should. */
async function callAll(server: Connection, steps: readonly Step[], count: number): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const { tool, args, outcome } = steps[next++ % steps.length] as Step;
      const answer = await server.call(tool, args);
      const ended = answer.isError ? String(errorOf(answer).kind) : 'ok';
      if (ended !== outcome) throw new Error(`${tool} ended with ${ended} instead of ${outcome}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** Resident memory while a server is called, in megabytes; nothing where the system does not tell. */
export interface MemoryOver {
  /** One reading per block of calls, each after a full collection: what is not garbage. */
  kept: number[];
  /** The same without the collection: what a process takes under load. */
  underLoad: number[];
}

/**
 * @param server one started with `COLLECTING`
 * @param warmUp calls before the first reading
 * @param count calls during the readings
 */
export async function memoryOver(server: Connection, warmUp: number, count: number): Promise<MemoryOver> {
  const over: MemoryOver = { kept: [], underLoad: [] };
  if (residentMb(server.pid) === undefined) return over;
  const steps = await mixture(server);
  const block = Math.min(BLOCK, count);
  await callAll(server, steps, warmUp);
  for (let done = 0; done <= count; done += block) {
    if (done > 0) await callAll(server, steps, block);
    over.underLoad.push(residentMb(server.pid) ?? Number.NaN);
    await server.collect();
    over.kept.push(residentMb(server.pid) ?? Number.NaN);
  }
  return over;
}

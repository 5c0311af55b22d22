import type { ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { answer, type Step } from '../api/harness.ts';
import { connect, type Session } from './harness.ts';
import { JOB_ID, job, type Scripted, scripted } from './scripted.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

/** A cloud that holds every answer until the test lets the oldest one go. */
async function held(inFlight: string) {
  const waiting: { action: string; response: ServerResponse }[] = [];
  let most = 0;
  const hold =
    (action: string): Step =>
    (response) => {
      waiting.push({ action, response });
      most = Math.max(most, waiting.length);
    };
  const cloud = await scripted({ ListJobs: hold('ListJobs'), GetJob: hold('GetJob') });
  const session = await connect({ env: cloud.env({ PAI_DLC_MCP_MAX_IN_FLIGHT: inFlight }) });
  open.push(session, cloud);
  const release = () => {
    const oldest = waiting.shift();
    if (oldest === undefined) throw new Error('nothing is waiting');
    const body = oldest.action === 'GetJob' ? job() : { Jobs: [], TotalCount: 0 };
    answer(200, body)(oldest.response, {} as never);
  };
  return { cloud, session, release, most: () => most };
}

/** Every call sent before this has taken its place when it resolves: requests are handled in order. */
const queued = (session: Session) => session.call('get_job', { job_id: '..' });

async function releaseAll(cloud: Scripted, release: () => void, total: number, already: number): Promise<void> {
  for (let done = 0; done < total; done++) {
    await cloud.arrived(Math.min(total, Math.max(already, done + 1)));
    release();
  }
}

it('a tool with many calls does not starve another, and no more are in flight than may be', async () => {
  const { cloud, session, release, most } = await held('2');
  const lists = Array.from({ length: 6 }, () => session.call('list_jobs'));
  await cloud.arrived(2);
  const one = session.call('get_job', { job_id: JOB_ID });
  await queued(session);
  expect(cloud.seen()).toEqual(['ListJobs', 'ListJobs']);
  await releaseAll(cloud, release, 7, 2);
  expect((await one).isError).toBe(false);
  expect((await Promise.all(lists)).map(({ isError }) => isError)).toEqual(lists.map(() => false));
  expect(cloud.seen().indexOf('GetJob')).toBeLessThanOrEqual(3);
  expect(cloud.seen()).toHaveLength(7);
  expect(most()).toBe(2);
});

it('a call that is cancelled while it waits is never sent', async () => {
  const { cloud, session, release } = await held('1');
  const first = session.call('list_jobs');
  await cloud.arrived(1);
  const stop = new AbortController();
  const params = { name: 'get_job', arguments: { job_id: JOB_ID } };
  const second = expect(session.client.callTool(params, { signal: stop.signal })).rejects.toThrow();
  const third = session.call('list_jobs');
  await queued(session);
  stop.abort('changed my mind');
  await second;
  await queued(session);
  release();
  await cloud.arrived(2);
  release();
  for (const call of [first, third]) expect((await call).isError).toBe(false);
  expect(cloud.seen()).toEqual(['ListJobs', 'ListJobs']);
});

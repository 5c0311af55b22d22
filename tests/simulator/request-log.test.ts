import { describe, expect, it } from 'vitest';
import { createRequestLog, type RequestLogEntry } from '../../src/simulator/http/request-log.ts';
import { PUBLIC_JOB, useCloud } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const entry = (path: string): RequestLogEntry => ({
  at: '',
  requestId: '',
  action: '',
  method: 'GET',
  path,
  query: {},
  body: null,
  userAgent: '',
  status: 0,
  caller: '',
  committed: false,
});
const pathsOf = (log: { entries(): RequestLogEntry[] }): string[] => log.entries().map(({ path }) => path);

describe('the request log', () => {
  it('keeps so many entries', () => {
    const log = createRequestLog({ entries: 2, bytes: 1000 });
    for (const path of ['a', 'b', 'c']) log.add(entry(path), 10);
    expect(pathsOf(log)).toEqual(['b', 'c']);
  });

  it('keeps so many bytes, and the newest entry in any case', () => {
    const log = createRequestLog({ entries: 10, bytes: 100 });
    log.add(entry('a'), 60);
    log.add(entry('b'), 60);
    expect(pathsOf(log)).toEqual(['b']);
    log.add(entry('c'), 40);
    expect(pathsOf(log)).toEqual(['b', 'c']);
    log.add(entry('huge'), 5000);
    expect(pathsOf(log)).toEqual(['huge']);
    log.add(entry('d'), 90);
    expect(pathsOf(log)).toEqual(['d']);
    log.clear();
    log.add(entry('e'), 100);
    expect(pathsOf(log)).toEqual(['e']);
  });

  it('shows what changes meanwhile, but not what a reader changes', () => {
    const log = createRequestLog();
    const kept = entry('a');
    log.add(kept, 0);
    kept.status = 200;
    for (const shown of log.entries()) shown.status = 500;
    expect(log.entries()[0]?.status).toBe(200);
  });
});

describe('an entry', () => {
  const cloud = useCloud();
  const last = () => cloud.sim.requests().at(-1)!;

  it('has the id of the answer, and says whether something was written', async () => {
    const created = await cloud.send('CreateJob', 'POST', '/jobs', {
      body: PUBLIC_JOB,
    });
    expect(last()).toMatchObject({ requestId: created.RequestId, committed: true, jobId: created.JobId });
    expect(last()).not.toHaveProperty('fault');
    const read = await cloud.job(String(created.JobId));
    expect(last()).toMatchObject({ requestId: read.RequestId, committed: false });
    expect(last()).not.toHaveProperty('jobId');
    const { data } = await refusal(cloud.create({ Priority: 10 }));
    expect(last()).toMatchObject({ requestId: data.RequestId, status: 400, committed: false });
    expect(last()).not.toHaveProperty('jobId');
  });

  it('of a stop is a commit once', async () => {
    const id = await cloud.create();
    const stop = () => cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    await stop();
    expect(last()).toMatchObject({ action: 'StopJob', committed: true });
    await stop();
    expect(last()).toMatchObject({ action: 'StopJob', status: 200, committed: false });
  });
});

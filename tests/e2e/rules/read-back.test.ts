import { describe, expect, it } from 'vitest';
import { answer, reset, type Step } from '../../api/harness.ts';
import { ERAS, errorOf } from '../harness.ts';
import { JOB_ID, job, type Scripted, starter } from '../scripted.ts';

type Row = Record<string, unknown>;

const start = starter();
const QUEUING = { Status: 'Queuing' };
const ELASTIC = (PodCount: number) => ({
  JobSpecs: [{ Type: 'Worker', PodCount, AutoScalingSpec: { MinReplicas: 1, MaxReplicas: 4 } }],
});
const done = answer(200, { JobId: JOB_ID, RequestId: 'R' });
const jobs = (...all: Row[]): Step[] => all.map((changes) => answer(200, job(changes)));
/** What was read after the last write. */
const readsAfter = ({ seen }: Scripted, write: string): string[] => seen().slice(seen().lastIndexOf(write) + 1);
/** Long enough for one more read. */
const BRIEF = { env: { PAI_DLC_MCP_READ_BACK_MS: '30' } };

/** Changes, the job before them, and the job that shows them. */
const CHANGES: readonly (readonly [rule: string, asked: Row, before: Row, shown: Row, name: string])[] = [
  ['R16', { priority: 9 }, QUEUING, { ...QUEUING, Priority: 9 }, 'priority'],
  ['R17', { accessibility: 'PUBLIC' }, {}, { Accessibility: 'PUBLIC' }, 'accessibility'],
  ['R18', { task_specs: [{ type: 'Worker', pod_count: 4 }] }, ELASTIC(2), ELASTIC(4), 'pod_count of Worker'],
  ['a description:', { description: 'new' }, {}, { Description: 'new' }, 'description'],
];

it.each(CHANGES)('%s an update is read back until a cloud that lags shows it: %j', async (...row) => {
  const [rule, asked, before, shown, name] = row;
  // A person is asked about PUBLIC, and the job is read anew after the yes. Before pods are sent it is read once more.
  const asks = rule === 'R17';
  const first = asks || rule === 'R18' ? [before, before] : [before];
  const update = { job_id: JOB_ID, ...asked };
  const { cloud, session } = await start(
    { GetJob: jobs(...first, before, shown), UpdateJob: done },
    { ...BRIEF, asks },
  );
  const applied = await session.call('update_job', update);
  expect(applied.data.changes, applied.text).toEqual({ [name]: 'applied' });
  expect(readsAfter(cloud, 'UpdateJob')).toEqual(['GetJob', 'GetJob']);

  // The time to watch is over before it shows.
  cloud.set('GetJob', jobs(before));
  const pending = await session.call('update_job', update);
  expect(pending.data.changes, pending.text).toEqual({ [name]: 'pending' });
  expect(pending.text).toContain(`Next: get_job job_id=${JOB_ID}`);
  expect(readsAfter(cloud, 'UpdateJob')).toEqual(['GetJob', 'GetJob']);

  // The answer gets lost: reading settles it, or it stays unknown; it is never failed and never done.
  cloud.set('UpdateJob', reset);
  const open = await session.call('update_job', update);
  expect(errorOf(open)).toMatchObject({ kind: 'unknown_outcome' });
  // With or without the values before and after between them.
  expect(open.text).toMatch(new RegExp(`${name} .*pending`));
  cloud.set('GetJob', jobs(...first, before, shown));
  expect((await session.call('update_job', update)).data.changes).toEqual({ [name]: 'applied' });
  expect(cloud.seen().filter((action) => action === 'UpdateJob')).toHaveLength(4);
});

describe('R16 R18 an update that cannot take effect any more', () => {
  it.each<[string, Row, Row, Row, string]>([
    ['a priority once the job runs', { priority: 9 }, QUEUING, {}, 'priority'],
    [
      'a pod count once the job is over',
      { task_specs: [{ type: 'Worker', pod_count: 4 }] },
      ELASTIC(2),
      { ...ELASTIC(2), Status: 'Succeeded' },
      'pod_count of Worker',
    ],
  ])('is reported as ignored at once: %s', async (_what, asked, before, now, name) => {
    const script = { GetJob: jobs(before, now), UpdateJob: done };
    const { cloud, session } = await start(script, { asks: false, env: { PAI_DLC_MCP_READ_BACK_MS: '600000' } });
    const { data, text } = await session.call('update_job', { job_id: JOB_ID, ...asked });
    expect(data.changes, text).toEqual({ [name]: 'ignored' });
    expect(text).toContain('did not change the job');
    expect(readsAfter(cloud, 'UpdateJob')).toEqual(['GetJob']);
  });
});

describe.each(ERAS)('R15 a stop is read back, on the %s era', (era) => {
  it('until it shows, or the time to watch is over', async () => {
    const { cloud, session } = await start({ StopJob: done }, { era, ...BRIEF });
    const endings: [Row[], string][] = [
      [[{}, {}, {}, { Status: 'Stopping' }], 'stopping'],
      [[{}, {}, { Status: 'Stopped' }], 'stopped'],
      [[{}, {}, { Status: 'Failed' }], 'ended'],
      [[{}], 'pending'],
    ];
    for (const [states, outcome] of endings) {
      cloud.set('GetJob', jobs(...states));
      const { data, text } = await session.call('stop_job', { job_id: JOB_ID });
      expect(data.outcome, text).toBe(outcome);
      expect(text.includes('not known to be stopped')).toBe(outcome === 'pending');
      expect(readsAfter(cloud, 'StopJob')).toHaveLength(['stopped', 'ended'].includes(outcome) ? 1 : 2);
    }
    expect(cloud.seen().filter((action) => action === 'StopJob')).toHaveLength(endings.length);

    cloud.set('StopJob', reset);
    cloud.set('GetJob', jobs({}, {}, {}, { Status: 'Stopping' }));
    expect((await session.call('stop_job', { job_id: JOB_ID })).data.outcome).toBe('stopping');
    cloud.set('GetJob', jobs({}));
    const open = await session.call('stop_job', { job_id: JOB_ID });
    expect(errorOf(open)).toMatchObject({ kind: 'unknown_outcome' });
    expect(open.text).toContain(`Read back, ${JOB_ID} is Running.`);
  });

  it('ends with the call when the client cancels it', async () => {
    const script = { GetJob: jobs({}), UpdateJob: done };
    const { cloud, session } = await start(script, { era, env: { PAI_DLC_MCP_READ_BACK_MS: '600000' } });
    const stop = new AbortController();
    const params = { name: 'update_job', arguments: { job_id: JOB_ID, description: 'new' } };
    const call = expect(session.client.callTool(params, { signal: stop.signal })).rejects.toThrow();
    await cloud.arrived(3);
    stop.abort('changed my mind');
    await call;
    await expect.poll(session.stderr).toContain('"outcome":"cancelled"');
    expect(cloud.seen().filter((action) => action === 'UpdateJob')).toHaveLength(1);
  });
});

describe('what cannot be read back', () => {
  it('is said to be accepted and not to be known', async () => {
    const denied = answer(403, { Code: 'Forbidden.RAM', Message: 'no', RequestId: 'R' });
    const { cloud, session } = await start(
      { GetJob: [...jobs({}), denied], UpdateJob: done },
      { ...BRIEF, asks: false },
    );
    const { data, text } = await session.call('update_job', { job_id: JOB_ID, description: 'new' });
    expect(data).toMatchObject({ status: 'unknown', changes: { description: 'pending' } });
    expect(text).toContain('reading it back failed');
    expect(readsAfter(cloud, 'UpdateJob')).toEqual(['GetJob']);
  });
});

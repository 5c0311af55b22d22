import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { answer, reset } from '../api/harness.ts';
import { auditFiles, type Line, linesOf, outcomesOf } from './audit-lines.ts';
import { connect } from './harness.ts';
import { connectInProcess } from './in-process.ts';
import { bench, ok, writes } from './rules/bench.ts';
import { JOB_ID, job, starter } from './scripted.ts';
import { errorOf, no, unpack, yes } from './session.ts';
import { jobArguments } from './world.ts';

const newFile = auditFiles();
const start = starter(connectInProcess);
const stopped = answer(200, { JobId: JOB_ID, RequestId: 'R-STOP' });

describe('the audit log is rotated', () => {
  it('at its size, and five files are kept', async () => {
    const file = newFile();
    mkdirSync(join(file, '..'));
    const filler = (tag: string, bytes: number) => `${JSON.stringify({ tag, pad: 'x'.repeat(bytes - 25) })}\n`;
    for (const n of [1, 2, 3, 4]) writeFileSync(`${file}.${n}`, filler(`old ${n}`, 100));
    writeFileSync(file, filler('full', 1024 * 1024 - 10), { mode: 0o600 });
    const script = { GetJob: answer(200, job()), StopJob: stopped };
    const { session } = await start(script, { args: ['--audit-log', file, '--audit-log-mb', '1'] });
    for (let n = 0; n < 2; n++) await session.call('stop_job', { job_id: JOB_ID });
    expect(readdirSync(join(file, '..')).sort()).toEqual(
      ['', '.1', '.2', '.3', '.4'].map((end) => `audit.jsonl${end}`),
    );
    expect(linesOf(`${file}.1`)).toMatchObject([{ tag: 'full' }, { tool: 'stop_job', phase: 'intent' }]);
    expect(linesOf(`${file}.4`)).toMatchObject([{ tag: 'old 3' }]);
    expect(linesOf(file).map(({ phase }) => phase)).toEqual(['outcome', 'intent', 'outcome']);
  });
});

const VICTIM = 'dear diary\n';

describe('where the audit log cannot be written any more', () => {
  /** What becomes of the file or its folder while the server runs; `victim` is a file of this user's. */
  const changes: [string, (file: string, victim: string) => void][] = [
    ['it is a directory', (file) => mkdirSync(file)],
    [
      'its directory is a file',
      (file) => {
        rmSync(join(file, '..'), { recursive: true });
        writeFileSync(join(file, '..'), '');
      },
    ],
    ['it is a link', (file, victim) => symlinkSync(victim, file)],
    ['it has a second name', (file, victim) => linkSync(victim, file)],
    ['others may read it', (file) => writeFileSync(file, '', { mode: 0o644 })],
    ['others may write to its directory', (file) => chmodSync(join(file, '..'), 0o777)],
    ['others may write to a directory above it', (file) => chmodSync(join(file, '..', '..'), 0o777)],
  ];

  describe.each(changes)('because %s', (_why, change) => {
    const file = join(newFile(), 'folder', 'audit.jsonl');
    const victim = join(file, '..', '..', 'victim');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(victim, VICTIM, { mode: 0o600 });
    const at = bench({ era: 'modern', person: yes, args: ['--audit-log', file] });
    beforeAll(() => change(file, victim));

    it('nothing that writes is sent, nobody is asked, and reading goes on', async () => {
      const job_id = String(((await ok(at, 'list_jobs', { status: 'Running' })).data.jobs as Line[])[0]?.job_id);
      at.cloud.clearRequests();
      const calls: [string, Line][] = [
        ['create_job', jobArguments(at.finds)],
        ['update_job', { job_id, accessibility: 'PUBLIC' }],
        ['stop_job', { job_id }],
        ['get_web_terminal', { job_id }],
        ['get_token', { job_id, expire_seconds: 60 }],
      ];
      for (const [tool, args] of calls) {
        const refused = await at.session.call(tool, args);
        expect(errorOf(refused), refused.text).toMatchObject({ kind: 'unavailable' });
        expect(refused.text).toContain('--audit-log');
      }
      expect(at.cloud.requests()).toEqual([]);
      expect(at.session.asked).toEqual([]);
      expect(at.session.stderr()).toContain('the audit log cannot be written');
      await ok(at, 'get_job', { job_id });
      await ok(at, 'list_images', {});
      expect(writes(at.cloud)).toEqual([]);
      expect(readFileSync(victim, 'utf8')).toBe(VICTIM);
    });
  });

  it('for lack of space, found before anything is sent', async () => {
    const file = newFile();
    // As a full disk: no file may grow beyond a few KB.
    const under = ['sh', '-c', 'ulimit -f 16; exec "$@"', 'sh'] as const;
    const { cloud, session } = await starter(connect)(
      { GetJob: answer(200, job()), StopJob: stopped },
      { under, args: ['--audit-log', file] },
    );
    const refused = await session.call('stop_job', { job_id: JOB_ID });
    expect(errorOf(refused), refused.text).toMatchObject({ kind: 'unavailable' });
    expect(refused.text).toContain('EFBIG');
    expect(cloud.seen()).toEqual([]);
    expect(readdirSync(join(file, '..'))).toEqual(['audit.jsonl']);
    expect((await session.call('get_job', { job_id: JOB_ID })).isError).toBe(false);
  });

  it('after the write has happened: the line is kept, the result says so, and nothing is written until it is in', async () => {
    const file = newFile();
    const { cloud, session } = await start({ GetJob: answer(200, job()) }, { args: ['--audit-log', file] });
    cloud.set('StopJob', (response, request) => {
      rmSync(file);
      mkdirSync(file);
      cloud.set('GetJob', answer(200, job({ Status: 'Stopping' })));
      stopped(response, request);
    });
    const done = await session.client.callTool({ name: 'stop_job', arguments: { job_id: JOB_ID } });
    expect(done.isError ?? false).toBe(false);
    expect(JSON.stringify(done.content)).toContain('could not be written yet');
    expect(done.structuredContent).toMatchObject({ outcome: 'stopping', notice: expect.stringContaining('Audit') });
    expect(session.stderr()).toContain('"kept":["{');

    const sent = cloud.seen().length;
    const refused = await session.call('update_job', { job_id: JOB_ID, accessibility: 'PUBLIC' });
    expect(errorOf(refused).kind).toBe('unavailable');
    expect(cloud.seen()).toHaveLength(sent);
    expect((await session.call('get_job', { job_id: JOB_ID })).isError).toBe(false);

    rmSync(file, { recursive: true });
    cloud.set('UpdateJob', answer(200, { JobId: JOB_ID, RequestId: 'R-UPDATE' }));
    cloud.set('GetJob', answer(200, job({ Accessibility: 'PUBLIC' })));
    const later = await session.call('update_job', { job_id: JOB_ID, accessibility: 'PUBLIC' });
    expect(later.isError, later.text).toBe(false);
    expect(later.data).not.toHaveProperty('notice');
    expect(outcomesOf(file)).toMatchObject([
      { tool: 'stop_job', outcome: 'ok', changed: 'yes', request_id: 'R-STOP' },
      { tool: 'update_job', outcome: 'ok', changed: 'yes', request_id: 'R-UPDATE' },
    ]);
  });

  it('since the call was checked, nothing is sent either', async () => {
    const file = newFile();
    const { cloud, session } = await start({}, { args: ['--audit-log', file] });
    cloud.set('GetJob', (response, request) => {
      rmSync(file, { force: true });
      mkdirSync(file, { recursive: true });
      answer(200, job())(response, request);
    });
    const refused = await session.call('update_job', { job_id: JOB_ID, accessibility: 'PUBLIC' });
    expect(errorOf(refused).kind).toBe('unavailable');
    expect(cloud.seen()).toEqual(['GetJob']);
  });

  it('after a write whose answer got lost, the same', async () => {
    const file = newFile();
    const { cloud, session } = await start({ GetJob: answer(200, job()) }, { args: ['--audit-log', file] });
    cloud.set('StopJob', (response, request) => {
      rmSync(file);
      mkdirSync(file);
      reset(response, request);
    });
    const lost = await session.client.callTool({ name: 'stop_job', arguments: { job_id: JOB_ID } });
    expect(JSON.stringify(lost.content)).toContain('could not be written yet');
    expect(errorOf(unpack(lost)).kind).toBe('unknown_outcome');
    expect(lost).not.toHaveProperty('structuredContent');
    rmSync(file, { recursive: true });
    await session.close();
    expect(outcomesOf(file)).toMatchObject([{ outcome: 'unknown_outcome', changed: 'unknown' }]);
  });

  it('a person who said no is not told of it, and nothing is kept', async () => {
    const file = newFile();
    const { session } = await start(
      { GetJob: answer(200, job()) },
      {
        args: ['--audit-log', file],
        person: () => {
          rmSync(file, { force: true });
          mkdirSync(file, { recursive: true });
          return no('');
        },
      },
    );
    const answered = await session.call('stop_job', { job_id: JOB_ID });
    expect(errorOf(answered).kind).toBe('declined');
    rmSync(file, { recursive: true });
    await session.close();
    expect(() => readFileSync(file)).toThrow(/ENOENT/);
  });
});

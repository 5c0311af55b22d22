import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hidesJobs, losesRequest, passes } from '../broken-line.ts';
import { connectInProcess } from '../in-process.ts';
import { ERAS, errorOf, yes } from '../session.ts';
import { discover, jobArguments } from '../world.ts';
import { expectRefused } from './bench.ts';
import { onceBench, succeeded } from './once-bench.ts';

const at = onceBench();

describe.each(ERAS)('R29 an active twin, on the %s era', (era) => {
  it('is refused by id, and another name is allowed', async () => {
    const session = await at.serve({ era });
    const jobId = succeeded(await at.create(session));
    rmSync(at.stateFile);
    at.cloud.clearRequests();
    const answer = await at.create(session);
    expectRefused(at, answer, 'R29');
    for (const part of [jobId, 'Creating', 'ago', 'another display_name']) expect(answer.text).toContain(part);
    succeeded(await at.create(session, { display_name: 'once-more' }));
  });

  it('is told to the person where its spec is another', async () => {
    const session = await at.serve({ era, person: yes });
    const jobId = succeeded(await at.create(session));
    succeeded(await at.create(session, { command: 'python other.py' }));
    expect(session.asked[1]).toContain(`another spec already: ${jobId}`);
    expect(at.jobs()).toHaveLength(2);
  });
});

describe('R29 what is no twin', () => {
  it('is a job that is over, or whose name merely contains this one', async () => {
    const session = await at.serve();
    succeeded(await at.create(session, { display_name: 'not-once' }));
    succeeded(await at.create(session, { envs: { PAI_SIM_RUN_SECONDS: '60' } }));
    at.cloud.clock.advance(36_000);
    succeeded(await at.create(session));
    expect(at.jobs()).toHaveLength(3);
  });
});

describe('R29 a job that no list shows yet', () => {
  it('is not made twice: the ledger knows it', async () => {
    const session = await at.serve();
    const jobId = succeeded(await at.create(session));
    at.line.set('ListJobs', hidesJobs);
    expect((await at.create(session)).text).toContain(jobId);
    at.line.set('GetJob', ({ reply }) =>
      reply({ status: 404, body: '{"Code":"NotFound","Message":"no such job","RequestId":"R"}' }),
    );
    const answer = await at.create(session);
    expect(errorOf(answer)).toMatchObject({ kind: 'refused', rule: 'R29' });
    expect(answer.text).toContain(jobId);
    expect(at.line.count('CreateJob')).toBe(1);
  });
});

describe('R29 creates at the same time', () => {
  it('in one process make one job', async () => {
    const session = await at.serve();
    const answers = await Promise.all(Array.from({ length: 4 }, () => at.create(session)));
    expect(answers.filter(({ isError }) => !isError)).toHaveLength(1);
    for (const answer of answers.filter(({ isError }) => isError))
      expect(errorOf(answer), answer.text).toMatchObject({ kind: 'refused', rule: 'R29' });
    expect(at.line.count('CreateJob')).toBe(1);
  });

  it('in two processes make one job, also where no list shows it', async () => {
    at.line.set('ListJobs', hidesJobs);
    const both = await Promise.all([at.serve({ started: 'alone' }), at.serve({ started: 'alone' })]);
    const answers = await Promise.all([...both, ...both].map((session) => at.create(session)));
    expect(answers.filter(({ isError }) => !isError).length).toBe(1);
    for (const answer of answers.filter(({ isError }) => isError))
      expect(['refused', 'unknown_outcome'], answer.text).toContain(errorOf(answer).kind);
    expect(at.line.count('CreateJob')).toBe(1);
    expect(at.jobs()).toHaveLength(1);
  });
});

describe('R29 fails closed', () => {
  it('sends nothing where the search for a twin fails', async () => {
    at.line.set('ListJobs', losesRequest);
    const session = await at.serve();
    expect(errorOf(await at.create(session)).kind).toBe('unavailable');
    expect(at.line.count('CreateJob')).toBe(0);
    at.line.set('ListJobs', passes);
    succeeded(await at.create(session));
  });

  it.each<[string, () => void]>([
    ['others may read', () => chmodSync(at.stateFile, 0o644)],
    ['does not hold what was written', () => writeFileSync(at.stateFile, 'spoilt')],
  ])('creates nothing with a state file that %s; reads go on', async (_, spoil) => {
    mkdirSync(join(at.stateFile, '..'), { mode: 0o700 });
    writeFileSync(at.stateFile, '{"version":1,"creates":[]}', { mode: 0o600 });
    const session = await at.serve();
    spoil();
    const answer = await at.create(session);
    expectRefused(at, answer, 'R29');
    expect(answer.text).toContain('--state-file');
    expect((await session.call('list_jobs', { workspace_id: at.finds.workspace_id })).isError).toBe(false);
    expect(at.line.count('CreateJob')).toBe(0);
  });

  it('reports a job as created whose entry cannot be closed', async () => {
    at.line.set('CreateJob', async ({ forward, reply }) => {
      const answer = await forward();
      chmodSync(at.stateFile, 0o644);
      reply(answer);
    });
    const session = await at.serve();
    const answer = await at.create(session);
    succeeded(answer);
    expect(answer.text).toMatch(/The state file .* cannot be used: .* stays marked as open/);
    chmodSync(at.stateFile, 0o600);
    expect((await at.create(session)).text).toContain('created by an earlier call');
    expect(at.line.count('CreateJob')).toBe(1);
  });

  it('needs no file with the embedded simulator', async () => {
    const session = await connectInProcess({
      args: ['--simulate', '--answers', 'structured'],
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' },
    });
    const found = await discover(session);
    const args = jobArguments(found);
    succeeded(await session.call('create_job', args));
    expect(errorOf(await session.call('create_job', args))).toMatchObject({ kind: 'refused', rule: 'R29' });
    await session.close();
    await session.close();
  });
});

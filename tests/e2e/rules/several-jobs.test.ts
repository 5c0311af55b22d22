import { describe, expect, it } from 'vitest';
import { auditFiles, outcomesOf } from '../audit-lines.ts';
import { ERAS, errorOf, no, type Person, yes } from '../session.ts';
import { type Bench, bench, expectRefused, ok, putJob, starved, writes } from './bench.ts';

type Row = Record<string, unknown>;

const SHORT = { envs: { PAI_SIM_RUN_SECONDS: '60' } };

/** New jobs after so many seconds, with an empty request log behind them. */
function jobsAt(at: Bench, seconds: number, ...changes: Row[]): string[] {
  const ids = changes.map((each) => putJob(at, each));
  at.cloud.clock.advance(seconds);
  at.cloud.clearRequests();
  at.session.asked.length = 0;
  return ids;
}

const outcomes = (data: Row): Row =>
  Object.fromEntries((data.jobs as Row[]).map(({ job_id, outcome }) => [job_id, outcome]));

/** What was written, by job. */
const written = (at: Bench): string[] => writes(at.cloud).map(({ action, path }) => `${action} ${path.split('/')[4]}`);

/** Says yes, after something happened while the person was thinking. */
const thinking = (begins: string, what: () => void): Person => {
  return (message) => {
    if (message.startsWith(begins)) what();
    return { action: 'accept', content: { confirm: true } };
  };
};

describe('a read of several jobs', () => {
  const at = bench();
  it.each([
    ['estimate_cost', {}],
    ['plot_job', {}],
  ])('answers for those that there are, and names the others: %s', async (tool, more) => {
    const [job = ''] = jobsAt(at, 300, SHORT);
    const { text } = await ok(at, tool, { job_ids: ['dlc0000000000000', job, 'dlc1111111111111'], ...more });
    expect(text).toContain(job);
    expect(text).toContain('Note: there is no job dlc0000000000000, dlc1111111111111.');
    const none = await at.session.call(tool, { job_ids: ['dlc0000000000000', 'dlc1111111111111'] });
    expect(errorOf(none).kind).toBe('not_found');
    expect(none.text).toContain('There is no job dlc0000000000000, dlc1111111111111.');
  });

  it('names the job of a pod whose id is passed in its place', async () => {
    const [job = ''] = jobsAt(at, 300, SHORT);
    const { text } = await at.session.call('get_job', { job_id: `${job}-worker-0` });
    expect(text).toContain(`Fix: ${job}-worker-0 has the form of a pod's id: pass ${job}, the id of its job.`);
    expect((await at.session.call('get_job', { job_id: 'dlc0000000000000' })).text).toContain('Fix: Check the id');
  });

  it('names what of a list of ids there is not', async () => {
    const { data } = await ok(at, 'list_quotas', {});
    const [{ quota_id } = { quota_id: '' }] = data.quotas as { quota_id: string }[];
    const { text } = await ok(at, 'list_quotas', { quota_ids: [quota_id, 'quotanothere'] });
    expect(text).toContain('not_found=quotanothere');
    expect((await ok(at, 'list_quotas', { quota_ids: [quota_id] })).text).not.toContain('not_found');
  });
});

describe.each(ERAS)('R45 delete_job on the %s era', (era) => {
  const at = bench({ era, person: yes });

  it('deletes jobs that are over after one question that names them, and reads them back as gone', async () => {
    const ids = jobsAt(at, 300, { ...SHORT, display_name: 'old-one' }, SHORT);
    const [first = '', second = ''] = ids;
    const { data, text } = await ok(at, 'delete_job', { job_ids: [first, second, first] });
    expect(at.session.asked).toHaveLength(1);
    expect(at.session.asked[0]?.split('\n')[0]).toMatch(/^Delete 2 jobs for good\? Lost: .* cannot be undone\.$/);
    expect(at.session.asked[0]).toContain(`${first} "old-one": Succeeded 20`);
    expect(at.session.asked[0]).toContain(second);
    expect(written(at)).toEqual([`DeleteJob ${first}`, `DeleteJob ${second}`]);
    expect(outcomes(data)).toEqual({ [first]: 'deleted', [second]: 'deleted' });
    expect(text).toContain('2 of 2 jobs deleted and read back as gone.');
    for (const job_id of ids) expect(errorOf(await at.session.call('get_job', { job_id })).kind).toBe('not_found');
    const listed = await ok(at, 'list_jobs', { workspace_id: at.finds.workspace_id });
    expect(listed.text).not.toContain(first);
  });

  it.each([
    ['Creating', 1],
    ['Running', 120],
  ])('refuses a call with a job that is %s, asks nobody and deletes none', async (status, seconds) => {
    const [over = ''] = jobsAt(at, 300, SHORT);
    const [live = ''] = jobsAt(at, seconds, {});
    const answer = await at.session.call('delete_job', { job_ids: [over, live] });
    expectRefused(at, answer, 'R45');
    expect(answer.text).toContain(`${live} is ${status}`);
    expect(at.session.asked).toEqual([]);
    await ok(at, 'delete_job', { job_ids: [over] });
  });

  it('asks nobody with a job that there is not, and says not_found where there is none', async () => {
    const [over = ''] = jobsAt(at, 300, SHORT);
    const some = await at.session.call('delete_job', { job_ids: ['dlc0000000000000', over, 'dlc1111111111111'] });
    expectRefused(at, some, undefined, { kind: 'not_found' });
    expect(some.text).toContain('There is no job dlc0000000000000, dlc1111111111111. Nothing was done.');
    expect(at.session.asked).toEqual([]);
    await ok(at, 'delete_job', { job_ids: [over] });
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('delete_job', { job_ids: [over] }), undefined, { kind: 'not_found' });
  });

  it('says of a job that stays that it is not gone, and of a lost answer that nothing is known', async () => {
    const [kept = '', lost = '', done = ''] = jobsAt(at, 300, SHORT, SHORT, SHORT);
    const rule = (jobId: string, effect: Row) => ({ action: 'DeleteJob', match: { jobId }, ...effect });
    at.cloud.faults.add(
      rule(kept, { stage: 'at_commit', effect: { kind: 'ignored' } }) as never,
      rule(lost, { stage: 'before_commit', effect: { kind: 'reset' } }) as never,
    );
    const { data, text } = await ok(at, 'delete_job', { job_ids: [kept, lost, done] });
    expect(outcomes(data)).toEqual({ [kept]: 'pending', [lost]: 'unknown', [done]: 'deleted' });
    expect(text).toContain('1 of 3 jobs deleted');
    expect(text).toContain('UNKNOWN whether deleted');
    expect(text).toContain('Next: get_job');
    at.cloud.faults.clear();
  });

  it('reports an unknown outcome of one alone, and what reading back settles', async () => {
    const [lost = '', cut = ''] = jobsAt(at, 300, SHORT, SHORT);
    at.cloud.faults.add(
      { action: 'DeleteJob', stage: 'before_commit', effect: { kind: 'reset' } },
      { action: 'DeleteJob', stage: 'after_commit', effect: { kind: 'cut' }, after: 0 },
    );
    expect(errorOf(await at.session.call('delete_job', { job_ids: [lost] })).kind).toBe('unknown_outcome');
    expect(outcomes((await ok(at, 'delete_job', { job_ids: [cut] })).data)).toEqual({ [cut]: 'deleted' });
    at.cloud.faults.clear();
  });

  it('tries no more after a failure that is about all of them', async () => {
    const ids = jobsAt(at, 300, SHORT, SHORT, SHORT);
    const [first = '', second = '', third = ''] = ids;
    at.cloud.faults.add({
      action: 'DeleteJob',
      stage: 'before_commit',
      effect: { kind: 'error', code: 'Forbidden.RAM' },
      after: 1,
    });
    const { data, text } = await ok(at, 'delete_job', { job_ids: ids });
    expect(outcomes(data)).toEqual({ [first]: 'deleted', [second]: 'failed', [third]: 'not_tried' });
    expect(text).toContain('[permission_denied]');
    expect(written(at)).toHaveLength(2);
    at.cloud.faults.clear();
  });
});

describe.each(ERAS)('R45 delete_job without a yes on the %s era', (era) => {
  const declines = bench({ era, person: no, args: ['--confirm-create', 'never'] });
  const silent = bench({ era, args: ['--confirm-create', 'never'] });

  it('deletes nothing after a no, and nothing where nobody can be asked', async () => {
    for (const [at, kind] of [
      [declines, 'declined'],
      [silent, 'confirmation_unavailable'],
    ] as const) {
      const [over = ''] = jobsAt(at, 300, SHORT);
      expectRefused(at, await at.session.call('delete_job', { job_ids: [over] }), undefined, { kind });
      await ok(at, 'get_job', { job_id: over });
    }
  });
});

describe('R45 the facts of a question', () => {
  const changing: Bench = bench({
    person: thinking('Delete 1 job', () => at.cloud.swapJob(swap.id, { keepId: true })),
  });
  const at = changing;
  const swap = { id: '' };

  it('are looked at again after the yes', async () => {
    const [over = ''] = jobsAt(at, 300, SHORT);
    swap.id = over;
    const answer = await at.session.call('delete_job', { job_ids: [over] });
    expect(answer.isError, answer.text).toBe(true);
    expect(answer.text).toMatch(/has changed|only a job that is over/);
    expect(writes(at.cloud)).toEqual([]);
  });
});

describe.each(ERAS)('R15 stop_jobs on the %s era', (era) => {
  const at = bench({ era, person: yes });

  it('stops each after one question that lists them, what is lost most first', async () => {
    const [running = ''] = jobsAt(at, 290, { display_name: 'long-one' });
    const [queuing = '', over = ''] = jobsAt(at, 200, starved(at), SHORT);
    const { data, text } = await ok(at, 'stop_jobs', { job_ids: [queuing, running, over] });
    expect(at.session.asked).toHaveLength(1);
    const question = at.session.asked[0] ?? '';
    expect(question.split('\n')[0]).toMatch(/^Stop 2 jobs\? Of 1 job that is Running: Lost: all progress since/);
    expect(question).toContain('Of 1 job that is Queuing: Lost: its place in the queue.');
    expect(question).toMatch(new RegExp(`${running} "long-one": Running, .*\\n${queuing} .*: Queuing, not run`));
    expect(question).not.toContain(over);
    expect(written(at)).toEqual([`StopJob ${queuing}`, `StopJob ${running}`]);
    expect(outcomes(data)).toEqual({ [queuing]: 'stopping', [running]: 'stopping', [over]: 'over' });
    expect(text).toContain('2 of 3 jobs stopped or stopping.');
    expect(text).toContain(`Next: wait_for_job job_ids=["${queuing}","${running}"]`);
  });

  it('refuses all where one may not be stopped, and says why of each', async () => {
    const [running = ''] = jobsAt(at, 300, {});
    const [creating = '', other = ''] = jobsAt(at, 1, {}, {});
    const answer = await at.session.call('stop_jobs', { job_ids: [running, creating, other] });
    expectRefused(at, answer, 'R15');
    expect(answer.text).toContain(`${creating} is Creating`);
    expect(answer.text).toContain(`${other} is Creating`);
    expect(at.session.asked).toEqual([]);
    expectRefused(at, await at.session.call('stop_jobs', { job_ids: [running, 'dlc0000000000000'] }), undefined, {
      kind: 'not_found',
    });
    expect(at.session.asked).toEqual([]);
  });

  it('says of each what became of it', async () => {
    const [lost = '', ended = '', kept = ''] = jobsAt(at, 300, {}, {}, {});
    at.cloud.faults.add(
      { action: 'StopJob', match: { jobId: lost }, stage: 'before_commit', effect: { kind: 'reset' } },
      { action: 'StopJob', match: { jobId: kept }, stage: 'at_commit', effect: { kind: 'ignored' } },
      {
        action: 'StopJob',
        match: { jobId: ended },
        stage: 'before_commit',
        effect: { kind: 'error', code: 'BadRequest', message: 'no' },
      },
    );
    const [good = ''] = jobsAt(at, 200, {});
    const { data, text } = await ok(at, 'stop_jobs', { job_ids: [lost, ended, kept, good] });
    expect(outcomes(data)).toEqual({ [lost]: 'unknown', [ended]: 'failed', [kept]: 'pending', [good]: 'stopping' });
    expect(text).toContain('UNKNOWN whether stopped');
    at.cloud.faults.clear();
  });
});

describe('R15 stop_jobs', () => {
  const file = auditFiles()();
  const at = bench({ person: yes, args: ['--audit-log', file] });
  const declines = bench({ person: no, args: ['--confirm-create', 'never'] });

  it('stops none after a no', async () => {
    const [running = ''] = jobsAt(declines, 300, {});
    expectRefused(declines, await declines.session.call('stop_jobs', { job_ids: [running] }), undefined, {
      kind: 'declined',
    });
  });

  it('leaves a line with all ids and what became of each', async () => {
    const [one = '', two = ''] = jobsAt(at, 300, {}, {});
    await ok(at, 'stop_jobs', { job_ids: [one, two] });
    expect(outcomesOf(file).at(-1)).toMatchObject({
      tool: 'stop_jobs',
      target: [one, two],
      outcome: 'ok',
      changed: 'yes',
      outcomes: { [one]: 'stopping', [two]: 'stopping' },
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { WaitAsk } from '../../../src/cli/wait/ask.ts';
import type { Cut } from '../../../src/cli/wait/follow.ts';
import { environmentOf } from '../../../src/cli/wait/on-end.ts';
import { waitVerdict } from '../../../src/cli/wait/verdict.ts';
import type { FaultDetails } from '../../../src/domain/fault.ts';
import { exitOf } from '../../../src/domain/wait-endings.ts';
import { Job } from '../../../src/jobs/job.ts';
import { type Goal, Watch } from '../../../src/tools/workflows/wait-for-job/watch.ts';
import { contextOf } from '../../tools/read-fixtures.ts';

type Wire = Record<string, unknown> & { Status: string };

const askOf = (jobIds: readonly string[], goal: Partial<Goal>): WaitAsk => ({
  jobIds,
  until: 'all',
  statuses: undefined,
  matches: undefined,
  logSince: undefined,
  seconds: 600,
  ...goal,
});

/** What a wait says of jobs that one look has found, each by its answer; `undefined` for one that is not there. */
async function verdict(jobs: Readonly<Record<string, Wire | undefined>>, goal: Partial<Goal> = {}, cut?: Cut) {
  const ask = askOf(Object.keys(jobs), goal);
  const call = async (action: string, input: { JobId?: string }) => {
    const found = Object.entries(jobs).flatMap(([JobId, job]) => (job ? [{ JobId, ...job }] : []));
    if (action === 'ListJobs') return { Jobs: found };
    if (action === 'GetPodLogs') return { Logs: ['step 9', 'ok "done"; $(reboot)'] };
    const one = found.find(({ JobId }) => JobId === input.JobId);
    if (one === undefined)
      throw new (await import('../../../src/domain/fault.ts')).Fault({
        kind: 'not_found',
        message: 'no.',
        fix: 'none',
      });
    return one;
  };
  const watch = new Watch(contextOf(call as never), ask);
  if (cut === undefined || cut.kind === 'timeout') await watch.look();
  const found = waitVerdict(watch, ask, cut, { region: 'cn-hangzhou', seconds: 600 });
  return { ...found, code: exitOf(found.outcome), env: environmentOf(found, ask) };
}

const over = (Status: string, more: object = {}): Wire => ({ Status, DisplayName: 'bert', Duration: 7380, ...more });

describe('the outcome of a wait for one job', () => {
  it.each([
    ['Succeeded', 0, 'Job dlc1 ("bert") succeeded after 2 h 3 min.'],
    ['SucceededReserving', 0, 'Job dlc1 ("bert") succeeded after 2 h 3 min; it still holds its resources.'],
    ['Failed', 1, 'Job dlc1 ("bert") failed after 2 h 3 min ("JobFailed").'],
    ['FailedReserving', 1, 'Job dlc1 ("bert") failed after 2 h 3 min ("JobFailed"); it still holds its resources.'],
    ['Stopped', 3, 'Job dlc1 ("bert") was stopped after 2 h 3 min ("StoppedByUser").'],
  ])('%s: %i', async (status, code, sentence) => {
    const ReasonCode = { F: 'JobFailed', S: status === 'Stopped' ? 'StoppedByUser' : undefined }[
      status[0] as 'F' | 'S'
    ];
    expect(await verdict({ dlc1: over(status, { ReasonCode }) })).toMatchObject({ code, sentence });
  });

  it('is told from what was waited for', async () => {
    const reached = await verdict({ dlc1: over('Running') }, { statuses: ['Running'] });
    expect(reached).toMatchObject({ outcome: 'reached', code: 0, sentence: 'Job dlc1 ("bert") is Running.' });
    const missed = await verdict({ dlc1: over('Succeeded') }, { statuses: ['Bidding', 'Stopping'] });
    expect(missed).toMatchObject({
      code: 4,
      sentence: 'Job dlc1 ("bert") succeeded after 2 h 3 min, without having been Bidding or Stopping.',
    });
    const failed = await verdict({ dlc1: over('Failed') }, { statuses: ['Running'] });
    expect(failed).toMatchObject({ code: 1, sentence: expect.stringContaining('failed after 2 h 3 min, without') });
    expect((await verdict({ dlc1: over('Failed') }, { statuses: ['Failed'] })).code).toBe(0);
  });

  it('says when a job was in a status that it left before the wait began', async () => {
    const StatusHistory = [{ Status: 'Running', StartTime: '2026-11-24T09:01:00Z' }, { Status: 'Succeeded' }];
    const { sentence } = await verdict({ dlc1: over('Succeeded', { StatusHistory }) }, { statuses: ['Running'] });
    expect(sentence).toBe(
      'Job dlc1 ("bert") succeeded after 2 h 3 min; it was Running from 2026-11-24T09:01:00Z, before the wait began.',
    );
  });

  it('of a time that is over says that it is no failure', async () => {
    const late = await verdict({ dlc1: over('Running') }, {}, { kind: 'timeout' });
    expect(late).toMatchObject({ outcome: 'timeout', code: 124 });
    expect(late.sentence).toBe('Job dlc1 ("bert") is Running after 10 min of waiting, which is no failure.');
  });

  it('never takes a job that is not there, or that cannot be read, for one that is over', async () => {
    expect(await verdict({ dlc1: undefined })).toMatchObject({
      code: 5,
      sentence: 'There is no job dlc1 in cn-hangzhou.',
    });
    const fault = (kind: FaultDetails['kind']): FaultDetails => ({ kind, message: `it is ${kind}.`, fix: 'none' });
    const lost = await verdict({ dlc1: undefined }, {}, { kind: 'lost', fault: fault('unavailable') });
    expect(lost).toMatchObject({ outcome: 'unknown', code: 6 });
    expect(lost.sentence).toBe('What became of job dlc1 is not known (unavailable: it is unavailable).');
    for (const kind of ['credentials', 'permission_denied'] as const)
      expect((await verdict({ dlc1: undefined }, {}, { kind: 'refused', fault: fault(kind) })).code).toBe(7);
  });
});

describe('the outcome of a wait for several jobs', () => {
  const three = { dlc1: over('Succeeded'), dlc2: over('Stopped'), dlc3: over('Failed') };

  it('is the worst, and all are counted', async () => {
    const { code, sentence, job } = await verdict(three);
    expect([code, job.jobId]).toEqual([1, 'dlc3']);
    expect(sentence).toBe('3 jobs: 1 failed (dlc3), 1 was stopped (dlc2), 1 succeeded.');
    expect((await verdict({ dlc1: over('Succeeded'), dlc2: over('Succeeded') })).code).toBe(0);
    expect((await verdict({ dlc1: over('Running'), dlc2: undefined })).code).toBe(5);
    const late = await verdict({ dlc1: over('Running'), dlc2: over('Succeeded') }, {}, { kind: 'timeout' });
    expect([late.code, late.env.PAI_DLC_JOB_ID]).toEqual([124, 'dlc1']);
    expect(late.sentence).toMatch(/^2 jobs: 1 goes on \(dlc1\), 1 succeeded after 10 min/);
  });

  it('with --any is that of what ended', async () => {
    const any = await verdict({ dlc1: over('Running'), dlc2: over('Stopped') }, { until: 'any' });
    expect([any.code, any.job.jobId]).toEqual([3, 'dlc2']);
    const gone = await verdict({ dlc1: undefined, dlc2: over('Succeeded') }, { until: 'any' });
    expect([gone.code, gone.job.jobId]).toEqual([0, 'dlc2']);
  });
});

describe('what a command of --on-end finds', () => {
  it('is the outcome, in words that no shell and no quoted string acts on', async () => {
    const evil = over('Failed', {
      DisplayName: 'a"; rm -rf / #`id`$(id)\'%PATH%&|<>^!\\\n训练',
      ReasonCode: 'x"$(reboot)',
    });
    const { env } = await verdict({ dlc1: evil });
    expect(env).toMatchObject({
      PAI_DLC_OUTCOME: 'failed',
      PAI_DLC_EXIT_CODE: '1',
      PAI_DLC_JOB_ID: 'dlc1',
      PAI_DLC_JOB_IDS: 'dlc1',
      PAI_DLC_STATUS: 'Failed',
    });
    expect(env.PAI_DLC_JOB_NAME).toContain('训练');
    for (const value of Object.values(env)) expect(value).not.toMatch(/["'`$\\;&|<>%!^#\n\r*?{}[\]~]/);
  });

  it('has the line that matched', async () => {
    const Pods = [{ PodId: 'dlc1-master-0', Status: 'Running', Type: 'master' }];
    const { sentence, env, code } = await verdict(
      { dlc1: over('Running', { Pods }) },
      { matches: (line) => line.startsWith('ok') },
    );
    expect(code).toBe(0);
    expect(sentence).toBe(
      `Job dlc1 ("bert") wrote a line that matches, in the log of dlc1-master-0: "ok 'done'; $(reboot)".`,
    );
    expect(env.PAI_DLC_MESSAGE).not.toContain('$');
  });
});

describe('a line of the log that no look has found', () => {
  const Pods = [{ PodId: 'dlc1-master-0', Status: 'Succeeded', Type: 'master' }];
  const goal = { matches: (line: string) => line.includes('marker-A') };

  it('is missed where the log was searched whole, and the sentence says where', async () => {
    const missed = await verdict({ dlc1: over('Succeeded', { Pods }) }, goal);
    expect(missed).toMatchObject({ outcome: 'missed', code: 4 });
    expect(missed.sentence).toBe(
      'Job dlc1 ("bert") succeeded after 2 h 3 min, without a line that matches in the log of dlc1-master-0.',
    );
  });

  it.each([
    ['unknown', 'a part of it cannot be read'],
    ['searching', 'the time was over'],
  ] as const)('is not known in a log that is %s: %s', async (standing, _) => {
    const log = { podId: 'dlc1-master-0', since: undefined, until: '2026-11-24T09:00:00Z', written: true };
    const state = { ...log, whole: standing === 'unknown', doubts: standing === 'unknown' ? ['too much at once'] : [] };
    const said = (Status: string) => {
      const job = new Job({ JobId: 'dlc1', ...over(Status, { ReasonCode: 'R' }) });
      const watched = { jobId: 'dlc1', status: Status, job, seen: [Status], standing, log: state };
      const cut = standing === 'searching' ? ({ kind: 'timeout' } as const) : undefined;
      return waitVerdict({ jobs: [watched], match: undefined }, askOf(['dlc1'], goal), cut, {
        region: 'r',
        seconds: 5,
      });
    };
    const why =
      standing === 'unknown'
        ? 'too much at once'
        : 'the log of dlc1-master-0 is searched up to 2026-11-24T09:00:00Z, and not beyond';
    expect(said('Succeeded').sentence).toBe(
      `Job dlc1 ("bert") succeeded after 2 h 3 min; whether it wrote a line that matches is not known: ${why}.`,
    );
    expect(exitOf(said('Succeeded').outcome)).toBe(6);
    expect(exitOf(said('Failed').outcome)).toBe(1);
    expect(said('Failed').sentence).toContain(
      'failed after 2 h 3 min ("R"); whether it wrote a line that matches is not',
    );
    expect(exitOf(said('Stopped').outcome)).toBe(3);
  });
});

describe('a job as it was read last', () => {
  it('is kept of each look', async () => {
    const watch = new Watch(
      contextOf((async () => ({ JobId: 'dlc1', Status: 'Running' })) as never),
      askOf(['dlc1'], {}),
    );
    await watch.look();
    expect(watch.jobs[0]?.job).toBeInstanceOf(Job);
  });
});

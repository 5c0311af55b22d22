import { describe, expect, it } from 'vitest';
import { listJobs } from '../../src/tools/jobs/list-jobs/list-jobs.ts';
import { use } from './read-fixtures.ts';

const NOTHING = { ListJobs: { Jobs: [], TotalCount: 0 } };
const IN_ONE = { workspaceId: '259315' };

describe('which workspace list_jobs covers', () => {
  it('is the one that is named', async () => {
    const { sent, text } = await use(listJobs, {}, NOTHING, IN_ONE);
    expect(sent).toMatchObject({ WorkspaceId: '259315', ShowOwn: true });
    expect(sent).not.toHaveProperty('FromAllWorkspaces');
    expect(text).toContain('workspace 259315');
    expect(text).toContain('all_workspaces=true');
  });

  it('is every one with own jobs where none is named, and never the one that the cloud would take', async () => {
    const { sent, text } = await use(listJobs, {}, NOTHING);
    expect(sent).toMatchObject({ FromAllWorkspaces: true, ShowOwn: true });
    expect(sent).not.toHaveProperty('WorkspaceId');
    expect(text).toContain('workspace all, owner you');
    expect(text).not.toContain('all_workspaces=true');
  });

  it.each([{ own: false }, { user_id: '20' }])('is asked for where %j reaches to the jobs of others', async (ask) => {
    await expect(use(listJobs, ask, NOTHING)).rejects.toMatchObject({
      details: { kind: 'invalid_input', rule: 'R1', fix: expect.stringContaining('Pass workspace_id') },
    });
    const { sent } = await use(listJobs, ask, NOTHING, IN_ONE);
    expect(sent).toMatchObject({ ShowOwn: false, WorkspaceId: '259315' });
  });
});

describe('how far back list_jobs reaches', () => {
  const LEFT_OUT = 'Note: older jobs are not in it, as no days are given';
  const started = async (ask: object) => {
    const { sent, text } = await use(listJobs, ask, NOTHING);
    return { StartTime: sent?.StartTime, text };
  };

  it.each([['live'], ['Running'], ['Queuing', 'SucceededReserving']])(
    'is to the first job where only jobs that are not over are asked for: %j',
    async (...status) => {
      const { StartTime, text } = await started({ status });
      expect(StartTime).toBe('2018-01-01T00:00:00Z');
      expect(text).toContain('created any time to now');
      expect(text).not.toContain(LEFT_OUT);
      expect(text).not.toMatch(/widen with days/);
    },
  );

  it.each([
    [{}, ' in it, as no days are given; status=["live"] has live ones of any age.'],
    [{ status: ['Running', 'Failed'] }, 'live ones of any age'],
    [{ status: ['Failed'] }, ' in it, as no days are given.'],
  ])('is 7 days otherwise, which the answer says: %j', async (ask, says) => {
    const { StartTime, text } = await started(ask);
    expect(StartTime).toBe('2022-08-29T11:00:00Z');
    expect(text).toContain(LEFT_OUT);
    expect(text).toContain(says);
  });

  it.each([
    [{ status: ['live'], days: 2 }, '2022-09-03T11:00:00Z'],
    [{ days: 7 }, '2022-08-29T11:00:00Z'],
    [{ status: ['live'], start_time: '2022-09-01T00:00:00Z' }, '2022-09-01T00:00:00Z'],
  ])('is what is asked for, without a word: %j', async (ask, from) => {
    const { StartTime, text } = await started(ask);
    expect(StartTime).toBe(from);
    expect(text).not.toContain('as no days are given');
  });

  it('is by the end of jobs where that is asked for', async () => {
    const { StartTime, text } = await started({ time_range_field: 'GmtFinishTime', status: ['live'] });
    expect(StartTime).toBe('2022-08-29T11:00:00Z');
    expect(text).toContain('Note: jobs that ended earlier are not in it, as no days are given.');
  });
});

describe('jobs that ended within days', () => {
  const ended = (JobId: string, GmtFinishTime?: string) => ({
    JobId,
    Status: GmtFinishTime === undefined ? 'Running' : 'Failed',
    GmtCreateTime: '2022-08-01T00:00:00Z',
    ...(GmtFinishTime && { GmtFinishTime }),
  });
  const ask = { time_range_field: 'GmtFinishTime', days: 2 };

  it('are listed by the time of their end, the latest first', async () => {
    const page = { Jobs: [ended('dlc1', '2022-09-05T01:00:00Z')], TotalCount: 1 };
    const { sent, text, output } = await use(listJobs, ask, { ListJobs: page });
    expect(sent).toMatchObject({
      TimeRangeField: 'GmtFinishTime',
      SortBy: 'GmtFinishTime',
      StartTime: '2022-09-03T11:00:00Z',
    });
    expect(text).toContain('ended 2022-09-03T11:00:00Z to now');
    expect(text).not.toContain('created');
    expect(output).not.toHaveProperty('beyond');
    expect((await use(listJobs, { ...ask, sort_by: 'Status' }, { ListJobs: page })).sent?.SortBy).toBe('Status');
  });

  it('are none of those that a cloud lists although they ended at another time, or not at all', async () => {
    const jobs = [ended('dlc1', '2022-09-05T01:00:00Z'), ended('dlc2', '2022-09-01T01:00:00Z'), ended('dlc3')];
    const { text, output } = await use(listJobs, ask, { ListJobs: { Jobs: jobs, TotalCount: 3 } });
    expect(output.jobs).toMatchObject([{ job_id: 'dlc1' }]);
    expect(text).toContain('2 jobs left out');
    expect(text).not.toContain('dlc2');
    const none = await use(listJobs, ask, { ListJobs: { Jobs: jobs.slice(2), TotalCount: 1 } });
    expect(none.text).toContain('1 job left out');
    expect(none.text).not.toContain('past the end');
  });

  it('leave a list by creation alone', async () => {
    const jobs = [ended('dlc2', '2022-09-01T01:00:00Z'), ended('dlc3')];
    const { sent, output, text } = await use(listJobs, {}, { ListJobs: { Jobs: jobs, TotalCount: 2 } });
    expect(sent).toMatchObject({ SortBy: 'GmtCreateTime' });
    expect(sent).not.toHaveProperty('TimeRangeField');
    expect(output.jobs).toHaveLength(2);
    expect(text).toContain(', created 2022-');
  });

  it('are told apart from those that are not over where there are none', async () => {
    const { text } = await use(listJobs, ask, NOTHING);
    expect(text).toContain('time_range_field=GmtCreateTime for jobs that are not over');
  });
});

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

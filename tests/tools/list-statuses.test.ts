import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { listJobs } from '../../src/tools/jobs/list-jobs/list-jobs.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { contextOf, textOf } from './read-fixtures.ts';

interface Ask {
  Status?: string;
  PageNumber: number;
  PageSize: number;
}
type Jobs = Readonly<Record<string, readonly Record<string, unknown>[]>>;

const job = (JobId: string, Status: string, day: number, more: object = {}) => ({
  JobId,
  Status,
  WorkspaceId: '1',
  GmtCreateTime: `2026-03-0${day}T00:00:00Z`,
  ...more,
});

/** A cloud that lists one status a call, as the API does; newest first, as the jobs stand. */
async function list(raw: Record<string, unknown>, jobs: Jobs, workspaceId?: string) {
  const calls: Ask[] = [];
  const call = async (_action: string, ask: unknown) => {
    calls.push(ask as Ask);
    const { Status, PageNumber, PageSize } = ask as Ask;
    const all = Status === undefined ? Object.values(jobs).flat() : (jobs[Status] ?? []);
    return { Jobs: all.slice((PageNumber - 1) * PageSize, PageNumber * PageSize), TotalCount: all.length };
  };
  const ctx = contextOf(call as unknown as ToolContext['call'], {
    workspaceId,
    now: () => new Date('2026-03-09T00:00:00Z'),
  });
  const input = listJobs.input.parse(raw);
  const output: Record<string, unknown> = listJobs.output.parse(await listJobs.run(ctx, input, undefined));
  const ids = (output.jobs as { job_id: string }[]).map(({ job_id }) => job_id);
  return { calls, output, ids, text: textOf(listJobs, output, input) };
}

const SOME: Jobs = {
  Running: [job('dlc5', 'Running', 5), job('dlc2', 'Running', 2)],
  Queuing: [job('dlc4', 'Queuing', 4), job('dlc1', 'Queuing', 1)],
  Failed: [job('dlc3', 'Failed', 3)],
};

describe('several statuses of list_jobs', () => {
  it('are one call each, merged by time and counted together', async () => {
    const { calls, ids, output } = await list({ status: ['Running', 'Queuing'], page_size: 3 }, SOME);
    expect(calls.map(({ Status }) => Status)).toEqual(['Running', 'Queuing']);
    expect(ids).toEqual(['dlc5', 'dlc4', 'dlc2']);
    expect(output.total).toBe(4);
    const oldest = await list({ status: ['Running', 'Queuing'], page_size: 3, page_number: 2 }, SOME);
    expect(oldest.ids).toEqual(['dlc1']);
    expect((await list({ status: ['Failed', 'Running'], order: 'asc' }, SOME)).ids).toEqual(['dlc2', 'dlc3', 'dlc5']);
  });

  it('are one call where one is asked for, page by page', async () => {
    const { calls, ids } = await list({ status: ['Running'], page_size: 1, page_number: 2 }, SOME);
    expect(calls).toMatchObject([{ Status: 'Running', PageNumber: 2, PageSize: 1 }]);
    expect(ids).toEqual(['dlc2']);
    expect((await list({}, SOME)).calls[0]).not.toHaveProperty('Status');
  });

  it('live is every status that is not over, and none that is', async () => {
    const { calls, ids } = await list({ status: ['live', 'Running'] }, SOME);
    const asked = calls.map(({ Status }) => Status);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toEqual(expect.arrayContaining(['Creating', 'Bidding', 'Restarting', 'FailedReserving']));
    for (const over of ['Succeeded', 'Failed', 'Stopped']) expect(asked).not.toContain(over);
    expect(ids).toEqual(['dlc5', 'dlc4', 'dlc2', 'dlc1']);
  });

  it('are read to their ends where idle jobs come first', async () => {
    const many = {
      Running: Array.from({ length: 150 }, (_, n) => job(`run${n}`, 'Running', 1)),
      Queuing: [job('queued', 'Queuing', 2)],
    };
    const { ids, text } = await list(
      { status: ['Running', 'Queuing'], use: true, page_size: 50, page_number: 3 },
      many,
    );
    expect(ids).toHaveLength(50);
    expect(text).toContain('page_number=4');
    expect(text).not.toContain('not looked at');
  });

  it('show a job once that went on between two reads', async () => {
    const both = { Queuing: [job('dlc1', 'Queuing', 1)], Running: [job('dlc1', 'Running', 1)] };
    const { ids, output } = await list({ status: ['Queuing', 'Running'] }, both);
    expect([ids, output.total]).toEqual([['dlc1'], 1]);
  });

  it('are paged as far as one call reads, and refused beyond', async () => {
    const many = { Running: Array.from({ length: 300 }, (_, n) => job(`dlc${n}`, 'Running', 1)) };
    const last = await list({ status: ['Running', 'Queuing'], page_size: 50, page_number: 2 }, many);
    expect(last.ids).toHaveLength(50);
    expect(last.text).not.toContain('page_number=3');
    const beyond = list({ status: ['Running', 'Queuing'], page_size: 50, page_number: 3 }, many);
    await expect(beyond).rejects.toBeInstanceOf(Fault);
    await expect(beyond).rejects.toMatchObject({ details: { fix: expect.stringContaining('Name one status') } });
    expect((await list({ status: ['Running'], page_size: 50, page_number: 2 }, many)).text).toContain('page_number=3');
  });
});

describe('the workspace of a job', () => {
  it('stands in the table where the list can have several', async () => {
    const jobs = { Running: [job('dlc1', 'Running', 1), job('dlc2', 'Running', 1, { WorkspaceId: '777' })] };
    expect((await list({ all_workspaces: true }, jobs)).text).toMatch(/machine +workspace\n.*1\n.*777\n/);
    expect((await list({}, jobs, '1')).text).not.toMatch(/machine +workspace/);
  });
});

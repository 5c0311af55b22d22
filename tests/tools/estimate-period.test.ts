import { describe, expect, it } from 'vitest';
import { parsePrices } from '../../src/cli/prices.ts';
import { LIVE_STATUSES } from '../../src/domain/job-status.ts';
import { estimateCost } from '../../src/tools/metrics/estimate-cost/estimate-cost.ts';
import { MOST_JOBS } from '../../src/tools/metrics/estimate-cost/period.ts';
import { contextOf, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
const NOW = Date.parse('2026-03-05T12:00:00Z');
const MACHINE = 'ecs.gn6e-c12g1.12xlarge';
const at = (hour: number): string => new Date(NOW + hour * 3_600_000).toISOString().replace('.000Z', 'Z');

/** A job on one machine with four GPUs, from and to so many hours from now. */
const ended = (JobId: string, from: number, to: number, more: Wire = {}): Wire => ({
  JobId,
  DisplayName: `name of ${JobId}`,
  Status: 'Succeeded',
  UserId: '17',
  WorkspaceId: '9',
  GmtCreateTime: at(from - 1),
  GmtRunningTime: at(from),
  GmtFinishTime: at(to),
  JobSpecs: [{ Type: 'Worker', PodCount: 1, EcsSpec: MACHINE }],
  ...more,
});
const live = (JobId: string, from: number, more: Wire = {}): Wire => {
  const { GmtFinishTime: _over, ...job } = ended(JobId, from, 0, { Status: 'Running', ...more });
  return job;
};
const onQuota = (GPU: string): Wire => ({
  ResourceId: 'quota1',
  JobSpecs: [{ Type: 'Worker', PodCount: 2, ResourceConfig: { CPU: '8', Memory: '64Gi', GPU } }],
});

const SPECS = {
  EcsSpecs: [{ InstanceType: MACHINE, Gpu: 4, GpuType: 'V100', Cpu: 48, Memory: 368, IsAvailable: true }],
  TotalCount: 1,
};
const prices = async () =>
  parsePrices(
    'p',
    JSON.stringify([
      { region: 'cn-hangzhou', currency: 'CNY', date: '2026-03-01', source: 's', machines: { [MACHINE]: 90 } },
    ]),
  );

interface Cloud {
  ended?: readonly Wire[];
  live?: readonly Wire[];
  /** In place of the pages of what ended. */
  page?: (input: Wire) => unknown;
}

/** An estimate of jobs that the cloud answers one by one, and its text. */
async function ofJobs(jobs: readonly Wire[], more: Wire = {}) {
  const call = async (action: string, { JobId }: Wire) =>
    action === 'ListEcsSpecs' ? SPECS : jobs.find((job) => job.JobId === JobId);
  const ctx = contextOf(call as never, { now: () => new Date(NOW), prices, ...more });
  const input = estimateCost.input.parse({ job_ids: jobs.map(({ JobId }) => JobId) });
  const output = estimateCost.output.parse(await estimateCost.run(ctx, input, undefined)) as Wire & { rows: Wire[] };
  return { output, text: textOf(estimateCost, output, input) };
}

/** An estimate of a period on a cloud that has these jobs, and the reads that it took. */
async function estimated(cloud: Cloud, ask: Wire = {}, more: Wire = {}) {
  const calls: { action: string; input: Wire }[] = [];
  const call = async (action: string, input: Wire) => {
    calls.push({ action, input });
    if (action === 'ListEcsSpecs') return SPECS;
    if (input.Status === undefined)
      return cloud.page?.(input) ?? { Jobs: cloud.ended ?? [], TotalCount: cloud.ended?.length ?? 0 };
    const jobs = (cloud.live ?? []).filter(({ Status }) => Status === input.Status);
    return { Jobs: jobs, TotalCount: jobs.length };
  };
  const ctx = contextOf(call as never, { now: () => new Date(NOW), prices, ...more });
  const input = estimateCost.input.parse({ days: 1, ...ask });
  const output = estimateCost.output.parse(await estimateCost.run(ctx, input, undefined)) as Wire & { rows: Wire[] };
  return { output, text: textOf(estimateCost, output, input), calls };
}

describe('estimate_cost of a period', () => {
  it('counts of each job the hours in it, whenever it was created, the dearest first', async () => {
    const { output, text, calls } = await estimated({
      ended: [
        ended('inside', -3, -1),
        ended('before', -30, -23),
        ended('queued', -3, -1, { GmtRunningTime: undefined, Status: 'Stopped' }),
        ended('quota', -5, -4, onQuota('8')),
      ],
      live: [live('runs', -100), live('waits', -2, { Status: 'Queuing', GmtRunningTime: '' })],
    });
    expect(output.rows).toEqual([
      { what: 'runs', name: 'name of runs', status: 'Running', hours: 24, gpu_hours: 96, cost: '2160.00 CNY' },
      { what: 'inside', name: 'name of inside', status: 'Succeeded', hours: 2, gpu_hours: 8, cost: '180.00 CNY' },
      { what: 'before', name: 'name of before', status: 'Succeeded', hours: 1, gpu_hours: 4, cost: '90.00 CNY' },
      { what: 'quota', name: 'name of quota', status: 'Succeeded', hours: 1, gpu_hours: 16 },
    ]);
    expect(output.total).toBe('2430.00 CNY for 3 of 4; 124 GPU-hours of 4 jobs');
    expect(output.covered).toBe(
      `jobs that ran between ${at(-24)} and now, region cn-hangzhou, workspace all, owner you`,
    );
    expect(text).toContain('Estimated: 2430.00 CNY for 3 of 4; 124 GPU-hours of 4 jobs.\nCovered: jobs that ran');
    expect(text).toContain('1 job without a price: the machines of its quota are paid for already.');
    expect(text).toContain(
      "by the operator's prices of 2026-03-01, counted from when it first runs until it is over; whether image pull",
    );
    expect(text).toMatch(/restarts and changed pod counts are not taken into account; deleted jobs/);
    const lists = calls.filter(({ action }) => action === 'ListJobs').map(({ input }) => input);
    const own = { ShowOwn: true, FromAllWorkspaces: true, PageNumber: 1, PageSize: 100 };
    expect(lists.filter(({ Status }) => Status !== undefined)).toEqual(
      LIVE_STATUSES.map((Status) => ({ ...own, StartTime: '2018-01-01T00:00:00Z', Status })),
    );
    expect(lists.filter(({ Status }) => Status === undefined)).toEqual([
      { ...own, StartTime: at(-24), TimeRangeField: 'GmtFinishTime', SortBy: 'GmtFinishTime', Order: 'desc' },
    ]);
    // Each machine type is asked for once, however many pages there are.
    expect(calls.filter(({ action }) => action === 'ListEcsSpecs')).toHaveLength(1);
  });

  it('ends where it is told to, and counts a job that ended meanwhile once', async () => {
    const both = live('both', -20);
    const { output } = await estimated(
      { ended: [ended('both', -20, 0), ended('after', -2, -1), ended('across', -12, -3)], live: [both] },
      { days: undefined, start_time: at(-14), end_time: at(-10) },
    );
    expect(output.rows.map(({ what, hours }) => [what, hours])).toEqual([
      ['both', 4],
      ['across', 2],
    ]);
  });

  it('says that it reaches to now where its end is to come', async () => {
    const window = (end: number) => ({ days: undefined, start_time: at(-14), end_time: at(end) });
    expect((await estimated({}, window(100))).output.covered).toContain(`between ${at(-14)} and now, `);
    expect((await estimated({}, window(-1))).output.covered).toContain(`between ${at(-14)} and ${at(-1)}, `);
  });

  it.each([
    ['user', ['18', '17']],
    ['machine', [MACHINE, 'machines of quotas']],
    ['quota', ['public resources', 'quota1']],
    ['workspace', ['9', '10']],
  ])('is summed up by %s', async (by, whats) => {
    const { output, text } = await estimated(
      {
        ended: [
          ended('a', -3, -2, { UserId: '18' }),
          ended('b', -9, -7, { UserId: '18' }),
          ended('c', -3, -1, { ...onQuota('4'), UserId: '17', WorkspaceId: '10' }),
        ],
      },
      { by },
    );
    expect(output.rows).toEqual([
      { what: whats[0], jobs: 2, hours: 3, gpu_hours: 12, cost: '270.00 CNY' },
      { what: whats[1], jobs: 1, hours: 2, gpu_hours: 16 },
    ]);
    expect(text).toMatch(/what +jobs +hours +gpu_hours +cost\n/);
  });

  it('is GPU-hours without prices, and says how to supply some', async () => {
    const { text } = await estimated({ ended: [ended('a', -3, -2)] }, {}, { prices: async () => undefined });
    expect(text).toContain('Estimated: 4 GPU-hours of 1 job.');
    expect(text).toContain('1 job without a price: the operator has given no prices (--prices).');
    expect(text).not.toContain('CNY');
  });

  it('says what it does not know', async () => {
    const { text, output } = await estimated({
      ended: [ended('a', -3, -2, { JobSpecs: [{ Type: 'Worker', PodCount: 1, EcsSpec: 'ecs.unknown' }] })],
      live: [live('since when', -2, { GmtRunningTime: '' })],
    });
    expect(output.rows).toEqual([{ what: 'a', name: 'name of a', status: 'Succeeded', hours: 1 }]);
    expect(text).toContain('left out: 1 running job of which the cloud does not tell since when.');
    expect(text).toContain('GPU-hours of 1 job are not known and not in the sum.');
    expect(text).toContain("1 job without a price: the operator's prices have none of ecs.unknown in cn-hangzhou.");
    expect((await estimated({})).text).toContain('No job ran in this time.');
  });

  it('says so where the cloud lists by another time than the end', async () => {
    const { text, output } = await estimated({ ended: [live('runs', -2), ended('a', -3, -2)] });
    expect(output.rows.map(({ what }) => what)).toEqual(['a']);
    expect(text).toContain('left out: 1 job that the cloud listed without an end in this time, and perhaps jobs');
  });

  it('reads ten thousand jobs at most, keeps twenty rows, and says what it left out', { tags: 'sweep' }, async () => {
    const page = ({ PageNumber }: Wire) => ({
      Jobs: Array.from({ length: 100 }, (_, index) => {
        const n = (Number(PageNumber) - 1) * 100 + index;
        return ended(`job${n}`, -(n / 1000) - 1, -(n / 1000), n === 4321 ? { JobSpecs: [], ...onQuota('64') } : {});
      }),
      TotalCount: 12_345,
    });
    const { output, text, calls } = await estimated({ page }, { days: 30 });
    expect(calls.filter(({ action }) => action === 'ListJobs')).toHaveLength(LIVE_STATUSES.length + 100);
    expect(output.rows).toHaveLength(21);
    expect(output.rows.at(-1)).toMatchObject({ what: 'all others', jobs: MOST_JOBS - 20 });
    expect(output.total).toMatch(/ for 9999 of 10000; 40124 GPU-hours of 10000 jobs$/);
    expect(text).toContain(`left out: 2345 jobs that ended before ${at(-9.999)}. Ask for less time`);
  });

  it('is not asked for together with jobs or machines', async () => {
    for (const wrong of [
      { job_ids: ['dlc1'] },
      { ecs_spec: MACHINE },
      { days: undefined, end_time: at(0) },
      // Two beginnings, of which one would be left out unsaid.
      { start_time: at(-3) },
    ])
      await expect(estimated({}, wrong)).rejects.toMatchObject({ details: { kind: 'invalid_input' } });
  });
});

describe('estimate_cost of jobs', () => {
  const one = (more: Wire) => ended('dlc1aaaaaaaaaaaaa', -5, -3, more);
  const other = (more: Wire) => ended('dlc1bbbbbbbbbbbbb', -2, -1, more);

  it('counts from when it ran to its end, and to now while it goes on', async () => {
    const { output } = await ofJobs([one({}), live('dlc1bbbbbbbbbbbbb', -4)]);
    expect(output.rows.map(({ hours, cost }) => [hours, cost])).toEqual([
      [2, '180.00 CNY'],
      [4, '360.00 CNY'],
    ]);
    expect(output.total).toBe('540.00 CNY');
  });

  it('does not count on where a job is over and the cloud does not tell since when', async () => {
    const { output, text } = await ofJobs([one({ GmtFinishTime: '' }), other({})]);
    expect(output.rows[0]).not.toHaveProperty('hours');
    expect(output.rows[0]).not.toHaveProperty('cost');
    expect(output.total).toBe('90.00 CNY for 1 of 2');
    expect(text).toMatch(/dlc1aaaaaaaaaaaaa +Succeeded +unknown +unknown +-/);
  });

  it('is at most that for spot capacity, in the row and in the sum', async () => {
    const JobSpecs = [{ Type: 'Worker', PodCount: 1, EcsSpec: MACHINE, SpotSpec: { SpotDiscountLimit: 0.5 } }];
    const { output } = await ofJobs([one({ JobSpecs }), other({})]);
    expect(output.rows.map(({ cost }) => cost)).toEqual(['at most 180.00 CNY', '90.00 CNY']);
    expect(output.total).toBe('at most 270.00 CNY');
  });

  it('rounds what is shown, and not the price that long hours are multiplied with', async () => {
    const small = async () =>
      parsePrices(
        'p',
        JSON.stringify([
          { region: 'cn-hangzhou', currency: 'CNY', date: '2026-03-01', source: 's', machines: { [MACHINE]: 0.3344 } },
        ]),
      );
    const { output } = await ofJobs([live('dlc1aaaaaaaaaaaaa', -1000)], { prices: small });
    expect(output.total).toBe('334.40 CNY');
  });
});

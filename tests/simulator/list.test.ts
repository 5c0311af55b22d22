import { beforeAll, describe, expect, it } from 'vitest';
import { namesOf, onQuota, useCloud } from './cloud.ts';

const cloud = useCloud();
const day = 86_400;
let ids: Record<string, string> = {};

beforeAll(async () => {
  const make = async (name: string, body: Record<string, unknown> = {}, send = cloud.send) => {
    ids = { ...ids, [name]: await cloud.create({ DisplayName: name, ...body }, send) };
  };
  await make('old');
  cloud.sim.clock.advance(8 * day);
  await make('alpha', { Settings: { Tags: { team: 'a', run: '1' } } });
  await make('Beta_Alpha', { JobType: 'TFJob', Settings: { Tags: { team: 'a' } } });
  await make('gamma', { ResourceId: cloud.quota('llm-lingjun'), JobSpecs: onQuota(1, 1), Accessibility: 'PUBLIC' });
  await make('failing', { Envs: { PAI_SIM_SCENARIO: 'oom' } });
  await make('theirs', { Accessibility: 'PUBLIC' }, cloud.other);
  await make('their_own', {}, cloud.other);
  cloud.sim.clock.advance(day);
});

const names = async (query: Record<string, string> = {}) => namesOf(await cloud.list(query));

describe('ListJobs', () => {
  it('shows the own jobs of the last 7 days, newest first', async () => {
    expect(await names()).toEqual(['failing', 'gamma', 'Beta_Alpha', 'alpha']);
    expect(await names({ Order: 'asc' })).toEqual(['alpha', 'Beta_Alpha', 'gamma', 'failing']);
    expect(await names({ StartTime: '2026-01-01T00:00:00Z' })).toContain('old');
    expect(await names({ StartTime: '2026-01-01T00:00:00Z', EndTime: '2026-03-06T00:00:00Z' })).toEqual(['old']);
  });

  it("shows others' public jobs with ShowOwn=false only", async () => {
    expect(await names({ ShowOwn: 'false' })).toEqual(['theirs', 'failing', 'gamma', 'Beta_Alpha', 'alpha']);
    expect(namesOf(await cloud.list({}, cloud.other))).toEqual(['their_own', 'theirs']);
  });

  it.each<[Record<string, string>, string[]]>([
    [{ Status: 'Failed' }, ['failing']],
    [{ DisplayName: 'ALPHA' }, ['Beta_Alpha', 'alpha']],
    [{ DisplayName: 'alp*', DisplayNameSearchMode: 'wildcard' }, ['alpha']],
    [{ JobType: 'TFJob' }, ['Beta_Alpha']],
    [{ Tags: '{"team":"a"}' }, ['Beta_Alpha', 'alpha']],
    [{ Tags: '{"team":"a","run":"1"}' }, ['alpha']],
    [{ PaymentType: 'PrePaid' }, ['gamma']],
    [{ PaymentType: 'Spot' }, []],
    [{ Accessibility: 'PUBLIC' }, ['gamma']],
    [{ ResourceQuotaName: 'lingjun' }, ['gamma']],
    [{ ReasonSearch: '137' }, ['failing']],
    [{ NumericRangeField: 'RequestGPU', NumericRangeMin: '1' }, ['gamma']],
    [{ TimeRangeField: 'GmtFailedTime' }, ['failing']],
    [{ SortBy: 'DisplayName', Order: 'asc', PageSize: '2' }, ['Beta_Alpha', 'alpha']],
    [{ OversoldInfo: 'ForceQuotaOverSold' }, []],
    [{ UserCommandSearch: 'nothing' }, []],
  ])('filters and sorts by %j', async (query, expected) => expect(await names(query)).toEqual(expected));

  it('finds by id in any case, JobId before JobIds', async () => {
    expect(await names({ JobId: ids.alpha!.toUpperCase(), JobIds: ids.gamma! })).toEqual(['alpha']);
    expect(await names({ JobIds: `${ids.alpha},${ids.gamma}` })).toEqual(['gamma', 'alpha']);
    expect(await names({ JobId: ids.old! })).toEqual([]);
  });

  it('pages, ten by default, with the same total beyond the end', async () => {
    for (let n = 0; n < 12; n += 1) await cloud.create({ DisplayName: `many_${n}` });
    const first = await cloud.list();
    expect([first.Jobs.length, first.TotalCount]).toEqual([10, 16]);
    expect((await cloud.list({ PageNumber: '2' })).Jobs).toHaveLength(6);
    const beyond = await cloud.list({ PageNumber: '9' });
    expect([beyond.Jobs, beyond.TotalCount]).toEqual([[], 16]);
  });

  it('has the odd types of the list', async () => {
    const [job] = (await cloud.list({ JobId: ids.gamma! })).Jobs;
    expect(job).toMatchObject({ RequestCPU: 8, RequestGPU: '1', RequestMemory: '64Gi', NodeCount: '1' });
  });
});

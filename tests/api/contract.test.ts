import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PRODUCTS, readCorrections } from '../../scripts/contract/read.ts';
import { misfit } from '../../src/api/contract/check.ts';
import { readMember } from '../../src/api/contract/member.ts';
import type { Schemas } from '../../src/api/contract/types.ts';
import { type Input, type Output, operations } from '../../src/api/operations.ts';
import { knownRegions } from '../../src/api/regions.ts';
import { toRequest } from '../../src/api/request.ts';
import { contractOf } from './contract.ts';

const all = Object.values(operations);
const corrections = readCorrections(fileURLToPath(new URL('../..', import.meta.url)));

describe('the contract', () => {
  it.each(PRODUCTS)('%s refers to nothing that it does not have', (product) => {
    const found = all.find((operation) => operation.product === product);
    const schemas: Schemas = found?.schemas ?? {};
    const bases = Object.values(schemas).flatMap((members) =>
      Object.values(members).map((type) => readMember(type).base),
    );
    const primitives = ['string', 'number', 'int', 'boolean', 'any'];
    expect(bases.filter((base) => !primitives.includes(base) && !(base in schemas))).toEqual([]);
    expect(bases.length).toBeGreaterThan(100);
  });

  it('is of the version that the sources name', () => {
    for (const { product, version, action } of all) expect(version, action).toBe(contractOf(product).version);
  });

  it('has no correction of what is not there, and none without a reason', () => {
    const known = PRODUCTS.flatMap((product) => {
      const { operations: actions, schemas } = contractOf(product);
      const ofActions = Object.entries(actions).map(
        ([name, { query, body }]) => [name, { ...query, ...body }] as const,
      );
      return [...ofActions, ...Object.entries(schemas)].flatMap(([owner, members]) =>
        Object.keys(members).flatMap((member) => [`${owner}.${member}`, `*.${member}`]),
      );
    });
    expect(Object.keys(corrections).filter((key) => !known.includes(key))).toEqual([]);
    expect(Object.values(corrections).filter(({ why }) => why.length < 5)).toEqual([]);
  });

  it('gives the static types of requests and answers', () => {
    const create: Input<'CreateJob'> = {
      DisplayName: 'a',
      JobType: 'TFJob',
      JobSpecs: [{ PodCount: 1 }],
      UserCommand: 'x',
    };
    // @ts-expect-error a job type is one of the nine
    create.JobType = 'pytorch';
    // @ts-expect-error there is no such member
    const strange: Input<'StopJob'> = { JobId: 'dlc1', Force: true };
    // @ts-expect-error the path needs it
    const pathless: Input<'GetJob'> = {};
    const status = (job: Output<'GetJob'>): string => job.Status;
    // @ts-expect-error a pod has no certain id
    const pod = (job: Output<'GetJob'>): string => job.Pods?.[0]?.PodId;
    expect([strange, pathless, status, pod]).toHaveLength(4);
  });
});

describe('requests are held to it strictly', () => {
  const schemas = operations.CreateJob.schemas;
  const body = operations.CreateJob.body ?? {};
  const right = { DisplayName: 'a', JobType: 'TFJob', JobSpecs: [{ Type: 'Worker', PodCount: 1 }], UserCommand: 'x' };

  it('takes what is right', () => expect(misfit(right, body, schemas)).toBeUndefined());

  it.each<[string, Record<string, unknown>, string, string]>([
    ['an unknown member', { Zone: 'b' }, 'Zone', 'no such parameter'],
    ['an unknown member in depth', { JobSpecs: [{ Type: 'Worker', Gpus: 8 }] }, 'JobSpecs.0.Gpus', 'no such parameter'],
    ['a missing one', { UserCommand: undefined }, 'UserCommand', 'missing'],
    ['another type', { JobSpecs: [{ PodCount: '1' }] }, 'JobSpecs.0.PodCount', 'not of type int'],
    ['no list', { JobSpecs: {} }, 'JobSpecs', 'not a list'],
    ['no map', { Envs: ['a'] }, 'Envs', 'not a map'],
    ['a value beyond the list', { JobType: 'pytorch' }, 'JobType', 'none of TFJob'],
    ['too much', { Priority: 10 }, 'Priority', 'more than 9'],
    ['too little', { Priority: 0 }, 'Priority', 'less than 1'],
    ['too long', { DisplayName: 'x'.repeat(1025) }, 'DisplayName', 'longer than 1024'],
    ['too short', { JobSpecs: [] }, 'JobSpecs', 'shorter than 1'],
    ['a prototype', { JobSpecs: [{ constructor: 1 }] }, 'JobSpecs.0.constructor', 'no such parameter'],
  ])('refuses %s', (_, change, path, message) => {
    expect(misfit({ ...right, ...change }, body, schemas)).toMatchObject({
      path,
      message: expect.stringContaining(message),
    });
  });

  it('spreads over path, query and body as the contract says', () => {
    expect(toRequest(operations.ListJobs, { Tags: { a: 'b' }, PageNumber: 2 })).toEqual({
      pathname: '/api/v1/jobs',
      query: { Tags: '{"a":"b"}', PageNumber: '2' },
      body: undefined,
    });
    expect(toRequest(operations.UpdateJob, { JobId: 'dlc1', Priority: 3 })).toEqual({
      pathname: '/api/v1/jobs/dlc1',
      query: {},
      body: { Priority: 3 },
    });
  });

  it('writes an object of the query member by member', () => {
    const { query } = toRequest(operations.GetToken, { TokenSettings: { EnableLogDownloadJob: true } });
    expect(query).toEqual({ 'TokenSettings.EnableLogDownloadJob': 'true' });
  });
});

describe('the regions', () => {
  it.each(PRODUCTS)('of %s are known, and none of the global legacy host', (product) => {
    expect(knownRegions(product)).toEqual(expect.arrayContaining(['cn-hangzhou', 'ap-southeast-1']));
    const { endpoints } = contractOf(product);
    const legacy = Object.keys(endpoints).filter((region) => !knownRegions(product).includes(region));
    for (const region of legacy) expect(endpoints[region], region).not.toContain(`.${region}.`);
    for (const region of knownRegions(product)) expect(endpoints[region], region).toContain(region);
  });
});

import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { operations } from '../../src/cloud/catalogue.ts';
import { API_VERSION, type Operation } from '../../src/cloud/operation.ts';
import { knownRegions } from '../../src/cloud/regions.ts';
import { type FactMembers, type Facts, type FactType, factsExist, readFacts } from './facts.ts';
import { mayBeAbsent, shapeOf } from './shape.ts';

const all: readonly Operation[] = Object.values(operations);

/** Where a list of values read from prose is not the closed list, and why. */
const ENUM_EXCEPTIONS: Readonly<Record<string, string>> = {
  'ListJobs.JobType': 'the prose lists five of nine job types',
  'ListEcsSpecs.SortBy': 'the listed CPU was answered with 400 by the live service; never sent',
  'ListDatasets.DataSourceTypes': 'a comma-separated list of an open set',
  'ListDatasets.DataTypes': 'a comma-separated list',
  'ListDatasets.Properties': 'a comma-separated list',
};

/** Parameters that no operation here has, and why. */
const NOT_SENT: Readonly<Record<string, string>> = {
  'GetToken.TokenSettings': 'only a client of another language has it, and its form on the wire is not established',
};
const sent = (action: string, members: FactMembers = {}): FactMembers =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !(`${action}.${name}` in NOT_SENT)));

/** Every difference between a schema and the facts' type, as text. */
function differences(
  where: string,
  schema: z.ZodType,
  fact: FactType,
  facts: Facts,
  side: 'request' | 'answer',
  trail: readonly string[],
): string[] {
  const shape = shapeOf(schema);
  if (fact.ref !== undefined) {
    if (trail.includes(fact.ref)) return [];
    const members = facts.schemas[fact.ref];
    if (members === undefined) return [`${where}: the facts have no ${fact.ref}`];
    if (shape.kind !== 'object') return [`${where}: ${shape.kind} instead of ${fact.ref}`];
    const closed =
      shape.open === (side === 'answer')
        ? []
        : [`${where}: ${side} objects must be ${side === 'answer' ? 'open' : 'strict'}`];
    return [...closed, ...memberDifferences(where, shape.members, members, facts, side, [...trail, fact.ref])];
  }
  if (shape.kind !== fact.type) return [`${where}: ${shape.kind} instead of ${fact.type}`];
  if (shape.kind === 'array' && fact.items)
    return differences(`${where}[]`, shape.item, fact.items, facts, side, trail);
  if (shape.kind === 'map' && fact.values)
    return differences(`${where}{}`, shape.item, fact.values, facts, side, trail);
  if (side === 'answer' && 'values' in shape) return [`${where}: an answer must not have a closed list`];
  if (side === 'request' && fact.listedValues && fact.type === 'string' && !(where in ENUM_EXCEPTIONS)) {
    const mine = 'values' in shape ? [...(shape.values ?? [])].sort() : [];
    if (mine.join() !== [...fact.listedValues].sort().join())
      return [`${where}: values ${mine} instead of ${fact.listedValues}`];
  }
  return [];
}

function memberDifferences(
  where: string,
  mine: Readonly<Record<string, z.ZodType>>,
  theirs: FactMembers,
  facts: Facts,
  side: 'request' | 'answer',
  trail: readonly string[],
): string[] {
  const missing = Object.keys(theirs).filter((name) => !(name in mine));
  const extra = Object.keys(mine).filter((name) => !(name in theirs));
  const shared = Object.entries(theirs).filter(([name]) => name in mine);
  return [
    ...missing.map((name) => `${where}: ${name} is missing`),
    ...extra.map((name) => `${where}: ${name} is not in the facts`),
    ...shared.flatMap(([name, fact]) => differences(`${where}.${name}`, mine[name]!, fact, facts, side, trail)),
    ...shared
      .filter(([name, fact]) => side === 'request' && mayBeAbsent(mine[name]!) === (fact.required === true))
      .map(([name]) => `${where}.${name}: required on one side only`),
  ];
}

const input = (operation: Operation) => {
  const shape = shapeOf(operation.input);
  if (shape.kind !== 'object') throw new Error('not an object');
  return shape.members;
};
const only = (members: Readonly<Record<string, z.ZodType>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));

describe.skipIf(!factsExist)('the catalogue against the API facts (skipped where ../shared/facts is not there)', () => {
  it.each(all.map((operation) => [operation.action, operation] as const))('%s', (action, operation) => {
    const facts = readFacts(operation.product);
    const fact = facts.operations[action]!;
    expect(API_VERSION[operation.product]).toBe(facts.version);
    expect([operation.method, operation.path]).toEqual([fact.method, fact.path]);
    expect(Object.keys(operation.pathParams)).toEqual(fact.pathParams);
    expect(operation.query.toSorted()).toEqual(Object.keys(sent(action, fact.query)).sort());
    expect(operation.body.toSorted()).toEqual(Object.keys(fact.body ?? {}).sort());
    expect(operation.jsonQuery).toEqual(
      Object.keys(fact.query ?? {}).filter((name) => fact.query?.[name]?.serialised === 'json'),
    );
    expect(operation.effect).toBe(fact.method === 'GET' ? 'read' : 'write');

    const members = input(operation);
    expect(Object.keys(members).toSorted()).toEqual(
      [...fact.pathParams, ...operation.query, ...operation.body].toSorted(),
    );
    expect(fact.pathParams.filter((name) => mayBeAbsent(members[name]!))).toEqual([]);
    expect([
      ...memberDifferences(action, only(members, operation.query), sent(action, fact.query), facts, 'request', []),
      ...memberDifferences(action, only(members, operation.body), fact.body ?? {}, facts, 'request', []),
      // An operation that no published client has comes without a schema of its answer.
      ...(fact.responseBody === null
        ? []
        : differences(`${action}:answer`, operation.output, { ref: fact.responseBody }, facts, 'answer', [])),
    ]).toEqual([]);
  });

  it('has no exception that is not used', () => {
    const listed = Object.keys(ENUM_EXCEPTIONS).filter((key) => {
      const [action = '', name = ''] = key.split('.');
      return ['pai-dlc', 'aiworkspace'].some(
        (product) => readFacts(product).operations[action]?.query?.[name]?.listedValues,
      );
    });
    expect(listed).toEqual(Object.keys(ENUM_EXCEPTIONS));
  });

  it.each(['pai-dlc', 'aiworkspace', 'paistudio'] as const)(
    'knows every region of %s that has a host of its own',
    (product) => {
      const { endpoints } = readFacts(product);
      const own = Object.entries(endpoints).filter(
        ([region, host]) => host.trim().includes(`.${region}.`) || host.includes('-vpc.'),
      );
      expect(own.map(([region]) => region).filter((region) => !knownRegions(product).includes(region))).toEqual([]);
      expect(knownRegions(product).filter((region) => !(region in endpoints))).toEqual([]);
    },
  );

  it('would notice a difference', () => {
    const facts = readFacts('pai-dlc');
    const body = { ...facts.operations.CreateJob!.body };
    const { Priority: _, ...without } = body;
    const mine = only(input(operations.CreateJob), operations.CreateJob.body);
    expect(memberDifferences('CreateJob', mine, without, facts, 'request', [])).toEqual([
      'CreateJob: Priority is not in the facts',
    ]);
    const nested: Facts = {
      ...facts,
      schemas: { ...facts.schemas, SeccompProfile: { ...facts.schemas.SeccompProfile, New: { type: 'string' } } },
    };
    expect(memberDifferences('CreateJob', mine, body, nested, 'request', []).join()).toContain(
      'SeccompProfile: New is missing',
    );
  });
});

describe('the catalogue', () => {
  it('has the 22 operations, each under its own name', () => {
    expect(all).toHaveLength(22);
    expect(Object.keys(operations)).toEqual(all.map(({ action }) => action));
  });

  it('names the RAM action of every operation in both spellings', () => {
    expect(operations.GetJob.ram).toEqual(['paidlc:GetJob', 'pai:GetJob']);
    expect(operations.ListImages.ram[0]).toBe('paiimage:ListImages');
    expect(operations.ListWorkspaces.ram[0]).toBe('paiworkspace:ListWorkspaces');
    expect(operations.GetDataset.ram[0]).toBe('paidataset:GetDataset');
    expect(operations.ListCodeSources.ram[0]).toBe('paicodesource:ListCodeSources');
    for (const { ram, action } of all) expect(ram.map((name) => name.split(':')[1])).toEqual([action, action]);
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DURATIONS } from '../../src/simulator/jobs/record.ts';
import { createJobStore } from '../../src/simulator/jobs/store.ts';
import { createLag } from '../../src/simulator/lag.ts';
import type { Param, Route } from '../../src/simulator/route.ts';
import { allRoutes } from '../../src/simulator/routes/all.ts';
import { createViewers } from '../../src/simulator/viewers/store.ts';
import { buildWorld } from '../../src/simulator/world/world.ts';
import { onQuota, useCloud, type Wire } from './cloud.ts';

const CONTRACT = fileURLToPath(new URL('../../contract/api/', import.meta.url));

interface FactParam {
  type?: string;
  ref?: string;
  required?: boolean;
  listedValues?: string[];
  serialised?: 'json' | 'simple';
}

interface Operation {
  method: string;
  path: string;
  query: Record<string, FactParam>;
  body: Record<string, FactParam>;
}

interface Facts {
  operations: Record<string, Operation>;
  schemas: Record<string, Record<string, unknown>>;
}

/** Where the simulator's list of values differs from the clients', and why. */
const LISTED_EXCEPTIONS: Readonly<Record<string, string>> = {
  'ListJobs.JobType': 'the prose lists five types; the enum of CreateJob has nine',
  'CreateJob.JobType': 'the client lists none; the official metadata has the enum',
  'CreateJob.Accessibility': 'the client lists none; the two values are in the prose',
  'UpdateJob.Accessibility': 'the client lists none; the two values are in the prose',
  'ListEcsSpecs.SortBy': 'an unknown one is BadRequest, not InvalidParameter; the handler decides',
  'ListImages.SortBy': 'the client lists none; GmtCreateTime is the only documented one',
  'ListDatasets.SortBy': 'the client lists none; GmtCreateTime is its only example',
  'ListDatasets.DataSourceTypes': 'a comma separated list, so no closed list of single values',
  'ListDatasets.DataTypes': 'a comma separated list, so no closed list of single values',
  'ListDatasetVersions.SourceTypes': 'a comma separated list, so no closed list of single values',
  'ListMembers.Roles': 'a comma separated list, so no closed list of single values',
  'ListResources.ResourceTypes': 'a comma separated list, so no closed list of single values',
  'ListResources.VerboseFields': 'a comma separated list, so no closed list of single values',
  'ListRayHistoryServers.PaymentType': 'the prose ends its list with a full stop',
  'ListRayHistoryServers.SortBy': 'the prose ends its list with a full stop',
  'CreateExperiment.Accessibility': 'the client lists none; the two values are those of all others',
  'CreateCodeSource.Accessibility': 'the client lists none; the two values are those of all others',
  'CreateCodeSource.CloneType': 'a number, whose bounds say the same',
  'UpdateCodeSource.CloneType': 'a number, whose bounds say the same',
  'UpdateQuota.QueueStrategy': 'the client lists none; CreateQuota has the four',
  'GetSpotPriceHistory.SpotDuration': 'a number, of which the handler takes any',
  'ListJobTemplates.Order': 'the client has an example only; the two values are those of all other lists',
  'ListCodeSources.Order': 'lower case is in the example of the reference',
};

/** Parameters that the simulator does not take, and why. */
const NOT_TAKEN: Readonly<Record<string, string>> = {
  'GetToken.TokenSettings': 'only a client of another language has it, and its form on the wire is not established',
};

const world = buildWorld({ region: 'cn-hangzhou', seed: 1, users: [{ userId: '1', userName: 'u' }] });
const store = createJobStore({
  quotas: world.quotas,
  durations: DEFAULT_DURATIONS,
  now: () => 0,
  lag: createLag().get,
});
const routes = allRoutes({
  world,
  store,
  durations: DEFAULT_DURATIONS,
  seed: 1,
  region: 'cn-hangzhou',
  tokenSecret: 'x',
  viewers: createViewers({ world, now: () => 0 }),
});

const read = (product: string): Facts => JSON.parse(readFileSync(`${CONTRACT}${product}.json`, 'utf8'));

const kindOf = (param: FactParam): string => (param.ref || param.type === 'map' ? 'object' : (param.type ?? ''));
const ourKind = (param: Param): string =>
  param.serialised === 'simple' && param.type === 'string' ? 'array' : param.type === 'integer' ? 'number' : param.type;

function parameterDifferences(route: Route, ours: Route['query'], theirs: Record<string, FactParam>): string[] {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return names.flatMap((name) => {
    const [own, fact] = [ours[name], theirs[name]];
    const label = `${route.action}.${name}`;
    if (!own) return label in NOT_TAKEN ? [] : [`${label} is missing`];
    if (!fact) return [`${label} is not the cloud's`];
    const problems: string[] = [];
    if (ourKind(own) !== kindOf(fact)) problems.push(`${label} is ${own.type}, the cloud's is ${kindOf(fact)}`);
    if (fact.required && !own.required) problems.push(`${label} is required`);
    if ((fact.serialised ?? '') !== (own.serialised ?? '')) problems.push(`${label} is serialised otherwise`);
    const [listed, values] = [[...(fact.listedValues ?? [])].sort(), [...(own.values ?? [])].sort()];
    const differs = fact.type !== 'boolean' && listed.join() !== values.join();
    if (differs && !(label in LISTED_EXCEPTIONS)) problems.push(`${label} lists ${values} for ${listed}`);
    return problems;
  });
}

describe('the list of routes', () => {
  it('has the operations of pai-dlc that are simulated and no action twice', () => {
    const actions = routes.map((route) => `${route.product} ${route.action}`);
    expect(new Set(actions).size).toBe(actions.length);
    expect(actions.filter((action) => action.startsWith('pai-dlc '))).toHaveLength(43);
  });
});

const facts = new Map(['pai-dlc', 'aiworkspace', 'paistudio'].map((product) => [product, read(product)]));

describe('the routes against the contract', () => {
  it.each(routes.map((route) => [route.action, route] as const))('%s', (_, route) => {
    const operation = facts.get(route.product)?.operations[route.action];
    expect(operation, 'is an operation of the cloud').toBeDefined();
    expect([route.method, route.path]).toEqual([operation?.method, operation?.path]);
    expect(parameterDifferences(route, route.query, operation?.query ?? {})).toEqual([]);
    expect(parameterDifferences(route, route.body, operation?.body ?? {})).toEqual([]);
  });

  it('keeps no exception that is not needed', () => {
    const unneeded = Object.keys(LISTED_EXCEPTIONS).filter((label) => {
      const [action = '', name = ''] = label.split('.');
      const route = routes.find((candidate) => candidate.action === action);
      const own = route?.query[name] ?? route?.body[name];
      const operation = facts.get(route?.product ?? '')?.operations[action];
      const fact = operation?.query[name] ?? operation?.body[name];
      return [...(own?.values ?? [])].sort().join() === [...(fact?.listedValues ?? [])].sort().join();
    });
    expect(unneeded).toEqual([]);
  });
});

describe('the answers against the contract', () => {
  const cloud = useCloud();
  const keys = (schema: string): string[] => Object.keys(facts.get('pai-dlc')?.schemas[schema] ?? {});
  // Observed in real answers, absent from the client's classes.
  const observed = ['JobMaxRunningTimeMinutes'];

  it('has no member that the cloud does not have', async () => {
    const id = await cloud.create({ ResourceId: cloud.quota('llm-lingjun'), JobSpecs: onQuota(2, 1) });
    cloud.sim.clock.advance(700);
    const job = await cloud.job(id);
    expect(Object.keys(job).filter((key) => !keys('GetJobResponseBody').includes(key))).toEqual(observed);
    const [pod] = job.Pods as Wire[];
    expect(Object.keys(pod!).filter((key) => !keys('GetJobResponseBodyPods').includes(key))).toEqual([]);
    const { Jobs } = await cloud.list();
    expect(Object.keys(Jobs[0]!).filter((key) => !keys('JobItem').includes(key))).toEqual([]);
  });
});

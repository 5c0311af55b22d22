import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { readMember } from '../../src/api/contract/member.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { bare } from '../../src/server/schema.ts';
import { allTools } from '../../src/tools/all.ts';

type Schema = z.core.$ZodType;

/** The closed lists of a schema, by path; items of a list count once. */
function listsOf(schema: Schema, at: string): [path: string, values: readonly string[]][] {
  const { def, schema: inner } = bare(schema);
  if (def.type === 'enum') return [[at, (inner as z.ZodEnum).options.map(String)]];
  if (def.element) return listsOf(def.element, at);
  return Object.entries(def.shape ?? {}).flatMap(([name, member]) => listsOf(member, `${at}.${name}`));
}

/** Every closed list of a tool. Those that take the fields of `create_job` are compared as that. */
const lists = new Map(
  allTools
    .flatMap((tool) => listsOf(tool.input, tool.name))
    .map(([path, list]) => [
      path.replace(/(?:clone_job|create_job_from_template)\.changes|create_jobs\.(?:job|variations)/, 'create_job'),
      list,
    ]),
);

/** Which list of the contract those have that the tool's own operation does not have by this name, or has twice. */
const FROM: Readonly<Record<string, string>> = {
  'create_job.task_specs.auto_scaling.strategy': 'AutoScalingSpec.ScalingStrategy',
  'create_job.settings.oversold_type': 'JobSettings.OversoldType',
  'wait_for_job.statuses': 'ListJobs.Status',
  'show_jobs.status': 'ListJobs.Status',
  'read_jobs_page.status': 'ListJobs.Status',
  'get_job_sanity_check_result.phase': 'GetJobSanityCheckResult.SanityCheckPhase',
  'list_quotas.resource_type': 'Quota.ResourceType',
  'update_quota.queue_strategy': 'Quota.QueueStrategy',
  'list_node_types.accelerator_type': 'ListNodes.AcceleratorType',
  'list_resources.resource_types': 'ListResourcesResponseBodyResources.ResourceType',
};

/** Lists of the server's own: what it does with what it has read. */
const OURS = [
  // The API does not list the times that its window can be of.
  'list_jobs.time_range_field',
  'estimate_cost.by',
  // The API names one field of a range; the others are numbers that a job has.
  'list_jobs.numeric_range_field',
  'estimate_cost.numeric_range_field',
  // Colours of a picture.
  'get_job_metrics.picture',
  'plot_job.theme',
  // The API's list is open; these are the storages that a job can mount.
  'list_datasets.storage',
  'create_dataset.storage',
  // The server sorts: the API refuses what it lists.
  'list_ecs_specs.sort_by',
  'list_ecs_specs.order',
  'get_pod_logs.level',
  'wait_for_job.until',
  'read_job_page.parts',
  'read_job_page.level',
  'list_quota_workloads.state',
  // The API lists neither signals nor orders here.
  'create_signal.signal',
  'list_signals.order',
  // The API does not list what it sorts by.
  'list_nodes.sort_by',
  // The products are in the prose of the documentation only.
  'operate_node.sub_products',
];

/** Values that a tool takes besides those of the contract, for several of them. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'list_jobs.status': ['live'],
  'show_jobs.status': ['live'],
  'read_jobs_page.status': ['live'],
};

/** The closed list of `Action.Parameter` or `Schema.Member`. */
function listed(member: string): readonly string[] | undefined {
  const [owner = '', name = ''] = member.split('.');
  const found = Object.values(operations).flatMap(({ action, query, body, schemas }) =>
    [action === owner ? { ...query, ...body }[name] : undefined, schemas[owner]?.[name]].flatMap((type) => type ?? []),
  );
  const [type] = found;
  return type === undefined ? undefined : readMember(type).values;
}

/** `payment_type` as the API spells it. */
const wireName = (name: string): string => name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The closed lists that a request of an operation has under a name, at any depth. */
function listsNamed(action: Action, name: string): (readonly string[])[] {
  const { query, body = {}, schemas } = operations[action];
  const open = [{ ...query, ...body }];
  const seen = new Set<string>();
  const found: (readonly string[])[] = [];
  for (const members of open)
    for (const [key, type] of Object.entries(members)) {
      const { base, values } = readMember(type);
      if (key === name && values !== undefined) found.push(values);
      const below = schemas[base];
      if (below === undefined || seen.has(base)) continue;
      seen.add(base);
      open.push(below);
    }
  return found;
}

/** The list of the contract that a parameter repeats: as `FROM` says, or by its name in the tool's own operation. */
function ofContract(path: string): readonly string[] | undefined {
  const given = FROM[path];
  if (given !== undefined) return listed(given) ?? [];
  const tool = allTools.find(({ name }) => name === path.split('.')[0]);
  const [own] = tool?.actions ?? [];
  const [values, ...others] = own === undefined ? [] : listsNamed(own, wireName(path.split('.').at(-1) ?? ''));
  // Two lists of one name have to be told apart by hand.
  return others.length === 0 ? values : [];
}

const compared = [...lists.keys()].filter((path) => !OURS.includes(path));

describe('every closed list that a tool takes', () => {
  it('has members of a listed job where it is of the fields of a range', () => {
    const members = Object.keys(operations.ListJobs.schemas.JobItem ?? {});
    expect(members).toEqual(expect.arrayContaining([...(lists.get('list_jobs.numeric_range_field') ?? [])]));
  });

  it.each(compared)('%s is one of the contract, or named as one of our own', (path) => {
    expect(ofContract(path)).toBeDefined();
    expect([...(lists.get(path) ?? [])].sort()).toEqual([...(ofContract(path) ?? []), ...(ALSO[path] ?? [])].sort());
  });

  it('is named by hand only where it has to be', () => {
    expect([...Object.keys(FROM), ...OURS].filter((path) => !lists.has(path))).toEqual([]);
    expect(compared.length).toBeGreaterThan(15);
  });
});

import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { readMember } from '../../src/api/contract/member.ts';
import { operations } from '../../src/api/operations.ts';
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

/** Every closed list of a tool. `clone_job.changes` are the fields of `create_job`, and are compared as those. */
const lists = new Map(
  allTools
    .flatMap((tool) => listsOf(tool.input, tool.name))
    .map(([path, list]) => [path.replace('clone_job.changes', 'create_job'), list]),
);

/** Which list of the contract each has. */
const FROM: Readonly<Record<string, string>> = {
  'create_job.job_type': 'CreateJob.JobType',
  'create_job.success_policy': 'CreateJob.SuccessPolicy',
  'create_job.accessibility': 'CreateJob.Accessibility',
  'create_job.task_specs.restart_policy': 'JobSpec.RestartPolicy',
  'create_job.task_specs.auto_scaling.strategy': 'AutoScalingSpec.ScalingStrategy',
  'create_job.data_sources.mount_access': 'CreateJobRequestDataSources.MountAccess',
  'create_job.user_vpc.default_route': 'CreateJobRequestUserVpc.DefaultRoute',
  'create_job.settings.job_reserved_policy': 'JobSettings.JobReservedPolicy',
  'create_job.settings.oversold_type': 'JobSettings.OversoldType',
  'list_jobs.status': 'ListJobs.Status',
  'list_jobs.job_type': 'ListJobs.JobType',
  'list_jobs.payment_type': 'ListJobs.PaymentType',
  'list_jobs.sort_by': 'ListJobs.SortBy',
  'list_jobs.order': 'ListJobs.Order',
  'wait_for_job.statuses': 'ListJobs.Status',
  'update_job.accessibility': 'UpdateJob.Accessibility',
  'list_job_sanity_check_results.order': 'ListJobSanityCheckResults.Order',
  'get_job_sanity_check_result.phase': 'GetJobSanityCheckResult.SanityCheckPhase',
  'list_ecs_specs.accelerator_type': 'ListEcsSpecs.AcceleratorType',
  'list_ecs_specs.resource_type': 'ListEcsSpecs.ResourceType',
  'list_quotas.resource_type': 'Quota.ResourceType',
};

/** Lists of the server's own: what it does with what it has read. */
const OURS = [
  // The API does not list the times that its window can be of.
  'list_jobs.time_range_field',
  // The API's list is open; these are the storages that a job can mount.
  'list_datasets.storage',
  // The server sorts: the API refuses what it lists.
  'list_ecs_specs.sort_by',
  'list_ecs_specs.order',
  'get_pod_logs.level',
  'wait_for_job.until',
];

/** Values that a tool takes besides those of the contract, for several of them. */
const ALSO: Readonly<Record<string, readonly string[]>> = { 'list_jobs.status': ['live'] };

/** The closed list of `Action.Parameter` or `Schema.Member`. */
function listed(member: string): readonly string[] | undefined {
  const [owner = '', name = ''] = member.split('.');
  const found = Object.values(operations).flatMap(({ action, query, body, schemas }) =>
    [action === owner ? { ...query, ...body }[name] : undefined, schemas[owner]?.[name]].flatMap((type) => type ?? []),
  );
  const [type] = found;
  return type === undefined ? undefined : readMember(type).values;
}

describe('every closed list that a tool takes', () => {
  it('is one of the contract, or one of our own', () => {
    expect([...lists.keys()].sort()).toEqual([...Object.keys(FROM), ...OURS].sort());
  });

  it.each(Object.entries(FROM))('%s has the values of %s', (path, member) => {
    expect([...(lists.get(path) ?? [])].sort()).toEqual(
      [...(listed(member) ?? ['no list']), ...(ALSO[path] ?? [])].sort(),
    );
  });
});

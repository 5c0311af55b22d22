import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { AnyFieldTable } from '../../src/jobs/field-table.ts';
import { type CreateJobInput, createJobInput, jobFields } from '../../src/jobs/job-fields.ts';
import { createRequest, updateRequest } from '../../src/jobs/job-request.ts';
import { notCopied, notTold, readArguments } from '../../src/jobs/read-arguments.ts';

/** Made once: fast-check takes milliseconds to prepare such an expression, and a schema has hundreds of words. */
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/);

/** Values that are set, by the type of a schema; texts that mean the same on both sides. */
function valuesOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) return fc.option(valuesOf(schema.unwrap() as z.ZodType), { nil: undefined });
  if (schema instanceof z.ZodObject)
    return fc.record(
      Object.fromEntries(
        Object.entries(schema.shape).map(([name, member]) => [name, valuesOf(member as z.ZodType)] as const),
      ),
    );
  if (schema instanceof z.ZodArray)
    return fc.array(valuesOf(schema.element as z.ZodType), { minLength: 1, maxLength: 3 });
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(word, fc.constantFrom('', '0', 'false', 'text'), { minKeys: 1 });
  if (schema instanceof z.ZodNumber) return fc.integer({ min: 1, max: 9 });
  if (schema instanceof z.ZodBoolean) return fc.constant(true);
  return word;
}

/** A job that a quota runs, with one of id and URI for each source: the rest of the rules has tests of its own. */
const jobs = valuesOf(createJobInput.omit({ dry_run: true })).map((value) => {
  const { data_sources, code_source, script, ...job } = value as CreateJobInput;
  return {
    ...job,
    // What a shell writes ends with the end of a line.
    ...(script && { script: { name: 'train.py', text: `${script.text}\n` } }),
    resource_id: 'quota1abc',
    data_sources: data_sources?.map(({ data_source_id, uri, ...rest }) =>
      data_source_id === undefined ? { uri: uri ?? 'oss://x', ...rest } : { data_source_id, ...rest },
    ),
    ...(code_source && { code_source: { ...code_source, code_source_id: code_source.code_source_id ?? 'code-1' } }),
  } as CreateJobInput;
});

/** Without what is `undefined`, and without objects in which nothing is set. */
const tidy = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(tidy)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).flatMap(([name, member]) => {
            const inner = tidy(member);
            const empty = typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0;
            return inner === undefined || (empty && name !== 'spot') ? [] : [[name, inner]];
          }),
        )
      : value;

/** The request as an answer would echo it: what it calls ExtendedCIDRs, the answer calls ExtendedCidrs. */
function answerOf(job: CreateJobInput): Record<string, unknown> {
  const text = JSON.stringify(createRequest(job, '7')).replaceAll('"ExtendedCIDRs":', '"ExtendedCidrs":');
  return JSON.parse(text) as Record<string, unknown>;
}

describe('the fields of a job', () => {
  it('are the same after the way to the wire and back, each of them', { tags: 'sweep' }, () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const answer = answerOf(job);
        expect(readArguments(answer)).toEqual({ workspace_id: '7', ...(tidy(job) as object) });
        expect(notCopied(answer)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** `settings.enable_rdma Settings.EnableRDMA`, for each row at every depth. */
const namesOf = (table: AnyFieldTable, [tool, wire] = ['', '']): string[][] =>
  Object.entries(table.rows).flatMap(([name, row]) => {
    const here = [tool + name, `${wire}${row.wire}${row.inner === undefined ? '' : `.${row.inner.name}`}`] as const;
    return row.of === undefined ? [[...here]] : [[...here], ...namesOf(row.of, [`${here[0]}.`, `${here[1]}.`])];
  });

describe('the names of the fields', () => {
  it("are the wire's own in snake_case, except these", () => {
    const plain = (name: string): string =>
      name
        .slice(name.lastIndexOf('.') + 1)
        .replaceAll('_', '')
        .toLowerCase();
    const others = namesOf(jobFields).filter(([tool = '', wire = '']) => plain(tool) !== plain(wire));
    expect(others.map((pair) => pair.join(' '))).toEqual([
      'task_specs JobSpecs',
      'task_specs.spot JobSpecs.SpotSpec',
      'task_specs.spot.discount_limit JobSpecs.SpotSpec.SpotDiscountLimit',
      'task_specs.spot.price_limit JobSpecs.SpotSpec.SpotPriceLimit',
      'task_specs.assign_nodes JobSpecs.AssignNodeSpec.NodeNames',
      'task_specs.avoid_nodes JobSpecs.AssignNodeSpec.AntiAffinityNodeNames',
      'task_specs.assign_hyper_nodes JobSpecs.AssignNodeSpec.HyperNodes',
      'task_specs.avoid_hyper_nodes JobSpecs.AssignNodeSpec.AntiAffinityHyperNodes',
      'task_specs.auto_scaling JobSpecs.AutoScalingSpec',
      'task_specs.auto_scaling.strategy JobSpecs.AutoScalingSpec.ScalingStrategy',
      'command UserCommand',
      'data_sources.version DataSources.DataSourceVersion',
      'settings.enable_error_monitoring Settings.EnableErrorMonitoringInAIMaster',
    ]);
  });
});

describe('the request of an update', () => {
  it('has what changes, and of the tasks all, each with its count', () => {
    const current = [
      { type: 'Master', podCount: 1 },
      { type: 'Worker', podCount: 2 },
    ];
    expect(updateRequest('dlc1', { priority: 3, description: '' }, current)).toEqual({
      JobId: 'dlc1',
      Priority: 3,
      Description: '',
    });
    expect(updateRequest('dlc1', { task_specs: [{ type: 'Worker', pod_count: 5 }] }, current)).toEqual({
      JobId: 'dlc1',
      JobSpecs: [
        { Type: 'Master', PodCount: 1 },
        { Type: 'Worker', PodCount: 5 },
      ],
    });
  });
});

/** What a clone of a job on public resources has of it. */
const clone = (job: Record<string, unknown>) => ({
  args: readArguments(job),
  named: notCopied(job),
  untold: notTold(job).map(({ path }) => path),
});
const task = (spec: Record<string, unknown>) => clone({ JobSpecs: [{ Type: 'Worker', PodCount: 1, ...spec }] });
const one = (more: object) => ({ task_specs: [{ type: 'Worker', pod_count: 1, ...more }] });

describe('what a job was told is carried over or named', () => {
  it('values that look unset, under names of the user', () => {
    const { args, named } = clone({
      Envs: { NCCL_IB_DISABLE: '0', EMPTY: '', DEBUG: 'false' },
      CustomEnvs: [
        { Key: 'ZERO', Value: '0' },
        { Key: 'NONE', Value: '' },
      ],
      Settings: { Tags: { shard: '0', note: '', 'pai-dlc-mcp-request': 'r-1' } },
    });
    expect(args).toEqual({
      envs: { NCCL_IB_DISABLE: '0', EMPTY: '', DEBUG: 'false', ZERO: '0', NONE: '' },
      settings: { tags: { shard: '0', note: '' } },
    });
    expect(named).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, object, string[]]>([
    ['preemptible by the deprecated flag', { UseSpotInstance: true }, { spot: {} }, []],
    ['preemptible without a limit', { SpotSpec: { SpotStrategy: 'SpotWithPriceLimit' } }, { spot: {} }, []],
    [
      'preemptible by both',
      { UseSpotInstance: true, SpotSpec: { SpotStrategy: 'SpotWithPriceLimit', SpotPriceLimit: 2 } },
      { spot: { price_limit: 2 } },
      [],
    ],
    [
      'preemptible in a way of its own',
      { SpotSpec: { SpotStrategy: 'Other' } },
      { spot: {} },
      ['JobSpecs.SpotSpec.SpotStrategy'],
    ],
    ['not preemptible', { UseSpotInstance: false, SpotSpec: { SpotStrategy: '', SpotDiscountLimit: 0 } }, {}, []],
    ['chief in the older spelling', { IsChief: false, IsCheif: true }, { is_chief: true }, []],
    ['no GPU, said aloud', { ResourceConfig: { CPU: '8', GPU: '0' } }, { resource_config: { cpu: '8', gpu: '0' } }, []],
    ['nodes that are off', { AssignNodeSpec: { EnableAssignNode: false, NodeNames: '' } }, {}, []],
    [
      'nodes by group',
      { AssignNodeSpec: { EnableAssignNode: true, NodeNames: 'a', HyperNodes: [{ HyperNodeName: 'h' }] } },
      { assign_nodes: ['a'], assign_hyper_nodes: [{ hyper_node_name: 'h' }] },
      [],
    ],
    [
      'some nodes of groups to stay away from',
      { AssignNodeSpec: { AntiAffinityHyperNodes: [{ HyperNodeName: 'h', NodeNames: 'a,b' }] } },
      { avoid_hyper_nodes: [{ hyper_node_name: 'h', node_names: ['a', 'b'] }] },
      [],
    ],
    [
      'nodes by group in another form',
      { AssignNodeSpec: { HyperNodes: 'h', AntiAffinityHyperNodes: [{ HyperNodeName: 'h' }, { NodeNames: 'c' }] } },
      {},
      ['JobSpecs.AssignNodeSpec.HyperNodes', 'JobSpecs.AssignNodeSpec.AntiAffinityHyperNodes'],
    ],
    [
      'scaling by a metric',
      { AutoScalingSpec: { AutoscalingMetricSpec: { MetricName: 'x', TargetValue: 80, MetricType: 'y' } } },
      { auto_scaling: { autoscaling_metric_spec: { metric_name: 'x', target_value: 80 } } },
      ['JobSpecs.AutoScalingSpec.AutoscalingMetricSpec.MetricType'],
    ],
    [
      'a value of another kind',
      { PodCount: { of: 1 }, Driver: '5' },
      { pod_count: undefined, driver: '5' },
      ['JobSpecs.PodCount'],
    ],
  ])('%s', (_, spec, carried, lost) => {
    const { args, named } = task(spec);
    expect(args).toEqual(tidy(one(carried)));
    expect(named).toEqual(lost);
  });

  it('a command, with the line ends that are shown', () => {
    expect(clone({ UserCommand: 'a \\\r\n  b\n' }).args).toEqual({ command: 'a \\\n  b\n' });
  });

  it('a source of data or code, with what documented answers do not have', () => {
    const source = { DataSourceId: 'd-1', Uri: 'oss://x', MountPath: '/a' };
    const told = clone({
      DataSources: [
        { ...source, MountAccess: 'RO', DataSourceVersion: 'v1', Options: '{}', EnableCache: true, RoleChain: '[r]' },
      ],
      CodeSource: { CodeSourceId: 'code-1', IsSharedMountPath: true },
      SuccessPolicy: 'Never',
      JobMaxRunningTimeMinutes: 0,
    });
    expect(told.args).toEqual({
      data_sources: [
        {
          data_source_id: 'd-1',
          mount_path: '/a',
          mount_access: 'RO',
          version: 'v1',
          options: '{}',
          enable_cache: true,
        },
      ],
      code_source: { code_source_id: 'code-1', is_shared_mount_path: true },
      success_policy: 'Never',
    });
    expect(told.named).toEqual(['DataSources.RoleChain']);
    const job = ['Options', 'TemplateId', 'TemplateVersion'];
    expect(told.untold).toEqual(['data_sources[0].access_point_id', ...job]);

    const untold = clone({ DataSources: [{}, source], CodeSource: { CodeSourceId: 'code-1' } });
    expect(untold.args).toMatchObject({ data_sources: [{ data_source_id: 'd-1', mount_path: '/a' }] });
    expect(untold.untold).toEqual([
      'job_max_running_time_minutes',
      'success_policy',
      ...['mount_access', 'version', 'options', 'enable_cache', 'access_point_id', 'RoleChain'].map(
        (name) => `data_sources[0].${name}`,
      ),
      'code_source.is_shared_mount_path',
      ...job,
    ]);
    expect(notTold({ DataSources: [source] }).filter(({ needed }) => needed !== undefined)).toEqual([
      { path: 'data_sources[0].mount_access', needed: 'RO, or RW where the job writes' },
    ]);
  });

  it('and a job of this server was asked for nothing that no parameter stands for', () => {
    const job = { DataSources: [{ DataSourceId: 'd-1', MountPath: '/a' }] };
    expect(clone(job).untold).toContain('data_sources[0].RoleChain');
    const { untold } = clone({ ...job, Settings: { Tags: { 'pai-dlc-mcp-request': 'r-1' } } });
    expect(untold).toEqual([
      'job_max_running_time_minutes',
      'success_policy',
      ...['mount_access', 'version', 'options', 'enable_cache', 'access_point_id'].map(
        (name) => `data_sources[0].${name}`,
      ),
    ]);
  });

  it('and what is the state of the job is neither', () => {
    const { args, named, untold } = clone({
      JobId: 'dlc1',
      Status: 'Running',
      Priority: 1,
      ElasticSpec: { AIMasterType: '', EnableElasticTraining: false, MaxParallelism: 0 },
      CodeSource: { CodeSourceId: '', MountPath: '/root/code' },
      Settings: { BusinessUserId: '', Caller: '', EnableTideResource: false, JobReservedMinutes: '0' },
    });
    expect(args).toEqual({});
    expect(named).toEqual([]);
    expect(untold).not.toContain('code_source.is_shared_mount_path');
  });
});

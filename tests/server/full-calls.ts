import { LRUCache } from 'lru-cache';
import type * as z from 'zod';
import type { Tool } from '../../src/tools/tool.ts';
import { jobArguments, type Named } from '../named.ts';
import { assetCalls } from './asset-calls.ts';
import { experimentCalls } from './experiment-calls.ts';

type Args = Readonly<Record<string, unknown>>;

/** A valid call of a tool. */
export interface FullCall {
  tool: string;
  args: Args;
  /** Whether it comes to a request: a made-up cursor and a pattern to wait for do not. */
  sends: boolean;
}

const job = ({ image, ecs_spec, dataset_id, code_source_id, workspace_id }: Named): Args => ({
  workspace_id,
  display_name: '20260305',
  job_type: 'PyTorchJob',
  task_specs: [
    { type: 'Master', pod_count: 1, image, ecs_spec, driver: '535.54.03', is_chief: true, restart_policy: 'Never' },
    { type: 'Worker', pod_count: 2, image, ecs_spec, assign_nodes: ['1'], avoid_nodes: ['2', 'node-3'] },
  ],
  command: '42',
  job_max_running_time_minutes: 60,
  data_sources: [
    {
      data_source_id: dataset_id,
      mount_path: '/mnt/data',
      mount_access: 'RO',
      version: 'v1',
      enable_cache: false,
      access_point_id: '7',
    },
    {
      uri: 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/out/',
      mount_path: '/mnt/out',
      mount_access: 'RW',
      options: '{"a": 1}',
    },
  ],
  code_source: {
    code_source_id,
    branch: '2026',
    commit: '1234567',
    mount_path: '/root/code',
    is_shared_mount_path: true,
  },
  envs: { LR: '0.1', STEPS: '1000', DEBUG: 'true', EMPTY: '', LIST: '[1]' },
  third_party_libs: ['numpy==1.26.4'],
  third_party_lib_dir: '/root/code',
  success_policy: 'ChiefWorker',
  accessibility: 'PRIVATE',
  description: '7',
});

const quotaJob = ({ image, workspace_id, quota }: Named): Args => ({
  workspace_id,
  display_name: 'quota-job-20260305',
  job_type: 'PyTorchJob',
  resource_id: quota,
  task_specs: [
    {
      type: 'Worker',
      pod_count: 1,
      image,
      resource_config: { cpu: '8', memory: '64Gi', gpu: '1', shared_memory: '64Gi', gpu_type: '100' },
      auto_scaling: {
        strategy: 'CloudMonitor',
        min_replicas: 1,
        max_replicas: 2,
        autoscaling_metric_spec: {
          metric_name: 'x',
          target_value: 80,
          tolerance: '0.1',
          stabilization_window_seconds: 300,
        },
      },
      assign_hyper_nodes: [{ hyper_node_name: 'hyper-7', node_names: ['lingj7'] }],
      avoid_hyper_nodes: [{ hyper_node_name: 'hyper-8', node_names: ['lingj8'] }],
      hyper_node_scheduling_config: { min_available: 2, quality_policy: '7' },
      system_disk: { category: 'cloud_essd', size: 200, performance_level: 'PL1' },
      service_spec: { service_mode: 'PerRole', default_port: 8080, extra_ports: [9090] },
      startup_dependencies: [{ type: 'Master', on_phase: 'Running', min_replicas: '1' }],
      consider_in_success_policy: true,
    },
  ],
  command: 'python train.py --json [1,2]',
  script: { name: '7', text: '8' },
  priority: 3,
  user_vpc: {
    vpc_id: 'vpc-1',
    switch_id: '17',
    security_group_id: 'sg-1',
    extended_cidrs: ['10.0.0.0/8'],
    default_route: 'eth1',
  },
  settings: {
    enable_rdma: true,
    allocate_all_rdma_devices: true,
    enable_sanity_check: false,
    sanity_check_args: '--sanity-check-timing=AfterJobFaultTolerant',
    enable_error_monitoring: false,
    error_monitoring_args: '5',
    driver: '550',
    job_reserved_minutes: 0,
    job_reserved_policy: 'OnFailure',
    oversold_type: 'AcceptQuotaOverSold',
    enable_cpu_affinity: true,
    enable_oss_append: false,
    enable_tide_resource: false,
    disable_ecs_stock_check: true,
    tags: { team: '7' },
    shell: '/bin/bash',
    termination_grace_period_seconds: 60,
    allow_unschedulable_nodes: false,
    data_juicer_config: {
      command_type: 'config',
      execution_mode: 'standalone',
      enable_resource_estimation: false,
      resource_limit: { cpu: '8', memory: '64Gi', gpu: '1' },
    },
  },
  scheduling_strategy: '7',
  dry_run: false,
});

const spotJob = (named: Named): Args => ({
  ...job(named),
  task_specs: [
    { type: 'Worker', pod_count: 1, image: named.image, ecs_spec: named.ecs_spec, spot: { discount_limit: 0.5 } },
    { type: 'Master', pod_count: 1, image: named.image, ecs_spec: named.ecs_spec, spot: { price_limit: 2 } },
  ],
});

const UID = '123456';
const STORAGE = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/logs/';
const MACHINE = { ecs_type: 'ecs.g6.large', vpc_id: 'vpc-1', switch_id: 'vsw-1', security_group_id: 'sg-1' };
/** What few lists of jobs are narrowed by. */
const RARE_FILTERS = {
  description: '7',
  user_command_search: 'train',
  reason_search: '137',
  image_search: 'torch',
  accessibility: 'PRIVATE',
  enable_assign_node: true,
  oversold_info: 'ForceQuotaOverSold',
  numeric_range_field: 'RequestGPU',
  numeric_range_min: 1,
  numeric_range_max: 8,
};
const WINDOW = { start_time: '2026-03-05T00:00:00Z', end_time: '2026-03-05T23:00:00Z' };

/** Of the worlds that were named last: who wants one call of each tool asks a hundred times about the same. */
const made = new LRUCache<string, readonly FullCall[]>({ max: 8 });

/** Valid calls of every tool, which use every parameter at every depth. */
export function fullCalls(named: Named): readonly FullCall[] {
  const key = JSON.stringify(named);
  const calls = made.get(key) ?? makeFullCalls(named);
  made.set(key, calls);
  return calls;
}

function makeFullCalls(named: Named): readonly FullCall[] {
  const { resource_group, machine_group, node } = named;
  const { workspace_id, job_id, over_job_id, signal_id, pod_id, image_id, image, dataset_id, code_source_id, quota } =
    named;
  const { tensorboard_id, ray_history_server_id } = named;
  const { template_id } = named;
  const template = {
    content: '{"JobType":"PyTorchJob"}',
    constraints: { JobType: 'locked' },
    description: '7',
  };
  const tensorboard = { display_name: '20260306', max_running_time_minutes: 60 };
  const { workspace_id: _, ...changes } = job(named);
  const { workspace_id: _w, dry_run: _d, ...otherChanges } = quotaJob(named);
  const { dry_run: _r, ...base } = changes;
  const { workspace_id: _s, dry_run: _n, ...spot } = spotJob(named);
  const sent: [string, Args][] = [
    ['list_workspaces', { name_contains: '12', page_number: 1 }],
    ['list_image_labels', { keys: ['system.chipType', '7'], official: false, workspace_id }],
    ['list_images', { labels: 'system.chipType=GPU', query: '2', name: '3', official: true, verbose: true }],
    ['list_images', { image_uri: image, page_number: 1, page_size: 20, workspace_id }],
    ['get_image', { image_id }],
    ['list_datasets', { name_contains: '7', storage: 'OSS', page_number: 2, workspace_id }],
    ['get_dataset', { dataset_id }],
    ['list_code_sources', { name_contains: '7', page_number: 1, workspace_id }],
    ['get_code_source', { code_source_id }],
    ['list_ecs_specs', { accelerator_type: 'GPU', resource_type: 'ECS', min_gpu: 1, min_cpu: 4, min_memory: 8.5 }],
    ['list_ecs_specs', { gpu_type: '100', available_only: false, sort_by: 'gpu', order: 'desc' }],
    ['list_ecs_specs', { page_number: 2, page_size: 5 }],
    ['list_ecs_specs', { quota_id: quota, accelerator_type: 'GPU' }],
    ['list_quotas', { quota_name: '7', quota_ids: [quota], resource_type: 'ECS', page_number: 1, workspace_id }],
    ['list_quotas', { parent_quota_id: quota, workspace_id }],
    ['get_workspace', { verbose: false, workspace_id }],
    ['get_default_workspace', { verbose: true }],
    ['list_members', { member_name: '7', user_id: '1234567890123456', page_number: 1, workspace_id }],
    ['list_members', { roles: ['PAI.WorkspaceAdmin', 'PAI.AlgoDeveloper'], workspace_id }],
    ['list_resources', { resource_name: '7', resource_types: ['ECS', 'Lingjun'], page_number: 1, workspace_id }],
    ['list_products', { product_codes: ['DLC_share'], service_codes: ['oss'] }],
    ['list_permissions', { code_contains: '7', workspace_id }],
    [
      'list_tensorboards',
      { job_id, display_name: '7', status: 'Running', payment_type: 'Free', quota_id: quota, own: true, workspace_id },
    ],
    [
      'list_tensorboards',
      { user_id: '1234567890123456', ...WINDOW, sort_by: 'DisplayName', order: 'asc', page_number: 1, workspace_id },
    ],
    ['get_tensorboard', { tensorboard_id }],
    [
      'create_tensorboard',
      {
        display_name: '20260305',
        max_running_time_minutes: 60,
        job_ids: [job_id],
        summary_path: '/mnt/data/7',
        accessibility: 'PRIVATE',
        cpu: 1,
        memory: 4,
        workspace_id,
      },
    ],
    ['create_tensorboard', { ...tensorboard, dataset_id, summary_relative_path: '7', machine: MACHINE, workspace_id }],
    ['create_tensorboard', { ...tensorboard, uri: STORAGE, quota_id: quota, priority: 3, workspace_id }],
    ['create_tensorboard', { ...tensorboard, job_ids: [job_id, job_id], summary_path: '/logs', workspace_id }],
    ['start_tensorboard', { tensorboard_id: named.stopped_tensorboard_id }],
    ['stop_tensorboard', { tensorboard_id }],
    ['update_tensorboard', { tensorboard_id, max_running_time_minutes: 120, accessibility: 'PRIVATE', priority: 3 }],
    ['delete_tensorboard', { tensorboard_id: named.spare_tensorboard_id }],
    ['get_tensorboard_shared_url', { tensorboard_id, expire_seconds: 900 }],
    [
      'list_job_templates',
      { template_name: '7', user_id: '1234567890123456', order: 'asc', page_number: 1, workspace_id },
    ],
    ['get_job_template', { template_id }],
    ['get_job_template', { template_id, version: '1' }],
    ['create_job_template', { ...template, template_name: '20260305', workspace_id }],
    ['update_job_template', { ...template, template_id, template_name: '20260306', set_as_default: true }],
    ['set_job_template_default_version', { template_id, version: 2 }],
    [
      'create_job_from_template',
      { template_id, version: 1, changes: { display_name: '20260307', envs: { SEED: '7' } }, dry_run: false },
    ],
    ['delete_job_template', { template_id: named.spare_template_id }],
    ['get_dashboard', { job_id }],
    ['get_ray_dashboard', { job_id }],
    [
      'list_ray_history_servers',
      { display_name: '7', status: 'Running', payment_type: 'PostPaid', resource_id: quota, own: true, workspace_id },
    ],
    [
      'list_ray_history_servers',
      { user_id: '1234567890123456', storage_path: '7', ...WINDOW, sort_by: 'Status', order: 'asc', workspace_id },
    ],
    ['list_ray_history_servers', { page_number: 1, workspace_id }],
    ['get_ray_history_server', { ray_history_server_id }],
    [
      'create_ray_history_server',
      {
        display_name: '20260305',
        storage_path: STORAGE,
        ecs_spec: named.ecs_spec,
        max_runtime_minutes: 60,
        accessibility: 'PRIVATE',
        workspace_id,
      },
    ],
    [
      'create_ray_history_server',
      { display_name: '20260306', storage_path: STORAGE, resource_id: quota, max_runtime_minutes: 60, workspace_id },
    ],
    ['start_ray_history_server', { ray_history_server_id: named.stopped_ray_history_server_id }],
    ['stop_ray_history_server', { ray_history_server_id }],
    ['delete_ray_history_server', { ray_history_server_id: named.spare_ray_history_server_id }],
    ['get_ray_history_server_link', { ray_history_server_id }],
    ...assetCalls(named),
    ...experimentCalls(named),
    ['create_job', job(named)],
    ['estimate_cost', { ecs_spec: named.ecs_spec, pod_count: 2, hours: 8 }],
    ['estimate_cost', { job_ids: [job_id] }],
    ['estimate_cost', { days: 7, by: 'machine', all_workspaces: true, ...RARE_FILTERS }],
    ['estimate_cost', { days: 7, job_type: 'PyTorchJob', display_name: '1', resource_id: quota, workspace_id }],
    ['estimate_cost', { days: 7, payment_type: 'PostPaid', tags: { team: '7' }, workspace_id }],
    ['estimate_cost', { ...WINDOW, user_id: '1234567890123456', workspace_id }],
    ['estimate_cost', { ...WINDOW, own: false, by: 'user', workspace_id }],
    ['get_job_metrics', { job_id, metrics: ['DiskReadRate', 'JOB_MEMORY_FREE'], picture: 'dark', ...WINDOW }],
    ['compare_jobs', { job_ids: [job_id, over_job_id] }],
    ['plot_job', { job_ids: [job_id], curves: ['loss', 'GpuCoreUsage'], theme: 'dark' }],
    ['get_quota', { quota_id: quota, gpu: 1, cpu: 8, memory: 64 }],
    [
      'list_quota_workloads',
      {
        quota_id: quota,
        state: 'holding',
        user_ids: ['1234567890'],
        node: 'lingj1',
        own_level: true,
        page_number: 1,
      },
    ],
    ['list_quota_workloads', { quota_id: quota, ahead_of: job_id }],
    [
      'list_quota_active_user_usages',
      {
        quota_id: quota,
        user_id: '1234567890123456',
        self_only: true,
        sort_by: 'SubmittedGPU',
        order: 'asc',
        page_number: 1,
        workspace_id,
      },
    ],
    ['list_nodes', { quota_id: quota, sort_by: 'GPU', order: 'desc', accelerator_type: 'GPU', gpu_type: '7' }],
    [
      'list_nodes',
      {
        resource_group_ids: [resource_group],
        node_ids: [node],
        node_types: ['ml.a'],
        node_statuses: ['Ready'],
        reason_codes: ['Expired'],
        machine_group_ids: [machine_group],
        page_number: 1,
      },
    ],
    ['list_node_pods', { node_id: node, resource_group_id: resource_group, gpu_indexes: [0, 7] }],
    ['list_node_types', { quota_id: quota, accelerator_type: 'GPU', gpu_type: '7', node_types: ['ml.a'] }],
    ['list_node_types', { resource_group_ids: [resource_group] }],
    ['list_resource_groups', { name: '7', resource_type: 'Lingjun', status: 'Ready', page_number: 1 }],
    ['list_resource_groups', { resource_group_ids: [resource_group] }],
    ['get_resource_group', { resource_group_id: resource_group }],
    [
      'list_resource_group_machine_groups',
      { resource_group_id: resource_group, ecs_spec: 'ml.a', status: 'Ready', page_number: 1 },
    ],
    ['get_resource_group_machine_group', { resource_group_id: resource_group, machine_group_id: machine_group }],
    ['update_quota', { quota_id: quota, queue_strategy: 'PaiStrategyBalance', quota_name: '7', description: '8' }],
    ['scale_quota', { quota_id: quota, node_specs: [{ type: 'ml.sim-c192g8', count: 9 }] }],
    [
      'operate_node',
      { node_id: node, quota_id: quota, operation: 'Cordon', only_workspace_id: workspace_id, comment: '7' },
    ],
    ['operate_node', { node_id: node, quota_id: quota, operation: 'Uncordon', only_workspace_id: workspace_id }],
    ['operate_node', { node_id: node, quota_id: quota, operation: 'Drain', sub_products: ['DLC'] }],
    ['get_spot_price_history', { instance_type: 'ml.gu8tf.8.46xlarge', protected_hour: true }],
    [
      'get_spot_price_history',
      { instance_type: 'ecs.gn7i-c8g1.2xlarge', start_time: '2026-03-01T00:00:00Z', end_time: '2026-03-05T00:00:00Z' },
    ],
    ['create_job', quotaJob(named)],
    ['create_jobs', { job: base, variations: [base, { envs: { LR: null, N: '4' } }], workspace_id, dry_run: false }],
    ['create_jobs', { job: otherChanges, variations: [otherChanges], workspace_id }],
    ['create_jobs', { from_job: job_id, variations: [{ envs: { N: '4' } }] }],
    [
      'list_jobs',
      { status: ['Running', 'live'], job_type: 'PyTorchJob', display_name: '1', resource_id: quota, workspace_id },
    ],
    [
      'list_jobs',
      {
        payment_type: 'PostPaid',
        tags: { team: '7', on: 'true' },
        own: false,
        user_id: '1234567890123456',
        workspace_id,
      },
    ],
    ['list_jobs', RARE_FILTERS],
    ['list_jobs', { all_workspaces: true, ...WINDOW, sort_by: 'DisplayName', order: 'asc' }],
    ['list_jobs', { days: 30, time_range_field: 'GmtFinishTime', use: true, page_number: 1, page_size: 50 }],
    ['get_job', { job_id, detail: true }],
    ['update_job', { job_id, description: '12' }],
    ['update_job', { job_id, priority: 3, accessibility: 'PRIVATE', task_specs: [{ type: 'Worker', pod_count: 2 }] }],
    ['stop_job', { job_id }],
    ['stop_jobs', { job_ids: [job_id] }],
    ['tag_resources', { job_ids: [job_id, over_job_id], tags: { team: '7', on: 'true' } }],
    ['untag_resources', { job_ids: [job_id], tag_keys: ['team', '7'] }],
    ['create_signal', { job_id, signal: 'SIGUSR1', pods: [pod_id] }],
    ['create_signal', { job_id, roles: ['Worker'] }],
    ['get_signal', { job_id, signal_id }],
    ['list_signals', { job_id, status: 'Succeeded', order: 'asc', page_number: 1 }],
    ['delete_job', { job_ids: [over_job_id] }],
    [
      'get_pod_logs',
      { job_id, pod_id, pod_uid: UID, max_lines: 10, ...WINDOW, pattern: '5', level: 'error', context: 1 },
    ],
    ['get_pod_logs', { job_id, pods: ['failed'] }],
    ['get_pod_logs', { job_id, pods: [pod_id, `${job_id}-worker-0`] }],
    ['get_pod_events', { job_id, pod_id, pod_uid: UID, max_events: 5, ...WINDOW }],
    ['get_job_events', { job_id, max_events: 5, ...WINDOW }],
    ['list_job_sanity_check_results', { job_id, order: 'asc' }],
    ['get_job_sanity_check_result', { job_id, check_number: 1, phase: 'DeviceCheck' }],
    ['get_web_terminal', { job_id, pod_id, shared: false }],
    ['get_token', { job_id, expire_seconds: 900 }],
    [
      'get_token',
      {
        job_id,
        expire_seconds: 900,
        token_settings: { enable_cross_account_access: true, enable_log_download_job: false },
      },
    ],
    ['diagnose_job', { job_id }],
    ['show_job', { job_id }],
    ['show_jobs', { workspace_id, status: ['live', 'Failed'], days: 30, own: false, page_number: 2 }],
    ['read_job_page', { job_id, parts: ['log'], pod_id, level: 'error' }],
    ['read_jobs_page', { workspace_id, status: ['Failed'], days: 30, own: false, page_number: 2 }],
    [
      'wait_for_job',
      { job_ids: [job_id], until: 'any', statuses: ['Running', 'Succeeded', 'Failed'], timeout_seconds: 1 },
    ],
    ['check_job_health', { job_id }],
    ['clone_job', { job_id, changes, dry_run: false }],
    ['clone_job', { job_id, changes: { ...otherChanges, envs: { LR: null, N: '4' }, description: null } }],
  ];
  const unsent: [string, Args][] = [
    ['create_job', spotJob(named)],
    ['create_jobs', { job: spot, variations: [{ task_specs: spot.task_specs }], workspace_id }],
    ['clone_job', { job_id, changes: { task_specs: spotJob(named).task_specs } }],
    ['create_job_from_template', { template_id, changes }],
    ['create_job_from_template', { template_id, changes: otherChanges }],
    ['create_job_from_template', { template_id, changes: { task_specs: spot.task_specs } }],
    // Nothing runs on that machine.
    ['operate_node', { node_id: node, quota_id: quota, operation: 'Drain', pod_names: [pod_id] }],
    ['get_pod_logs', { job_id, cursor: '12' }],
    ['wait_for_job', { job_ids: [job_id], log_pattern: '3', log_since: WINDOW.start_time }],
  ];
  const region = 'cn-hangzhou';
  return [
    ...sent.map(([tool, args]) => ({ tool, args: { region, ...args }, sends: true })),
    ...unsent.map(([tool, args]) => ({ tool, args: { region, ...args }, sends: false })),
  ];
}

/**
 * What a small call needs beside the required parameters, or in their place: where those alone do nothing, take long or answer with
 * very much.
 */
const BESIDES: Readonly<Record<string, (named: Named) => Args>> = {
  list_images: () => ({ page_size: 5 }),
  list_ecs_specs: () => ({ page_size: 5 }),
  create_job: jobArguments,
  list_nodes: ({ quota }) => ({ quota_id: quota }),
  list_node_types: ({ quota }) => ({ quota_id: quota }),
  create_jobs: (named) => {
    const { workspace_id, ...job } = jobArguments(named);
    return { workspace_id, job, variations: [{ envs: { LR: '1e-3' } }, { envs: { LR: '1e-4' } }] };
  },
  update_quota: () => ({ description: 'changed' }),
  update_job: () => ({ description: 'changed' }),
  create_signal: ({ pod_id }) => ({ pods: [pod_id] }),
  create_tensorboard: ({ job_id }) => ({ job_ids: [job_id] }),
  update_tensorboard: () => ({ max_running_time_minutes: 20_000 }),
  get_dashboard: ({ ray_job_id }) => ({ job_id: ray_job_id }),
  get_ray_dashboard: ({ ray_job_id }) => ({ job_id: ray_job_id }),
  create_ray_history_server: ({ ecs_spec }) => ({ ecs_spec }),
  update_code_source: () => ({ description: 'changed' }),
  update_dataset: () => ({ description: 'changed' }),
  update_dataset_version: () => ({ description: 'changed' }),
  update_job_template: () => ({ description: 'changed' }),
  estimate_cost: ({ job_id }) => ({ job_ids: [job_id] }),
  wait_for_job: () => ({ statuses: ['Running'], timeout_seconds: 1 }),
};

const required = new Map<Tool, readonly string[]>();

/** The parameters without which a tool takes no call: each of their schemas is asked, once. */
function requiredOf(tool: Tool): readonly string[] {
  const asked = () =>
    Object.entries(tool.input.shape).flatMap(([key, schema]) =>
      (schema as z.ZodType).safeParse(undefined).success ? [] : [key],
    );
  const keys = required.get(tool) ?? asked();
  required.set(tool, keys);
  return keys;
}

/**
 * The arguments without which a tool does not run, with the values of its first full call, and the workspace where it takes one.
 *
 * @throws where that call lacks a required one
 */
export function leastCall(tool: Tool, named: Named): Record<string, unknown> {
  const { name, scope } = tool;
  const full = fullCalls(named).find((call) => call.tool === name)?.args ?? {};
  const keys = requiredOf(tool);
  const missing = keys.filter((key) => full[key] === undefined);
  if (missing.length > 0) throw new Error(`the first full call of ${name} has no ${missing.join(', ')}`);
  const workspace = scope === 'region' ? {} : { workspace_id: named.workspace_id };
  return { ...Object.fromEntries(keys.map((key) => [key, full[key]])), ...workspace };
}

/** A small call of a tool that passes where what it names is there. */
export const soundCall = (tool: Tool, named: Named): Record<string, unknown> => ({
  ...leastCall(tool, named),
  ...BESIDES[tool.name]?.(named),
});

/** What a diagnosis can say of a job. Everything but `healthy` and `unknown` is a kind of cause. */
export const CATEGORIES = [
  'network_failure',
  'image_pull',
  'missing_module_or_file',
  'framework_error',
  'permission_or_mount',
  'storage_failure',
  'user_code_error',
  'cuda_oom',
  'host_oom',
  'resource_limit',
  'nccl_timeout',
  'preempted_or_reclaimed',
  'quota_or_stock_shortage',
  'hardware_fault',
  'bad_configuration',
  'platform_error',
  'stopped_by_person',
  'healthy',
  'unknown',
] as const;

export type Category = (typeof CATEGORIES)[number];

/**
 * How well the evidence supports the verdict. `direct`: it names the cause itself, as an OOM message does. `indirect`:
 * it is a trace that the cause usually leaves, such as exit code 137. `none`: there is no evidence.
 */
export type Confidence = 'direct' | 'indirect' | 'none';

/**
 * The layer of each cause: network, image, run time, resources, configuration, system (api-notes: diagnosis). Of
 * several causes that apply the one in the earlier layer wins, since the others mostly follow from it.
 */
export const LAYER: Readonly<Record<Category, number>> = {
  network_failure: 1,
  image_pull: 2,
  missing_module_or_file: 3,
  framework_error: 3,
  permission_or_mount: 3,
  storage_failure: 3,
  user_code_error: 3,
  cuda_oom: 4,
  host_oom: 4,
  resource_limit: 4,
  nccl_timeout: 4,
  preempted_or_reclaimed: 4,
  quota_or_stock_shortage: 4,
  hardware_fault: 4,
  bad_configuration: 5,
  platform_error: 6,
  stopped_by_person: 6,
  healthy: 7,
  unknown: 8,
};

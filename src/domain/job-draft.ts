import type { JobType } from './job-type.ts';
import type { ScriptDraft } from './script.ts';

/** A job that is about to be created, in the tools' terms; texts from the caller, not from the cloud. */
export interface JobDraft {
  display_name: string;
  job_type: JobType;
  task_specs: readonly TaskDraft[];
  command?: string | undefined;
  script?: ScriptDraft | undefined;
  resource_id?: string | undefined;
  priority?: number | undefined;
  job_max_running_time_minutes?: number | undefined;
  data_sources?: readonly DataSourceDraft[] | undefined;
  code_source?: CodeSourceDraft | undefined;
  settings?: SettingsDraft | undefined;
  envs?: Readonly<Record<string, string>> | undefined;
  third_party_libs?: readonly string[] | undefined;
  user_vpc?: { vpc_id: string; switch_id?: string | undefined; security_group_id: string } | undefined;
  accessibility?: 'PUBLIC' | 'PRIVATE' | undefined;
}

export interface SettingsDraft {
  enable_sanity_check?: boolean | undefined;
  /** Fault tolerance by AIMaster. */
  enable_error_monitoring?: boolean | undefined;
  /** GPU driver of all tasks that name none. */
  driver?: string | undefined;
  /** Minutes that its pods are kept after its end, and paid for. */
  job_reserved_minutes?: number | undefined;
  /** What its pods may take to end once they are told to. */
  termination_grace_period_seconds?: number | undefined;
  /** How far a DataJuicerJob may go that estimates its resources by itself. */
  data_juicer_config?: { resource_limit?: { gpu?: string | undefined } | undefined } | undefined;
  /** Whether machines may be used that are lent beyond the quota. */
  oversold_type?: string | undefined;
  /** Wait for machines that are sold out rather than fail. */
  disable_ecs_stock_check?: boolean | undefined;
  tags?: Readonly<Record<string, string>> | undefined;
}

export interface TaskDraft {
  type: string;
  pod_count: number;
  image: string;
  ecs_spec?: string | undefined;
  resource_config?: ResourceConfigDraft | undefined;
  is_chief?: boolean | undefined;
  /** Billed beside the machine. */
  system_disk?: object | undefined;
  driver?: string | undefined;
  auto_scaling?:
    | { strategy?: string | undefined; min_replicas?: number | undefined; max_replicas?: number | undefined }
    | undefined;
  spot?: { discount_limit?: number | undefined; price_limit?: number | undefined } | undefined;
}

/** Quantities are strings with the API's units (R5). */
export interface ResourceConfigDraft {
  cpu: string;
  memory: string;
  gpu?: string | undefined;
  shared_memory?: string | undefined;
  gpu_type?: string | undefined;
}

export interface DataSourceDraft {
  data_source_id?: string | undefined;
  uri?: string | undefined;
  /** Absent: the dataset's own. */
  mount_path?: string | undefined;
  mount_access: 'RO' | 'RW';
  version?: string | undefined;
}

export interface CodeSourceDraft {
  code_source_id?: string | undefined;
  branch?: string | undefined;
  commit?: string | undefined;
  mount_path?: string | undefined;
}

import type { Category } from '../diagnosis/category.ts';
import { runAgain } from './again.ts';
import { ifOffered } from './offered.ts';

export interface AdviceFacts {
  jobId: string;
  /** The pod that the evidence is from. */
  pod?: string | undefined;
  quota?: string | undefined;
  /** The job's workspace: jobs of others are listed within one. */
  workspace?: string | undefined;
}

type Advice = (facts: AdviceFacts) => readonly string[];

const logs = ({ jobId, pod }: AdviceFacts): string => `get_pod_logs job_id=${jobId}${pod ? ` pod_id=${pod}` : ''}`;
const podEvents = ({ jobId, pod }: AdviceFacts): string =>
  pod ? `get_pod_events job_id=${jobId} pod_id=${pod}` : `get_job_events job_id=${jobId}`;

// For shortage and preemption the vendor's own rule is facts only: no advice to change the job.
const administrator: Advice = ({ quota }) => [
  quota
    ? `ask the administrator of the quota ${quota} when resources come free.`
    : 'nothing needs to change in the job; stock and Spot machines come and go.',
];

const queue: Advice = (facts) => [
  ...(facts.quota && facts.workspace
    ? [
        `list_jobs workspace_id=${facts.workspace} resource_id=${facts.quota} own=false status=Running shows who holds it, as far as you may see.`,
      ]
    : []),
  ...administrator(facts),
];

const ADVICE: Readonly<Record<Category, Advice>> = {
  network_failure: (facts) => [
    `${logs(facts)} shows what it tried to reach.`,
    "check the network of the job's VPC (public access, DNS, mirror of the index or hub).",
  ],
  image_pull: (facts) => [
    `${podEvents(facts)} shows every attempt.`,
    `check the image URI${ifOffered(' with list_images')}, and the credentials of a private registry.`,
  ],
  missing_module_or_file: (facts) => [
    `${logs(facts)} shows the lines around it.`,
    `put it into the image, the code source or a mounted dataset, or correct the path, then ${runAgain(facts.jobId)}.`,
  ],
  permission_or_mount: (facts) => [
    `${podEvents(facts)} shows the mounts.`,
    "check the data source's path, its access mode (RO or RW) and the permissions of the job's user.",
  ],
  user_code_error: (facts) => [
    `${logs(facts)} shows the lines around it.`,
    `correct the code at the frame shown, then ${runAgain(facts.jobId)}.`,
  ],
  cuda_oom: (facts) => [
    `${logs(facts)} shows how much was asked for.`,
    `lower the batch size or sequence length, or use GPUs with more memory, then ${runAgain(facts.jobId)}.`,
  ],
  host_oom: (facts) => [
    `${podEvents(facts)} shows how the container ended.`,
    `give the pods more memory, or lower what they hold (data loader workers, caches), then ${runAgain(facts.jobId, '{"task_specs":[{"resource_config":{"memory":"…Gi"}}]}')}.`,
  ],
  nccl_timeout: (facts) => [
    `${logs(facts)} and the logs of other ranks show which one stopped taking part.`,
    'look for a rank that waits, crashed or does other work at that step; then check the network of the nodes.',
  ],
  preempted_or_reclaimed: administrator,
  quota_or_stock_shortage: queue,
  hardware_fault: ({ jobId }) => [
    `list_job_sanity_check_results job_id=${jobId} shows checks, where they are on.`,
    `report the node to the platform; ${runAgain(jobId, '{"task_specs":[{"avoid_nodes":["NODE"]}]}')} to avoid it.`,
  ],
  bad_configuration: (facts) => [
    `${logs(facts)} shows the complaint in full.`,
    `correct the setting that the evidence names, then ${runAgain(facts.jobId)}.`,
  ],
  platform_error: (facts) => [
    `${podEvents(facts)} shows what the platform tried.`,
    `${runAgain(facts.jobId)}; if it happens again, report it with the evidence to the platform.`,
  ],
  stopped_by_person: () => [],
  healthy: () => [],
  unknown: (facts) => [
    `${logs(facts)} with more lines, or the pod's events.`,
    `get_job job_id=${facts.jobId} detail=true.`,
  ],
};

/** At most two next steps for a verdict. */
export const adviceFor = (category: Category, facts: AdviceFacts): string[] => ADVICE[category](facts).slice(0, 2);

import type { Category } from '../diagnosis/category.ts';
import type { Remedy, Restart } from '../diagnosis/remedy.ts';
import { runAgain } from './again.ts';
import { ifOffered, type Offers } from './offered.ts';

export interface AdviceFacts {
  jobId: string;
  /** The pod that the evidence is from. */
  pod?: string | undefined;
  quota?: string | undefined;
  /** The job is not over: nothing is created again before it is. */
  live: boolean;
  /** The job's workspace: jobs of others are listed within one. */
  workspace?: string | undefined;
  offers: Offers;
}

type Look = (facts: AdviceFacts) => string;

const logs: Look = ({ jobId, pod }) =>
  `get_pod_logs job_id=${jobId}${pod ? ` pod_id=${pod}` : ''} shows the lines around it.`;
const podEvents: Look = ({ jobId, pod }) =>
  pod
    ? `get_pod_events job_id=${jobId} pod_id=${pod} shows what the platform tried.`
    : `get_job_events job_id=${jobId} shows what the platform tried.`;
/** Who holds a quota and who waits for it; the jobs of one workspace are only a part of them. */
const holders: Look = (facts) => {
  const { quota, workspace, offers } = facts;
  if (quota && offers('list_quota_workloads'))
    return `list_quota_workloads quota_id=${quota} shows who holds it, perhaps the user, and who waits${otherRoom(workspace)}.`;
  return quota && workspace
    ? `list_jobs workspace_id=${workspace} resource_id=${quota} own=false status=Running shows who holds it, as far as you may see.`
    : podEvents(facts);
};
const otherRoom = (workspace: string | undefined): string =>
  workspace === undefined ? '' : ifOffered(`; list_quotas workspace_id=${workspace}, what other quotas have free`);

/** Where more is to be seen, by the kind of cause. */
const LOOK: Readonly<Record<Category, Look | undefined>> = {
  network_failure: logs,
  image_pull: podEvents,
  missing_module_or_file: logs,
  framework_error: logs,
  permission_or_mount: podEvents,
  storage_failure: logs,
  user_code_error: logs,
  cuda_oom: logs,
  host_oom: podEvents,
  resource_limit: logs,
  nccl_timeout: ({ jobId }) => `get_pod_logs job_id=${jobId} pods=["all"] level=error shows what every rank said.`,
  preempted_or_reclaimed: podEvents,
  quota_or_stock_shortage: holders,
  hardware_fault: ({ jobId }) => `list_job_sanity_check_results job_id=${jobId} shows checks, where they are on.`,
  bad_configuration: logs,
  platform_error: podEvents,
  stopped_by_person: undefined,
  healthy: undefined,
  unknown: ({ jobId, pod }) =>
    `get_pod_logs job_id=${jobId}${pod ? ` pod_id=${pod}` : ''} level=error searches its whole log.`,
};

/** How the job is created again, by the restart decision: a clone carries over everything that is not changed. */
const AGAIN: Readonly<Record<Restart, (jobId: string) => string>> = {
  same_again: (jobId) => `; ${runAgain(jobId)}`,
  elsewhere: (jobId) => `; ${runAgain(jobId)}`,
  after_change: (jobId) => `; then ${runAgain(jobId, true)}`,
  never: () => '',
};

/** Whether a job only waits for room in its quota, and nothing of it has to change. */
const waitsForRoom = ({ actor, restart }: Remedy, { quota }: AdviceFacts): boolean =>
  quota !== undefined && actor === 'quota_owner' && restart === 'same_again';

/** For a shortage the vendor's own rule is facts only: no advice to change the job, but whom to ask. */
const doesWords = (remedy: Remedy, facts: AdviceFacts): string =>
  waitsForRoom(remedy, facts)
    ? `ask the administrator of the quota ${facts.quota} when resources come free`
    : remedy.does;

/**
 * At most two next steps for a verdict: what to do about its cause, and where more is to be seen.
 *
 * @param remedy of the cause; absent where none is known
 */
export function adviceFor(category: Category, remedy: Remedy | undefined, facts: AdviceFacts): string[] {
  const look = LOOK[category];
  if (look === undefined) return [];
  if (remedy === undefined) return [look(facts)];
  const does = `${doesWords(remedy, facts)}${facts.live ? '' : AGAIN[remedy.restart](facts.jobId)}.`;
  // Who is to be asked for room is known from who holds it: perhaps the user.
  return look === holders && waitsForRoom(remedy, facts) ? [look(facts), does] : [does, look(facts)];
}

type Step = (job: string, pod: string) => readonly string[];

const events: Step = (job) => [`get_job_events job_id=${job} says what it waits for.`];
const again =
  (what: string): Step =>
  (job) => [`get_job job_id=${job} again: ${what}.`];
const reserved: Step = (job, pod) => [
  'it has finished but holds its resources until the reservation ends; do not stop it to clean up.',
  `get_pod_logs job_id=${job}${pod} shows how it ended.`,
];

/** What normally helps next, by status; failures go job events, then pod logs (R12). */
const STEPS: Readonly<Record<string, Step>> = {
  Creating: events,
  Queuing: events,
  Bidding: events,
  EnvPreparing: events,
  SanityChecking: (job) => [`list_job_sanity_check_results job_id=${job} shows how far the checks are.`],
  Running: (job, pod) => [`get_pod_logs job_id=${job}${pod} shows its progress.`],
  Restarting: (job) => [`get_job_events job_id=${job} says why it restarts.`],
  Stopping: again('it is being stopped'),
  SucceededReserving: reserved,
  FailedReserving: reserved,
  Succeeded: () => [],
  Stopped: () => [],
  Failed: (job, pod) => [
    `get_job_events job_id=${job}, for what happened around it.`,
    `get_pod_logs job_id=${job}${pod}, for the error itself; get_pod_events if the log is empty.`,
  ],
};

/**
 * At most two `Next:` lines for a job; none where nothing is left to do. An unknown status gets the events.
 *
 * @param podId the pod whose log tells most, if there is one
 */
export function nextSteps(status: string, jobId: string, podId: string | undefined): string[] {
  const step = Object.hasOwn(STEPS, status) ? STEPS[status] : undefined;
  return (step ?? events)(jobId, podId ? ` pod_id=${podId}` : '').map((line) => `Next: ${line}`);
}

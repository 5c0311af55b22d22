import { ifOffered, type Offers } from './offered.ts';

/** What a step names: the job, the pod as a further argument or nothing, and the tools there are. */
interface Names {
  job: string;
  pod: string;
  offers: Offers;
}
type Step = (names: Names) => readonly string[];

/** The diagnosis, which takes one call, where it is offered; else the events, with which a diagnosis begins. */
const why =
  (what: string): Step =>
  ({ job, offers }) => [
    offers('diagnose_job')
      ? `diagnose_job job_id=${job} says ${what}, with the lines that show it.`
      : `get_job_events job_id=${job} says ${what}.`,
  ];
const waiting = why('what it waits for');
const failure = why('why it failed');
const again =
  (what: string): Step =>
  ({ job }) => [`get_job job_id=${job} again: ${what}.`];
const reserved: Step = ({ job, pod }) => [
  'it has finished but holds its resources until the reservation ends; do not stop it to clean up.',
  `get_pod_logs job_id=${job}${pod} shows how it ended.`,
];

/** What normally helps next, by status; failures go job events, then pod logs (R12). */
const STEPS: Readonly<Record<string, Step>> = {
  Creating: waiting,
  Queuing: waiting,
  Bidding: waiting,
  EnvPreparing: waiting,
  SanityChecking: (names) =>
    names.offers('list_job_sanity_check_results')
      ? [`list_job_sanity_check_results job_id=${names.job} shows how far the checks are.`]
      : waiting(names),
  Running: ({ job, pod }) => [`get_pod_logs job_id=${job}${pod} shows its progress.`],
  Restarting: why('why it restarts'),
  Stopping: again('it is being stopped'),
  SucceededReserving: reserved,
  FailedReserving: reserved,
  Succeeded: () => [],
  Stopped: () => [],
  Failed: (names) => [
    ...failure(names),
    `get_pod_logs job_id=${names.job}${names.pod}, for the error itself${ifOffered('; get_pod_events if the log is empty')}.`,
  ],
};

/** For a job that holds its resources and makes no progress: that it can be ended, which a person decides. */
export const stopIfHung = (job: string): string =>
  `stop_job job_id=${job} if the user wants it ended: it holds its resources and gets nowhere; a person is asked.`;

/**
 * At most two next steps for a job; none where nothing is left to do. An unknown status is looked into as a wait is.
 *
 * @param podId the pod whose log tells most, if there is one
 */
export function nextSteps(status: string, job: string, podId: string | undefined, offers: Offers): readonly string[] {
  const step = Object.hasOwn(STEPS, status) ? STEPS[status] : undefined;
  return (step ?? waiting)({ job, pod: podId ? ` pod_id=${podId}` : '', offers });
}

import type { Category } from '../../diagnosis/category.ts';
import { readCloudText, readEvents } from '../../diagnosis/events.ts';
import type { Finding } from '../../diagnosis/finding.ts';
import { isDecisive, ranked } from '../../diagnosis/verdict.ts';
import type { Job } from '../../jobs/job.ts';
import { eventLines } from '../../jobs/lines.ts';
import type { Pod } from '../../jobs/pods.ts';
import { eventTime } from '../../shaping/times.ts';
import type { ToolContext } from '../tool.ts';
import { attempt } from './attempt.ts';
import { shownLog } from './cloud-lines.ts';

/** What does not pass while a job waits: a shortage does, and a program of the user's has not begun. */
const STAYS: ReadonlySet<Category> = new Set(['image_pull', 'permission_or_mount', 'bad_configuration']);
const MAX_EVENTS = 50;

const standsInTheWay = (findings: readonly Finding[]): Finding | undefined =>
  ranked(findings).find((finding) => isDecisive(finding) && STAYS.has(finding.category));

type Source = 'job_event' | 'pod_event';

async function findingsOf(source: Source, read: () => Promise<unknown>, began: string | undefined): Promise<Finding[]> {
  const got = await attempt(read);
  if (!('answer' in got)) return [];
  const events = (await shownLog(eventLines(got.answer))).map((line) => eventTime(line));
  return readEvents(events, { source, began });
}

/**
 * What keeps a job that has not started from ever running by itself, in our own words: from its reason, its events, and
 * those of the first pod that has not started. At most two reads; one that fails tells nothing.
 *
 * @returns `undefined` where nothing that was read says so
 */
export async function blockerOf(
  { call }: Pick<ToolContext, 'call'>,
  job: Job,
  jobId: string,
): Promise<string | undefined> {
  const began = job.times.running;
  const reason = job.reason.reason === undefined ? undefined : readCloudText(job.reason.reason);
  const said = standsInTheWay(reason === undefined ? [] : [{ ...reason, evidence: [] }]);
  if (said !== undefined) return said.says;
  const ask = { JobId: jobId, MaxEventsNum: MAX_EVENTS };
  const ofJob = standsInTheWay(await findingsOf('job_event', () => call('GetJobEvents', ask), began));
  if (ofJob !== undefined) return ofJob.says;
  const pod = job.pods.find(({ id, started }: Pod) => id !== undefined && started === undefined);
  if (pod === undefined) return undefined;
  const ofPod = { ...ask, PodId: pod.podId };
  return standsInTheWay(await findingsOf('pod_event', () => call('GetPodEvents', ofPod), began))?.says;
}

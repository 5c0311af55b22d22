import { type Event, newestUnread, readEvents } from '../../../diagnosis/events.ts';
import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import { type LogReading, readLog } from '../../../diagnosis/log.ts';
import { byEnd, hasRun, leadingPod, type Pod } from '../../../jobs/pods.ts';
import type { Failure } from '../../../jobs/reason.ts';
import { eventTime } from '../../../shaping/times.ts';
import type { Case } from './case.ts';
import type { Reads } from './reads.ts';

const CLOUD_PREFIX = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}\S/;

/** Time of a log line: that of the cloud's own prefix. A line without one is no later than the end of its pod. */
export const timeOfLine =
  (finished: string | undefined) =>
  (text: string): string | undefined =>
    (CLOUD_PREFIX.test(text) ? eventTime(text).time : undefined) ?? (finished && `before ${finished}`);

export const hasEnded = (pod: Pod): boolean =>
  pod.isStatus('Failed', 'Succeeded', 'Stopped') || pod.finished !== undefined;

/** Ids of the pods whose exit code few others have: what ended all others alike is mostly the end of one of these. */
function unlikeOthers(failures: readonly Failure[], jobId: string): ReadonlySet<string> {
  const sizes = new Map<number | undefined, number>();
  for (const { exit_code, pods } of failures) sizes.set(exit_code, (sizes.get(exit_code) ?? 0) + pods.length);
  const most = Math.max(0, ...sizes.values());
  return new Set(
    failures
      .filter(({ exit_code }) => (sizes.get(exit_code) ?? 0) * 2 < most)
      .flatMap(({ pods }) => pods.map((pod) => `${jobId}-${pod}`)),
  );
}

/**
 * Pods in the order in which they are worth reading: the one that failed first, one that never started (others may have
 * waited for it), the others that failed, first those that ended unlike most, the leader, and all others.
 */
export function suspects({ pods, reason, jobId }: Case): Pod[] {
  const named = pods.filter(({ id }) => id !== undefined);
  const blamed = new Set(reason.failures?.flatMap((failure) => failure.pods.map((pod) => `${jobId}-${pod}`)));
  const odd = unlikeOthers(reason.failures ?? [], jobId);
  const failed = byEnd(
    named.filter((pod) => pod.isStatus('Failed') || pod.evicted),
    ({ id }) => (id?.isIn(blamed) ? 0 : 1),
  );
  const [first, ...rest] = failed;
  const others = [...rest.filter(({ id }) => id?.isIn(odd)), ...rest.filter(({ id }) => !id?.isIn(odd))];
  const known = new Set(failed);
  const waiting = named.find((pod) => !known.has(pod) && !hasRun(pod));
  const leader = leadingPod(named, [/-(master|chief|head|launcher)-0$/, /-0$/]);
  return [...new Set([first, waiting, ...others, leader, ...named])].filter((pod) => pod !== undefined);
}

/**
 * The names that a line may mean: its words that have a digit, as ids and addresses do. Of a word with more after its
 * last digit, each beginning from there on counts: `w-1.svc` may mean `w-1`, but `w-10` never does.
 */
const namesIn = (line: string): string[] =>
  [...line.matchAll(/[\w.-]{1,256}/g)].flatMap(([word]) => {
    let least = word.length;
    while (least > 0 && !/\d/.test(word.charAt(least - 1))) least--;
    return least === 0 ? [] : Array.from({ length: word.length - least + 1 }, (_, more) => word.slice(0, least + more));
  });

/** Other pods that the end of a log names by id or address, the one that is named last first. */
export function mentioned(lines: readonly string[], self: Pod, pods: readonly Pod[]): Pod[] {
  const tail = lines
    .slice(-80)
    .reverse()
    .map((line) => new Set(namesIn(line)));
  const all = new Set(tail.flatMap((names) => [...names]));
  const named = pods.filter((pod) => pod !== self && pod.isAmong(all));
  return [...new Set(tail.flatMap((names) => named.filter((pod) => pod.isAmong(names))))];
}

export interface PodReading {
  findings: Finding[];
  /** Those of a pod that never ran, oldest first. */
  events?: readonly Event[] | undefined;
  /** Absent where the log was not or could not be read. */
  log?: LogReading | undefined;
  lines: string[];
}

export const fromEvents = (events: readonly Event[], pod: Pod, wrote: boolean): Finding[] =>
  readEvents(events, {
    source: 'pod_event',
    pod: pod.podId,
    ...(wrote ? { began: pod.started, ended: pod.started && pod.finished } : {}),
  });

/**
 * Findings from the events of a pod.
 *
 * @param wrote whether its program has written anything: then troubles before that are over
 */
export const podEventFindings = async (pod: Pod, reads: Reads, wrote = true): Promise<Finding[]> =>
  fromEvents((await reads.podEvents(pod)) ?? [], pod, wrote);

/**
 * Findings from the events of the job. What troubled it before it ran is over, unless a pod has not started even now.
 */
export const jobEventFindings = async (at: Case, reads: Reads): Promise<Finding[]> =>
  fromJobEvents((await reads.jobEvents()) ?? [], at);

/** The same of events that were read already. */
export function fromJobEvents(events: readonly Event[], { pods, times }: Case): Finding[] {
  const ran = pods.every(hasRun) ? { began: times.running, ended: times.running && times.finished } : {};
  return readEvents(events, { source: 'job_event', ...ran });
}

/** The newest event of a job or pod that no rule reads, as evidence of a wait of which nothing else is known. */
export const unreadEvidence = (events: readonly Event[], where: Pick<Evidence, 'source' | 'pod'>): Evidence[] => {
  const event = newestUnread(events);
  return event === undefined ? [] : [{ ...where, ...event }];
};

/** Whether one of the findings names a cause. The category `unknown` says only that something broke off. */
const telling = (findings: readonly Finding[]): boolean => findings.some(({ category }) => category !== 'unknown');

/**
 * Whether a pod only lost another one: then its own events say nothing, and the calls are better spent on other pods.
 * One that was ended from outside is no such pod.
 */
const isVictim = (findings: readonly Finding[]): boolean =>
  findings.some(({ rule }) => rule === 'peer_exited' || rule === 'peer_gone') &&
  findings.every(({ role }) => role === 'consequence');

/**
 * Reads one pod: its events where it never ran, else the end of its log, and then its events where the log says
 * nothing.
 */
export async function readPod(pod: Pod, reads: Reads): Promise<PodReading> {
  const findings: Finding[] = [];
  const eventsFirst = !hasRun(pod) || pod.evicted;
  if (eventsFirst) {
    const events = (await reads.podEvents(pod)) ?? [];
    findings.push(...fromEvents(events, pod, pod.evicted));
    if (telling(findings) || pod.isStatus('Pending')) return { findings, events, lines: [] };
  }
  const lines = await reads.podLog(pod);
  const log = lines && readLog(lines, { pod: pod.podId, ended: hasEnded(pod), timeOf: timeOfLine(pod.finished) });
  findings.push(...(log?.findings ?? []));
  if (!eventsFirst && !telling(findings) && !isVictim(findings))
    findings.push(...(await podEventFindings(pod, reads, lines?.length !== 0)));
  return { findings, log, lines: lines ?? [] };
}

/** The last lines of a log as evidence for a verdict without a cause. */
export const lastWords = ({ log }: PodReading, pod: Pod): Evidence[] =>
  (log?.lastLines ?? []).map((text) => ({
    source: 'pod_log',
    pod: pod.podId,
    time: timeOfLine(pod.finished)(text),
    text,
  }));

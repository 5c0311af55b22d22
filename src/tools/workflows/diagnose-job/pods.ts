import { readEvents } from '../../../diagnosis/events.ts';
import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import { type LogReading, readLog } from '../../../diagnosis/log.ts';
import type { Pod } from '../../../jobs/pods.ts';
import { eventTime } from '../../../shaping/times.ts';
import type { Case, CasePod } from './case.ts';
import type { Reads } from './reads.ts';

const CLOUD_PREFIX = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}\S/;

/** Time of a log line: from the cloud's own prefix, else, for a pod that has ended, not after its end. */
export const timeOfLine =
  (finished: string | undefined) =>
  (text: string): string | undefined =>
    (CLOUD_PREFIX.test(text) ? eventTime(text).time : undefined) ?? (finished && `before ${finished}`);

/** Statuses of a pod that has ended. */
const ENDED = /^(Failed|Succeeded|Stopped)$/;

export const hasEnded = ({ status, finished }: Pod): boolean => ENDED.test(status) || finished !== undefined;
export const hasRun = ({ status, started }: Pod): boolean =>
  started !== undefined || /^(Running|Succeeded)$/.test(status);

const at = (time: string | undefined): number => Date.parse(time ?? '9999-01-01');

/**
 * Pods in the order in which they are worth reading: those that failed, first failure first; those that never started,
 * which others may have waited for; the leader.
 */
export function suspects({ pods, reason, jobId }: Case): CasePod[] {
  const named = pods.filter(({ pod_id }) => pod_id !== '');
  const blamed = reason.failures?.flatMap((failure) => failure.pods.map((pod) => `${jobId}-${pod}`)) ?? [];
  const weight = ({ pod_id }: CasePod): number => (blamed.includes(pod_id) ? 0 : 1);
  const failed = named
    .filter(({ status, evicted }) => status === 'Failed' || evicted)
    .sort((a, b) => at(a.finished) - at(b.finished) || weight(a) - weight(b));
  const waiting = named.filter((pod) => !hasRun(pod) && !failed.includes(pod));
  const leader =
    named.find(({ pod_id }) => /-(master|chief|head|launcher)-0$/.test(pod_id)) ??
    named.find(({ pod_id }) => /-0$/.test(pod_id));
  return [
    ...new Set([
      ...failed.slice(0, 1),
      ...waiting.slice(0, 1),
      ...failed.slice(1),
      ...(leader ? [leader] : []),
      ...named,
    ]),
  ];
}

/** Pods other than this one that the end of a log names, by id or address, in the order named last to first. */
export function mentioned(lines: readonly string[], self: CasePod, pods: readonly CasePod[]): CasePod[] {
  const tail = lines.slice(-80).reverse();
  const names = (line: string, { pod_id, ip }: CasePod): boolean =>
    [pod_id, ip].some(
      (name) =>
        name !== undefined &&
        name !== '' &&
        new RegExp(`(?<![\\w.-])${name.replaceAll('.', '\\.')}(?![\\w.-]*\\d)`).test(line),
    );
  const found = tail.flatMap((line) => pods.filter((pod) => pod !== self && names(line, pod)));
  return [...new Set(found)];
}

export interface PodReading {
  findings: Finding[];
  /** Absent where the log was not or could not be read. */
  log?: LogReading | undefined;
  lines: string[];
}

/** What the events of a pod say; `wrote`: its program has run, so what came before is over. */
export const podEventFindings = async (pod: CasePod, reads: Reads, wrote = true): Promise<Finding[]> =>
  readEvents((await reads.podEvents(pod)) ?? [], {
    source: 'pod_event',
    pod: pod.pod_id,
    ...(wrote ? { began: pod.started, ended: pod.started && pod.finished } : {}),
  });

/**
 * What the events of the job say. What troubled it before it ran is over, except where a pod has not started even now.
 */
export async function jobEventFindings({ pods, times }: Case, reads: Reads): Promise<Finding[]> {
  const ran = pods.every(hasRun) ? { began: times.running, ended: times.running && times.finished } : {};
  return readEvents((await reads.jobEvents()) ?? [], { source: 'job_event', ...ran });
}

/** Whether findings say something of a cause, more than that something broke off. */
const telling = (findings: readonly Finding[]): boolean => findings.some(({ category }) => category !== 'unknown');

/** Reads one pod: its events where it never ran, else the end of its log, and its events where the log says nothing. */
export async function readPod(pod: CasePod, reads: Reads): Promise<PodReading> {
  const findings: Finding[] = [];
  const eventsFirst = !hasRun(pod) || pod.evicted;
  if (eventsFirst) {
    findings.push(...(await podEventFindings(pod, reads, pod.evicted)));
    if (telling(findings) || pod.status === 'Pending') return { findings, lines: [] };
  }
  const lines = await reads.podLog(pod);
  const log = lines && readLog(lines, { pod: pod.pod_id, ended: hasEnded(pod), timeOf: timeOfLine(pod.finished) });
  findings.push(...(log?.findings ?? []));
  if (!eventsFirst && !telling(findings)) findings.push(...(await podEventFindings(pod, reads, lines?.length !== 0)));
  return { findings, log, lines: lines ?? [] };
}

/** The last lines of a log as evidence for a verdict without a cause. */
export const lastWords = ({ log }: PodReading, pod: CasePod): Evidence[] =>
  (log?.lastLines ?? []).map((text) => ({
    source: 'pod_log',
    pod: pod.pod_id,
    time: timeOfLine(pod.finished)(text),
    text,
  }));

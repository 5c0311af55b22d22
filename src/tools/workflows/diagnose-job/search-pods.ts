import { LAST_RESORTS } from '../../../diagnosis/causes/last-resorts.ts';
import { rankThatNeverCame } from '../../../diagnosis/collectives/late-rank.ts';
import type { CollectiveReport } from '../../../diagnosis/collectives/reports.ts';
import type { Evidence, Finding } from '../../../diagnosis/finding.ts';
import { asFollowing } from '../../../diagnosis/log.ts';
import { isDecisive, ranked } from '../../../diagnosis/verdict.ts';
import { soundsWrong, wordsOfPods } from '../../../diagnosis/words-of-pods.ts';
import { count } from '../../../domain/count.ts';
import type { Pod } from '../../../jobs/pods.ts';
import type { Case } from './case.ts';
import { hasEnded, lastWords, mentioned, podEventFindings, readPod, suspects } from './pods.ts';
import type { Reads } from './reads.ts';

/**
 * Pods that are read at most while none of them shows a cause: of sixteen that lost a peer, one may say what happened.
 */
const MAX_PODS = 8;
/** Pods that are read at most once there is an indirect cause: others may show a direct one. */
const MAX_PODS_WITH_CAUSE = 4;

/** What the pods of a failed job say. */
export interface PodSearch {
  findings: Finding[];
  known: string[];
  words: Evidence[];
  complete: boolean;
}

/**
 * Makes an exception that no rule knows indirect, and of a pod that ended long after everything. It is used for pods
 * that are read after one with a likely cause, as it may well follow from the end of that pod.
 */
export const asLater = (finding: Finding, longAfter: boolean): Finding =>
  longAfter || finding.rule === LAST_RESORTS.mistake.id ? { ...finding, directness: 'indirect' } : finding;

/** Milliseconds. A pod that ended so much later did not end the first one, whatever its log says. */
const LONG_AFTER_MS = 60_000;

type Ended = Pick<Pod, 'finished'>;

/** Whether a pod ended long after the first one that was read; not where one of the two times is unknown. */
export const endedLongAfter = (pod: Ended, first: Ended | undefined): boolean =>
  Date.parse(pod.finished ?? '') - Date.parse(first?.finished ?? '') > LONG_AFTER_MS;

/**
 * Reads pods until one shows direct evidence: the one that failed first, then those that its log names, then others.
 */
export async function searchPods(at: Case, reads: Reads): Promise<PodSearch> {
  let queue = suspects(at);
  const seen: Pod[] = [];
  const search: PodSearch = { findings: [], known: [], words: [], complete: true };
  const reports: CollectiveReport[] = [];
  const words: Evidence[][] = [];
  while (queue.length > 0 && reads.left() > 0) {
    const [best] = ranked(search.findings);
    const limit = best?.role === 'cause' && best.category !== 'unknown' ? MAX_PODS_WITH_CAUSE : MAX_PODS;
    if (isDecisive(best) || seen.length >= limit) break;
    const pod = queue.shift() as Pod;
    seen.push(pod);
    const reading = await readPod(pod, reads);
    reports.push(...(reading.log?.collectives ?? []));
    const longAfter = endedLongAfter(pod, seen[0]);
    const found = seen.length > 1 && seen[0]?.isStatus('Failed') ? reading.findings.map(asFollowing) : reading.findings;
    search.findings.push(...(best?.role === 'cause' ? found.map((each) => asLater(each, longAfter)) : found));
    words.push(lastWords(reading, pod));
    if (reading.log) search.known.push(...logKnown(pod, reading.log.survived, reading.lines.length));
    // An indirect cause, such as SIGKILL or a failed kernel, can have several reasons: the events may tell which it
    // was.
    const [top] = ranked(reading.findings);
    if (
      top?.role === 'cause' &&
      top.category !== 'unknown' &&
      top.directness === 'indirect' &&
      reading.log !== undefined
    )
      search.findings.push(...(await podEventFindings(pod, reads)));
    const next = mentioned(reading.lines, pod, queue);
    queue = [...next, ...queue.filter((other) => !next.includes(other))];
  }
  // Of the pods that say nothing of an error the first counts, and before them one that does.
  const leading = words.find((own) => own.some(soundsWrong)) ?? words.find(({ length }) => length > 0) ?? [];
  search.words = wordsOfPods(
    leading,
    words.filter((own) => own !== leading),
  );
  const late = rankThatNeverCame(reports);
  // It says more than the time-outs of the others, so it comes before them.
  if (late !== undefined) search.findings.unshift(late);
  search.complete =
    at.pods.every((pod) => seen.includes(pod) || (hasEnded(pod) && !pod.isStatus('Failed'))) &&
    reads.notKnown().length === 0;
  if (seen.length < at.pods.length) search.known.push(`${seen.length} of ${at.pods.length} pods were read.`);
  return search;
}

const logKnown = (pod: Pod, survived: number, lines: number): string[] => [
  lines === 0
    ? `The log of ${pod.podId} is empty.`
    : `Read the last ${lines} lines of ${pod.podId}${survived > 0 ? `; ${count(survived, 'error')} in them did not end it` : ''}.`,
];

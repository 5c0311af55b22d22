import type { Category } from './category.ts';
import { LAYER } from './category.ts';
import { CAUSES } from './causes/all.ts';
import { aroundMatch, findingOf, firstMatch, MAX_LINE } from './causes/cause.ts';
import { exitCodeIn, readExitCode } from './exit-codes.ts';
import type { EvidenceSource, Finding } from './finding.ts';

/** One event: its time, ISO 8601 with a zone, and its text without the time. */
export interface Event {
  time?: string | undefined;
  text: string;
}

/** Events that healthy starts have too and that mean nothing (api-notes: pod events). */
const OF_SERVICES = /UpdateService error|HandleServiceUpdate/i;
const BACK_OFF = /Back-?off restarting failed container/i;
export const meansNothing = (text: string): boolean =>
  [OF_SERVICES, BACK_OFF].some((pattern) => pattern.test(text.slice(0, MAX_LINE)));

// Other containers of a pod start before the one that runs the program, and do not show that it runs.
const STARTED =
  /Started container (?!\S{0,40}(?:init|warmup|sidecar|indicator|proxy|agent))|is (?:now )?running\b|successfully (?:started|restarted|resumed)/i;
const PLACED = /Successfully assigned|successfully (?:been )?scheduled|has been scheduled|entering the preparation/i;
/** Only this one is documented (api-notes: jobs). */
const POD_MADE = /Created pod/i;
const AGAIN = /restart(?:ed|ing)\b|re-?created|Created pod|resum(?:ed|ing)|replaced|rescheduled/i;

/** Later events that show that a trouble was over. */
const OVER: Readonly<Partial<Record<Category, readonly RegExp[]>>> = {
  image_pull: [/Successfully pulled image/i, STARTED],
  storage_failure: [STARTED],
  resource_limit: [STARTED],
  permission_or_mount: [/SuccessfulMount|mounted success|success\w{0,6} mount/i, STARTED],
  quota_or_stock_shortage: [PLACED, STARTED],
  bad_configuration: [PLACED, STARTED],
  platform_error: [STARTED, /Successfully create(?:d)? pod sandbox/i],
  hardware_fault: [STARTED, PLACED, AGAIN],
  preempted_or_reclaimed: [STARTED, PLACED, AGAIN],
  host_oom: [STARTED],
  network_failure: [STARTED],
};

const QUOTED = /"([^"]{3,400})"/;

/**
 * Whether a later event shows that the trouble of an earlier one is over. The pull of one image says nothing of
 * another.
 */
function over(category: Category, trouble: string, later: string): boolean {
  if (!(OVER[category] ?? []).some((pattern) => pattern.test(later))) return false;
  const [mine, other] = [QUOTED.exec(trouble)?.[1], QUOTED.exec(later)?.[1]];
  return mine === undefined || other === undefined || mine === other || !/pulled/i.test(later);
}

/** Whether events of a job show pods, so that there can be a log: a job that waits in a queue has none. */
export const showsPods = (events: readonly string[]): boolean =>
  events.some((text) => [POD_MADE, STARTED, AGAIN].some((pattern) => pattern.test(text.slice(0, MAX_LINE))));

/** What a sentence of the platform says: an event, a reason, an entry of the restart record. */
export function readCloudText(text: string): (Omit<Finding, 'evidence'> & { shown: string }) | undefined {
  if (meansNothing(text)) return undefined;
  const bounded = text.slice(0, MAX_LINE);
  const cause = firstMatch(CAUSES, 'cloud', bounded);
  if (cause !== undefined) return { ...findingOf(cause, bounded), shown: aroundMatch(cause, text) };
  const code = readExitCode(exitCodeIn(bounded));
  return code && { ...code, shown: text };
}

/**
 * The newest event that no rule reads: of a job that waits, and nobody knows for what, it may say so. That a container
 * is started again and again says something where nothing came after it.
 */
export const newestUnread = (events: readonly Event[]): Event | undefined =>
  events.findLast(({ text }) => !OF_SERVICES.test(text.slice(0, MAX_LINE)) && readCloudText(text) === undefined);

/** Where events are from, and when their job or pod ran. */
export interface EventSubject {
  source: EvidenceSource;
  pod?: string;
  /** When it ran at last: what troubled it before that is over. */
  began?: string | undefined;
  /** When it ended. */
  ended?: string | undefined;
}

/** Milliseconds. A trouble after which a pod ran for this long did not end it directly. */
const OUTLIVED_MS = 15 * 60_000;

const shownBy = ({ evidence }: Finding): number => evidence[0]?.text.length ?? 0;

/** Of the events of one rule the newest; where they only say that something failed, the one that says most of it. */
const mostTold = (events: readonly Finding[]): Finding[] => {
  const most = Math.max(...events.filter(({ vague }) => vague).map(shownBy));
  return events.filter((event) => !event.vague || shownBy(event) === most).slice(-1);
};

/** How many other events of its category are shown with one. */
const BESIDE_IT = 3;

/** A finding with the other events of its category that say as much: the newest often says least. */
function withOthers(finding: Finding, found: readonly Finding[]): Finding {
  const told = new Set(finding.evidence.map(({ text }) => text));
  const around = found
    .filter(({ category, vague }) => category === finding.category && (finding.vague || !vague))
    .flatMap(({ evidence }) => evidence)
    .filter(({ text }) => !told.has(text));
  return around.length === 0 ? finding : { ...finding, around: around.slice(-BESIDE_IT) };
}

/**
 * Findings from the events of a job or a pod, without troubles that later events show to be over. Those of an earlier
 * layer come first (api-notes: diagnosis), and of one rule only one event counts.
 *
 * @param events oldest first
 */
export function readEvents(events: readonly Event[], { source, pod, began, ended }: EventSubject): Finding[] {
  const [start, end] = [Date.parse(began ?? ''), Date.parse(ended ?? '')];
  const found = events.flatMap((event, index): Finding[] => {
    const read = readCloudText(event.text);
    const time = Date.parse(event.time ?? '');
    if (read === undefined || time < start) return [];
    const later = events.slice(index + 1);
    if (later.some(({ text }) => over(read.category, event.text, text))) return [];
    const directness = end - time > OUTLIVED_MS ? 'indirect' : read.directness;
    const { shown, ...finding } = read;
    return [{ ...finding, directness, evidence: [{ source, pod, time: event.time, text: shown }] }];
  });
  const told = [...new Set(found.map(({ rule }) => rule))].flatMap((rule) =>
    mostTold(found.filter((one) => one.rule === rule)),
  );
  // Back-off and its like say that something failed; where another event says why, they say nothing.
  const says = (finding: Finding): boolean =>
    !finding.vague || !told.some(({ category, vague }) => category === finding.category && !vague);
  const explained = new Set(told.flatMap(({ rule }) => CAUSES.find(({ id }) => id === rule)?.explains ?? []));
  return told
    .filter((finding) => says(finding) && !explained.has(finding.rule))
    .sort((a, b) => LAYER[a.category] - LAYER[b.category])
    .map((finding) => withOthers(finding, found));
}

import { rankThatNeverCame } from '../../diagnosis/collectives/late-rank.ts';
import type { CollectiveReport } from '../../diagnosis/collectives/reports.ts';
import { type Event, readEvents } from '../../diagnosis/events.ts';
import { asEnding, readExitCode } from '../../diagnosis/exit-codes.ts';
import type { Evidence, Finding } from '../../diagnosis/finding.ts';
import { asFollowing, readLog } from '../../diagnosis/log.ts';
import { decide, type Verdict } from '../../diagnosis/verdict.ts';
import { soundsWrong, wordsOfPods } from '../../diagnosis/words-of-pods.ts';
import { lineTime } from '../../shaping/line-time.ts';
import { shownLines } from '../../shaping/shown.ts';
import type { Digest } from './digest.ts';

/** A line of evidence with where it stands. */
export interface PlacedEvidence {
  /** The file, or what else it is from. */
  from: string;
  /** Number of the line in the file, where it is one of it. */
  line?: number;
  text: string;
}

/** What one log says. */
export interface LogOpinion {
  file: string;
  findings: Finding[];
  /** What ranks in it say of their collectives. */
  collectives: CollectiveReport[];
  /** Its last lines, for a verdict without a cause. */
  lastWords: Evidence[];
  /** Errors that the program got over. */
  survived: number;
  /** When it tells of its first finding; milliseconds, `Infinity` where it does not say. */
  at: number;
  /** Numbers of the lines that the pieces of evidence stand in. */
  lines: ReadonlyMap<string, number>;
}

/** Reads what was kept of a log. @param now milliseconds, for times without a year */
export async function opinionOf(file: string, digest: Digest, now: number): Promise<LogOpinion> {
  const shown = await shownLines(digest.lines.map(({ text }) => text));
  const kept = digest.lines.flatMap(({ number }, index) => {
    const text = shown[index];
    return text === undefined ? [] : [{ number, text }];
  });
  const texts = kept.map(({ text }) => text);
  const log = readLog(texts, { pod: file, ended: true, timeOf: () => undefined });
  const lastWords = log.lastLines.map((text): Evidence => ({ source: 'pod_log', pod: file, text }));
  const places = placesOf(
    [...log.findings.map(({ evidence }) => evidence), ...log.collectives.map(({ evidence }) => [evidence]), lastWords],
    texts,
  );
  const first = places.get(log.findings[0]?.evidence.at(-1)?.text ?? '');
  return {
    file,
    findings: log.findings,
    collectives: log.collectives,
    lastWords,
    survived: log.survived,
    at: (first !== undefined && lineTime(texts[first] ?? '', now)?.at) || Number.POSITIVE_INFINITY,
    lines: new Map([...places].map(([text, index]) => [text, kept[index]?.number ?? 0])),
  };
}

/** Indices of the lines that texts stand in: of several that are told together, each the last one before the next. */
function placesOf(groups: readonly (readonly Evidence[])[], lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const group of groups) {
    let before = lines.length;
    for (const { text } of group.toReversed()) {
      const at = lines.findLastIndex((line, index) => index <= before && line.includes(text));
      if (at === -1) continue;
      before = at;
      if (!places.has(text)) places.set(text, at);
    }
  }
  return places;
}

/** What is known of a run beside its logs. */
export interface RunFacts {
  events: readonly Event[];
  exitCode: number | undefined;
}

function factFindings(found: readonly Finding[], { events, exitCode }: RunFacts): Finding[] {
  const read = readExitCode(exitCode);
  const evidence: Evidence[] = [{ source: 'pod_status', text: `exit code ${exitCode}` }];
  return [...readEvents(events, { source: 'pod_event' }), ...(read ? [asEnding({ ...read, evidence }, found)] : [])];
}

/** What is said of a run. */
export interface Opinion extends Omit<Verdict, 'evidence'> {
  evidence: PlacedEvidence[];
}

/** What a log says at its place in the order of time. */
const findingsOf = ({ findings }: LogOpinion, place: number): Finding[] =>
  place === 0 ? findings : findings.map(asFollowing);

/**
 * The last words of the log that tells of trouble first, else of one that ends with an error: others were ended. Beside
 * them stands what others complain of.
 */
function lastWordsOf(inOrder: readonly LogOpinion[]): Evidence[] {
  const leading =
    inOrder.find(({ findings }) => findings.length > 0) ??
    inOrder.find(({ lastWords }) => lastWords.some(soundsWrong)) ??
    inOrder[0];
  const others = inOrder.filter((log) => log !== leading);
  return wordsOfPods(
    leading?.lastWords ?? [],
    others.map(({ lastWords }) => lastWords),
  );
}

/** The verdict on a run: the log that tells of its trouble first counts before the others. */
export function opinionOn(logs: readonly LogOpinion[], facts: RunFacts): Opinion {
  const inOrder = [...logs].sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  const late = rankThatNeverCame(inOrder.flatMap((log) => log.collectives));
  // It says more than the time-outs of the ranks, so it comes before them.
  const told = inOrder.flatMap(findingsOf);
  const findings = [...(late ? [late] : []), ...told, ...factFindings(told, facts)];
  const { evidence, ...verdict } =
    findings.length === 0 && facts.exitCode === 0
      ? SUCCEEDED
      : decide(findings, { complete: true, lastWords: lastWordsOf(inOrder) });
  const placed = evidence.map(({ source, pod, text }): PlacedEvidence => {
    const line = logs.find(({ file }) => file === pod)?.lines.get(text);
    return { from: pod ?? FROM[source] ?? source, ...(line === undefined ? {} : { line }), text };
  });
  return { ...verdict, evidence: placed };
}

const SUCCEEDED: Verdict = {
  category: 'healthy',
  confidence: 'direct',
  summary: 'It ended with exit code 0, and nothing in what was read speaks against it.',
  evidence: [],
};

const FROM: Readonly<Partial<Record<Evidence['source'], string>>> = { pod_event: 'events', pod_status: 'exit code' };

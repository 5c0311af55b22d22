import { candidatesOf } from './candidates.ts';
import { UNCLEAR_ERRORS } from './causes/error-concepts.ts';
import { LAST_RESORTS } from './causes/last-resorts.ts';
import { PEER_REFUSED } from './causes/peers.ts';
import { INTERRUPTED } from './causes/person.ts';
import { type CollectiveReport, collectiveReports } from './collectives/reports.ts';
import { onlyEnded, tellsWhoEnded } from './enders.ts';
import type { Evidence, Finding } from './finding.ts';
import { unframed } from './frames.ts';
import type { Progress } from './health/training-line.ts';
import { unknownError } from './last-words.ts';
import { ENDING, goesOn, isNoiseLine, type LogLine } from './lines.ts';
import type { LogCandidate } from './log-candidate.ts';
import { readLines } from './read-lines.ts';
import { announced, errorBefore, errorsAround, firstError, saidBefore } from './surroundings.ts';
import { type Survival, survivalOf } from './survival.ts';
import { linesThatTellMost } from './telling-lines.ts';

/** What the end of a pod's log says. */
export interface LogReading {
  /** What may have ended the pod, the most telling first; what the program got over is not among them. */
  findings: Finding[];
  /** Errors that the program got over. */
  survived: number;
  /** Lines of ordinary work after the first finding. */
  liveAfter: number;
  /** What ranks say of their collectives, to be compared with those of other logs. */
  collectives: CollectiveReport[];
  /** The newest progress of the training. */
  progress?: Progress | undefined;
  /** The lines that tell most where no cause is known: errors, and how it ended, oldest first. */
  lastLines: string[];
}

export interface LogFacts {
  pod: string;
  /** The pod has ended, so the log is whole. */
  ended: boolean;
  /** Time of a line, ISO 8601 with a zone, as far as it is known. */
  timeOf(text: string): string | undefined;
}

/** How many lines of ordinary work it takes to show that the program, or its shell, went on. */
const LIVE = {
  /** After an error that it says to have caught, or in the same process. */
  afterCaught: 3,
  afterOwn: 5,
  /** More than that after a line of a shell script. */
  afterShell: 4,
  /**
   * Between an error and a later cause. Before a consequence it takes more: other ranks write on until they miss the
   * dead one.
   */
  beforeCause: 6,
  beforeConsequence: 15,
  /** After the only error that there is. With more, it is doubtful whether that error ended the program. */
  afterOnly: 15,
  /** After a notice that the machine goes or the time is up: clouds give 30 seconds to 5 minutes. */
  afterNotice: 60,
} as const;

/** Whether the program got over it: training went on, or it says so and writes on. */
function gotOver(
  { start, end, caught, atEnd, announces }: LogCandidate,
  lines: readonly LogLine[],
  marked: ReadonlySet<number>,
  survival: Survival,
  ended: boolean,
): boolean {
  const live = survival.liveAfter(end);
  if (announces && ended && live < LIVE.afterNotice) return false;
  if (survival.trainedOn(start, end)) return true;
  if (atEnd) return !ended || live > LIVE.afterShell;
  if (survival.liveAfterOf(end) >= LIVE.afterOwn) return true;
  const hint = caught || lines.slice(end + 1, end + 4).some(({ body, index }) => !marked.has(index) && goesOn(body));
  return hint && live >= LIVE.afterCaught;
}

/**
 * Whether the program went on between two candidates, so that the earlier one was not its end. If the later one is a
 * consequence, that takes more: a progress bar drawn once more between an error and the trouble of other ranks is no
 * training.
 */
function separate(first: LogCandidate, second: LogCandidate, survival: Survival): boolean {
  const advanced = survival.advancedBetween(first.end, second.start);
  const live = survival.liveBetween(first.end, second.start);
  return second.finding.role === 'consequence'
    ? advanced > 1 || live >= LIVE.beforeConsequence
    : advanced > 0 || live >= LIVE.beforeCause;
}

/** A step of the start went well after all. */
const WENT_WELL =
  /Successfully (installed|built|downloaded)|Installing collected packages|(Receiving objects|Resolving deltas): 100%/;
/** Causes that anything could have brought about: only what comes right before them explains them. */
const ANY_REASON: ReadonlySet<string> = new Set([
  ...Object.values(LAST_RESORTS).map(({ id }) => id),
  ...UNCLEAR_ERRORS,
]);

/** Whether a later candidate follows from an earlier one, although the program or its shell went on between the two. */
const follows = (first: LogCandidate, second: LogCandidate, lines: readonly LogLine[], survival: Survival): boolean =>
  first.explains.includes(second.finding.rule) &&
  (first.announces || survival.advancedBetween(first.end, second.start) === 0) &&
  (!ANY_REASON.has(second.finding.rule) || survival.liveBetween(first.end, second.start) < LIVE.afterOnly) &&
  !lines.slice(first.end + 1, second.start).some(({ body }) => WENT_WELL.test(body));

/** Whether the process wrote on after a candidate, or may have. Then it is not certain that the candidate ended it. */
function isDoubtful(candidate: LogCandidate, lines: readonly LogLine[], survival: Survival): boolean {
  const { end, caught, whole } = candidate;
  if (caught) return true;
  const stream = lines[end]?.stream;
  const next = lines.find((line) => line.index > end && line.stream === stream && line.body.trim() !== '');
  const own = next !== undefined && survival.isLive(next) && (stream !== '' || next.level !== undefined);
  return own && !whole;
}

/** Of two alike, the one comes first that says more than that something failed. */
const rank = ({ finding }: LogCandidate): number =>
  (finding.role === 'cause' ? 0 : 2) + (finding.directness === 'direct' ? 0 : 1) + (finding.vague ? 0.5 : 0);

/** The first candidate of each cause: eight ranks that time out say one thing. */
const distinct = (candidates: readonly LogCandidate[]): LogCandidate[] =>
  candidates.filter(
    ({ finding }, index) => candidates.findIndex((other) => other.finding.rule === finding.rule) === index,
  );

/**
 * What is left of the candidates once those are gone that the program got over, and those that follow from an earlier
 * one.
 */
function decisive(
  candidates: readonly LogCandidate[],
  lines: readonly LogLine[],
  marked: ReadonlySet<number>,
  survival: Survival,
  ended: boolean,
): { open: number; kept: LogCandidate[]; roots: ReadonlySet<LogCandidate> } {
  const alive = new Set(candidates.filter((candidate) => !gotOver(candidate, lines, marked, survival, ended)));
  const roots = new Set<LogCandidate>();
  const led = new Set<LogCandidate>();
  for (const [index, first] of candidates.entries())
    for (const other of first.explains.length > 0 && ended ? candidates.slice(first.witness ? 0 : index + 1) : [])
      if (alive.has(other) && follows(first, other, lines, survival)) {
        roots.add(first);
        led.add(other);
      }
  const open = candidates.filter((candidate) => (alive.has(candidate) || roots.has(candidate)) && !led.has(candidate));
  const kept = open.filter((candidate, index) => {
    if (roots.has(candidate)) return true;
    const after = open.slice(index + 1);
    // A shell goes on after its complaint, so where something of the program broke later, the complaint was not the
    // end.
    if (candidate.atEnd && after.some(({ atEnd, finding }) => !atEnd && finding.role !== 'consequence')) return false;
    return !after.some((later) => separate(candidate, later, survival));
  });
  return { open: open.length + led.size, kept, roots };
}

/** A refused connection says nothing once something broke before it: whoever listened there has ended. */
export const asFollowing = <F extends Pick<Finding, 'rule' | 'category'>>(finding: F): F =>
  finding.rule === PEER_REFUSED ? { ...finding, category: 'unknown' } : finding;

/** The lines that say why, as far as they do, of a candidate. */
function own(candidate: LogCandidate, lines: readonly LogLine[], marked: ReadonlySet<number>): string[] {
  const { texts, line } = candidate;
  const before = errorBefore(candidate, lines, marked) ?? [];
  // What an exception says in more lines is among its texts.
  const after = texts.at(-1)?.trimEnd().endsWith(':') ? (announced(line, lines) ?? []) : [];
  return [before, texts, after].flat();
}

/**
 * What is shown with a candidate: around a traceback that says why, only what its chain began with; around another line
 * that does, the errors beside it; else also what broke first, and what the program said before.
 */
function around(candidate: LogCandidate, lines: readonly LogLine[], marked: ReadonlySet<number>): string[] {
  const { finding, earlier = [] } = candidate;
  const { role, directness, raised } = finding;
  const clear = role === 'cause' && directness === 'direct';
  if (clear) return raised === undefined ? errorsAround(candidate, lines, marked) : [...earlier];
  return [
    ...earlier,
    ...firstError(candidate, lines, marked),
    ...errorsAround(candidate, lines, marked),
    ...saidBefore(candidate, lines, marked),
  ];
}

/**
 * Reads the end of a log.
 * @param given cleaned lines, oldest first
 */
export function readLog(given: readonly string[], { pod, ended, timeOf }: LogFacts): LogReading {
  const { texts, lines: read } = readLines(given);
  const lines = unframed(read);
  const { candidates, marked } = candidatesOf(lines);
  const survival = survivalOf(
    lines,
    (line) => !marked.has(line.index) && line.level !== 'error' && !ENDING.test(line.body) && !isNoiseLine(line),
  );
  const { open, kept, roots } = decisive(candidates, lines, marked, survival, ended);
  const alone = kept.length === 1;
  const weight = (candidate: LogCandidate): number => (roots.has(candidate) ? -1 : rank(candidate));
  const telling = distinct([...kept].sort((a, b) => weight(a) - weight(b) || a.start - b.start));
  const known = telling.map((candidate): Finding => {
    const doubtful =
      isDoubtful(candidate, lines, survival) || (alone && ended && survival.liveAfter(candidate.end) >= LIVE.afterOnly);
    const led = kept.some((other) => other.start < candidate.start && other.finding.rule !== candidate.finding.rule);
    const time = timeOf(texts[candidate.line] ?? '');
    const shown = (text: string): Evidence => ({ source: 'pod_log', pod, time, text });
    return {
      ...(led ? asFollowing(candidate.finding) : candidate.finding),
      // What brought about something else in its own process is the cause there.
      role: roots.has(candidate) ? 'cause' : candidate.finding.role,
      directness: candidate.caught || (doubtful && !roots.has(candidate)) ? 'indirect' : candidate.finding.directness,
      evidence: own(candidate, lines, marked).map(shown),
      around: around(candidate, lines, marked).map(shown),
    };
  });
  // That something broke off or was interrupted is no cause, so the words of an error beside it count.
  const unexplained = known.every(({ category, rule }) => category === 'unknown' || rule === INTERRUPTED);
  // How it was ended says less than who or what did.
  const wanted = unexplained ? () => true : tellsWhoEnded;
  const rules = known.map(({ rule }) => rule);
  const words =
    ended && (unexplained || known.every(onlyEnded)) ? unknownError(lines, marked, survival, rules, wanted) : undefined;
  const findings = words && !unexplained ? known.map((each): Finding => ({ ...each, role: 'consequence' })) : known;
  if (words !== undefined)
    findings.unshift({
      ...words.finding,
      evidence: [{ source: 'pod_log', pod, time: timeOf(texts[words.index] ?? ''), text: words.text }],
    });
  return {
    findings,
    survived: candidates.length - open,
    liveAfter: telling[0] === undefined ? 0 : survival.liveAfter(telling[0].end),
    collectives: collectiveReports({ pod, lines: texts, timeOf }),
    progress: survival.newest,
    // Worked out only where it is asked for: mostly a finding says more.
    get lastLines() {
      return linesThatTellMost(texts, lines, marked);
    },
  };
}

import { readTracebacks, type Traceback } from '../shaping/errors/traceback.ts';
import { readException } from './exceptions.ts';
import type { Finding } from './finding.ts';
import type { Progress } from './health/training-line.ts';
import { ENDING, isNoise, type LogLine, RECOVERY, readLogLine } from './lines.ts';
import { RULES } from './rules/all.ts';
import { firstMatch, type Rule } from './rules/rule.ts';
import { type Survival, survivalOf } from './survival.ts';

/** What the end of a pod's log says. */
export interface LogReading {
  /** What may have ended the pod, the most telling first; what the program got over is not among them. */
  findings: Finding[];
  /** Errors that the program got over. */
  survived: number;
  /** Lines of ordinary work after the first finding. */
  liveAfter: number;
  /** The newest progress of the training. */
  progress?: Progress | undefined;
  /** Last lines that are not empty, oldest first. */
  lastLines: string[];
}

export interface LogFacts {
  pod: string;
  /** The pod has ended, so the log is whole. */
  ended: boolean;
  /** Time of a line, ISO 8601 with a zone, as far as it is known. */
  timeOf(text: string): string | undefined;
}

/** Something that may be the cause, with where it stands. */
interface Candidate {
  finding: Omit<Finding, 'evidence'>;
  texts: string[];
  line: number;
  start: number;
  end: number;
  /** The program says that it goes on. */
  caught: boolean;
  /** A traceback from the beginning of the program: nothing on the way caught it. */
  whole: boolean;
  atEnd: boolean;
}

const GIVES_UP =
  /\b(abort\w{0,3}|giv(e|ing) up|exit\w{0,3}|terminat\w{2,4}|fatal|cannot recover|unrecoverable|failed to recover)\b/i;
const TROUBLE =
  /fail|error|exception|could not|couldn't|cannot|can't|unable|warn|oom|out of memory|problem|missing|not (found|installed|available)/i;

const goesOn = (text: string): boolean => RECOVERY.test(text) && !GIVES_UP.test(text);

/** How many lines of ordinary work it takes to show that the program, or its shell, went on. */
const LIVE = {
  /** After an error that it says to have caught, or in the same process. */
  afterCaught: 3,
  afterOwn: 5,
  /** More than that after a line of a shell script. */
  afterShell: 4,
  /** Between an error and a later cause. Before a consequence it takes more: other ranks write on until they miss the dead one. */
  beforeCause: 6,
  beforeConsequence: 15,
  /** After the only error that there is. With more, it is doubtful whether that error ended the program. */
  afterOnly: 15,
} as const;
const LAST_LINES = 3;
/** Lines of one rule that are this close count as one. Of what is left, the newest are compared with each other. */
const NEIGHBOURS = 8;
const MAX_CANDIDATES = 60;

const fromRule = ({ id, category, directness, role = 'cause', says }: Rule): Candidate['finding'] => ({
  rule: id,
  category,
  directness,
  role,
  says,
});

/** Lines of an elastic launcher's table before its root cause. They tell of ranks that the launcher ended because of that. */
function inert(lines: readonly LogLine[]): ReadonlySet<number> {
  const found = new Set<number>();
  let inside = false;
  for (const { body, index } of lines) {
    if (/^Root Cause \(first observed failure\)/.test(body)) inside = false;
    if (inside) found.add(index);
    if (/^Failures:\s*$/.test(body)) inside = true;
  }
  return found;
}

/** Frames with which a program, a thread or a child process begins. A traceback from there shows that nothing caught the error. */
const OUTERMOST = /^(?:<module>|_bootstrap\w{0,10}|_run_module_as_main|_wrap|_main)$/;

const isWhole = ({ raised }: Traceback): boolean => OUTERMOST.test(raised.at(-1)?.frames[0]?.function ?? '');

function fromBlocks(blocks: readonly Traceback[], lines: readonly LogLine[]): Candidate[] {
  return blocks.flatMap((block) => {
    const read = readException(block);
    if (read === undefined) return [];
    const { intro, start, end } = block;
    const level = lines[start]?.level;
    const caught =
      level === 'warning' ||
      level === 'quiet' ||
      (TROUBLE.test(intro) && goesOn(intro)) ||
      /^WARN\w*\b.{0,200}(fail|error|exception)/i.test(intro);
    return [{ ...read, start, end, caught, whole: isWhole(block), atEnd: false }];
  });
}

function fromLines(lines: readonly LogLine[], taken: ReadonlySet<number>): Candidate[] {
  return lines.flatMap(({ body, index, level, progress }): Candidate[] => {
    if (taken.has(index) || body.length < 4 || isNoise(body) || progress !== undefined) return [];
    const rule = firstMatch(RULES, 'line', body);
    if (rule === undefined || (level !== undefined && level !== 'error' && !rule.anyLevel)) return [];
    const caught = goesOn(body);
    return [
      {
        finding: fromRule(rule),
        texts: [body],
        line: index,
        start: index,
        end: index,
        caught,
        whole: false,
        atEnd: rule.atEnd ?? false,
      },
    ];
  });
}

/** Whether the program got over it: training went on, or it says so and writes on. */
function gotOver(
  { start, end, caught, atEnd }: Candidate,
  lines: readonly LogLine[],
  marked: ReadonlySet<number>,
  survival: Survival,
  ended: boolean,
): boolean {
  if (survival.trainedOn(start, end)) return true;
  const live = survival.liveAfter(end);
  if (atEnd) return !ended || live > LIVE.afterShell;
  if (survival.liveAfterOf(end) >= LIVE.afterOwn) return true;
  const hint = caught || lines.slice(end + 1, end + 4).some(({ body, index }) => !marked.has(index) && goesOn(body));
  return hint && live >= LIVE.afterCaught;
}

/**
 * Whether the program went on between two candidates, so that the earlier one was not its end. If the later one is a consequence,
 * that takes more: a progress bar drawn once more between an error and the trouble of other ranks is no training.
 */
function separate(first: Candidate, second: Candidate, survival: Survival): boolean {
  const advanced = survival.advancedBetween(first.end, second.start);
  const live = survival.liveBetween(first.end, second.start);
  return second.finding.role === 'consequence'
    ? advanced > 1 || live >= LIVE.beforeConsequence
    : advanced > 0 || live >= LIVE.beforeCause;
}

/** Whether the process wrote on after a candidate, or may have. Then it is not certain that the candidate ended it. */
function isDoubtful(candidate: Candidate, lines: readonly LogLine[], survival: Survival): boolean {
  const { end, caught, whole } = candidate;
  if (caught) return true;
  const stream = lines[end]?.stream;
  const next = lines.find((line) => line.index > end && line.stream === stream && line.body.trim() !== '');
  const own = next !== undefined && survival.isLive(next) && (stream !== '' || next.level !== undefined);
  return own && !whole;
}

const rank = ({ finding }: Candidate): number =>
  (finding.role === 'cause' ? 0 : 2) + (finding.directness === 'direct' ? 0 : 1);

/**
 * Reads the end of a log.
 * @param texts cleaned lines, oldest first
 */
export function readLog(texts: readonly string[], { pod, ended, timeOf }: LogFacts): LogReading {
  const lines = texts.map(readLogLine);
  const blocks = readTracebacks(lines).filter(({ raised }) => raised.length > 0);
  const inBlocks = new Set(blocks.flatMap((block) => block.lines));
  const candidates = folded(
    [...fromBlocks(blocks, lines), ...fromLines(lines, new Set([...inBlocks, ...inert(lines)]))].sort(
      (a, b) => a.start - b.start,
    ),
  ).slice(-MAX_CANDIDATES);
  const marked = new Set([...inBlocks, ...candidates.map(({ line }) => line)]);
  const survival = survivalOf(
    lines,
    (line) => !marked.has(line.index) && line.level !== 'error' && !ENDING.test(line.body) && !isNoise(line.body),
  );

  const open = candidates.filter((candidate) => !gotOver(candidate, lines, marked, survival, ended));
  const kept = open.filter((candidate, index) => {
    const after = open.slice(index + 1);
    // A shell goes on after its complaint, so where something of the program broke later, the complaint was not the end.
    if (candidate.atEnd && after.some(({ atEnd, finding }) => !atEnd && finding.role !== 'consequence')) return false;
    return !after.some((later) => separate(candidate, later, survival));
  });
  const alone = kept.length === 1;
  const telling = distinct([...kept].sort((a, b) => rank(a) - rank(b) || a.start - b.start));
  const findings = telling.map(
    (candidate): Finding => ({
      ...candidate.finding,
      directness:
        isDoubtful(candidate, lines, survival) ||
        (alone && ended && survival.liveAfter(candidate.end) >= LIVE.afterOnly)
          ? 'indirect'
          : candidate.finding.directness,
      evidence: candidate.texts.map((text) => ({
        source: 'pod_log',
        pod,
        time: timeOf(texts[candidate.line] ?? ''),
        text,
      })),
    }),
  );
  return {
    findings,
    survived: candidates.length - open.length,
    liveAfter: telling[0] === undefined ? 0 : survival.liveAfter(telling[0].end),
    progress: survival.newest,
    lastLines: texts.filter((text) => text.trim() !== '').slice(-LAST_LINES),
  };
}

/** Candidates in order, those of one rule that follow each other closely as one. */
function folded(candidates: readonly Candidate[]): Candidate[] {
  const result: Candidate[] = [];
  for (const candidate of candidates) {
    const last = result.at(-1);
    if (last?.finding.rule === candidate.finding.rule && candidate.start - last.end <= NEIGHBOURS)
      last.end = Math.max(last.end, candidate.end);
    else result.push({ ...candidate });
  }
  return result;
}

/** The first candidate of each rule: eight ranks that time out say one thing. */
const distinct = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.filter(
    ({ finding }, index) => candidates.findIndex((other) => other.finding.rule === finding.rule) === index,
  );

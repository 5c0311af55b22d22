import { lineTime } from '../../shaping/line-time.ts';
import { anyOf } from '../causes/cause.ts';
import { readLogLine } from '../lines.ts';
import { readProgress } from './progress.ts';
import { waitsToServe } from './serves.ts';
import { median } from './trend.ts';

/**
 * What the silence of a log means (api-notes: diagnosis). `quiet`: longer than usual, but too short to suspect;
 * `deadlock`: the communication library itself has given up.
 */
export type Flow = 'flowing' | 'quiet' | 'init_hang' | 'hang' | 'deadlock';

/**
 * Seconds of silence after which a log counts as quiet, an initialisation as hanging, a job that told its progress in
 * far shorter intervals as standing, and anything else as hanging.
 */
export const SILENCE_SECONDS = { quiet: 300, initHang: 600, pause: 900, hang: 1800 } as const;

/**
 * Lines at the end of a log in which a time-out counts as its last word: lines of other ranks and a dump still follow
 * it.
 */
const LAST_WORD = 5;
const LAST_OF_SETUP = 3;
const MAX_CHARACTERS = 1000;

/** A collective operation that ran into its time-out, or misses a rank. */
const DEADLOCK = anyOf(
  /Watchdog caught collective operation timeout|collective operation timed? ?out/i,
  /Some NCCL operations have failed or timed out|before timing out/i,
  /ProcessGroupNCCL[^\n]{0,300}(?:watchdog|timed out|time-?out waiting)|all_?reduce[^\n]{0,300}timed? ?out/i,
  /WorkNCCL\([^)]{0,400}(?:OpType=|Timeout\(ms\))/i,
  /submitted to be reduced, gathered or broadcasted by subset of ranks|Stalled (?:ops|tensor|ranks)|missing ranks/i,
  /Heartbeat monitor timed out/i,
);

/** The ranks find each other. */
const INITIALISING = anyOf(
  /NCCL INFO/i,
  /NCCL version \d/i,
  /(?:nc|hc|rc|cnc|bk|xc|ec|mc)clCommInit/i,
  /init_process_group|init_distributed|init_parallel_env/i,
  /\binit (?:the )?(?:nccl|rccl|hccl|gloo|mpi|bkcl|cncl|xccl|comm\w{0,10}|collective|distributed)\b/i,
  /initiali[sz](?:ing|ed|e) (?:the )?(?:process group|(?:torch[ .])?distributed|[A-Z]{0,4}CCL|Gloo|MPI|Horovod|TorchBackend|\w{1,10} model parallel|model parallel|communicator|backend)/i,
  /(?:setting up|creating|building|forming) (?:the )?(?:process group|communicator|NCCL)/i,
  /waiting for (?:all |the |other )?(?:\w{1,12} )?(?:ranks|workers|peers|processes|nodes|master|rank 0)/i,
  /rendezvous|TCPStore|store.based barrier/i,
  /connect(?:ing)? to (?:the )?(?:master|rank ?0|store)/i,
  /join(?:ing|ed)? (?:the )?(?:process )?group/i,
);
const INITIALISED = /NCCL INFO [^\n]{0,300}Init COMPLETE/i;

const lastOf = (lines: readonly string[], count: number): string[] =>
  lines
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map((line) => line.slice(0, MAX_CHARACTERS));

const trains = (line: string): boolean => readLogLine(line, 0).progress !== undefined;

/** Whether a log ends with the time-out of a collective operation and no training after it. */
export function isDeadlocked(lines: readonly string[]): boolean {
  const last = lastOf(lines, LAST_WORD);
  const gaveUp = last.findLastIndex((line) => DEADLOCK.test(line));
  return gaveUp >= 0 && !last.slice(gaveUp + 1).some(trains);
}

/** Whether a log ends within the set-up of the communication, with no training after it. */
export function isInitialising(lines: readonly string[]): boolean {
  const last = lastOf(lines, LAST_OF_SETUP);
  return last.some((line) => INITIALISING.test(line)) && !last.some((line) => INITIALISED.test(line) || trains(line));
}

/** Times as long as from one report of its progress to the next after which a slow job counts as standing. */
const PACES = 1.5;
const MOST_PACED = 200;
const LEAST_GAPS = 3;
const RECENT = 20;
/** Seconds from one report of progress to the next. */
function paceOf(lines: readonly string[]): number {
  const times = lines.slice(-MOST_PACED).flatMap((line) => (trains(line) ? (lineTime(line, 0)?.at ?? []) : []));
  const gaps = times.slice(1).map((at, index) => (at - (times[index] ?? at)) / 1000);
  const steady = gaps.length >= LEAST_GAPS ? median(gaps.slice(-RECENT)) : undefined;
  return steady ?? readProgress(lines.slice(-MOST_PACED))?.secondsPerStep ?? 0;
}

/** Whether a log without any training ends as that of a program that waits to be used: its silence means nothing. */
export const isIdle = (lines: readonly string[]): boolean =>
  waitsToServe(lastOf(lines, lines.length)) && !lines.some((line) => trains(line.slice(0, MAX_CHARACTERS)));

/**
 * @param silentSeconds how long nothing has been written, at least
 * @param lines the end of the log, cleaned, oldest first
 */
export function judgeSilence(silentSeconds: number, lines: readonly string[]): Flow {
  if (isDeadlocked(lines)) return 'deadlock';
  if (silentSeconds < SILENCE_SECONDS.quiet) return 'flowing';
  if (silentSeconds >= SILENCE_SECONDS.initHang && isInitialising(lines)) return 'init_hang';
  if (isIdle(lines)) return 'quiet';
  return silentSeconds >= Math.max(SILENCE_SECONDS.hang, PACES * paceOf(lines)) ? 'hang' : 'quiet';
}

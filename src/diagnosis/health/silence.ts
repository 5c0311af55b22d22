/**
 * What the silence of a log means (diagnosis facts, Running). `quiet`: longer than usual, but too short to suspect;
 * `deadlock`: the communication library itself has given up.
 */
export type Flow = 'flowing' | 'quiet' | 'init_hang' | 'hang' | 'deadlock';

/** Silence from which on the log is quiet, from which on an initialisation hangs, and from which on anything does. */
export const SILENCE_SECONDS = { quiet: 300, initHang: 600, hang: 1800 } as const;

/** How many of the last lines tell what a program was at. */
const LAST_LINES = 5;

const WATCHDOG =
  /watchdog caught collective operation timeout|collective operation timed? ?out|WorkNCCL\([^)]*(?:OpType=|Timeout\(ms\))|ProcessGroupNCCL[^\n]*(?:watchdog|timed? ?out)|all_?reduce[^\n]*timed? ?out/i;

const INITIALISING =
  /NCCL INFO (?:Bootstrap|NET\/|Using|comm |Channel|Trees|Connected|Setting affinity|cudaDriverVersion|NCCL_|P2P|Ring|Launch|NVLS|RAS|ncclCommInit)|NCCL version|init_process_group|initializ\w+ (?:torch )?(?:process group|distributed)|waiting for (?:rendezvous|other (?:ranks|workers))/i;
const INITIALISED = /NCCL INFO [^\n]*Init COMPLETE/i;

/** The last line with something in it says that a collective operation ran into its time-out. */
export const isWatchdogTimeout = (lines: readonly string[]): boolean => WATCHDOG.test(lastOf(lines, 1)[0] ?? '');

/** The last lines are of the communication set-up, which has not come to its end. */
export function isInitialising(lines: readonly string[]): boolean {
  const last = lastOf(lines, LAST_LINES);
  const begun = last.findLastIndex((line) => INITIALISING.test(line));
  return begun === last.length - 1 && begun >= 0 && !last.some((line) => INITIALISED.test(line));
}

const lastOf = (lines: readonly string[], count: number): string[] =>
  lines.filter((line) => line.trim() !== '').slice(-count);

/**
 * @param silentSeconds how long nothing has been written, at least
 * @param lines the end of the log, cleaned, oldest first
 */
export function judgeSilence(silentSeconds: number, lines: readonly string[]): Flow {
  if (isWatchdogTimeout(lines)) return 'deadlock';
  if (silentSeconds < SILENCE_SECONDS.quiet) return 'flowing';
  if (silentSeconds >= SILENCE_SECONDS.initHang && isInitialising(lines)) return 'init_hang';
  return silentSeconds >= SILENCE_SECONDS.hang ? 'hang' : 'quiet';
}

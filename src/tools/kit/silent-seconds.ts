import { readProgress } from '../../diagnosis/health/progress.ts';
import { isInitialising, SILENCE_SECONDS } from '../../diagnosis/health/silence.ts';
import { eventTime } from '../../shaping/times.ts';

/** The prefix that the cloud gives a line. Its two blanks after the time tell it from a time that the program wrote. */
const CLOUD_PREFIX = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} {2}\S/;

/** A log whose silence is measured. */
export interface SilentLog {
  /** The end of it, cleaned, oldest first. */
  lines: readonly string[];
  /** When its pod started, ISO 8601: a pod cannot have been silent for longer than it has been there. */
  started: string | undefined;
  /** The cloud's time. */
  clock: Date;
  /** Whether anything was written from then on; `undefined` where that could not be read. */
  wroteSince(from: Date): Promise<boolean | undefined>;
}

/**
 * Seconds for which a log has been silent, at least: by the cloud's prefix of its last line. Where that has none, it
 * asks whether anything was written in ever longer windows, at most three times.
 */
export async function silentSeconds({ lines, started, clock, wroteSince }: SilentLog): Promise<number> {
  const since = (iso: string): number => Math.max(0, (clock.getTime() - Date.parse(iso)) / 1000);
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  const written = CLOUD_PREFIX.test(last) ? eventTime(last).time : undefined;
  if (written !== undefined) return since(written);
  const { quiet, initHang, pause, hang } = SILENCE_SECONDS;
  const age = started === undefined ? Number.POSITIVE_INFINITY : since(started);
  const isSilentFor = async (seconds: number): Promise<boolean> =>
    age >= seconds && (await wroteSince(new Date(clock.getTime() - seconds * 1000))) === false;
  const initialising = isInitialising(lines);
  let silent = 0;
  for (const seconds of initialising ? [quiet, initHang, hang] : [quiet, hang]) {
    if (!(await isSilentFor(seconds))) break;
    silent = seconds;
  }
  // Only of a job that told its progress a shorter silence means something too.
  const paused = silent === quiet && readProgress(lines) !== undefined && (await isSilentFor(pause));
  return paused ? pause : silent;
}

import pTimeout from 'p-timeout';
import { allAsOffered } from '../../advice/offered.ts';
import { en, type Said, say, zh } from '../../domain/said.ts';

/** `skipped`: not tested, for the reason in `detail`. */
export type Result = 'ok' | 'warning' | 'failed' | 'skipped';

/** What a check found. */
export interface CheckResult {
  result: Result;
  /** One or two sentences; never a secret. What the cloud, a library or a `Fault` said is English. */
  detail: Said;
  /** What to do, where there is something to do. */
  fix?: Said;
}

export interface Row extends CheckResult {
  id: string;
  title: Said;
}

export interface DoctorCheck {
  id: string;
  title: Said;
  /** Ids of earlier checks without which this one has nothing to test. */
  needs?: readonly string[];
  /** Milliseconds that the check may take; 10 seconds by default. */
  deadlineMs?: number;
  run(signal: AbortSignal): CheckResult | Promise<CheckResult>;
}

/** Called when a check begins and when it has ended. */
export interface Watcher {
  begins(check: DoctorCheck): void;
  ended(row: Row): void;
}

const DEADLINE_MS = 10_000;

export const ok = (detail: Said): CheckResult => ({ result: 'ok', detail });
export const skipped = (detail: Said, fix?: Said): CheckResult => ({
  result: 'skipped',
  detail,
  ...(fix ? { fix } : {}),
});
export const warning = (detail: Said, fix: Said): CheckResult => ({ result: 'warning', detail, fix });
export const broken = (detail: Said, fix: Said): CheckResult => ({ result: 'failed', detail, fix });

/** The first of the needed checks that was skipped or failed. */
const obstacle = (check: DoctorCheck, rows: readonly Row[]): Row | undefined =>
  rows.find(({ id, result }) => check.needs?.includes(id) && (result === 'failed' || result === 'skipped'));

/** Runs one check within its deadline. After that the signal is aborted, so that what it started can stop. */
async function runOne(check: DoctorCheck): Promise<CheckResult> {
  const { deadlineMs = DEADLINE_MS } = check;
  const stop = new AbortController();
  return pTimeout(Promise.resolve(check.run(stop.signal)), {
    milliseconds: deadlineMs,
    fallback: () => {
      stop.abort();
      return broken(
        say(en`No result within ${deadlineMs / 1000} s.`, zh`${deadlineMs / 1000} 秒内没有结果。`),
        say(en`Look into what is slow, then run doctor again.`, zh`请查明慢在哪里，然后重新运行 doctor。`),
      );
    },
  });
}

/**
 * Runs the checks one after the other. One that needs a check that failed or was skipped is skipped, with the reason.
 */
export async function runChecks(checks: readonly DoctorCheck[], watcher: Watcher): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const check of checks) {
    const { id, title } = check;
    const before = obstacle(check, rows);
    watcher.begins(check);
    const finding =
      before === undefined
        ? await runOne(check)
        : skipped(
            before.result === 'failed'
              ? say(en`not tested: "${before.title}" failed`, zh`未检查：因为“${before.title}”未通过`)
              : say(en`not tested: "${before.title}" was not tested`, zh`未检查：因为“${before.title}”未检查`),
          );
    // A fault's words are for a model and may name a tool to call; a person at a terminal calls none.
    const row = { id, title, ...allAsOffered(finding, () => false) };
    rows.push(row);
    watcher.ended(row);
  }
  return rows;
}

import pTimeout from 'p-timeout';

/** `skipped`: not tested, for the reason in `detail`. */
export type Result = 'ok' | 'warning' | 'failed' | 'skipped';

/** What a check found. */
export interface CheckResult {
  result: Result;
  /** One or two sentences; never a secret. */
  detail: string;
  /** What to do, where there is something to do. */
  fix?: string;
}

export interface Row extends CheckResult {
  id: string;
  title: string;
}

export interface DoctorCheck {
  id: string;
  title: string;
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

export const ok = (detail: string): CheckResult => ({ result: 'ok', detail });
export const skipped = (detail: string, fix?: string): CheckResult => ({
  result: 'skipped',
  detail,
  ...(fix ? { fix } : {}),
});
export const warning = (detail: string, fix: string): CheckResult => ({ result: 'warning', detail, fix });
export const broken = (detail: string, fix: string): CheckResult => ({ result: 'failed', detail, fix });

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
      return broken(`No result within ${deadlineMs / 1000} s.`, 'Look into what is slow, then run doctor again.');
    },
  });
}

/** Runs the checks one after the other. One that needs a check that failed or was skipped is skipped, with the reason. */
export async function runChecks(checks: readonly DoctorCheck[], watcher: Watcher): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const check of checks) {
    const { id, title } = check;
    const before = obstacle(check, rows);
    watcher.begins(check);
    const finding =
      before === undefined
        ? await runOne(check)
        : skipped(`not tested: "${before.title}" ${before.result === 'failed' ? 'failed' : 'was not tested'}`);
    const row = { id, title, ...finding };
    rows.push(row);
    watcher.ended(row);
  }
  return rows;
}

import type { Shown } from '../domain/shown.ts';
import { Foreign } from '../shaping/foreign.ts';
import { number, record, records, shown, time } from './wire.ts';

/** One failure of a reason message: which pods ended, when, with which exit code. */
export interface Failure {
  pods: string[];
  exit_code?: number | undefined;
  /** ISO 8601. */
  time?: string | undefined;
}

export interface Reason {
  reason_code?: string | undefined;
  reason?: Shown | undefined;
  failures?: Failure[] | undefined;
}

/** What exit codes of containers mean; one that is not listed says nothing by itself. */
const EXIT_CODES: Readonly<Record<number, string>> = {
  1: 'error of the program',
  2: 'wrong usage',
  126: 'command not executable',
  127: 'command not found',
  128: 'container could not start',
  134: 'aborted (SIGABRT)',
  137: 'killed (SIGKILL), often out of memory',
  139: 'segmentation fault',
  143: 'terminated (SIGTERM)',
};

/** An exit code in words, such as `137 (killed (SIGKILL), often out of memory)`. */
export const exitWords = (code: number): string => (EXIT_CODES[code] ? `${code}: ${EXIT_CODES[code]}` : String(code));

const MAX_FAILURES = 20;
/** Pods of one failure that are named; a job of thousands can fail at once. */
const MAX_PODS = 100;

function podNames(pods: unknown): string[] {
  const all = Object.entries(record(pods)).flatMap(([role, indices]) =>
    (Array.isArray(indices) ? indices : [indices]).map((index) => ({ role, index })),
  );
  const named = all
    .slice(0, MAX_PODS)
    .map(({ role, index }) => shown(`${role.toLowerCase()}-${String(index)}`, 80) ?? '?');
  return all.length > named.length ? [...named, `${all.length - named.length} more`] : named;
}

/**
 * Why a job is in its status. The message is text, or for failed jobs JSON: `{overview, content: [{time, pods: {Role:
 * [index]}, reason: exit code}]}`, times in epoch seconds as text, as a real answer has it (R38).
 *
 * @returns no members when the cloud gives no reason
 */
export function readReason(code: unknown, message: unknown): Reason {
  const text = Foreign.of(message);
  const json = record(text?.json());
  const failures = records(json.content)
    .slice(0, MAX_FAILURES)
    .map((entry) => ({ pods: podNames(entry.pods), exit_code: number(entry.reason), time: time(entry.time) }));
  return {
    reason_code: shown(code, 80),
    reason: (Foreign.of(json.overview) ?? text)?.text(2000),
    failures: failures.length > 0 ? failures : undefined,
  };
}

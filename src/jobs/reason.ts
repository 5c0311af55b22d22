import { Foreign } from '../shaping/foreign.ts';
import { isoTime } from '../shaping/times.ts';
import { number, raw, record, records, shown } from './wire.ts';

/** One failure of a reason message: which pods ended, when, with which exit code. */
export interface Failure extends Record<string, unknown> {
  pods: string[];
  exit_code?: number | undefined;
  time?: string | undefined;
}

export interface Reason {
  reason_code?: string | undefined;
  reason?: string | undefined;
  failures?: Failure[] | undefined;
}

/** What the exit codes of containers mean, for the ones worth a word. */
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

function parsed(message: string): unknown {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

const podNames = (pods: unknown): string[] =>
  Object.entries(record(pods)).flatMap(([role, indices]) =>
    (Array.isArray(indices) ? indices : [indices]).map(
      (index) => shown(`${role.toLowerCase()}-${String(index)}`, 80) ?? role,
    ),
  );

/**
 * Why a job is where it is. The message is text, or for failed jobs JSON: `{overview, content: [{time, pods: {Role:
 * [index]}, reason: exit code}]}`, times in epoch seconds as text, as a real answer has it (R38).
 *
 * @returns no members when the cloud gives no reason
 */
export function readReason(code: unknown, message: unknown): Reason {
  const text = raw(message);
  const json = text === undefined ? undefined : record(parsed(text));
  const overview = raw(json?.overview);
  const failures = records(json?.content).map((entry) => ({
    pods: podNames(entry.pods),
    exit_code: number(entry.reason),
    time: isoTime(raw(entry.time)),
  }));
  const full = overview ?? text;
  return {
    reason_code: shown(code, 80),
    reason: Foreign.of(full)?.text(2000),
    failures: failures.length > 0 ? failures.slice(0, 20) : undefined,
  };
}

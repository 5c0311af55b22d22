import { raw, wire } from './wire.ts';

/** Lines that are taken of one answer, the newest: the cloud is asked for no more. */
const MOST_LOG_LINES = 5000;
const MOST_EVENT_LINES = 1000;

/** What a GetPodLogs answer holds. */
export interface LogLines {
  /** Oldest first, as they were written: nothing of it is fit to show. */
  lines: string[];
  /** There are lines before these. */
  more: boolean;
  /** Entries of the answer, as it counts them against `MaxLines`; one can hold several lines. */
  entries: number;
  /** Bytes of all lines, also of those before. */
  bytes: number;
}

/** A text without the line end behind it. */
const withoutEnd = (text: string): string =>
  text.endsWith('\n') ? text.slice(0, text.endsWith('\r\n') ? -2 : -1) : text;

/**
 * The last lines of an array of texts, or of one text, oldest first. What is before them is not split into lines, so
 * that an answer that is far longer than was asked for takes no longer.
 *
 * @param most how many lines
 * @returns the lines, and whether there are more before them
 */
export function lastLines(value: unknown, most: number): { lines: string[]; more: boolean } {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const newest: string[] = [];
  for (let at = texts.length - 1; at >= 0; at--) {
    const given = texts[at];
    const whole = given === '' ? '' : raw(given);
    if (whole === undefined) continue;
    const text = withoutEnd(whole);
    for (let end = text.length; end >= 0; ) {
      if (newest.length === most) return { lines: newest.reverse(), more: true };
      const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
      newest.push(text.slice(start, end));
      end = start - 1;
    }
  }
  return { lines: newest.reverse(), more: false };
}

/** @param most how many lines at most, the newest */
export function logLines(answer: unknown, most = MOST_LOG_LINES): LogLines {
  const { Logs } = wire<'GetPodLogsResponseBody'>(answer);
  let bytes = 0;
  for (const text of Array.isArray(Logs) ? Logs : [Logs]) bytes += Buffer.byteLength(raw(text) ?? '') + 1;
  return { ...lastLines(Logs, most), entries: Array.isArray(Logs) ? Logs.length : 0, bytes };
}

/**
 * The newest lines of a GetJobEvents or GetPodEvents answer as the cloud wrote them: nothing of them is fit to show.
 */
export const eventLines = (answer: unknown): string[] =>
  lastLines(wire<'GetJobEventsResponseBody' | 'GetPodEventsResponseBody'>(answer).Events, MOST_EVENT_LINES).lines;

import { textLines, wire } from './wire.ts';

/** What a GetPodLogs answer holds. */
export interface LogLines {
  /** Oldest first, as they were written: nothing of it is fit to show. */
  lines: string[];
  /** Entries of the answer, as it counts them against `MaxLines`; one can hold several lines. */
  entries: number;
}

export function logLines(answer: unknown): LogLines {
  const { Logs } = wire<'GetPodLogsResponseBody'>(answer);
  return { lines: textLines(Logs), entries: Array.isArray(Logs) ? Logs.length : 0 };
}

/** Lines of a GetJobEvents or GetPodEvents answer as the cloud wrote them: nothing of them is fit to show. */
export const eventLines = (answer: unknown): string[] =>
  textLines(wire<'GetJobEventsResponseBody' | 'GetPodEventsResponseBody'>(answer).Events);

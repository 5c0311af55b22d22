/** `2022-09-05T10:03:38Z`: UTC, whole seconds, as the `Gmt*` fields have it (api-notes: times). */
export const gmt = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** `2026-03-05 12:05:22`: UTC+8 without a zone, the prefix of events (api-notes: times). */
export const chinaPrefix = (ms: number): string =>
  gmt(ms + 8 * 3_600_000)
    .replace('T', ' ')
    .replace('Z', '');

/** `2023-11-30T16:47:30.343005+08:00`, as sanity checks have it; `micros` are the six digits after the second. */
export const chinaOffset = (ms: number, micros: number): string =>
  `${gmt(ms + 8 * 3_600_000).replace('Z', '')}.${String(micros).padStart(6, '0')}+08:00`;

/** Down to the whole second: everything that happens to a job happens on one. */
export const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

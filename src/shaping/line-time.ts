/**
 * Times at the beginning of log lines, in the formats of the usual loggers.
 */
export interface LineTime {
  /** Milliseconds since the epoch, as if a time without a zone were UTC. */
  at: number;
  /** Whether the line says its zone. Two times without one can be compared with each other only. */
  zoned: boolean;
  /** Where the time begins, and where it and what separates it from the rest end. */
  start: number;
  end: number;
}

/** What launchers put before a line: a rank, an actor, the stream of an MPI process. */
const SOURCE =
  /^(?:\[(?:rank ?)?\d+\]:? ?|\[[a-z][\w.-]{0,60}\/\d{1,5}\]:? ?|\[[a-z_]{1,20}\d+\]: ?|\[\d+,\d+\](?:<std(?:out|err|diag)>)?: ?|\((?:[A-Za-z_][\w:.]{0,80} )?pid=\d+[^)]{0,80}\) ?|\((?:raylet|autoscaler|gcs_server)[^)]{0,60}\) ?){1,3}/;
const LEVEL = /^\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL|TRACE)\]?[ :|-]{1,3}/;

const ISO =
  /^[[(]?(\d{4})[-/](\d{2})[-/](\d{2})[T _](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d{2}:?\d{2}))?/d;
const AMERICAN = /^[[(]?(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?/d;
// glog, absl and PyTorch's C++ logger: a letter for the level, no year.
const GLOG = /^\[?[IWEF](\d{1,2})(\d{2}) (\d{2}):(\d{2}):(\d{2})\.(\d{1,9})/d;
const NO_YEAR = /^(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?/d;
// Spark and Hadoop. Without their level behind it, the order of such a date would be a guess.
const SPARK = /^(\d{2})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2}):(\d{2})(?= (?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL) )/d;
const JSON_FIELD =
  /^\{.{0,200}?"(?:@?timestamp|time|ts|asctime)" ?: ?"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?"/d;

const YEAR_MS = 365.25 * 86_400_000;

type Parts = readonly (string | undefined)[];

function instant([year, month, day, hour, minute, second, fraction = '', zone]: Parts): number | undefined {
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (mo < 1 || mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || s > 60) return undefined;
  const [, sign, zoneHours = '0', zoneMinutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return Date.UTC(y, mo - 1, d, h, mi, s, Number(fraction.slice(0, 3).padEnd(3, '0'))) - offset;
}

/** The year that brings a date without one nearest to a time at which the log was written. */
function withYear(parts: Parts, near: number): number | undefined {
  const year = new Date(near).getUTCFullYear();
  const times = [year - 1, year, year + 1].map((candidate) => instant([String(candidate), ...parts]));
  const known = times.filter((time) => time !== undefined);
  const [best] = known.sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  return best === undefined || Math.abs(best - near) > YEAR_MS ? undefined : best;
}

const FORMATS: readonly { pattern: RegExp; parts(groups: Parts): Parts; year: boolean }[] = [
  { pattern: ISO, parts: (groups) => groups, year: true },
  { pattern: GLOG, parts: (groups) => groups, year: false },
  { pattern: AMERICAN, parts: ([month, day, year, ...clock]) => [year, month, day, ...clock], year: true },
  { pattern: SPARK, parts: ([year, ...rest]) => [`20${year}`, ...rest], year: true },
  { pattern: NO_YEAR, parts: (groups) => groups, year: false },
  { pattern: JSON_FIELD, parts: (groups) => groups, year: true },
];

/**
 * The time a cleaned line begins with, behind a rank or a level if there is one.
 *
 * @param near milliseconds: a time at which the log was written, for formats that leave the year out
 * @returns `undefined` where there is none, or none that can be read without a guess
 */
export function lineTime(line: string, near: number): LineTime | undefined {
  const head = line.slice(0, 400);
  let start = SOURCE.exec(head)?.[0].length ?? 0;
  start += LEVEL.exec(head.slice(start))?.[0].length ?? 0;
  const text = head.slice(start);
  for (const { pattern, parts, year } of FORMATS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const found = parts(match.slice(1));
    const at = year ? instant(found) : withYear(found, near);
    if (at === undefined) return undefined;
    const end = start + match[0].length;
    const gap = /^[\])]?[ :|-]{0,4}/.exec(head.slice(end))?.[0].length ?? 0;
    const began = start + (match.indices?.[1]?.[0] ?? 0);
    return { at, zoned: year && found[7] !== undefined, start: began, end: end + gap };
  }
  return undefined;
}

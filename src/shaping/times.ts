import type { Shown } from '../domain/shown.ts';

export { durationWords } from '../domain/duration.ts';

const STAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d+))?[ ]?(Z|[+-]\d{2}:?\d{2})?$/;
// Events, logs and the console write local time of UTC+8 without saying so.
const CLOUD_ZONE = '+08:00';

const stripZeroMillis = (iso: string): string => iso.replace('.000Z', 'Z');

function epoch(value: string): string | undefined {
  const number = Number(value);
  const date = new Date(value.length > 11 ? number : number * 1000);
  return Number.isNaN(date.getTime()) ? undefined : stripZeroMillis(date.toISOString());
}

function readTime(value: string | Date | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : stripZeroMillis(value.toISOString());
  const text = String(value).trim();
  if (/^\d{9,14}$/.test(text)) return epoch(text);
  const [, day, clock, fraction = '', zone = CLOUD_ZONE] = STAMP.exec(text) ?? [];
  if (day === undefined) return undefined;
  const iso = `${day}T${clock}.${fraction.slice(0, 3).padEnd(3, '0')}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? undefined : stripZeroMillis(at.toISOString());
}

/**
 * A time of the cloud as ISO 8601 in UTC (R37): the cloud mixes `Z`, offsets and UTC+8 without a zone, and
 * times in several forms cannot be compared at a glance. Digits are an epoch (seconds, or milliseconds from 12
 * digits on), fractions are cut to milliseconds.
 *
 * @returns `undefined` for an empty, absent or unreadable time
 */
// Digits and signs of a time, and nothing of its own.
export const isoTime = (value: string | Date | undefined): Shown | undefined => readTime(value) as Shown | undefined;

const EVENT = /^\s*(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?)\s+(\S.*)$/s;

/** An event or log line without the cloud's time prefix, which is given as ISO 8601 in UTC. */
export function eventTime<T extends string>(line: T): { time?: Shown; text: T } {
  const [, stamp, rest] = EVENT.exec(line) ?? [];
  const time = isoTime(stamp);
  return time === undefined || rest === undefined ? { text: line } : { time, text: rest as T };
}

import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { formed } from '../../domain/form.ts';
import { JOB_ID, POD_ID } from '../../domain/identifiers.ts';
import type { HandedOver, Shown } from '../../domain/shown.ts';
import { quotedValue } from '../../shaping/clean.ts';

/** Input fields that several tools share; the patterns keep an id to one path segment. */
export const jobId = z.string().regex(JOB_ID);

export const podId = z.string().regex(POD_ID);

/** The instance of a restarted pod; travels in the query. */
export const podUid = z.string().regex(formed(/^[A-Za-z0-9-]{1,64}$/, 'the uid of a pod'));

/**
 * An object of an answer whose members are not advertised. A model sees them in the answer, and a schema of them would
 * cost tokens in every conversation.
 * @param members names of those that are advertised nonetheless
 */
export function shapeless<S extends z.ZodRawShape>(shape: S, members: readonly (keyof S & string)[] = []) {
  const kept = Object.entries(shape).filter(([name]) => members.includes(name));
  return z.object(shape).meta({ advertised: z.object(Object.fromEntries(kept)) });
}

/**
 * Text of an answer that others have written freely. A tool that puts a plain string there, which nothing has cleaned,
 * does not compile. Its place is also named in `foreign` of the tool.
 */
export const foreignText = z.string() as unknown as z.ZodType<Shown, Shown>;
export const foreignTexts = z.array(foreignText);

/** A link or a token that is given to the user as it is. */
export const handedOverText = z.string() as unknown as z.ZodType<HandedOver, HandedOver>;

/** A point in time as a model writes it; `cloudTime` turns it into the cloud's form. */
export const instant = z.string().trim().describe('e.g. 2026-03-05T04:14:03Z');

/** The end of a window beside a `start_time`, which shows the form. */
export const endTime = z.string().trim().optional();

const ZONED = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
/** `Date.parse` takes 30 February for 2 March. */
const day = z.iso.date();

const EXAMPLES = '2026-03-05T04:14:03Z or 2026-03-05T12:14:03+08:00';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UNZONED = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;
/** Seconds since 1970, or from 12 digits on milliseconds, as far as they are of this century. */
const EPOCH = /^\d{9,13}$/;

/** What is wrong with a text that is no time with a zone, as the end of a sentence, and how it is written right. */
function untimely(value: string): { says: string; right: string } {
  const zones = (day: string, clock: string): string => `${day}T${clock}Z (UTC) or ${day}T${clock}+08:00`;
  const [, day, clock] = UNZONED.exec(value) ?? [];
  if (day !== undefined && clock !== undefined)
    return { says: 'names no zone, so it could be several times', right: zones(day, clock) };
  if (DAY.test(value))
    return { says: 'is a day and not a time: it has no time of day and no zone', right: zones(value, '00:00:00') };
  if (EPOCH.test(value)) {
    const at = new Date(Number(value) * (value.length > 11 ? 1 : 1000));
    return { says: 'is a number and not an ISO 8601 time', right: `${utcSeconds(at)}, if it counts from 1970` };
  }
  return { says: 'is not an ISO 8601 time with a zone', right: EXAMPLES };
}

/**
 * A time from a model as the API wants it: UTC, `Z`, whole seconds.
 *
 * @throws Fault `invalid_input` for what is no ISO 8601 time with a zone, or of a day that there is not
 */
export function cloudTime(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [, date] = ZONED.exec(value) ?? [];
  const isReal = day.safeParse(date).success;
  const at = isReal ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(at)) return utcSeconds(new Date(at));
  const none = { says: `is of a ${isReal ? 'time of day' : 'day'} that there is not`, right: EXAMPLES };
  const { says, right } = date === undefined ? untimely(value) : none;
  throw new Fault({
    kind: 'invalid_input',
    message: `${name} ${quotedValue(value, 60)} ${says}.`,
    fix: `Write ${name} as ${right}.`,
  });
}

/** A span of time as the API wants it; open where a bound is absent. */
export interface CloudWindow {
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Start and end of a window in the cloud's form. Whether a start is in the future is not judged: the clock of the
 * cloud, or of a simulator, may be ahead of this machine's.
 *
 * @throws Fault `invalid_input` when the start is not before the end, or one is no time
 */
export function cloudWindow(input: { start_time?: string | undefined; end_time?: string | undefined }): CloudWindow {
  const from = cloudTime('start_time', input.start_time);
  const to = cloudTime('end_time', input.end_time);
  if (from !== undefined && to !== undefined && from >= to)
    throw new Fault({
      kind: 'invalid_input',
      message: `start_time ${from} is not before end_time ${to}.`,
      fix: 'Swap them, or widen the window.',
    });
  return { from, to };
}

/** A window as parameters of a request. */
export const windowRequest = ({ from, to }: CloudWindow): { StartTime?: string; EndTime?: string } => ({
  ...(from ? { StartTime: from } : {}),
  ...(to ? { EndTime: to } : {}),
});

/**
 * A time before PAI-DLC had any job. It is sent where nothing may be left out: by default the API hides jobs of more
 * than 7 days ago (R36).
 */
export const EVER = '2018-01-01T00:00:00Z';

/** A date in the cloud's form: UTC, `Z`, whole seconds. */
export const utcSeconds = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z');

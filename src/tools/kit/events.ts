import * as z from 'zod';
import { count } from '../../domain/count.ts';
import type { Shown } from '../../domain/shown.ts';
import { fenced, leftOut, type ShapedEvents } from './cloud-lines.ts';
import { cloudWindow, endTime, foreignTexts, instant } from './fields.ts';

/** The window of an events tool. */
export const eventWindow = { start_time: instant.optional(), end_time: endTime };

export const maxEvents = (byDefault: number) => z.int().min(1).max(1000).default(byDefault);

export const eventsOutput = { events: foreignTexts, left_out: z.string().optional(), more: z.boolean() };

/** The window as a call names it. */
interface Window {
  start_time?: string | undefined;
  end_time?: string | undefined;
}

export interface Events {
  events: Shown[];
  left_out?: string | undefined;
  /** There may be older ones. */
  more: boolean;
}

/** Shaped events as the output of a tool. */
export const eventsOf = (shaped: ShapedEvents): Events => ({
  events: shaped.lines,
  left_out: leftOut(shaped) || undefined,
  more: shaped.full || shaped.omitted > 0,
});

/**
 * Events for a model: how many, and the fenced lines.
 *
 * @param subject the id of the job or pod
 */
export function renderEvents(subject: string, { events, left_out }: Events, asked: Window): string {
  const { from, to } = cloudWindow(asked);
  const given = [...(from === undefined ? [] : [`from ${from}`]), ...(to === undefined ? [] : [`until ${to}`])];
  const window = given.join(' ') || 'last 7 days';
  if (events.length === 0) return `${subject}: no events (${window}).`;
  return [
    `${subject}: newest ${count(events.length, 'event')}${left_out ? `, ${left_out}` : ''}, ${window}, oldest first.`,
    ...fenced(`events of ${subject}`, events),
  ].join('\n');
}

/** The next steps after a look at events. @param then what to do once they are read */
export function eventSteps(
  { events, more }: Events,
  { max_events, start_time, end_time }: Window & { max_events: number },
  then: string,
): string[] {
  const given = start_time !== undefined || end_time !== undefined;
  if (events.length === 0)
    return [
      `${given ? 'for another time change start_time and end_time' : 'for an older job pass start_time and end_time'}; otherwise ${then}`,
    ];
  const older = `max_events=${Math.min(1000, max_events * 5)} or an earlier end_time for older ones.`;
  return [...(more ? [older] : []), then];
}

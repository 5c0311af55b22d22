import { createHash } from 'node:crypto';
import { Fault } from '../../../domain/fault.ts';
import type { Guard, Position } from '../../kit/pod-log/position.ts';

export type Direction = 'older' | 'newer';

/** Where the reading of one pod's log goes on. */
export interface Bookmark {
  /** `podKey` of the pod or instance. */
  pod: string;
  position: Position;
  guard: Guard;
}

/** What a cursor says. It gives no access: a call could reach the same lines without it. */
export interface Cursor {
  direction: Direction;
  /** The window the first call was given, in seconds since the epoch. */
  from?: number | undefined;
  to?: number | undefined;
  bookmarks: Bookmark[];
}

/** Most pods of one call. */
export const MOST_PODS = 64;
/** Most pods that a cursor is of: with more it would be longer than 200 characters, twice in every answer. */
export const MOST_PAGED = 6;

const FIELDS = 5;
/** Longer than any cursor that is made here. */
const MOST_CHARACTERS = 400;
const KEY = /^[A-Za-z0-9_-]{4}$/;
const GUARD = /^(\d)([A-Za-z0-9_-]{4})$/;
/** From 2015 to 2100: no job has lived at another time, so a cursor with one is not ours. */
const EARLIEST = 1_420_000_000;
const LATEST = 4_102_444_800;
const MOST_INDEX = 1_000_000;
const LETTERS = { older: 'o', newer: 'n' } as const;

/** The way of a cursor as it is written; `undefined` for what is none. */
export const wayOf = (cursor: string): Direction | undefined =>
  cursor.startsWith('o~') ? 'older' : cursor.startsWith('n~') ? 'newer' : undefined;

/** Of what the reader is shown, so it needs no key. */
const digestOf = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

/** A pod or an instance of one in four characters: among those of one job, which a reader has at hand. */
export const podKey = ({ pod_id, pod_uid = '' }: { pod_id: string; pod_uid?: string | undefined }): string =>
  digestOf(`${pod_id}~${pod_uid}`, 4);

const checkOf = (job_id: string, body: string): string => digestOf(`${job_id}~${body}`, 6);

/** A cursor as one word: the places of the pods, and a checksum, because models do not always copy exactly. */
export function writeCursor(job_id: string, { direction, from, to, bookmarks }: Cursor): string {
  const base = Math.min(...bookmarks.map(({ position }) => position.second));
  const rows = bookmarks.flatMap(({ pod, position, guard }) => {
    const { second, until, index, fromEnd } = position;
    return [
      pod,
      (second - base).toString(36),
      (until - second).toString(36),
      `${fromEnd ? '.' : ''}${index.toString(36)}`,
      `${guard.count}${guard.digest}`,
    ];
  });
  const head = [LETTERS[direction], (from ?? 0).toString(36), (to ?? 0).toString(36), base.toString(36)];
  const body = [...head, ...rows].join('~');
  return `${body}~${checkOf(job_id, body)}`;
}

const bad = (why: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `cursor is not one that get_pod_logs gave for this job: ${why}.`,
    fix: 'Copy older or newer of the last answer whole, with the same job_id, or call without cursor.',
  });

function numberIn(text: string, least: number, most: number): number {
  const value = /^[0-9a-z]{1,10}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
  if (!(value >= least && value <= most)) throw bad('a number in it cannot be');
  return value;
}

const secondIn = (text: string): number | undefined => (text === '0' ? undefined : numberIn(text, EARLIEST, LATEST));

function readBookmark(base: number, row: readonly string[]): Bookmark {
  const [pod = '', second = '', width = '', index = '', guard = ''] = row;
  const [, count, digest] = GUARD.exec(guard) ?? [];
  if (!KEY.test(pod) || digest === undefined) throw bad('a part of it cannot be');
  const start = base + numberIn(second, 0, LATEST - base);
  const fromEnd = index.startsWith('.');
  const until = start + numberIn(width, 0, LATEST - EARLIEST);
  return {
    pod,
    position: { second: start, until, index: numberIn(fromEnd ? index.slice(1) : index, 0, MOST_INDEX), fromEnd },
    guard: { count: Number(count), digest },
  };
}

/**
 * Reads the places that a cursor tells.
 *
 * @throws Fault `invalid_input` for what was not made by `writeCursor` for this job, or was not copied exactly
 */
export function readCursor(job_id: string, text: string): Cursor {
  if (text.length > MOST_CHARACTERS) throw bad('it is too long');
  const parts = text.split('~');
  const check = parts.pop();
  const [, from = '', to = '', base = '', ...fields] = parts;
  const direction = wayOf(text);
  if (direction === undefined || fields.length === 0 || fields.length % FIELDS !== 0) throw bad('it has another form');
  if (checkOf(job_id, parts.join('~')) !== check) throw bad('it was changed, or is of another job');
  const rows = fields.length / FIELDS;
  if (rows > MOST_PAGED) throw bad('it has too many pods');
  const earliest = numberIn(base, EARLIEST, LATEST);
  return {
    direction,
    from: secondIn(from),
    to: secondIn(to),
    bookmarks: Array.from({ length: rows }, (_, row) =>
      readBookmark(earliest, fields.slice(row * FIELDS, (row + 1) * FIELDS)),
    ),
  };
}

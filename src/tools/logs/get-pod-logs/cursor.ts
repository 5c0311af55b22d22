import { createHash } from 'node:crypto';
import { Fault } from '../../../domain/fault.ts';
import type { Guard, Position } from './position.ts';

export type Direction = 'older' | 'newer';

/** Where the reading of one pod's log goes on. */
export interface Bookmark {
  pod_id: string;
  pod_uid?: string | undefined;
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
/** Most pods that a cursor is of: with more it would cost more than what it shows. */
export const MOST_PAGED = 8;

const FIELDS = 6;
/** Longer than any cursor that is made here. */
const MOST_CHARACTERS = 4096;
const POD = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;
const UID = /^[A-Za-z0-9-]{1,64}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const GUARD = /^(\d)([A-Za-z0-9_-]{8})$/;
/** From 2015 to 2100: no job has lived at another time, so a cursor with one is not ours. */
const EARLIEST = 1_420_000_000;
const LATEST = 4_102_444_800;
const MOST_INDEX = 1_000_000;

const checkOf = (job_id: string, body: string): string =>
  createHash('sha256').update(`${job_id}~${body}`).digest('hex').slice(0, 8);

/** A uuid in 22 characters; another id as it is, marked. */
const shortUid = (uid: string): string =>
  UUID.test(uid) ? Buffer.from(uid.replaceAll('-', ''), 'hex').toString('base64url') : uid === '' ? '' : `.${uid}`;

function longUid(text: string): string {
  if (text === '' || text.startsWith('.')) return text.slice(1);
  const hex = Buffer.from(text, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A cursor as one word: the places of the pods, and a checksum, because models do not always copy exactly. */
export function writeCursor(job_id: string, { direction, from, to, bookmarks }: Cursor): string {
  const rows = bookmarks.flatMap(({ pod_id, pod_uid = '', position, guard }) => {
    const { second, until, index, fromEnd } = position;
    return [
      pod_id.startsWith(`${job_id}-`) ? pod_id.slice(job_id.length) : pod_id,
      shortUid(pod_uid),
      second.toString(36),
      (until - second).toString(36),
      `${fromEnd ? '.' : ''}${index.toString(36)}`,
      `${guard.count}${guard.digest}`,
    ];
  });
  const body = [direction, (from ?? 0).toString(36), (to ?? 0).toString(36), ...rows].join('~');
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

function readBookmark(job_id: string, row: readonly string[]): Bookmark {
  const [pod = '', uid = '', second = '', width = '', index = '', guard = ''] = row;
  const pod_id = pod.startsWith('-') ? `${job_id}${pod}` : pod;
  const pod_uid = longUid(uid);
  const [, count, digest] = GUARD.exec(guard) ?? [];
  if (!POD.test(pod_id) || (pod_uid !== '' && !UID.test(pod_uid)) || digest === undefined)
    throw bad('a part of it cannot be');
  const start = numberIn(second, EARLIEST, LATEST);
  const fromEnd = index.startsWith('.');
  const until = start + numberIn(width, 0, LATEST - EARLIEST);
  return {
    pod_id,
    ...(pod_uid === '' ? {} : { pod_uid }),
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
  const [direction, from = '', to = '', ...fields] = parts;
  if ((direction !== 'older' && direction !== 'newer') || fields.length === 0 || fields.length % FIELDS !== 0)
    throw bad('it has another form');
  if (checkOf(job_id, parts.join('~')) !== check) throw bad('it was changed, or is of another job');
  const rows = fields.length / FIELDS;
  if (rows > MOST_PAGED) throw bad('it has too many pods');
  return {
    direction,
    from: secondIn(from),
    to: secondIn(to),
    bookmarks: Array.from({ length: rows }, (_, row) =>
      readBookmark(job_id, fields.slice(row * FIELDS, (row + 1) * FIELDS)),
    ),
  };
}

import { hash } from 'node:crypto';
import type { Workspace, WorldOptions } from './types.ts';

/** World options with the workspaces that scoped resources are put into. */
export interface WorldScope extends WorldOptions {
  workspaces: readonly Workspace[];
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** `length` lower-case base-36 characters that depend on nothing but `key`. At most 32. */
export function token(key: string, length: number): string {
  const bytes = hash('sha256', key);
  let characters = '';
  for (let at = 0; at < 2 * length; at += 2) characters += DIGITS[Number.parseInt(bytes.slice(at, at + 2), 16) % 36];
  return characters;
}

/**
 * 32 bits that depend on nothing but `key`. Read in hexadecimal: a world has thousands, and a buffer for each keeps the
 * collector busy.
 */
export const seedOf = (key: string): number => Number.parseInt(hash('sha256', key).slice(0, 8), 16);

/** A number in [0, 1) that depends on nothing but `key`. */
export function fraction(key: string): number {
  return seedOf(key) / 2 ** 32;
}

/** An ISO time with milliseconds, `dayOffset` days after 2024-01-01 plus a part of a day drawn from `key`. */
export function time(key: string, dayOffset: number): string {
  const base = Date.UTC(2024, 0, 1) + dayOffset * 86_400_000;
  return new Date(base + Math.floor(fraction(key) * 86_400_000)).toISOString();
}

/** The same without milliseconds, as code sources have it. */
export const timeInSeconds = (key: string, dayOffset: number): string => time(key, dayOffset).replace(/\.\d{3}Z$/, 'Z');

/** The user a resource belongs to; a world without users still has an owner. */
export const ownerOf = (options: WorldOptions, index: number): string =>
  options.users[index % Math.max(1, options.users.length)]?.userId ?? '1000000000000000';

/** The workspace at an index, wrapping round. */
export function workspaceAt(scope: WorldScope, index: number): Workspace {
  const workspace = scope.workspaces[index % scope.workspaces.length];
  if (!workspace) throw new Error('the world has no workspace');
  return workspace;
}

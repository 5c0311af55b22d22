import { createHash } from 'node:crypto';
import * as z from 'zod';

/**
 * The call that a task stands for, and where it began. A handle is this, written down: no process has to remember a
 * task, so each can answer for it, after a restart too. It gives no right. A look goes through the same pipeline as a
 * call with these arguments, which whoever can write a handle can make as well.
 */
const started = z.strictObject({
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  /** What the first look saw, by the id of the thing. */
  seen: z.record(z.string(), z.string()),
  /** Epoch milliseconds. */
  since: z.int(),
});
export type TaskBegin = z.output<typeof started>;

const PREFIX = 'pai-dlc-1';
/** Characters of the digest, which finds a handle that was cut or mistyped. */
const DIGEST = 16;

const digestOf = (body: string): string => createHash('sha256').update(body).digest('base64url').slice(0, DIGEST);

export function sealTask(task: TaskBegin): string {
  const body = Buffer.from(JSON.stringify(task)).toString('base64url');
  return `${PREFIX}.${body}.${digestOf(body)}`;
}

/** @returns `undefined` for what is no handle, or not a whole one */
export function openTask(handle: string): TaskBegin | undefined {
  const [prefix, body = '', digest, ...rest] = handle.split('.');
  if (prefix !== PREFIX || digest !== digestOf(body) || rest.length > 0) return undefined;
  try {
    return started.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

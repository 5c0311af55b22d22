import type { IncomingMessage } from 'node:http';

/**
 * Whether nothing of that name has been done to an answer yet, in this copy of the program or in another one: a process can hold
 * several, and all of them see every answer.
 */
export function isFirstToSee(response: IncomingMessage, what: string): boolean {
  const mark = Symbol.for(`pai-dlc-mcp.${what}`);
  if (Reflect.has(response, mark)) return false;
  Reflect.set(response, mark, true);
  return true;
}

import type { Writable } from 'node:stream';
import { VERSION } from '../config/version.ts';
import type { Log } from '../server/log.ts';

/** The numbers that readers of such logs know the levels by. */
const LEVELS: Readonly<Record<keyof Log, number>> = { debug: 20, info: 30, warn: 40, error: 50 };

/**
 * Bytes that wait for a reader. Some hosts never read the log: lines that come on top are dropped, and the server goes
 * on.
 */
const MOST_WAITING = 1024 * 1024;

/**
 * A log of one line of JSON each, in the form that readers of pino's take. A library would cost every start 6 ms and
 * more.
 * @param level the least that is written; what is no level (`silent`) writes nothing
 * @param out where it goes; never stdout, which belongs to JSON-RPC
 */
export function createLogger(level: string, out: Writable = process.stderr): Log {
  const least = LEVELS[level as keyof Log] ?? Number.POSITIVE_INFINITY;
  const at =
    (own: number): Log[keyof Log] =>
    (fields, msg) => {
      if (own < least || out.writableLength > MOST_WAITING) return;
      const time = new Date().toISOString();
      out.write(`${JSON.stringify({ level: own, time, app: 'pai-dlc-mcp', version: VERSION, ...fields, msg })}\n`);
    };
  return { debug: at(LEVELS.debug), info: at(LEVELS.info), warn: at(LEVELS.warn), error: at(LEVELS.error) };
}

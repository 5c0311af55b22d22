import { pino } from 'pino';
import { VERSION } from '../config/version.ts';
import type { Log } from '../server/log.ts';

/** Structured log lines on stderr; stdout belongs to JSON-RPC. */
export const createLogger = (level: string): Log =>
  pino(
    { level, base: { app: 'pai-dlc-mcp', version: VERSION }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );

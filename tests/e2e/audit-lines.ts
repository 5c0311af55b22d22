import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export type Line = Record<string, unknown>;

/** Paths of audit logs in a directory that is removed when the tests of the file are done. */
export function auditFiles(): () => string {
  const dir = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-audit-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  let count = 0;
  return () => join(dir, `${++count}`, 'audit.jsonl');
}

/** The lines of an audit log, oldest first. */
export const linesOf = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The lines of calls that have ended. */
export const outcomesOf = (file: string): Line[] => linesOf(file).filter(({ phase }) => phase === 'outcome');

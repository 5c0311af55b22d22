import { brokenBuild } from '../../tests/broken/build.ts';
import type { Ask, Outcome, Row } from './row.ts';

/** A row that was run. */
export interface Result extends Outcome {
  row: Row;
  ms: number;
}

/** Runs a row; what it throws is a miss, for nothing was proved then. */
export async function runRow(row: Row, ask: Ask): Promise<Result> {
  const started = performance.now();
  const outcome = await row.run(ask).catch((error: unknown): Outcome => ({
    tried: 0,
    missed: [`the row itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
  }));
  const empty = outcome.tried === 0 && outcome.missed.length === 0 ? ['nothing was tried'] : [];
  return { row, ...outcome, missed: [...outcome.missed, ...empty], ms: performance.now() - started };
}

/** Runs a row on the server that lacks what it is about. */
export async function runBroken(row: Row, ask: Omit<Ask, 'main'>): Promise<Result> {
  return runRow(row, { ...ask, main: await brokenBuild(row.broken) });
}

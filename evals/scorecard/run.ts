import { brokenBuild } from '../../tests/broken/build.ts';
import type { Ask, Outcome, Row } from './row.ts';

/** A row that was run. */
export interface Result extends Outcome {
  row: Row;
  /** Whether the row came to its end; one that did not has proved nothing. */
  ran: boolean;
  ms: number;
}

/** Runs a row; what it throws is a miss, for nothing was proved then. */
export async function runRow(row: Row, ask: Ask): Promise<Result> {
  const started = performance.now();
  const failed = (error: unknown): Outcome & { ran: boolean } => ({
    tried: 0,
    missed: [`the row itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
    ran: false,
  });
  const outcome = await row.run(ask).then((each) => ({ ...each, ran: each.tried > 0 }), failed);
  const empty = outcome.tried === 0 && outcome.missed.length === 0 ? ['nothing was tried'] : [];
  return { row, ...outcome, missed: [...outcome.missed, ...empty], ms: performance.now() - started };
}

/** Runs a row on the server that lacks what it is about. */
export const runBroken = async (row: Row, ask: Omit<Ask, 'main'>): Promise<Result> =>
  brokenBuild(row.broken).then(
    (main) => runRow(row, { ...ask, main }),
    (error: Error) => ({ row, tried: 0, missed: [`there is no such build: ${error.message}`], ran: false, ms: 0 }),
  );

/** Whether a row has noticed that its server is broken: it ran, and missed something. */
export const noticed = ({ ran, missed }: Result): boolean => ran && missed.length > 0;

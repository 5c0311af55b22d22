import { Foreign } from '../shaping/foreign.ts';
import { positive, shown, time, type WireOf, wire, wires } from './wire.ts';

const checkOf = (item: WireOf<'SanityCheckResultItem'>) => ({
  /** The round, from 1 on. */
  get round(): number | undefined {
    return positive(item.CheckNumber);
  },
  get phase(): string {
    return shown(item.Phase, 64) ?? '?';
  },
  get status(): string {
    return shown(item.Status, 40) ?? 'Unknown';
  },
  /** ISO 8601. */
  get started(): string | undefined {
    return time(item.StartedAt);
  },
  /** ISO 8601. */
  get finished(): string | undefined {
    return time(item.FinishedAt);
  },
  get message(): Foreign | undefined {
    return Foreign.of(item.Message);
  },
});

/** One phase of a sanity check. */
export type SanityCheck = ReturnType<typeof checkOf>;

type Answer = WireOf<'ListJobSanityCheckResultsResponseBody' | 'GetJobSanityCheckResultResponseBody'>;

/** Phases of sanity checks, of one round or of all, from an answer that nests them by round or not at all (R38). */
export function readSanityChecks(answer: unknown): SanityCheck[] {
  const { SanityCheckResults, SanityCheckResult }: Answer = wire(answer);
  return wires<'SanityCheckResultItem'>([SanityCheckResults, SanityCheckResult]).map(checkOf);
}

/** Those of the newest round; what says no round counts as before the first. */
export function lastRound(checks: readonly SanityCheck[]): SanityCheck[] {
  const last = Math.max(...checks.map(({ round = 0 }) => round));
  return checks.filter(({ round = 0 }) => round === last);
}

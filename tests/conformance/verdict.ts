import { serverEnv } from '../e2e/session.ts';
import { EXPECTED } from './expected.ts';
import { openFront } from './front.ts';
import { runSuite, type Suite } from './suite.ts';

/** A line of the published suite, and the revision it is run for. */
export type Run = [Suite, ...string[]];

export const NEWEST: Run = ['conformance-alpha', '--spec-version', '2026-07-28'];
export const OTHERS: readonly Run[] = [
  ['conformance-alpha', '--spec-version', '2025-11-25'],
  ['@modelcontextprotocol/conformance'],
];

/** How a run differs from what is expected of it. */
interface Surprises {
  /** Checks that fail and are not expected to, or for another reason, with what the suite says of them. */
  failed: Record<string, string>;
  /** Checks that pass although they are expected to fail: their line has to go. */
  passed: string[];
}

export const NONE: Surprises = { failed: {}, passed: [] };

/**
 * Runs the suite against the real server on the simulator.
 * @param main another build of the server
 */
export async function surprises([suite, ...options]: Run, main?: string): Promise<Surprises> {
  const front = await openFront({
    args: ['--simulate', '--region', 'cn-hangzhou'],
    env: serverEnv(undefined),
    ...(main === undefined ? {} : { main }),
  });
  try {
    const { scenarios, failed } = await runSuite(suite, front.url, ['--suite', 'all', ...options]);
    const saysOf = new Map(EXPECTED.flatMap(({ says, checks }) => checks.map((check) => [check, says])));
    const ran = (check: string): boolean => scenarios.includes(check.split('/')[0] ?? '');
    return {
      failed: Object.fromEntries([...failed].filter(([check, said]) => !saysOf.get(check)?.test(said))),
      passed: [...saysOf.keys()].filter((check) => ran(check) && !failed.has(check)),
    };
  } finally {
    await front.close();
  }
}

import { table } from '../../src/shaping/table.ts';
import { sum } from '../shared/sizes.ts';
import { type Budget, faultsOf } from './budget.ts';
import type { Done } from './run.ts';

/** A row per task, the totals, and what was wrong. */
export function report(all: readonly Done[], budget: Budget): string {
  const faults = all.flatMap((done) => faultsOf(done, budget).map((fault) => `WRONG ${done.name}: ${fault}`));
  const rows = all.map((done) => {
    const limit = budget[done.name];
    return [
      done.name,
      `${done.calls} of ${limit?.calls ?? 'no budget'}`,
      `${done.bytes} of ${limit?.bytes ?? 'no budget'}`,
      faultsOf(done, budget).length === 0 ? 'ok' : 'WRONG',
    ];
  });
  return [
    table(['task', 'calls', 'bytes of arguments and answers', 'result'], rows),
    '',
    `${all.length} tasks: ${sum(all.map(({ calls }) => calls))} calls, ${sum(all.map(({ bytes }) => bytes))} bytes`,
    ...faults,
    faults.length === 0 ? 'passed' : 'FAILED',
  ].join('\n');
}

import { table } from '../../src/shaping/table.ts';
import { sum } from '../shared/sizes.ts';
import { type Budget, type Held, hold, isOver, nameOf } from './budget.ts';
import { MODES, type Sizes } from './measure.ts';

const against = ({ bytes, budget }: Held): string => `${bytes} of ${budget ?? 'no budget'}`;

/** The whole report: a row per tool, the totals, and what is over its budget. */
export function report(sizes: Sizes, budget: Budget): string {
  const held = hold(sizes, budget);
  const over = held.filter(isOver);
  const one = (what: string): Held => held.find((each) => each.what === what) ?? { what, bytes: 0, budget: undefined };
  const rows = sizes.tools.map((tool) => {
    const parts = MODES.flatMap((mode) => [
      one(nameOf(tool.name, mode, 'definition')),
      one(nameOf(tool.name, mode, 'answer')),
    ]);
    return [tool.name, ...parts.map(against), parts.some(isOver) ? 'OVER' : 'ok'];
  });
  const total = (what: string, says: string): string =>
    `${says}: ${against(one(what))}${isOver(one(what)) ? ' OVER' : ''}`;
  return [
    'Bytes of JSON on the wire. A definition is paid in every session, a typical answer per call. With --answers structured a host shows',
    'the structured answer in place of the text, or both.',
    '',
    table(['tool', 'definition', 'answer', 'with schema', 'structured answer', 'result'], rows),
    '',
    total('text list', 'tools/list'),
    total('structured list', 'tools/list with --answers structured'),
    total('instructions', 'instructions of the server'),
    ...MODES.map(
      (mode) => `one typical answer of every tool, ${mode}: ${sum(sizes.tools.map((tool) => tool[mode].answer))}`,
    ),
    ...over.map((each) => `OVER BUDGET: ${each.what}, ${against(each)}`),
    over.length === 0 ? 'passed' : 'FAILED',
  ].join('\n');
}

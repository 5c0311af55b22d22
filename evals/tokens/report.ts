import { table } from '../../src/shaping/table.ts';
import { sum } from '../shared/sizes.ts';
import { answerTotal, type Budget, type Held, hold, isOver } from './budget.ts';
import type { Sizes } from './measure.ts';

const against = ({ bytes, budget }: Held): string => `${bytes} of ${budget ?? 'no budget'}`;

/** The whole report: a row per tool, the totals, and what is over its budget. */
export function report(sizes: Sizes, budget: Budget): string {
  const held = hold(sizes, budget);
  const over = held.filter(isOver);
  const one = (what: string): Held => held.find((each) => each.what === what) ?? { what, bytes: 0, budget: undefined };
  const rows = sizes.tools.map((tool) => {
    const [definition, answer] = [one(`${tool.name} definition`), one(`${tool.name} answer`)];
    return [
      tool.name,
      against(definition),
      against(answer),
      String(tool.answer.text),
      String(tool.answer.data),
      isOver(definition) || isOver(answer) ? 'OVER' : 'ok',
    ];
  });
  const total = (what: string, says: string): string =>
    `${says}: ${against(one(what))}${isOver(one(what)) ? ' OVER' : ''}`;
  return [
    'Bytes of JSON on the wire. A definition is paid in every session, an answer per call: text and structured content.',
    '',
    table(['tool', 'definition', 'typical answer', 'text', 'structured', 'result'], rows),
    '',
    total('core', 'definitions of the core tools'),
    total('workflows', 'definitions of the workflows'),
    total('instructions', 'instructions of the server'),
    `one typical answer of every tool: ${sum(sizes.tools.map(answerTotal))}`,
    ...over.map((each) => `OVER BUDGET: ${each.what}, ${against(each)}`),
    over.length === 0 ? 'passed' : 'FAILED',
  ].join('\n');
}

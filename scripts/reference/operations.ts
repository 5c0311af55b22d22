import { operations } from '../../src/api/operations.ts';
import { allTools } from '../../src/tools/all.ts';
import { PRODUCTS, type ProductName, readContract, readNotOffered } from '../contract/read.ts';
import { cell, type Page } from './page.ts';

const TITLES: Readonly<Record<ProductName, string>> = {
  'pai-dlc': 'PAI-DLC',
  aiworkspace: 'AIWorkSpace',
  paistudio: 'PAI Studio',
};

const code = (name: string): string => `\`${name}\``;

const table = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headers, headers.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** `[names, reason]` for each reason, in the order of the first name. */
function byReason(reasons: Readonly<Record<string, string>>): string[][] {
  const names = new Map<string, string[]>();
  for (const [name, reason] of Object.entries(reasons)) names.set(reason, [...(names.get(reason) ?? []), code(name)]);
  return [...names].map(([reason, all]) => [all.join(' '), reason]);
}

const toolsOf = (action: string): string =>
  allTools
    .filter(({ actions }) => (actions as readonly string[]).includes(action))
    .map(({ name }) => code(name))
    .join(' ');

/** Every operation of the contract: which tools call it and what they never send, or why none does. */
export function operationsPage(root: string): Page {
  const { operations: notCalled, parameters } = readNotOffered(root);
  const sections = PRODUCTS.map((product) => {
    const { version, operations: all } = readContract(root, product);
    const called = Object.values(operations).filter((each) => each.product === product);
    const unsent = called.flatMap(({ action }) =>
      byReason(parameters[action] ?? {}).map(([names = '', reason = '']) => [code(action), names, reason]),
    );
    return [
      `## ${TITLES[product]} ${version}`,
      `${called.length} of ${Object.keys(all).length} operations are called.`,
      table(
        ['operation', 'called by'],
        called.map(({ action }) => [code(action), toolsOf(action)]),
      ),
      ...(unsent.length === 0
        ? []
        : ['What these are never sent:', table(['operation', 'parameters', 'reason'], unsent)]),
      'What no tool calls:',
      table(['operations', 'reason'], byReason(notCalled[product])),
    ].join('\n\n');
  });
  return {
    file: 'docs/reference/operations.md',
    title: 'Operations',
    body: [
      'What the API has and what of it the tools use. `not yet` may come later, `never` does not. The reasons stand in',
      '[not-offered.json](../../contract/not-offered.json); a test calls every tool with every parameter and fails for what is neither',
      'sent nor listed there.',
      '',
      ...sections.flatMap((section) => [section, '']),
    ]
      .join('\n')
      .trimEnd(),
  };
}

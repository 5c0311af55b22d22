import { operations } from '../../src/api/operations.ts';
import { toolMarkdown } from '../../src/cli/tools-markdown.ts';
import { advertiser } from '../../src/server/advertise.ts';
import { cardOf } from '../../src/server/card.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Effect, Tool } from '../../src/tools/tool.ts';
import type { Page } from './page.ts';

const EFFECTS: Readonly<Record<Effect, string>> = {
  read: 'reads',
  write: 'writes',
  costly: 'costs money',
  destructive: 'loses work; a person is always asked',
  grants_access: 'hands out access',
};

const ramActions = (tool: Tool): string => tool.actions.map((action) => `\`${operations[action].ram[0]}\``).join(', ');

function section(tool: Tool): string {
  const shown = advertiser({ region: undefined, workspaceId: undefined })(cardOf(tool));
  const [title = '', ...rest] = toolMarkdown(shown).split('\n');
  const facts = `Toolset \`${tool.toolset}\`; ${EFFECTS[tool.effect]}. RAM actions: ${ramActions(tool)}.`;
  return [title, '', facts, ...rest].join('\n');
}

/** Every tool with its parameters, effect and the RAM actions it may use. */
export const toolsPage = (): Page => ({
  file: 'docs/reference/tools.md',
  title: 'Tools',
  body: [
    'As `tools/list` shows them to a model when the operator preset no region and no workspace. RAM actions are in the official',
    "spelling; the first is the tool's own, the others are for its checks and for reading back.",
    '',
    allTools.map(section).join('\n\n'),
  ].join('\n'),
});

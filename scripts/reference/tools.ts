import type * as z from 'zod';
import { operations } from '../../src/api/operations.ts';
import { toolMarkdown } from '../../src/cli/tools-markdown.ts';
import { CORE, isIn, TOOLSET_NAMES } from '../../src/domain/toolsets.ts';
import { unlistedOf, unlistedValuesOf } from '../../src/domain/unlisted.ts';
import { advertiser } from '../../src/server/advertise.ts';
import { cardOf } from '../../src/server/card.ts';
import { offersOf } from '../../src/server/offers.ts';
import { bare } from '../../src/server/schema.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Effect, Tool } from '../../src/tools/tool.ts';
import type { Page } from './page.ts';

const EFFECTS: Readonly<Record<Effect, string>> = {
  read: 'reads',
  write: 'writes',
  costly: 'costs money',
  billed: 'costs money',
  destructive: 'loses work; a person is always asked',
  grants_access: 'hands out access',
};

const NO_SCOPE = { region: undefined, workspaceId: undefined };

/** What a word of `--toolsets` switches on, and what its definitions cost a model in every session. */
function toolsetRow(name: string): string {
  // What only the pages call is listed for no model.
  const tools = allTools.filter((tool) => isIn(tool, name) && tool.app !== 'data');
  const listed = tools.map(cardOf).map(advertiser(NO_SCOPE, { offers: offersOf(tools.map((tool) => tool.name)) }));
  const bytes = Buffer.byteLength(JSON.stringify(listed));
  return `| \`${name}\` | ${tools.length} | ${bytes.toLocaleString('en-US')} |`;
}

const ramActions = (tool: Tool): string => tool.actions.map((action) => `\`${operations[action].ram[0]}\``).join(', ');

/** Parameters at every depth that are taken and not shown to a model, by path. */
function unlistedPaths(schema: z.core.$ZodType, at = ''): string[] {
  const { schema: object, def } = bare(schema);
  if (def.element) return unlistedPaths(def.element, at);
  const unlisted = unlistedOf(object);
  return Object.entries(def.shape ?? {}).flatMap(([name, member]) =>
    unlisted.includes(name) ? [`\`${at}${name}\``] : unlistedPaths(member, `${at}${name}.`),
  );
}

function unlistedLines(tool: Tool): string[] {
  const paths = unlistedPaths(tool.input);
  if (paths.length === 0) return [];
  return ['', `Also taken, and left out of \`tools/list\` as few calls need them: ${paths.join(', ')}.`];
}

/** Lists of values that are taken and not shown to a model. */
const valueLines = (tool: Tool): string[] =>
  Object.entries(tool.input.shape).flatMap(([name, member]) => {
    const values = unlistedValuesOf(bare(member).schema);
    return values.length === 0
      ? []
      : ['', `\`${name}\` is one of ${values.map((value) => `\`${value}\``).join(', ')}.`];
  });

function section(tool: Tool): string {
  const shown = advertiser(NO_SCOPE)(cardOf(tool));
  const [title = '', ...rest] = toolMarkdown(shown).split('\n');
  const facts = `Toolset \`${tool.toolset}\`${tool.core ? ', on by default' : ''}; ${EFFECTS[tool.effect]}. RAM actions: ${ramActions(tool)}.`;
  return [title, '', facts, ...rest, ...valueLines(tool), ...unlistedLines(tool)].join('\n');
}

/** Every tool with its parameters, effect and the RAM actions it may use. */
export const toolsPage = (): Page => ({
  file: 'docs/reference/tools.md',
  title: 'Tools',
  body: [
    'As `tools/list` shows them to a model when the operator preset no region and no workspace. RAM actions are in the official',
    "spelling; the first is the tool's own, the others are for its checks and for reading back.",
    '',
    '| toolset | tools | bytes of `tools/list` |',
    '| --- | ---: | ---: |',
    ...TOOLSET_NAMES.map(toolsetRow),
    '',
    `\`${CORE}\` is on where \`--toolsets\` names nothing; for more, name it too, as in \`--toolsets ${CORE},jobs\`. A toolset alone has all its`,
    'tools, those of the core too. Not counted are those that only the pages of a client that shows apps call; they are below.',
    '',
    allTools.map(section).join('\n\n'),
  ].join('\n'),
});

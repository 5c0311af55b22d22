// The plugin for agent hosts: one folder that Claude Code, Gemini CLI and Qwen Code each read by their own manifest. `npm run docs` writes its
// texts, `npm run bundle:plugin` puts the server beside them.
import { asOffered } from '../../src/advice/offered.ts';
import { CREDENTIAL_VARIABLES } from '../../src/config/variables.ts';
import { SKILL_NAME } from '../../src/resources/skill/body.ts';
import { skillFiles } from '../../src/resources/skill/skill.ts';
import { offersOf } from '../../src/server/offers.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Package } from '../package/server-json.ts';

/** The plugin's folder, and where in it the server lies. */
export const PLUGIN = 'plugins/pai-dlc';
export const SERVER = 'server';

/** Name of the plugin and of the server in it. */
const NAME = 'pai-dlc';
const TITLE = 'Training jobs on Alibaba Cloud PAI-DLC: the MCP server, and a skill that says how to use it.';
const AUTHOR = { name: 'The authors of pai-dlc-mcp' };

/**
 * The program as the skill's text can name it in every host: only a model knows where the skill lies.
 */
const PROGRAM = `node "FOLDER_OF_THIS_FILE/../../${SERVER}/main.js"`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The skill with every tool, those that are off by default marked. */
export function publishedSkill(): Readonly<Record<string, string>> {
  const offers = offersOf(allTools.map(({ name }) => name));
  const tools = allTools.map(({ name, description, toolset, core, effect }) => ({
    name,
    toolset,
    core,
    effect,
    description: asOffered(description, offers),
  }));
  return skillFiles({ tools, offers, program: PROGRAM, allOn: false });
}

/** Gemini CLI lets no variable through that looks like a key, unless the entry names it. */
const GEMINI_ENV = Object.fromEntries(
  [...CREDENTIAL_VARIABLES, 'ALIBABA_CLOUD_PROFILE'].map((name) => [name, `$${name}`]),
);

/** Its files without the server, by their paths from the root of the repository. */
export function pluginFiles({ version, license, keywords }: Package): readonly (readonly [string, string])[] {
  const about = { name: NAME, version, description: TITLE };
  const entry = `\${extensionPath}\${/}${SERVER}\${/}main.js`;
  const skill = Object.entries(publishedSkill()).map(
    ([path, text]) => [`${PLUGIN}/skills/${SKILL_NAME}/${path}`, text] as const,
  );
  return [
    [
      `${PLUGIN}/.claude-plugin/plugin.json`,
      json({
        ...about,
        author: AUTHOR,
        license,
        keywords,
        mcpServers: { [NAME]: { command: 'node', args: [`\${CLAUDE_PLUGIN_ROOT}/${SERVER}/main.js`] } },
      }),
    ],
    [
      `${PLUGIN}/gemini-extension.json`,
      json({ ...about, mcpServers: { [NAME]: { command: 'node', args: [entry], env: GEMINI_ENV } } }),
    ],
    [
      `${PLUGIN}/qwen-extension.json`,
      json({ ...about, mcpServers: { [NAME]: { command: 'node', args: [entry], alwaysLoadTools: true } } }),
    ],
    [
      '.claude-plugin/marketplace.json',
      json({
        name: 'pai-dlc-mcp',
        owner: AUTHOR,
        metadata: { description: TITLE },
        plugins: [{ name: NAME, source: `./${PLUGIN}`, description: TITLE }],
      }),
    ],
    ...skill,
  ];
}

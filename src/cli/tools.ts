import type { Config } from '../config/config.ts';
import { offeredTools } from './compose.ts';
import { toolMarkdown } from './tools-markdown.ts';

/** `tools`: the reference of the offered tools, as Markdown or as the JSON of `tools/list`. */
export function toolsCommand(config: Config, json: boolean): void {
  const tools = offeredTools(config).list();
  console.log(json ? JSON.stringify({ tools }, null, 2) : `# Tools\n\n${tools.map(toolMarkdown).join('\n\n')}`);
}

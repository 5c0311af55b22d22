import type { Config } from '../config/config.ts';
import { advertise } from '../server/advertise.ts';
import { offeredTools } from './compose.ts';
import { toolMarkdown } from './tools-markdown.ts';

/** `tools`: the reference of the offered tools, as Markdown or as the JSON of `tools/list`. */
export function toolsCommand(config: Config, json: boolean): void {
  const tools = offeredTools(config).map(advertise);
  console.log(json ? JSON.stringify({ tools }, null, 2) : `# Tools\n\n${tools.map(toolMarkdown).join('\n\n')}`);
}

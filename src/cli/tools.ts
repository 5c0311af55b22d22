import type { Config } from '../config/config.ts';
import { offeredTools } from './compose.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { hanging } from './terminal/text.ts';
import { toolMarkdown } from './tools-markdown.ts';

/** Markdown for reading in a terminal: still Markdown, wrapped, its headings bold. */
function forTerminal(markdown: string, out: NodeJS.WriteStream): string {
  const { bold } = coloursOf(out);
  return markdown
    .split('\n')
    .map((line) => {
      if (line.startsWith('#')) return bold(line);
      return line.startsWith('- ')
        ? hanging('- ', line.slice(2), 2, columnsOf(out))
        : hanging('', line, 0, columnsOf(out));
    })
    .join('\n');
}

/** `tools`: the reference of the offered tools, as Markdown or as the JSON of `tools/list`. */
export function toolsCommand(config: Config, json: boolean): void {
  const tools = offeredTools(config).list();
  if (json) {
    console.log(JSON.stringify({ tools }, null, 2));
    return;
  }
  const markdown = `# Tools\n\n${tools.map(toolMarkdown).join('\n\n')}`;
  console.log(process.stdout.isTTY ? forTerminal(markdown, process.stdout) : markdown);
}

import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';
import { render } from 'preact';
import { App, type Opened } from './app.tsx';
import { connectHost, type PageHost } from './host.ts';
import { applyContext } from './theme.ts';

/** Shows the page in a document, once its host is there. @param page which one the document is for */
async function start(root: HTMLElement, page: 'job' | 'jobs'): Promise<void> {
  const { documentElement } = document;
  let opened: Opened = {};
  let context: McpUiHostContext = {};
  let host: PageHost | undefined;
  const draw = (): void => {
    if (host) render(<App host={host} context={context} opened={opened} page={page} />, root);
  };
  const apply = (changed: McpUiHostContext): void => {
    context = { ...context, ...changed };
    applyContext(documentElement, context);
    draw();
  };
  const told = (more: Opened): void => {
    opened = { ...opened, ...more };
    draw();
  };
  host = await connectHost({ own: window, host: window.parent }, 'pai-dlc-mcp', {
    input: (args) => told({ args }),
    result: (result) => told({ result }),
    cancelled: () => told({ cancelled: true }),
    context: apply,
  });
  apply(host.context);
  const { resized } = host;
  new ResizeObserver(() => {
    const { width, height } = documentElement.getBoundingClientRect();
    resized({ width: Math.ceil(width), height: Math.ceil(height) });
  }).observe(documentElement);
}

const root = document.getElementById('page');
if (root) void start(root, root.dataset.page === 'jobs' ? 'jobs' : 'job');

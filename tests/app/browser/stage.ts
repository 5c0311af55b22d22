import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';
import { build } from 'esbuild';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import type { Session } from '../../e2e/session.ts';

/** What a host holds a page to that declares no origins (the extension's "restrictive default"). */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; connect-src 'none'";

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * A browser of this machine; nothing is downloaded. `CHROMIUM` names one that lies elsewhere.
 * @throws Error where there is none
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));
  if (executablePath === undefined)
    throw new Error('no Chromium here: apt-get install chromium, or set CHROMIUM to its path');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'] });
}

/** How the host shows a page. */
export interface Showing {
  context: McpUiHostContext;
  args: Record<string, unknown>;
  result: CallToolResult;
  /** Left out, the host offers all that it can do. */
  without?: readonly ('serverTools' | 'message' | 'openLinks' | 'updateModelContext')[];
}

/** A page of the MCP App in a browser, shown by the reference host, with the real server behind. */
export interface Shown {
  page: Page;
  frame: FrameLocator;
  /** What the page said to its host beside calls: a message, a link, a word to the model. */
  heard: { what: string; text: string }[];
  /** Names of the tools that the page has called, in order. */
  calls: string[];
  /** What the page or the browser complained of, and requests that left the page. */
  wrong: string[];
  /** Resolves when the page has its full height, and nothing moves any more. */
  settled(): Promise<void>;
  /** Sets the theme, the locale or the size anew. */
  change(context: McpUiHostContext): Promise<void>;
  close(): Promise<void>;
}

export interface Stage extends Partial<Pick<Showing, 'without'>> {
  tool: 'show_job' | 'show_jobs';
  args?: Record<string, unknown>;
  width?: number;
  context?: McpUiHostContext;
  /** Pixels of the screen for one of the page. */
  scale?: number;
}

let hostScript: string | undefined;

async function hostPage(): Promise<string> {
  if (hostScript === undefined) {
    const entry = fileURLToPath(new URL('./host-page.ts', import.meta.url));
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'chrome123',
    });
    hostScript = outputFiles[0]?.text ?? '';
  }
  return `<!doctype html><title>host</title><style>:root{color-scheme:light dark}body{margin:0}iframe{border:0;width:100%;height:300px;display:block}</style><script>${hostScript.replaceAll('</script', '<\\/script')}</script>`;
}

/** The address of the page that a tool opens, as `tools/list` says it. */
async function addressOf({ client }: Session, tool: string): Promise<string> {
  const { tools } = await client.listTools();
  const { ui } = (tools.find(({ name }) => name === tool)?._meta ?? {}) as { ui?: { resourceUri?: string } };
  if (ui?.resourceUri === undefined) throw new Error(`${tool} opens no page`);
  return ui.resourceUri;
}

/** Calls a tool as a model's host does, and shows the page that goes with it. */
export async function show(browser: Browser, session: Session, options: Stage): Promise<Shown> {
  const { tool, args = {}, width = 800, context = {}, without = [], scale = 1 } = options;
  const [read] = (await session.client.readResource({ uri: await addressOf(session, tool) })).contents;
  const html = read !== undefined && 'text' in read ? read.text : '';
  const result = await session.client.callTool({ name: tool, arguments: args });
  const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: scale });
  const shown: Pick<Shown, 'heard' | 'calls' | 'wrong'> = { heard: [], calls: [], wrong: [] };
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) shown.wrong.push(line.text());
  });
  page.on('pageerror', (error) => shown.wrong.push(String(error)));
  const host = await hostPage();
  await page.route('**/*', (route) => {
    const { hostname, pathname } = new URL(route.request().url());
    const own = pathname === '/' && ['host.test', 'page.test'].includes(hostname);
    if (!own) shown.wrong.push(`asked for ${route.request().url()}`);
    if (!own) return route.abort();
    const isPage = hostname === 'page.test';
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: isPage ? html : host,
      headers: isPage ? { 'content-security-policy': POLICY } : {},
    });
  });
  await page.exposeFunction('callServer', (params: { name: string; arguments?: Record<string, unknown> }) => {
    shown.calls.push(params.name);
    return session.client.callTool({ arguments: {}, ...params }, { timeout: 60_000 });
  });
  await page.exposeFunction('heard', (what: string, text: string) => {
    shown.heard.push({ what, text });
  });
  await page.goto('http://host.test/');
  const showing: Showing = {
    context: { theme: 'light', locale: 'en-US', timeZone: 'Asia/Shanghai', ...context },
    args,
    result,
    without,
  };
  await page.evaluate(`window.show(${JSON.stringify(showing)})`);
  return {
    ...shown,
    page,
    frame: page.frameLocator('iframe'),
    async settled() {
      // What lies outside of the window is not drawn: it is made as high as the page.
      let before = 0;
      for (let tries = 0; tries < 20; tries++) {
        const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
        if (height === before) break;
        before = height;
        await page.setViewportSize({ width, height: Math.min(6000, Math.max(300, height)) });
        await page.waitForTimeout(150);
      }
    },
    change: (changed) =>
      page.evaluate(`window.bridge.setHostContext(${JSON.stringify({ ...showing.context, ...changed })})`),
    close: () => page.close(),
  };
}

import type { CallToolResult } from '@modelcontextprotocol/client';
import type { McpUiHostCapabilities, McpUiHostContext, McpUiInitializeResult } from '@modelcontextprotocol/ext-apps';

// The SDK's own `App` brings the schemas of the whole protocol: 660 kB of script for every page that opens, where what a page says
// to its host is these few messages. Its types are used here, and its host in the tests.

/** The revision of the extension that is spoken. */
const PROTOCOL = '2026-01-26';

type Id = string | number;
interface Message {
  jsonrpc: '2.0';
  id?: Id;
  method?: string;
  params?: Record<string, unknown>;
  result?: unknown;
  error?: { code: number; message: string };
}

/** What a page is told by its host, each with what it brings. */
export interface HostTells {
  input(args: Record<string, unknown>): void;
  result(result: CallToolResult): void;
  cancelled(): void;
  context(context: McpUiHostContext): void;
}

/** The host as a page uses it. */
export interface PageHost {
  capabilities: McpUiHostCapabilities;
  /** As it was when the page connected; changes come as `HostTells.context`. */
  context: McpUiHostContext;
  /** Calls a tool of the server that the page is of. A call that asks a person lasts as long as they think about it. */
  callTool(name: string, args: Record<string, unknown>): Promise<CallToolResult>;
  openLink(url: string): Promise<void>;
  /** Says something in the conversation, in the user's name. */
  say(text: string): Promise<void>;
  /** Tells the model what is looked at, for its next turn. */
  tellModel(text: string): Promise<void>;
  fullScreen(on: boolean): Promise<void>;
  /** Tells the host how large the page is. */
  resized(size: { width: number; height: number }): void;
}

/** Where messages come from and go to: the window of the page, and the one of its host. */
export interface Ends {
  own: Pick<Window, 'addEventListener'>;
  host: Pick<Window, 'postMessage'>;
}

/**
 * Connects a page with the host that it is shown in.
 * @param told is called from the moment on in which the host knows the page; nothing that the host says is missed
 * @throws Error where the host refuses
 */
export async function connectHost({ own, host }: Ends, name: string, told: HostTells): Promise<PageHost> {
  const waiting = new Map<Id, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let ids = 0;
  // A page in a sandbox has no origin by which the host could be named.
  const post = (message: Omit<Message, 'jsonrpc'>): void => host.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const request = <T>(method: string, params: Record<string, unknown>): Promise<T> =>
    new Promise((resolve, reject) => {
      ids += 1;
      waiting.set(ids, { resolve: resolve as (result: unknown) => void, reject });
      post({ id: ids, method, params });
    });

  const notified: Record<string, (params: Record<string, unknown>) => void> = {
    'ui/notifications/tool-input': ({ arguments: args }) => told.input((args ?? {}) as Record<string, unknown>),
    'ui/notifications/tool-result': (params) => told.result(params as CallToolResult),
    'ui/notifications/tool-cancelled': () => told.cancelled(),
    'ui/notifications/host-context-changed': (params) => told.context(params as McpUiHostContext),
  };
  /** Requests of the host. There is nothing to be saved when the page is taken down. */
  const answered = new Set(['ping', 'ui/resource-teardown']);

  own.addEventListener('message', (event: MessageEvent<Message>) => {
    const { source, data } = event;
    if (source !== host || data?.jsonrpc !== '2.0') return;
    const { id, method, params = {}, result, error } = data;
    if (method === undefined) {
      const call = id === undefined ? undefined : waiting.get(id);
      if (id !== undefined) waiting.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    } else if (id === undefined) notified[method]?.(params);
    else if (answered.has(method)) post({ id, result: {} });
    else post({ id, error: { code: -32601, message: `this page has no ${method}` } });
  });

  const { hostCapabilities, hostContext } = await request<McpUiInitializeResult>('ui/initialize', {
    appInfo: { name, version: '1' },
    appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
    protocolVersion: PROTOCOL,
  });
  post({ method: 'ui/notifications/initialized', params: {} });
  const content = (text: string) => [{ type: 'text', text }];
  return {
    capabilities: hostCapabilities ?? {},
    context: hostContext ?? {},
    callTool: (tool, args) => request('tools/call', { name: tool, arguments: args }),
    openLink: (url) => request('ui/open-link', { url }),
    say: (text) => request('ui/message', { role: 'user', content: content(text) }),
    tellModel: (text) => request('ui/update-model-context', { content: content(text) }),
    fullScreen: (on) => request('ui/request-display-mode', { mode: on ? 'fullscreen' : 'inline' }),
    resized: (params) => post({ method: 'ui/notifications/size-changed', params }),
  };
}

import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import type { McpUiHostCapabilities } from '@modelcontextprotocol/ext-apps';
import { AppBridge } from '@modelcontextprotocol/ext-apps/app-bridge';
import { describe, expect, it } from 'vitest';
import { connectHost, type Ends, type HostTells } from '../../src/app/host.ts';

/** The reference host of the extension on one end, and a window for a page on the other. */
function reference(capabilities: McpUiHostCapabilities) {
  const listeners: ((event: MessageEvent) => void)[] = [];
  const tell = (source: unknown, data: unknown): void => {
    for (const listener of listeners) listener({ source, data } as MessageEvent);
  };
  const transport: Transport = {
    async start() {},
    async close() {},
    async send(message) {
      queueMicrotask(() => tell(host, structuredClone(message)));
    },
  };
  const host = {
    postMessage: (message: unknown) =>
      queueMicrotask(() => transport.onmessage?.(structuredClone(message) as JSONRPCMessage)),
  };
  const ends = {
    own: { addEventListener: (_: string, listener: (event: MessageEvent) => void) => listeners.push(listener) },
    host,
  } as unknown as Ends;
  const bridge = new AppBridge(null, { name: 'reference', version: '1' }, capabilities, {
    hostContext: { theme: 'dark', locale: 'zh-CN' },
  });
  return { bridge, ends, tell, connected: bridge.connect(transport) };
}

const recording = () => {
  const heard: [string, unknown][] = [];
  const told: HostTells = {
    input: (args) => heard.push(['input', args]),
    result: (result) => heard.push(['result', result]),
    cancelled: () => heard.push(['cancelled', undefined]),
    context: (context) => heard.push(['context', context]),
  };
  return { heard, told };
};

describe('a page and its host', () => {
  it('know each other, and nothing that the host says is missed', async () => {
    const { bridge, ends, connected } = reference({ serverTools: {} });
    const { heard, told } = recording();
    bridge.oninitialized = () => {
      void bridge.sendToolInput({ arguments: { job_id: 'dlc1' } });
      void bridge.sendToolResult({ content: [{ type: 'text', text: 'x' }] });
    };
    await connected;
    const page = await connectHost(ends, 'page', told);
    expect(page.capabilities).toEqual({ serverTools: {} });
    expect(page.context).toMatchObject({ theme: 'dark', locale: 'zh-CN' });
    await expect.poll(() => heard.map(([what]) => what)).toEqual(['input', 'result']);
    expect(heard[0]?.[1]).toEqual({ job_id: 'dlc1' });
    bridge.setHostContext({ theme: 'light', locale: 'zh-CN' });
    await expect.poll(() => heard.at(-1)).toEqual(['context', { theme: 'light' }]);
    expect(await bridge.teardownResource({})).toEqual({});
  });

  it('pass a call to the server and its answer back, and a refusal of the host as an error', async () => {
    const { bridge, ends, connected } = reference({ serverTools: {} });
    const called: unknown[] = [];
    bridge.oncalltool = async (params) => {
      called.push(params);
      if (params.name === 'stop_job') throw new Error('not allowed here');
      return { content: [{ type: 'text', text: 'done' }] };
    };
    await connected;
    const page = await connectHost(ends, 'page', recording().told);
    const answer = await page.callTool('read_job_page', { job_id: 'dlc1' });
    expect(answer.content).toEqual([{ type: 'text', text: 'done' }]);
    await expect(page.callTool('stop_job', { job_id: 'dlc1' })).rejects.toThrow('not allowed here');
    expect(called).toEqual([
      { name: 'read_job_page', arguments: { job_id: 'dlc1' } },
      { name: 'stop_job', arguments: { job_id: 'dlc1' } },
    ]);
  });

  it('say things to each other in the forms of the extension', async () => {
    const { bridge, ends, connected } = reference({ message: {}, openLinks: {}, updateModelContext: {} });
    const heard: unknown[] = [];
    bridge.onmessage = async (params) => {
      heard.push(params);
      return {};
    };
    bridge.onopenlink = async (params) => {
      heard.push(params);
      return {};
    };
    bridge.onupdatemodelcontext = async (params) => {
      heard.push(params);
      return {};
    };
    bridge.onsizechange = (params) => heard.push(params);
    await connected;
    const page = await connectHost(ends, 'page', recording().told);
    await page.say('stop it');
    await page.openLink('https://example.com/');
    await page.tellModel('looks at dlc1');
    page.resized({ width: 300, height: 200 });
    await expect.poll(() => heard.length).toBe(4);
    expect(heard).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'stop it' }] },
      { url: 'https://example.com/' },
      { content: [{ type: 'text', text: 'looks at dlc1' }] },
      { width: 300, height: 200 },
    ]);
  });

  it('hear nobody else: what another window says is not for the page', async () => {
    const { bridge, ends, tell, connected } = reference({});
    const { heard, told } = recording();
    await connected;
    await connectHost(ends, 'page', told);
    const forged = { jsonrpc: '2.0', method: 'ui/notifications/tool-input', params: { arguments: { job_id: 'dlcx' } } };
    tell({ postMessage: () => {} }, forged);
    tell(undefined, forged);
    expect(heard).toEqual([]);
    await bridge.sendToolInput({ arguments: { job_id: 'dlc1' } });
    await expect.poll(() => heard).toEqual([['input', { job_id: 'dlc1' }]]);
  });
});

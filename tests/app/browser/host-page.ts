import type { CallToolResult } from '@modelcontextprotocol/client';
import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';
import type { Showing } from './stage.ts';

// A host, as the extension's SDK makes one: it shows a page in a sandboxed frame and passes on what the page asks for.

/** What the test behind the host does for it. */
interface Behind {
  callServer(params: { name: string; arguments?: Record<string, unknown> }): Promise<CallToolResult>;
  heard(what: string, text: string): Promise<void>;
}

declare global {
  interface Window extends Behind {
    show(showing: Showing): Promise<void>;
    bridge: AppBridge;
  }
}

window.show = async ({ context, args, result, without = [] }) => {
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  frame.title = 'page';
  document.body.append(frame);
  const all = { serverTools: {}, message: { text: {} }, openLinks: {}, updateModelContext: { text: {} } };
  const capabilities = Object.fromEntries(
    Object.entries(all).filter(([name]) => !without.some((each) => each === name)),
  );
  const bridge = new AppBridge(null, { name: 'test host', version: '1' }, capabilities, { hostContext: context });
  window.bridge = bridge;
  bridge.oncalltool = (params) => window.callServer(params);
  bridge.onmessage = async ({ content }) => {
    await window.heard('message', JSON.stringify(content));
    return {};
  };
  bridge.onupdatemodelcontext = async ({ content }) => {
    await window.heard('model', JSON.stringify(content));
    return {};
  };
  bridge.onopenlink = async ({ url }) => {
    await window.heard('link', url);
    return {};
  };
  bridge.onsizechange = ({ height }) => {
    if (height) frame.style.height = `${height}px`;
  };
  const ready = new Promise<void>((resolve) => {
    bridge.oninitialized = () => resolve();
  });
  const { contentWindow } = frame;
  if (contentWindow === null) throw new Error('the frame has no window');
  await bridge.connect(new PostMessageTransport(contentWindow, contentWindow));
  frame.src = 'http://page.test/';
  await ready;
  await bridge.sendToolInput({ arguments: args });
  await bridge.sendToolResult(result);
};

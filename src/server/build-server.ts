import { Server } from '@modelcontextprotocol/server';
import { VERSION } from '../config/version.ts';
import { CACHE_HINTS } from './cache-hints.ts';
import type { Era } from './client.ts';
import { APPS, showsApps } from './client.ts';
import { instructions } from './instructions.ts';
import { PARAMS } from './params.ts';
import type { Rest } from './rest.ts';
import type { Runtime } from './runtime.ts';
import type { Toolbox } from './toolbox.ts';

/** Resources, prompts and completions. They are made when first asked for: the SDK may build two servers per connection. */
function registerRest(server: Server, tools: Toolbox, runtime: Runtime, era: Era): void {
  let made: Promise<Rest> | undefined;
  const make = async (): Promise<Rest> => {
    const [{ createRest }, offered] = await Promise.all([import('./rest.ts'), tools.load()]);
    return createRest(offered, runtime);
  };
  const rest = (): Promise<Rest> => {
    made ??= make();
    return made;
  };
  const list = { params: PARAMS.list };
  server.setRequestHandler('resources/list', list, async () => (await rest()).resources.list());
  server.setRequestHandler('resources/templates/list', list, async () => (await rest()).resources.listTemplates());
  server.setRequestHandler('resources/read', { params: PARAMS.read }, async ({ uri }, ctx) =>
    (await rest()).resources.read(uri, { era, server, ctx }),
  );
  server.setRequestHandler('prompts/list', list, async () => (await rest()).prompts.list());
  server.setRequestHandler('prompts/get', { params: PARAMS.prompt }, async ({ name, arguments: args }) =>
    (await rest()).prompts.get(name, args ?? {}),
  );
  server.setRequestHandler('completion/complete', { params: PARAMS.complete }, async (params, ctx) =>
    (await rest()).complete(params, { era, server, ctx }),
  );
}

/**
 * One MCP server over the given tools. The SDK may build two per connection, so it is cheap and has no side effects; listing
 * tools loads neither the tools nor the cloud SDK nor credentials.
 * @param during is handed the promise of every call, so that a shutdown can wait for the calls under way
 */
export function buildServer(
  tools: Toolbox,
  runtime: Runtime,
  era: Era,
  during: <T>(call: Promise<T>) => Promise<T> = (call) => call,
): Server {
  const server = new Server(
    { name: 'pai-dlc-mcp', title: 'Alibaba Cloud PAI-DLC', version: VERSION },
    {
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {}, extensions: APPS },
      instructions: instructions({
        offered: new Set(tools.names),
        asks: tools.asks,
        scope: runtime.scope,
        confirmCreate: runtime.operator.confirmCreate,
        simulated: runtime.banner !== undefined,
        ceilings: runtime.operator.ceilings,
      }),
      inputRequired: { legacyShim: false },
      cacheHints: CACHE_HINTS,
    },
  );

  // The modules of a call are loaded after the first list, which needs none of them.
  const load = () => Promise.all([tools.load(), import('./call-tool.ts')]);
  server.setRequestHandler('tools/list', { params: PARAMS.list }, (_params, ctx) => {
    // A client that lists is about to call: load the tools now, after this answer, so that the first call need not wait.
    setImmediate(() => load().catch(() => {}));
    return { tools: tools.list(showsApps({ era, server, ctx })) };
  });
  server.setRequestHandler('tools/call', async ({ params }, ctx) => {
    const [offered, { callTool }] = await load();
    const caller = { era, server, ctx };
    const seen = showsApps(caller) ? offered : offered.filter(({ tool }) => tools.names.includes(tool.name));
    return callTool(params, caller, { offered: seen, runtime }, during);
  });

  registerRest(server, tools, runtime, era);
  return server;
}

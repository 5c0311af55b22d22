import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { VERSION } from '../config/version.ts';
import { nearest } from '../domain/nearest.ts';
import { cleanLine } from '../shaping/clean.ts';
import { CACHE_HINTS } from './cache-hints.ts';
import type { Era } from './confirm/channel.ts';
import { withLegacyForms } from './confirm/elicit.ts';
import { instructions } from './instructions.ts';
import { PARAMS } from './params.ts';
import type { Rest } from './rest.ts';
import { type Runtime, runTool } from './run-tool.ts';
import type { Toolbox } from './toolbox.ts';

/** Characters of an unknown tool name that an error repeats: it comes from the client and can be of any length. */
const LONGEST_NAME = 60;

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
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
      instructions: instructions({
        offered: new Set(tools.names),
        scope: runtime.scope,
        confirmCreate: runtime.operator.confirmCreate,
        simulated: runtime.banner !== undefined,
      }),
      inputRequired: { legacyShim: false },
      cacheHints: CACHE_HINTS,
    },
  );

  server.setRequestHandler('tools/list', { params: PARAMS.list }, () => {
    // A client that lists is about to call: load the tools now, after this answer, so that the first call need not wait.
    setImmediate(() => tools.load().catch(() => {}));
    return { tools: tools.list() };
  });

  server.setRequestHandler('tools/call', async (request, ctx) => {
    const { name, arguments: args = {} } = request.params;
    const tool = (await tools.load()).find((offered) => offered.tool.name === name);
    if (tool === undefined) {
      const best = nearest(name, tools.names);
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `Unknown tool "${cleanLine(name.slice(0, LONGEST_NAME), LONGEST_NAME)}".${best === undefined ? '' : ` Did you mean "${best}"?`} Offered: ${tools.names.join(', ')}.`,
      );
    }
    const run = (ctx: ServerContext) => runTool(tool, args, { era, server, ctx }, runtime);
    const result = await during(era === 'legacy' ? withLegacyForms(ctx, run) : run(ctx));
    return 'content' in result ? server.projectCallToolResult(result as CallToolResult, undefined) : result;
  });

  registerRest(server, tools, runtime, era);
  return server;
}

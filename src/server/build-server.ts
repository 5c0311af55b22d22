import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { VERSION } from '../config/version.ts';
import { nearest } from '../domain/nearest.ts';
import type { Era } from './confirm/channel.ts';
import { withLegacyForms } from './confirm/elicit.ts';
import { instructions } from './instructions.ts';
import type { Rest } from './rest.ts';
import { type Runtime, runTool } from './run-tool.ts';
import type { Toolbox } from './toolbox.ts';

/** Resources, prompts and completions; made when the first is asked for, because a connection may build two servers. */
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
  server.setRequestHandler('resources/list', async () => (await rest()).resources.list());
  server.setRequestHandler('resources/templates/list', async () => (await rest()).resources.listTemplates());
  server.setRequestHandler('resources/read', async ({ params }, ctx) =>
    (await rest()).resources.read(params.uri, { era, server, ctx }),
  );
  server.setRequestHandler('prompts/list', async () => (await rest()).prompts.list());
  server.setRequestHandler('prompts/get', async ({ params }) =>
    (await rest()).prompts.get(params.name, params.arguments ?? {}),
  );
  server.setRequestHandler('completion/complete', async ({ params }, ctx) =>
    (await rest()).complete(params, { era, server, ctx }),
  );
}

/**
 * One MCP server instance over the given tools. Cheap and free of side effects: a connection may build it twice.
 * Tools are listed without loading them, the cloud SDK or credentials.
 */
export function buildServer(tools: Toolbox, runtime: Runtime, era: Era): Server {
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
    },
  );

  server.setRequestHandler('tools/list', () => {
    // Whoever lists is about to call: by then the tools are there, and this answer has not waited for them.
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
        `Unknown tool "${name}".${best === undefined ? '' : ` Did you mean "${best}"?`} Offered: ${tools.names.join(', ')}.`,
      );
    }
    const run = (ctx: ServerContext) => runTool(tool, args, { era, server, ctx }, runtime);
    const result = await (era === 'legacy' ? withLegacyForms(ctx, run) : run(ctx));
    return 'content' in result ? server.projectCallToolResult(result as CallToolResult, undefined) : result;
  });

  registerRest(server, tools, runtime, era);
  return server;
}

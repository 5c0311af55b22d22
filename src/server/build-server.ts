import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { VERSION } from '../config/version.ts';
import { nearest } from '../domain/nearest.ts';
import { type AdvertisedTool, advertise, type OfferedTool } from './advertise.ts';
import type { Era } from './confirm/channel.ts';
import { withLegacyForms } from './confirm/elicit.ts';
import { instructions } from './instructions.ts';
import { createRest, type Rest } from './rest.ts';
import { type Runtime, runTool } from './run-tool.ts';

/** Resources, prompts and completions; made when the first is asked for, because a connection may build two servers. */
function registerRest(server: Server, tools: readonly OfferedTool[], runtime: Runtime, era: Era): void {
  let made: Rest | undefined;
  const rest = (): Rest => {
    made ??= createRest(tools, runtime);
    return made;
  };
  server.setRequestHandler('resources/list', () => rest().resources.list());
  server.setRequestHandler('resources/templates/list', () => rest().resources.listTemplates());
  server.setRequestHandler('resources/read', ({ params }, ctx) =>
    rest().resources.read(params.uri, { era, server, ctx }),
  );
  server.setRequestHandler('prompts/list', () => rest().prompts.list());
  server.setRequestHandler('prompts/get', ({ params }) => rest().prompts.get(params.name, params.arguments ?? {}));
  server.setRequestHandler('completion/complete', ({ params }, ctx) => rest().complete(params, { era, server, ctx }));
}

/**
 * One MCP server instance over the given tools. Cheap and free of side effects: a connection may build it twice.
 * Everything is listed without the cloud SDK and without credentials; the tools from a list computed once.
 */
export function buildServer(tools: readonly OfferedTool[], runtime: Runtime, era: Era): Server {
  const byName = new Map(tools.map((offered) => [offered.tool.name, offered]));
  let advertised: AdvertisedTool[] | undefined;

  const server = new Server(
    { name: 'pai-dlc-mcp', title: 'Alibaba Cloud PAI-DLC', version: VERSION },
    {
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
      instructions: instructions({
        offered: new Set(byName.keys()),
        scope: runtime.scope,
        confirmCreate: runtime.operator.confirmCreate,
        simulated: runtime.banner !== undefined,
      }),
      inputRequired: { legacyShim: false },
    },
  );

  server.setRequestHandler('tools/list', () => {
    advertised ??= tools.map(advertise);
    return { tools: advertised };
  });

  server.setRequestHandler('tools/call', async (request, ctx) => {
    const { name, arguments: args = {} } = request.params;
    const tool = byName.get(name);
    if (tool === undefined) {
      const best = nearest(name, [...byName.keys()]);
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `Unknown tool "${name}".${best === undefined ? '' : ` Did you mean "${best}"?`} Offered: ${[...byName.keys()].join(', ')}.`,
      );
    }
    const run = (ctx: ServerContext) => runTool(tool, args, { era, server, ctx }, runtime);
    const result = await (era === 'legacy' ? withLegacyForms(ctx, run) : run(ctx));
    return 'content' in result ? server.projectCallToolResult(result as CallToolResult, undefined) : result;
  });

  registerRest(server, tools, runtime, era);
  return server;
}

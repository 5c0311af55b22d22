import { Server } from '@modelcontextprotocol/server';
import { VERSION } from '../config/version.ts';
import { CACHE_HINTS, STATIC } from './cache-hints.ts';
import { APPS, type Era, showsApps } from './client.ts';
import { instructions } from './instructions.ts';
import { loaded } from './loaded.ts';
import { PARAMS } from './params.ts';
import type { Rest } from './rest.ts';
import type { Runtime } from './runtime.ts';
import { TASKS } from './tasks/extension.ts';
import type { Tasks } from './tasks/tasks.ts';
import type { Toolbox } from './toolbox.ts';

/** The extension for skills; the SDK's own helper for it takes a server of its higher layer only. */
const SKILLS = 'io.modelcontextprotocol/skills';

/**
 * A result with the hint that it stays as it is, on the revision that has such hints:
 * methods of extensions get none from the SDK.
 */
const unchanging = <T extends object>(result: T, era: Era): T => (era === 'modern' ? { ...result, ...STATIC } : result);

/**
 * Resources, prompts, completions and the skill. They are made when first asked for: the
 * SDK may build two servers per connection.
 */
function registerRest(server: Server, tools: Toolbox, runtime: Runtime, era: Era): void {
  let made: Promise<Rest> | undefined;
  const make = async (): Promise<Rest> => {
    const [{ createRest }, offered] = await loaded(Promise.all([import('./rest.ts'), tools.load()]));
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
  server.setRequestHandler('prompts/get', { params: PARAMS.prompt }, async ({ name, arguments: args }, ctx) =>
    (await rest()).prompts.get(name, args ?? {}, { era, server, ctx }),
  );
  server.registerCapabilities({ extensions: { [SKILLS]: {} } });
  server.setRequestHandler('skills/list', list, async () => unchanging(await (await rest()).skill.list(), era));
  server.setRequestHandler('skills/get', { params: PARAMS.read }, async ({ uri }) =>
    unchanging(await (await rest()).skill.get(uri), era),
  );
  server.setRequestHandler('completion/complete', { params: PARAMS.complete }, async (params, ctx) =>
    (await rest()).complete(params, { era, server, ctx }),
  );
}

/**
 * What is called with a task's handle, where a tool can go on as one. The
 * extension is of the 2026-07-28 revision alone.
 */
function registerTasks(server: Server, tasks: () => Promise<Tasks>): void {
  server.registerCapabilities({ extensions: { [TASKS]: {} } });
  const params = { params: PARAMS.task };
  server.setRequestHandler('tasks/get', params, async ({ taskId }, ctx) =>
    (await tasks()).get(taskId, { era: 'modern', server, ctx }),
  );
  server.setRequestHandler('tasks/cancel', params, async ({ taskId }, ctx) => {
    await (await tasks()).cancel(taskId, { era: 'modern', server, ctx });
    return {};
  });
  server.setRequestHandler('tasks/update', params, async ({ taskId }, ctx) => {
    await (await tasks()).update(taskId, { era: 'modern', server, ctx });
    return {};
  });
}

/**
 * One MCP server over the given tools. The SDK may build two per connection, so it is cheap and has no side effects;
 * listing tools loads neither a tool nor the cloud SDK nor credentials.
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

  server.setRequestHandler('tools/list', { params: PARAMS.list }, (_params, ctx) => {
    // A client that lists is about to call: load what every call needs now, after this answer.
    setImmediate(() => void import('./call-tool.ts').catch(() => {}));
    return { tools: tools.list(showsApps({ era, server, ctx })) };
  });
  server.setRequestHandler('tools/call', async ({ params }, ctx) => {
    const { callTool } = await loaded(import('./call-tool.ts'));
    const following = follows ? await tasks() : undefined;
    return callTool(params, { era, server, ctx }, { tools, runtime, tasks: following }, during);
  });

  const follows = era === 'modern' && tools.follows;
  let made: Promise<Tasks> | undefined;
  const tasks = (): Promise<Tasks> => {
    made ??= loaded(import('./tasks/tasks.ts')).then(({ createTasks }) => createTasks(tools, runtime));
    return made;
  };
  if (follows) registerTasks(server, tasks);
  registerRest(server, tools, runtime, era);
  return server;
}

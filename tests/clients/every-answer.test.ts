import type { CallToolResult } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { placeJob } from '../../evals/shared/place-job.ts';
import { TYPICAL, typicalCloud } from '../../evals/tokens/answers.ts';
import { allTools } from '../../src/tools/all.ts';
import { brokenServer } from '../broken/server.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import type { Serve } from '../e2e/serve-in-process.ts';
import { type Person, serverEnv, yes } from '../e2e/session.ts';
import { discover } from '../e2e/world.ts';
import { type AnyClient, CLIENTS } from './connect.ts';

type Places = Parameters<(typeof TYPICAL)[string]>[0];
type Args = Record<string, unknown>;

const NOBODY = 'dlc0000000000000';

/** The typical call made wrong: about a job that does not exist, or with a parameter that the tool has not. */
const spoilt = (args: Args): Args =>
  args.job_id === undefined ? { ...args, no_such_parameter: true } : { ...args, job_id: NOBODY };

/** What arrived at the caller of a client: the text, or what the client made of it. */
async function heard(client: AnyClient, name: string, args: Args): Promise<{ isError: boolean; text: string }> {
  const told = ({ content, isError }: CallToolResult) => ({
    isError: isError === true,
    text: content.map((part) => (part.type === 'text' ? part.text : '')).join('\n'),
  });
  return await client.callTool({ name, arguments: args }).then(told, (thrown: unknown) => ({
    isError: true,
    text: `thrown by the client: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
  }));
}

/** The first line has the kind, and the repair is there. */
const isRepairable = ({ isError, text }: { isError: boolean; text: string }): boolean =>
  isError && /^\[[a-z_]+\] \S.*\n(?:.*\n)*?Fix: \S/.test(text);

/** What a client is tried on: a cloud of its own, as the calls stop and delete jobs. */
async function stage(
  name: string,
  { answers, person = yes, serve }: { answers: string; person?: Person; serve?: Serve },
) {
  const at = await typicalCloud();
  const scout = await connectInProcess({ era: 'modern', env: serverEnv(at.cloud) });
  const { data } = await scout.call('list_images', { query: 'pytorch', page_size: 1 });
  const [image] = data.images as Args[];
  const places: Omit<Places, 'spare'> = { ...at, finds: await discover(scout), imageId: String(image?.image_id) };
  await scout.close();
  const env = serverEnv(at.cloud, { PAI_DLC_MCP_ANSWERS: answers });
  const client = await CLIENTS[name]?.({ person, env, ...(serve === undefined ? {} : { serve }) });
  if (client === undefined) throw new Error(`no client ${name}`);
  // With the list of tools a client reads the output schemas.
  const { tools } = await client.listTools();
  expect(tools.map((tool) => tool.name).sort()).toEqual(allTools.map((tool) => tool.name).sort());
  return {
    client,
    places,
    spareJob: (): string =>
      placeJob(at.cloud, { quota: 'llm-lingjun', name: 'spare', ageMinutes: 50, runMinutes: 600 }),
    async close() {
      await client.close();
      await at.cloud.close();
    },
  };
}
type Stage = Awaited<ReturnType<typeof stage>>;

/** The errors that did not arrive as the server sent them: one bad call of every tool. */
async function lostBy({ client, places }: Pick<Stage, 'client' | 'places'>): Promise<string[]> {
  const lost: string[] = [];
  for (const [tool, typical] of Object.entries(TYPICAL)) {
    const bad = await heard(client, tool, spoilt(typical({ ...places, spare: NOBODY })));
    if (!isRepairable(bad)) lost.push(`${tool}: ${bad.text}`);
  }
  return lost;
}

/** With a name of its own for each client: a second job of the same name would be refused. */
function named(args: Record<string, unknown>, tool: string, name: string): Record<string, unknown> {
  if (tool === 'clone_job') return { ...args, changes: { display_name: name } };
  return args.display_name ? { ...args, display_name: name } : args;
}

describe.each(['text', 'structured'])('R39 with --answers %s', (answers) => {
  // Side by side, as they wait for what a cloud does after a call more than they compute.
  it.concurrent.each(Object.keys(CLIENTS))('every answer and every error of every tool arrives in %s', async (name) => {
    let person: Person = yes;
    const on = await stage(name, { answers, person: (question) => person(question) });
    try {
      const lost = await lostBy(on);
      console.info(`${name}, --answers ${answers}: ${lost.length} of ${allTools.length} errors lost`);
      expect(lost).toEqual([]);

      const spare = on.spareJob();
      for (const [tool, typical] of Object.entries(TYPICAL)) {
        const good = await heard(on.client, tool, named(typical({ ...on.places, spare }), tool, spare));
        expect(good.isError, `${tool}: ${good.text}`).toBe(false);
        expect(good.text.length, tool).toBeGreaterThan(20);
      }

      person = () => ({ action: 'decline' });
      const declined = await heard(on.client, 'stop_job', { job_id: on.spareJob() });
      expect(isRepairable(declined), declined.text).toBe(true);
      expect(declined.text).toMatch(/^\[declined\] /);
    } finally {
      await on.close();
    }
  });
});

it('an error with structured content is seen to be lost in a client of the v1 SDK', async () => {
  const serve = await brokenServer({
    file: 'src/server/results.ts',
    find: 'return { isError: true, content: texts };',
    replace: 'return { isError: true, content: texts, structuredContent: { error: ended.details } };',
  });
  const on = await stage('SDK v1, newest', { answers: 'structured', serve });
  try {
    expect(await lostBy(on)).toHaveLength(allTools.length);
  } finally {
    await on.close();
  }
});

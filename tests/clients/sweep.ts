import type { CallToolResult } from '@modelcontextprotocol/client';
import { placeJob } from '../../evals/shared/place-job.ts';
import { TYPICAL, typicalCloud } from '../../evals/tokens/answers.ts';
import type { Answers } from '../../src/server/results.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { serveInProcess } from '../e2e/serve-in-process.ts';
import { type Era, serverEnv, yes } from '../e2e/session.ts';
import { discover } from '../e2e/world.ts';
import { MARK } from './channels.ts';
import { type AnyClient, V2 } from './connect.ts';

type Places = Parameters<(typeof TYPICAL)[string]>[0];
export type Args = Record<string, unknown>;

/** A call of a tool, what the server wrote for it, and what arrived at the caller. */
interface Exchange {
  tool: string;
  args: Args;
  sent: object;
  heard: CallToolResult | Error;
}

/** A cloud of its own, as typical calls stop and delete jobs, on which each of them was made once. */
export interface Sweep {
  env: Record<string, string>;
  /** A new job that runs. */
  spareJob(): string;
  exchanges: readonly Exchange[];
  /** Of calls made wrong, before anything was done. */
  errors: readonly Exchange[];
  close(): Promise<void>;
}

/** The server with the mark of a simulated cloud, though its cloud is another one's. */
export const marked: typeof serveInProcess = (options) => serveInProcess({ banner: MARK, ...options });

const NOBODY = 'dlc0000000000000';

/** The typical call made wrong: with a parameter that the tool has not, and about a job that does not exist. */
const spoilt = (args: Args): Args[] => [
  { ...args, no_such_parameter: true },
  ...(args.job_id === undefined ? [] : [{ ...args, job_id: NOBODY }]),
];

/** What arrived at the caller of a client: the result, or what the client threw in its place. */
export const heardBy = (client: AnyClient, name: string, args: Args): Promise<CallToolResult | Error> =>
  client.callTool({ name, arguments: args }).catch((thrown: Error) => thrown);

/** An answer in words: whether it is an error, and its text, or what the client threw. */
export const told = (heard: CallToolResult | Error): { isError: boolean; text: string } =>
  heard instanceof Error
    ? { isError: true, text: `thrown by the client: ${heard.message}` }
    : {
        isError: heard.isError === true,
        text: heard.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n'),
      };

/** The first line has the kind, and the repair is there. */
export const isRepairable = ({ isError, text }: { isError: boolean; text: string }): boolean =>
  isError && /^\[[a-z_]+\] \S.*\n(?:.*\n)*?Fix: \S/.test(text);

type Call = Pick<Exchange, 'tool' | 'args'>;
type Heard = Pick<Exchange, 'tool' | 'heard'>;

/** One after the other: what a call names is what there is when it is made. */
function* goodCalls(places: Places): Generator<Call> {
  for (const [tool, typical] of Object.entries(TYPICAL)) yield { tool, args: typical(places) };
}
function* badCalls(places: Places): Generator<Call> {
  for (const { tool, args } of goodCalls({ ...places, spare: NOBODY }))
    for (const bad of spoilt(args)) yield { tool, args: bad };
}

/** What arrives for these calls at another client. */
export async function heardAgain(client: AnyClient, calls: readonly Call[]): Promise<Heard[]> {
  const again: Heard[] = [];
  for (const { tool, args } of calls) again.push({ tool, heard: await heardBy(client, tool, args) });
  return again;
}

/** The tools of which errors did not arrive as the server sent them, with what arrived. */
export const lostOf = (errors: readonly Heard[]): string[] =>
  errors.flatMap(({ tool, heard }) => (isRepairable(told(heard)) ? [] : [`${tool}: ${told(heard).text}`]));

async function placesIn(at: Awaited<ReturnType<typeof typicalCloud>>): Promise<Places> {
  const scout = await connectInProcess({ era: 'modern', env: serverEnv(at.cloud) });
  const { data } = await scout.call('list_images', { query: 'pytorch', page_size: 1 });
  const [image] = data.images as Args[];
  const finds = await discover(scout);
  await scout.close();
  return { ...at, finds, imageId: String(image?.image_id) };
}

/** Makes every typical call wrong, and then as it is, on a cloud and a server of its own. */
export async function sweep(era: Era, answers: Answers): Promise<Sweep> {
  const at = await typicalCloud();
  const places = await placesIn(at);
  const env = serverEnv(at.cloud, { PAI_DLC_MCP_ANSWERS: answers });
  let sent: object = {};
  const client = await V2[era]({
    person: yes,
    env,
    serve: marked,
    between(message, from) {
      if (from === 'server' && 'result' in message) sent = message.result;
      return undefined;
    },
  });
  // With the list of tools a client reads the output schemas.
  await client.listTools();
  const exchangesOf = async (calls: Iterable<Call>): Promise<Exchange[]> => {
    const exchanges: Exchange[] = [];
    for (const { tool, args } of calls) {
      const heard = await heardBy(client, tool, args);
      exchanges.push({ tool, args, sent, heard });
    }
    return exchanges;
  };
  const errors = await exchangesOf(badCalls(places));
  const exchanges = await exchangesOf(goodCalls(places));
  await client.close();
  return {
    env,
    spareJob: () => placeJob(at.cloud, { quota: 'llm-lingjun', name: 'spare', ageMinutes: 50, runMinutes: 600 }),
    exchanges,
    errors,
    close: () => at.cloud.close(),
  };
}

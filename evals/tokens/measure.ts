import type { Tool } from '@modelcontextprotocol/client';
import { connect, type Session, serverEnv, yes } from '../../tests/e2e/harness.ts';
import { discover } from '../../tests/e2e/world.ts';
import { type AnswerBytes, answerBytes, jsonBytes, sum } from '../shared/sizes.ts';
import { TYPICAL, type TypicalCloud, typicalCloud } from './answers.ts';

/** What one tool costs a model's context, in bytes. */
export interface ToolBytes {
  name: string;
  workflow: boolean;
  /** Of its entry in tools/list: paid in every session. */
  definition: number;
  /** Of a typical answer: paid per call. */
  answer: AnswerBytes;
}

export interface Sizes {
  tools: readonly ToolBytes[];
  instructions: number;
}

/** Bytes of tools/list, counted as the array of these tools. */
export const listBytes = (tools: readonly ToolBytes[]): number =>
  sum(tools.map(({ definition }) => definition)) + Math.max(0, tools.length - 1) + 2;

async function measureSession(
  at: TypicalCloud,
  session: Session,
  listed: readonly Tool[],
  workflows: ReadonlySet<string>,
): Promise<Sizes> {
  const { client } = session;
  const untried = listed.filter(({ name }) => TYPICAL[name] === undefined).map(({ name }) => name);
  if (untried.length > 0) throw new Error(`evals/tokens/answers.ts has no typical call of ${untried.join(', ')}`);
  const finds = await discover(session);
  const { data } = await session.call('list_images', { query: 'pytorch', page_size: 1 });
  const imageId = String((data.images as Record<string, unknown>[])[0]?.image_id);
  const answers = new Map<string, AnswerBytes>();
  for (const [name, typical] of Object.entries(TYPICAL)) {
    const result = await client.callTool({ name, arguments: typical({ ...at, finds, imageId }) });
    if (result.isError) throw new Error(`the typical call of ${name} fails: ${JSON.stringify(result.content)}`);
    answers.set(name, answerBytes(result));
  }
  return {
    tools: listed.map((tool) => ({
      name: tool.name,
      workflow: workflows.has(tool.name),
      definition: jsonBytes(tool),
      answer: answers.get(tool.name) ?? { text: 0, data: 0 },
    })),
    instructions: Buffer.byteLength(client.getInstructions() ?? ''),
  };
}

/**
 * Asks the real server process, over stdio, for its tools, and each of them for a typical answer.
 * @param workflows names of the tools that are counted apart
 * @throws where a tool has no typical call, or the call fails
 */
export async function measure(workflows: ReadonlySet<string>): Promise<Sizes> {
  const at = await typicalCloud();
  try {
    // A server without settings, so that no operator's scope is counted.
    const bare = await connect({ era: 'modern', env: serverEnv(undefined) });
    const listed = await bare.client.listTools().finally(bare.close);
    const session = await connect({ era: 'modern', person: yes, env: serverEnv(at.cloud) });
    return await measureSession(at, session, listed.tools, workflows).finally(session.close);
  } finally {
    await at.cloud.close();
  }
}

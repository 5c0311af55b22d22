import type { Tool } from '@modelcontextprotocol/client';
import { TOOLSETS } from '../../src/domain/toolsets.ts';
import { connect, type Session, serverEnv, yes } from '../../tests/e2e/harness.ts';
import { discover } from '../../tests/e2e/world.ts';
import { type AnswerBytes, answerBytes, jsonBytes } from '../shared/sizes.ts';
import { TYPICAL, type TypicalCloud, typicalCloud } from './answers.ts';

/** What an answer is made of: `--answers`. */
export const MODES = ['text', 'structured'] as const;
export type Mode = (typeof MODES)[number];

/** What a tool costs a model's context, in bytes. */
export interface Cost {
  /** Of its entry in tools/list: paid in every session. */
  definition: number;
  /**
   * Of a typical answer: paid per call. A model receives the text; where there is structured content, hosts show it in place
   * of the text (Claude Code, Codex) or both (Qwen Code, Copilot CLI, Cline: then it is paid beside the text).
   */
  answer: number;
}

export interface ToolBytes extends Record<Mode, Cost> {
  name: string;
}

export interface Sizes {
  tools: readonly ToolBytes[];
  /** Of the array of `tools/list` as it is by default. */
  list: Record<Mode, number>;
  instructions: number;
}

/**
 * The definitions of a server without an operator's scope.
 * @param toolsets what is on; left out, what is on by default for a client that shows no apps
 */
async function listed(open: typeof connect, answers: Mode, toolsets?: readonly string[]): Promise<Tool[]> {
  const env = serverEnv(undefined, { PAI_DLC_MCP_ANSWERS: answers, PAI_DLC_MCP_TOOLSETS: (toolsets ?? []).join(',') });
  const bare = await open({ era: 'modern', person: yes, env, apps: toolsets !== undefined });
  return (await bare.client.listTools().finally(bare.close)).tools;
}

type Lists = Record<Mode, Tool[]>;

async function measureSession(at: TypicalCloud, session: Session, lists: Lists, core: Lists): Promise<Sizes> {
  const { client } = session;
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
    tools: lists.text.map((tool) => {
      const { text, data } = answers.get(tool.name) ?? { text: 0, data: 0 };
      const withSchema = lists.structured.find(({ name }) => name === tool.name);
      return {
        name: tool.name,
        text: { definition: jsonBytes(tool), answer: text },
        structured: { definition: jsonBytes(withSchema), answer: data },
      };
    }),
    list: { text: jsonBytes(core.text), structured: jsonBytes(core.structured) },
    instructions: Buffer.byteLength(client.getInstructions() ?? ''),
  };
}

/**
 * Asks the real server for its tools, and each of them for a typical answer.
 * @param open starts it and connects to it; left out, as a process, over stdio
 * @throws where the typical call of a tool fails, or nothing is known for a parameter that it needs
 */
export async function measure(open = connect): Promise<Sizes> {
  const at = await typicalCloud();
  try {
    const lists = async (toolsets?: readonly string[]): Promise<Lists> => ({
      text: await listed(open, 'text', toolsets),
      structured: await listed(open, 'structured', toolsets),
    });
    const session = await open({ era: 'modern', person: yes, env: serverEnv(at.cloud) });
    return await measureSession(at, session, await lists(TOOLSETS), await lists()).finally(session.close);
  } finally {
    await at.cloud.close();
  }
}

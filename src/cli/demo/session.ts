import { type CallToolResult, Client, type Progress } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { VERSION } from '../../config/version.ts';
import { screen } from './screen.ts';

type Data = Record<string, unknown>;

/** A tool's answer as the demo uses it. */
export interface ToolAnswer {
  isError: boolean;
  text: string;
  data: Data;
  /** The picture beside the text, as PNG. */
  png?: Uint8Array;
}

export interface ShowOptions {
  expectError?: boolean;
  /** Lines of the question and of the answer that are shown. */
  lines?: number;
}

export interface DemoSession {
  /** Calls a tool and shows call and answer. Ends the demo where the answer is an error and none is expected. */
  show(name: string, args: Data, options?: ShowOptions): Promise<ToolAnswer>;
  /** Calls a tool without showing it, for polling. */
  quiet(name: string, args: Data): Promise<ToolAnswer>;
  toolCount: number;
  close(): Promise<void>;
}

/** A step of the demo that did not do what it says. */
export class DemoFailure extends Error {}

function unpack(result: CallToolResult): ToolAnswer {
  const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  const image = result.content.find((part) => part.type === 'image');
  return {
    isError: result.isError === true,
    text,
    data: (result.structuredContent ?? {}) as Data,
    ...(image === undefined ? {} : { png: Buffer.from(image.data, 'base64') }),
  };
}

/**
 * Starts the real server on the simulator as a child process, and connects the real client over stdio. The child gets
 * none of this environment's settings, which would change the story.
 * @param main path of the server's entry
 * @param speed simulated seconds per real second
 * @param readOnly a restriction that holds for the demo as well; the story then fails where it needs more
 */
export async function openSession(main: string, speed: number, readOnly: boolean): Promise<DemoSession> {
  let lines: number | undefined;
  const client = new Client(
    { name: 'pai-dlc-mcp-demo', version: VERSION },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  client.setRequestHandler('elicitation/create', (request) => {
    screen.question(request.params.message, lines);
    screen.reply('yes (the demo answers for you; a real client asks you)');
    return { action: 'accept', content: { confirm: true } };
  });
  const server = new StdioClientTransport({
    command: process.execPath,
    args: [
      main,
      '--simulate',
      '--answers',
      'structured',
      '--simulator-speed',
      String(speed),
      ...(readOnly ? ['--read-only'] : []),
    ],
    env: { PATH: '', PAI_DLC_MCP_LOG_LEVEL: 'error' },
  });
  await client.connect(server).catch((error: unknown) => {
    throw new DemoFailure(`the server did not start: ${error instanceof Error ? error.message : String(error)}`);
  });
  const { tools } = await client.listTools();
  const onprogress = ({ message }: Progress): void => screen.waiting(message ?? 'waiting');
  const quiet = async (name: string, args: Data): Promise<ToolAnswer> =>
    unpack(
      await client.callTool({ name, arguments: args }, { onprogress }).catch((error: unknown) => {
        throw new DemoFailure(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }),
    );
  return {
    quiet,
    async show(name, args, { expectError = false, lines: most } = {}) {
      lines = most;
      screen.call(name, args);
      screen.waiting(name);
      const answer = await quiet(name, args);
      screen.answer(answer.text, most);
      if (answer.isError !== expectError)
        throw new DemoFailure(`${name} ${expectError ? 'should have been refused' : 'failed'}: ${answer.text}`);
      return answer;
    },
    toolCount: tools.length,
    close: () => client.close(),
  };
}

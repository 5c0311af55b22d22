import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropic } from './anthropic.ts';
import { type Answer, type Body, type Dialect, objectOf, type Prompt, type Reply } from './dialect.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { type Made, nextMove, type Step } from './script.ts';

const DIALECTS: readonly Dialect[] = [openaiChat, openaiResponses, anthropic, gemini];

/** A request for an answer of the model, as the host sent it. */
export interface Heard {
  dialect: string;
  body: Body;
  prompt: Prompt;
}

/** A model that says what is in a script. */
export interface ScriptedModel {
  /** Of its server on loopback, without a path or a slash at its end. */
  url: string;
  /** Every request for an answer so far, in order. */
  heard: readonly Heard[];
  /** The calls that it made so far. A host's next request answers them in the same order. */
  made: readonly Made[];
  /** Tools of the script that no host offered: there the script ended. */
  missing: readonly string[];
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return objectOf(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    return {};
  }
}

function send(response: ServerResponse, answer: Answer, status = 200): void {
  if ('json' in answer) {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.json));
    return;
  }
  response.writeHead(status, { 'content-type': 'text/event-stream' });
  for (const { name, data } of answer.events)
    response.write(
      `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
    );
  response.end();
}

/** What hosts ask besides an answer: which models there are, and how many tokens a prompt has. */
function aside(path: string): unknown {
  if (/count_?tokens$/i.test(path)) return { input_tokens: 10, totalTokens: 10 };
  const model = { id: 'scripted', object: 'model', type: 'model', display_name: 'scripted' };
  return /\/models$/.test(path) ? { object: 'list', data: [model], models: [] } : undefined;
}

/**
 * Starts a model on loopback that makes the calls of a script, one a turn, and then says that it is done. A real agent host
 * that is pointed at it makes real calls, and what it sends here is what a model would have been shown. A request without
 * tools, as for a title, gets words. The caller closes it.
 */
export async function startModel(script: readonly Step[]): Promise<ScriptedModel> {
  const heard: Heard[] = [];
  const made: Made[] = [];
  const missing: string[] = [];

  const replyTo = ({ prompt }: Heard): Reply => {
    const answered = prompt.results.length;
    // A request that came before is one that the host repeats.
    const move = made[answered] ?? nextMove(script, made, prompt);
    if ('missing' in move) missing.push(move.missing);
    if (!('tool' in move)) return { say: 'Done.' };
    made[answered] = move;
    return { call: move.tool, id: `call-${answered}`, args: move.args };
  };

  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const body = await bodyOf(request);
    const dialect = DIALECTS.find(({ serves }) => serves(path));
    if (dialect === undefined) {
      const json = aside(path);
      return send(response, { json: json ?? { error: { message: `nothing at ${path}` } } }, json ? 200 : 404);
    }
    const one: Heard = { dialect: dialect.name, body, prompt: dialect.read(body) };
    heard.push(one);
    const reply: Reply = one.prompt.tools.length === 0 ? { say: 'A title' } : replyTo(one);
    send(response, dialect.write(reply, body, path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    made,
    missing,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

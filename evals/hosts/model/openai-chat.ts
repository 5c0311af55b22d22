import { jsonBytes } from '../../shared/sizes.ts';
import { type Dialect, listOf, objectOf, offered, readable, stringOf } from './dialect.ts';

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

/** OpenAI chat completions, which most hosts speak to a provider of one's own. */
export const openaiChat: Dialect = {
  name: 'OpenAI chat completions',
  serves: (path) => path.endsWith('/chat/completions'),
  read: (body) => {
    const messages = listOf(body.messages);
    const of = (...roles: string[]): string[] =>
      messages.filter(({ role }) => roles.includes(stringOf(role))).map(({ content }) => readable(content));
    return {
      tools: listOf(body.tools).map((tool) => offered(tool, objectOf(tool.function).name)),
      toolBytes: jsonBytes(body.tools),
      instructions: of('system', 'developer').join('\n'),
      said: of('user').join('\n'),
      results: of('tool'),
    };
  },
  write: (reply, body) => {
    const message = reply.call
      ? {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              index: 0,
              id: reply.id,
              type: 'function',
              function: { name: reply.call.name, arguments: JSON.stringify(reply.args) },
            },
          ],
        }
      : { role: 'assistant', content: reply.say };
    const finish_reason = reply.call ? 'tool_calls' : 'stop';
    const base = { id: 'chat-1', created: 1, model: body.model };
    if (body.stream !== true)
      return {
        json: { ...base, object: 'chat.completion', choices: [{ index: 0, message, finish_reason }], usage: USAGE },
      };
    const chunk = (delta: object, end: string | null): object => ({
      ...base,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: end }],
      ...(end === null ? {} : { usage: USAGE }),
    });
    return { events: [{ data: chunk(message, null) }, { data: chunk({}, finish_reason) }, { data: '[DONE]' }] };
  },
};

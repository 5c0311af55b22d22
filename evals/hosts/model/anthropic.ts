import { jsonBytes } from '../../shared/sizes.ts';
import { type Body, type Dialect, listOf, offered, readable } from './dialect.ts';

const partsOf = (message: Body): readonly Body[] =>
  typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : listOf(message.content);

/** Anthropic messages. */
export const anthropic: Dialect = {
  name: 'Anthropic messages',
  serves: (path) => path.endsWith('/messages'),
  read: (body) => {
    const messages = listOf(body.messages);
    const parts = messages.filter(({ role }) => role === 'user').flatMap(partsOf);
    const system = messages.filter(({ role }) => role === 'system').flatMap(partsOf);
    return {
      tools: listOf(body.tools).map((tool) => offered(tool)),
      toolBytes: jsonBytes(body.tools),
      instructions: [readable(body.system), readable(system)].join('\n'),
      said: readable(parts.filter(({ type }) => type === 'text')),
      results: parts.filter(({ type }) => type === 'tool_result').map(({ content }) => readable(content)),
    };
  },
  write: (reply, body) => {
    const block = reply.call
      ? { type: 'tool_use', id: reply.id, name: reply.call.name, input: reply.args }
      : { type: 'text', text: reply.say };
    const stop_reason = reply.call ? 'tool_use' : 'end_turn';
    const message = {
      id: 'message-1',
      type: 'message',
      role: 'assistant',
      model: body.model,
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: 5 },
    };
    if (body.stream !== true) return { json: { ...message, content: [block], stop_reason } };
    const event = (type: string, rest: object = {}) => ({ name: type, data: { type, ...rest } });
    return {
      events: [
        event('message_start', { message: { ...message, content: [], stop_reason: null } }),
        event('content_block_start', {
          index: 0,
          content_block: reply.call ? { ...block, input: {} } : { type: 'text', text: '' },
        }),
        event('content_block_delta', {
          index: 0,
          delta: reply.call
            ? { type: 'input_json_delta', partial_json: JSON.stringify(reply.args) }
            : { type: 'text_delta', text: reply.say },
        }),
        event('content_block_stop', { index: 0 }),
        event('message_delta', { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 5 } }),
        event('message_stop'),
      ],
    };
  },
};

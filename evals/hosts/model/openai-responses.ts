import { jsonBytes } from '../../shared/sizes.ts';
import { type Dialect, listOf, offered, readable, stringOf } from './dialect.ts';

const USAGE = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 15,
};

/** OpenAI responses, with tools in namespaces. */
export const openaiResponses: Dialect = {
  name: 'OpenAI responses',
  serves: (path) => path.endsWith('/responses'),
  read: (body) => {
    const items = listOf(body.input);
    const of = (...roles: string[]): string =>
      items
        .filter(({ role }) => roles.includes(stringOf(role)))
        .map(({ content }) => readable(content))
        .join('\n');
    return {
      tools: listOf(body.tools).flatMap((tool) =>
        tool.type === 'namespace'
          ? listOf(tool.tools).map((each) => offered(each, each.name, tool.name))
          : [offered(tool, tool.name ?? tool.type)],
      ),
      toolBytes: jsonBytes(body.tools),
      instructions: [stringOf(body.instructions), of('system', 'developer')].join('\n'),
      said: of('user'),
      results: items.filter(({ type }) => stringOf(type).endsWith('_output')).map(({ output }) => readable(output)),
    };
  },
  write: (reply, body) => {
    const item = reply.call
      ? {
          type: 'function_call',
          id: `item-${reply.id}`,
          call_id: reply.id,
          name: reply.call.name,
          ...(reply.call.namespace ? { namespace: reply.call.namespace } : {}),
          arguments: JSON.stringify(reply.args),
          status: 'completed',
        }
      : {
          type: 'message',
          id: 'item-said',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: reply.say, annotations: [] }],
        };
    const response = {
      id: 'response-1',
      object: 'response',
      created_at: 1,
      status: 'completed',
      model: body.model,
      output: [item],
      usage: USAGE,
    };
    if (body.stream !== true) return { json: response };
    const event = (type: string, rest: object) => ({ name: type, data: { type, ...rest } });
    return {
      events: [
        event('response.created', { response: { ...response, status: 'in_progress', output: [] } }),
        event('response.output_item.added', { output_index: 0, item }),
        event('response.output_item.done', { output_index: 0, item }),
        event('response.completed', { response }),
      ],
    };
  },
};

import { jsonBytes } from '../../shared/sizes.ts';
import { type Dialect, listOf, objectOf, offered, readable } from './dialect.ts';

const METHOD = /:(stream)?generateContent$/i;

/** Gemini generateContent. */
export const gemini: Dialect = {
  name: 'Gemini generateContent',
  serves: (path) => METHOD.test(path),
  read: (body) => {
    const parts = listOf(body.contents).flatMap((content) => (content.role === 'model' ? [] : listOf(content.parts)));
    return {
      tools: listOf(body.tools).flatMap(({ functionDeclarations }) =>
        listOf(functionDeclarations).map((tool) => offered(tool)),
      ),
      toolBytes: jsonBytes(body.tools),
      instructions: readable(objectOf(body.systemInstruction).parts),
      said: readable(parts.filter((part) => 'text' in part)),
      results: parts
        .filter((part) => 'functionResponse' in part)
        .map(({ functionResponse }) => readable(objectOf(functionResponse).response)),
    };
  },
  write: (reply, _body, path) => {
    const part = reply.call
      ? { functionCall: { id: reply.id, name: reply.call.name, args: reply.args } }
      : { text: reply.say };
    const answer = {
      candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 },
      modelVersion: 'scripted',
    };
    return METHOD.exec(path)?.[1] ? { events: [{ data: answer }] } : { json: answer };
  },
};

import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { codeSourceItem } from '../schemas/response/code-sources.ts';
import { lenient, text } from '../schemas/wire.ts';

/** One code source. */
export const getCodeSource = defineOperation({
  product: 'aiworkspace',
  action: 'GetCodeSource',
  method: 'GET',
  path: '/api/v1/codesources/{CodeSourceId}',
  pathParams: { CodeSourceId: 'code_source' },
  query: [],
  jsonQuery: [],
  body: [],
  ram: ['paicodesource:GetCodeSource', 'aiworkspace:GetCodeSource'],
  effect: 'read',
  input: z.strictObject({
    CodeSourceId: z.string(),
  }),
  output: codeSourceItem.extend({ RequestId: lenient(text) }),
});

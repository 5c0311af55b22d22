import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { codeSourceSortBy, upperOrder } from '../schemas/enums.ts';
import { codeSourceItem } from '../schemas/response/code-sources.ts';
import { amount, items, lenient, text } from '../schemas/wire.ts';

/** Code sources of a workspace. */
export const listCodeSources = defineOperation({
  product: 'aiworkspace',
  action: 'ListCodeSources',
  method: 'GET',
  path: '/api/v1/codesources',
  pathParams: {},
  query: ['DisplayName', 'Order', 'PageNumber', 'PageSize', 'SortBy', 'WorkspaceId'],
  jsonQuery: [],
  body: [],
  ram: ['paicodesource:ListCodeSources', 'aiworkspace:ListCodeSources'],
  effect: 'read',
  input: z.strictObject({
    DisplayName: z.string().optional(),
    Order: upperOrder.optional(),
    PageNumber: z.int().min(1).optional(),
    PageSize: z.int().min(1).optional(),
    SortBy: codeSourceSortBy.optional(),
    WorkspaceId: z.string(),
  }),
  output: z.looseObject({
    CodeSources: items(codeSourceItem),
    TotalCount: amount,
    RequestId: lenient(text),
  }),
});

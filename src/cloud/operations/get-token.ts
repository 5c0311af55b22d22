import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { tokenTargetType } from '../schemas/enums.ts';
import { filled, lenient, text } from '../schemas/wire.ts';

/** A token for sharing a job or a TensorBoard; 7 days by default. */
export const getToken = defineOperation({
  product: 'pai-dlc',
  action: 'GetToken',
  method: 'GET',
  path: '/api/v1/tokens',
  pathParams: {},
  query: ['ExpireTime', 'TargetId', 'TargetType'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:GetToken', 'pai:GetToken'],
  effect: 'read',
  input: z.strictObject({
    ExpireTime: z.int().min(0).optional(),
    TargetId: z.string().optional(),
    TargetType: tokenTargetType.optional(),
  }),
  output: z.looseObject({
    Token: filled,
    RequestId: lenient(text),
  }),
});

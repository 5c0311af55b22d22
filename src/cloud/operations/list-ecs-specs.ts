import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { acceleratorType, ecsResourceType, order } from '../schemas/enums.ts';
import { ecsSpec } from '../schemas/response/ecs-spec.ts';
import { amount, items, lenient, text } from '../schemas/wire.ts';

/** Machine types of the public resource group. */
export const listEcsSpecs = defineOperation({
  product: 'pai-dlc',
  action: 'ListEcsSpecs',
  method: 'GET',
  path: '/api/v1/ecsspecs',
  pathParams: {},
  query: ['AcceleratorType', 'InstanceTypes', 'Order', 'PageNumber', 'PageSize', 'ResourceType', 'SortBy'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:ListEcsSpecs', 'pai:ListEcsSpecs'],
  effect: 'read',
  input: z.strictObject({
    AcceleratorType: acceleratorType.optional(),
    InstanceTypes: z.string().optional(),
    Order: order.optional(),
    PageNumber: z.int().min(1).optional(),
    PageSize: z.int().min(1).optional(),
    ResourceType: ecsResourceType.optional(),
    SortBy: z.string().optional(),
  }),
  output: z.looseObject({
    EcsSpecs: items(ecsSpec),
    TotalCount: amount,
    RequestId: lenient(text),
  }),
});

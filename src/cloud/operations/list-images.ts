import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { accessibility, imageSortBy, upperOrder } from '../schemas/enums.ts';
import { imageItem } from '../schemas/response/images.ts';
import { amount, items, lenient, text } from '../schemas/wire.ts';

/** Images; labels come only with `Verbose`. */
export const listImages = defineOperation({
  product: 'aiworkspace',
  action: 'ListImages',
  method: 'GET',
  path: '/api/v1/images',
  pathParams: {},
  query: [
    'Accessibility',
    'ImageUri',
    'Labels',
    'Name',
    'Order',
    'PageNumber',
    'PageSize',
    'Query',
    'SortBy',
    'Verbose',
    'WorkspaceId',
  ],
  jsonQuery: [],
  body: [],
  ram: ['paiimage:ListImages', 'aiworkspace:ListImages'],
  effect: 'read',
  input: z.strictObject({
    Accessibility: accessibility.optional(),
    ImageUri: z.string().optional(),
    Labels: z.string().optional(),
    Name: z.string().optional(),
    Order: upperOrder.optional(),
    PageNumber: z.int().min(1).optional(),
    PageSize: z.int().min(1).optional(),
    Query: z.string().optional(),
    SortBy: imageSortBy.optional(),
    Verbose: z.boolean().optional(),
    WorkspaceId: z.string().optional(),
  }),
  output: z.looseObject({
    Images: items(imageItem),
    TotalCount: amount,
    RequestId: lenient(text),
  }),
});

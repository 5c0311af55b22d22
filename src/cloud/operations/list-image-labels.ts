import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { imageLabelItem } from '../schemas/response/images.ts';
import { amount, items, lenient, text } from '../schemas/wire.ts';

/** Label keys and values of images. */
export const listImageLabels = defineOperation({
  product: 'aiworkspace',
  action: 'ListImageLabels',
  method: 'GET',
  path: '/api/v1/image/labels',
  pathParams: {},
  query: ['ImageId', 'LabelFilter', 'LabelKeys', 'Region', 'WorkspaceId'],
  jsonQuery: [],
  body: [],
  ram: ['paiimage:ListImageLabels', 'aiworkspace:ListImageLabels'],
  effect: 'read',
  input: z.strictObject({
    ImageId: z.string().optional(),
    LabelFilter: z.string().optional(),
    LabelKeys: z.string().optional(),
    Region: z.string().optional(),
    WorkspaceId: z.string().optional(),
  }),
  output: z.looseObject({
    Labels: items(imageLabelItem),
    RequestId: lenient(text),
    TotalCount: lenient(amount),
  }),
});

import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { imageLabel } from '../schemas/response/images.ts';
import { amount, items, lenient, present, text } from '../schemas/wire.ts';

/** One image; labels come only with `Verbose`. */
export const getImage = defineOperation({
  product: 'aiworkspace',
  action: 'GetImage',
  method: 'GET',
  path: '/api/v1/images/{ImageId}',
  pathParams: { ImageId: 'image' },
  query: ['Verbose'],
  jsonQuery: [],
  body: [],
  ram: ['paiimage:GetImage', 'aiworkspace:GetImage'],
  effect: 'read',
  input: z.strictObject({
    ImageId: z.string(),
    Verbose: z.boolean().optional(),
  }),
  output: z.looseObject({
    ImageUri: text,
    Accessibility: lenient(text),
    Description: lenient(text),
    GmtCreateTime: lenient(text),
    GmtModifiedTime: lenient(text),
    Labels: present(items(imageLabel)),
    Name: lenient(text),
    ParentUserId: lenient(text),
    RequestId: lenient(text),
    Size: lenient(amount),
    SourceId: lenient(text),
    SourceType: lenient(text),
    UserId: lenient(text),
    WorkspaceId: lenient(text),
  }),
});

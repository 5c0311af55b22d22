import * as z from 'zod';
import { amount, items, lenient, present, text } from '../wire.ts';

/** `ListImageLabelsResponseBodyLabels` of the answer: images and their labels. */
export const imageLabelItem = z.looseObject({
  Key: text,
  Value: text,
});

/** `ListImagesResponseBodyImagesLabels` of the answer: images and their labels. */
export const imageItemLabel = z.looseObject({
  Key: lenient(text),
  Value: lenient(text),
});

/** `ListImagesResponseBodyImages` of the answer: images and their labels. */
export const imageItem = z.looseObject({
  ImageUri: text,
  Accessibility: lenient(text),
  Description: lenient(text),
  GmtCreateTime: lenient(text),
  GmtModifiedTime: lenient(text),
  ImageId: lenient(text),
  Labels: present(items(imageItemLabel)),
  Name: lenient(text),
  ParentUserId: lenient(text),
  Size: lenient(amount),
  SourceId: lenient(text),
  SourceType: lenient(text),
  UserId: lenient(text),
  WorkspaceId: lenient(text),
});

/** `GetImageResponseBodyLabels` of the answer: images and their labels. */
export const imageLabel = z.looseObject({
  Key: lenient(text),
  Value: lenient(text),
});

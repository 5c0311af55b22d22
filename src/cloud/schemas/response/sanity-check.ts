import * as z from 'zod';
import { amount, lenient, text } from '../wire.ts';

/** `SanityCheckResultItem` of the answer: one phase of a sanity check. */
export const sanityCheckResultItem = z.looseObject({
  CheckNumber: lenient(amount),
  FinishedAt: lenient(text),
  Message: lenient(text),
  Phase: lenient(text),
  StartedAt: lenient(text),
  Status: lenient(text),
});

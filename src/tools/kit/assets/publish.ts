import * as z from 'zod';
import type { Asset } from '../../../policy/assets.ts';
import type { ToolContext } from '../../tool.ts';
import { changeAndLook } from './read-back.ts';

const text = z.string();

/** What publishing answers, beside the id. */
export const publishedShape = {
  name: text,
  /** `already`: it was PUBLIC, and nothing was sent. */
  outcome: z.enum(['published', 'already', 'pending']),
};
export type Published = z.output<z.ZodObject<typeof publishedShape>>;

/**
 * Makes an asset PUBLIC and reads it back (R17); one that is PUBLIC already is left alone.
 *
 * @param read its accessibility now
 */
export async function publish(
  ctx: ToolContext,
  { id, name, accessibility }: Asset,
  write: () => Promise<unknown>,
  read: (signal: AbortSignal) => Promise<string>,
): Promise<Published> {
  if (accessibility === 'PUBLIC') return { name, outcome: 'already' };
  const { settled } = await changeAndLook(ctx, id, write, read, (seen) => seen === 'PUBLIC');
  return { name, outcome: settled ? 'published' : 'pending' };
}

const SAID: Readonly<Record<Published['outcome'], string>> = {
  published: 'is PUBLIC now: everybody in its workspace sees it.',
  already: 'was PUBLIC already; nothing was changed.',
  pending: 'was accepted as PUBLIC, but does not show as such so far.',
};

export const publishedText = (id: string, { outcome }: Published): string => `${id} ${SAID[outcome]}`;

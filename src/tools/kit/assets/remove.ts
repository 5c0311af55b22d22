import * as z from 'zod';
import { count } from '../../../domain/count.ts';
import type { Asset, AssetUse } from '../../../policy/assets.ts';
import type { ToolContext } from '../../tool.ts';
import { removeAndLook } from './read-back.ts';

const text = z.string();

/** What a removal answers, beside the id. */
export const removedShape = {
  name: text,
  outcome: z.enum(['deleted', 'pending']),
  /** What was looked at before. */
  checked: text,
};
export type Removed = z.output<z.ZodObject<typeof removedShape>>;

/** What was looked at, for an answer. */
const checkedText = ({ workspaceId }: Asset, { jobs, looked, gap }: AssetUse): string =>
  `${count(looked, 'live job')} of workspace ${workspaceId} looked at, ${jobs.length === 0 ? 'none uses it' : `${jobs.length} of which use the dataset`}.${gap === undefined ? '' : ` ${gap.en}`}`;

/** Removes an asset after everything about it was decided, and looks until it is gone (R45). */
export async function remove(
  ctx: ToolContext,
  { asset, use }: { asset: Asset; use: AssetUse },
  write: () => Promise<unknown>,
  read: (signal: AbortSignal) => Promise<unknown>,
): Promise<Removed> {
  const gone = await removeAndLook(ctx, asset.id, write, read);
  return { name: asset.name, outcome: gone ? 'deleted' : 'pending', checked: checkedText(asset, use) };
}

export const removedText = (id: string, { outcome, checked }: Removed): string =>
  `${id} ${outcome === 'deleted' ? 'is deleted and read back as gone.' : 'was accepted for deletion, but is still seen.'} Before: ${checked}`;

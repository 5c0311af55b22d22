import type { ToolContext } from '../tool.ts';

/**
 * How long one call may go on reading: a host gives up after a minute without a sign, and waits longer where it is told
 * of progress.
 */
const SILENT_MS = 40_000;
const TOLD_MS = 240_000;

/** Tells whether a call that began now has read for as long as it may. */
export function patience({ hasProgress }: Pick<ToolContext, 'hasProgress'>): () => boolean {
  const ends = performance.now() + (hasProgress ? TOLD_MS : SILENT_MS);
  return () => performance.now() > ends;
}

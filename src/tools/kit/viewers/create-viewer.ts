import { quoted } from '../../../domain/brief.ts';
import { phaseOf } from '../../../domain/viewer-status.ts';
import type { ToolContext } from '../../tool.ts';
import type { Viewer } from '../decoders/viewers.ts';
import { watch } from '../watch.ts';
import { makeOnce } from '../write-outcome.ts';
import { allViewers } from './list-viewers.ts';
import type { ViewerApi } from './viewer-api.ts';

/** What is asked for of a new one, as far as a list shows it. */
export type AskedViewer = {
  [K in 'displayName' | 'minutes' | 'machine' | 'quotaId' | 'accessibility']: Viewer[K] | string | undefined;
} & { sources: readonly string[] };

/** What a new one is like, and how it is made. */
export interface NewViewer {
  api: ViewerApi;
  wanted: AskedViewer;
  /** Those that there were before. */
  before: readonly Viewer[];
  /** Makes it. @returns its id */
  create(): Promise<string>;
}

/** Whether one is like what was asked for, in all that the list tells of it. */
const isLike = (viewer: Viewer, { sources, displayName, ...rest }: AskedViewer): boolean =>
  viewer.displayName === displayName &&
  Object.entries(rest).every(([name, value]) => {
    const shown = viewer[name as keyof typeof rest];
    return shown === undefined || shown === value;
  }) &&
  (viewer.sources.length === 0 || sources.every((source) => viewer.sources.some((each) => each === source)));

/** Makes one, and watches until it runs or has failed. @returns its id and the last status that was read */
export async function createViewer(
  ctx: ToolContext,
  { api, wanted, before, create }: NewViewer,
): Promise<{ id: string; status: string }> {
  const known = new Set<string>(before.map(({ id }) => id));
  const { id } = await makeOnce(ctx, {
    write: create,
    find: async () =>
      (await allViewers(ctx, api)).filter((each) => !known.has(each.id) && isLike(each, wanted)).map((each) => each.id),
    none: `Looked for, there is none named ${quoted(wanted.displayName ?? '', 80)} like it so far; it may still come and be billed.`,
  });
  const seen = await watch(
    ctx,
    async (signal) => (await api.read(ctx, id, signal)).status,
    (status) => ['running', 'over', 'gone'].includes(phaseOf(status)),
  );
  return { id, status: seen ?? 'unknown' };
}

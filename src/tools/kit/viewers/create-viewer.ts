import { quoted } from '../../../domain/brief.ts';
import { Fault } from '../../../domain/fault.ts';
import { phaseOf } from '../../../domain/viewer-status.ts';
import type { ToolContext } from '../../tool.ts';
import type { Viewer } from '../decoders/viewers.ts';
import { watch } from '../watch.ts';
import { allViewers } from './list-viewers.ts';
import type { ViewerApi } from './viewer-api.ts';

/** What a new one is like, and how it is made. */
export interface NewViewer {
  api: ViewerApi;
  displayName: string;
  /** Those that there were before. */
  before: readonly Viewer[];
  /** Makes it. @returns its id */
  create(): Promise<string>;
}

/**
 * Makes one, never twice: where the answer got lost, the one of this name that was not there before is it.
 * @throws Fault `unknown_outcome` where none is found, as it can still come
 */
async function idOfNew(ctx: ToolContext, { api, displayName, before, create }: NewViewer): Promise<string> {
  try {
    return await create();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.details.kind !== 'unknown_outcome') throw thrown;
    const known = new Set<string>(before.map(({ id }) => id));
    const made = (await allViewers(ctx, api)).find(
      (viewer) => !known.has(viewer.id) && viewer.displayName === displayName,
    );
    if (made !== undefined) return made.id;
    throw new Fault({
      ...thrown.details,
      message: `${thrown.details.message} Looked for, there is none named ${quoted(displayName, 80)} so far.`,
      fix: 'Look again in a minute; create another only when it has not come by then, as it may be billed.',
    });
  }
}

/** Makes one, and watches until it runs or has failed. @returns its id and the last status that was read */
export async function createViewer(ctx: ToolContext, viewer: NewViewer): Promise<{ id: string; status: string }> {
  const id = await idOfNew(ctx, viewer);
  const seen = await watch(
    ctx,
    async (signal) => (await viewer.api.read(ctx, id, signal)).status,
    (status) => ['running', 'over', 'gone'].includes(phaseOf(status)),
  );
  return { id, status: seen ?? 'unknown' };
}

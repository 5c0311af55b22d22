import * as z from 'zod';
import { USER_ID } from '../../../domain/identifiers.ts';
import { phaseOf } from '../../../domain/viewer-status.ts';
import type { ToolContext } from '../../tool.ts';
import { allPages } from '../all-pages.ts';
import type { Viewer, Viewers } from '../decoders/viewers.ts';
import { cloudWindow, EVER, endTime, instant, windowRequest } from '../fields.ts';
import { FIXED_PAGE_SIZE, pageNumber, renderList, scopeText } from '../listing.ts';
import { cellsOf, ROW_HEADERS, type ViewerRow, viewerRowOf } from './records.ts';
import type { ViewerApi } from './viewer-api.ts';

/** Parameters that the lists of both kinds have. */
export const whoseAndWhen = {
  own: z.boolean().default(false),
  user_id: z.string().regex(USER_ID).optional(),
  start_time: instant.optional(),
  end_time: endTime,
};
export const orderAndPage = { order: z.enum(['desc', 'asc']).default('desc'), ...pageNumber };

interface Asked<S extends string = string> {
  own: boolean;
  start_time?: string | undefined;
  end_time?: string | undefined;
  sort_by: S;
  order: 'desc' | 'asc';
  page_number: number;
}

/**
 * What a request says for them. Left to itself the cloud hides what others made and what is older than 7 days, so both
 * are always said (R36; api-notes: tensorboard).
 */
export const listRequest = <S extends string>(
  { workspaceId }: Pick<ToolContext, 'workspaceId'>,
  { own, start_time, end_time, sort_by, order, page_number }: Asked<S>,
) => ({
  WorkspaceId: workspaceId,
  ShowOwn: own,
  SortBy: sort_by,
  Order: order,
  PageNumber: page_number,
  PageSize: FIXED_PAGE_SIZE,
  StartTime: EVER,
  ...windowRequest(cloudWindow({ start_time, end_time })),
});

/** A page as an answer tells of it, with all filters that were asked for. */
export function pageOf(
  { workspaceId, region }: Pick<ToolContext, 'workspaceId' | 'region'>,
  { viewers, total }: Viewers,
  { own, sort_by: _, order: _o, page_number: _p, ...filters }: Asked,
): { total: number; scope: string; rows: ViewerRow[] } {
  const whose = own ? 'your own' : 'all that you may see';
  return {
    total,
    scope: scopeText(`workspace ${workspaceId}, ${region}, ${whose}`, filters),
    rows: viewers.map(viewerRowOf),
  };
}

/** @param noun in the plural */
export const renderViewers = (
  noun: string,
  head: { total: number; scope: string },
  rows: readonly ViewerRow[],
  page: number,
): string =>
  renderList({ ...head, noun, page, pageSize: FIXED_PAGE_SIZE, headers: ROW_HEADERS, rows: rows.map(cellsOf) });

/**
 * All of the workspace, whoever made them and whenever, so that one that shows the same is found however it was made.
 */
export async function allViewers(ctx: ToolContext, api: ViewerApi): Promise<Viewer[]> {
  const { rows } = await allPages(async (page) => {
    const { viewers, total } = await api.list(ctx, {
      ...page,
      WorkspaceId: ctx.workspaceId,
      ShowOwn: false,
      StartTime: EVER,
    });
    return { rows: viewers, total };
  });
  return rows.filter(({ status }) => phaseOf(status) !== 'gone');
}

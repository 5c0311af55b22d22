import type { Input, Output } from '../../api/operations.ts';
import type { WireRecord } from '../../jobs/wire.ts';
import type { ToolContext } from '../tool.ts';
import {
  isFoundAsShown,
  jobIdOfRow,
  needsJobs,
  type SearchAsked,
  type SearchedList,
  searchedRows,
  searches,
  withDescription,
  withSearchedRows,
} from './decoders/searched-rows.ts';
import { fanOut } from './fan-out.ts';

/**
 * The cloud holds a filter against the whole text, a row shows it masked: whoever asked letter by letter would read
 * through the mask. So what was found behind a mask alone is left out, and not counted. An answer cannot say when that
 * was so, since that would tell the letter too; it can only say that text is searched as it is shown.
 */

/** Rows that one page of a list has at most. */
const MOST_ROWS = 100;

/** Rows of an answer that were found by what is shown of them. A job that cannot be read is left out. */
export async function rowsShown(
  ctx: Pick<ToolContext, 'call'>,
  action: SearchedList,
  asked: SearchAsked,
  answer: unknown,
): Promise<WireRecord[]> {
  const { rows } = searchedRows(action, answer);
  if (!searches(asked)) return rows;
  if (!needsJobs(action, asked)) return rows.filter((row) => isFoundAsShown(asked, row));
  const found = await fanOut(rows, async (row) => {
    const job = await ctx.call('GetJob', { JobId: jobIdOfRow(row) }).catch(() => undefined);
    return job !== undefined && isFoundAsShown(asked, withDescription(row, job));
  });
  return rows.filter((_, at) => found[at]);
}

/**
 * A page of a list whose rows were all found by what is shown of them. What the cloud counts beyond this page is looked
 * at too, up to a hundred rows, so that the total tells no more than the rows.
 */
export async function listShown<A extends SearchedList>(
  ctx: Pick<ToolContext, 'call'>,
  action: A,
  asked: Input<A>,
): Promise<Output<A>> {
  const answer = await ctx.call(action, asked);
  if (!searches(asked)) return answer;
  const page = searchedRows(action, answer);
  const rows = await rowsShown(ctx, action, asked, answer);
  if (page.total <= page.rows.length) return withSearchedRows(action, answer, rows, rows.length);
  const all = await ctx.call(action, { ...asked, PageNumber: 1, PageSize: MOST_ROWS });
  const hidden = searchedRows(action, all).rows.length - (await rowsShown(ctx, action, asked, all)).length;
  return withSearchedRows(action, answer, rows, page.total - hidden);
}

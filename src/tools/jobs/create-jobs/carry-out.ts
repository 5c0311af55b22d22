import * as z from 'zod';
import { Fault, type FaultDetails } from '../../../domain/fault.ts';
import { createOnce } from '../../kit/create/create.ts';
import { total } from '../../kit/create/preview.ts';
import { shapeless } from '../../kit/fields.ts';
import type { ToolContext } from '../../tool.ts';
import type { Judged, PreparedSweep } from './judge.ts';

const text = z.string();

/** What became of one job of the call. */
const row = shapeless(
  {
    display_name: text,
    /** `exists`: an earlier call made it. `not_tried`: nothing was sent for it. */
    outcome: z.enum(['created', 'exists', 'failed', 'unknown', 'not_tried']),
    job_id: text.optional(),
    varies: text,
    says: text.optional(),
  },
  ['job_id'],
);
export type SweepRow = z.output<typeof row>;

export const made = shapeless(
  { workspace_id: text, jobs: z.array(row), job_ids: z.array(text), total, notes: z.array(text), fix: text.optional() },
  ['job_ids'],
);
export type Made = z.output<typeof made>;

/** Unknown outcomes in a row after which no more is sent: the line to the cloud is broken. */
const MOST_UNKNOWN = 2;

const saying = ({ kind, message }: FaultDetails): string => `[${kind}] ${message}`;

/** Creates one job. @returns its row, and the fault that it ended with */
async function createOne(
  ctx: ToolContext,
  each: Extract<Judged, { state: 'wanted' }>,
): Promise<{ row: SweepRow; fault?: FaultDetails; notes: readonly string[] }> {
  const { again, varies, prepared } = each;
  const { job, once, facts } = prepared;
  const base = { display_name: job.display_name, varies };
  if (once === undefined) throw new Error('a job is created without a look for an earlier create');
  try {
    const { jobId, created, notes } = await createOnce({ ...ctx, workspaceId: facts.workspaceId }, job, once);
    return { row: { ...base, outcome: created ? 'created' : 'exists', job_id: jobId }, notes };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const fault = again.hide(thrown.details);
    const outcome = fault.kind === 'unknown_outcome' ? 'unknown' : 'failed';
    return { row: { ...base, outcome, says: saying(fault) }, fault, notes: [] };
  }
}

/**
 * Creates the jobs that are wanted one after the other, each once. What refuses one would refuse the others too (a
 * permission, a quota, a wrong value), so the first failure ends it; an unknown outcome does not, unless the next one
 * is unknown too.
 *
 * @throws Fault of the first job where no job was made and none is there
 */
export async function carryOutAll(
  ctx: ToolContext,
  { workspaceId, judged, told, total: sum }: PreparedSweep,
): Promise<Made> {
  const rows: SweepRow[] = [];
  const notes: string[] = [];
  let fault: FaultDetails | undefined;
  let unknown = 0;
  let stopped = false;
  for (const [at, each] of judged.entries()) {
    const base = { display_name: each.again.proposal.job.display_name, varies: each.varies };
    if (each.state === 'there') rows.push({ ...base, outcome: 'exists', job_id: each.jobId });
    else if (each.state === 'open')
      rows.push({ ...base, outcome: 'unknown', says: saying(each.again.hide(each.fault)) });
    else if (stopped) rows.push({ ...base, outcome: 'not_tried' });
    else {
      const one = await createOne(ctx, each);
      rows.push(one.row);
      notes.push(...one.notes.map((note) => `${one.row.display_name}: ${note}`));
      fault ??= one.fault && { ...one.fault, message: `${each.again.place.name}: ${one.fault.message}` };
      unknown = one.row.outcome === 'unknown' ? unknown + 1 : 0;
      stopped = one.row.outcome === 'failed' || unknown >= MOST_UNKNOWN;
      await ctx.progress(
        `${at + 1} of ${judged.length}: ${one.row.display_name} ${one.row.outcome}`,
        at + 1,
        judged.length,
      );
    }
  }
  const job_ids = rows.flatMap(({ job_id }) => job_id ?? []);
  if (fault !== undefined && job_ids.length === 0) throw new Fault(fault);
  return {
    workspace_id: workspaceId,
    jobs: rows,
    job_ids,
    total: sum,
    notes: [...told, ...notes],
    ...(fault && { fix: fault.fix }),
  };
}

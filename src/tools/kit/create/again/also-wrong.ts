import { marked, withUnread } from '../../../../domain/unread.ts';
import { type CreateJobInput, createJobInput } from '../../../../jobs/job-fields.ts';
import type { Arguments } from '../../../../jobs/read-fields.ts';
import { draftChecks } from '../../../../policy/create-job.ts';
import type { Refuse } from '../../../../policy/decision.ts';
import { maskDocument } from '../../../../shaping/mask.ts';
import type { ToolContext } from '../../../tool.ts';
import { draftFacts } from '../draft-facts.ts';
import { refusedBesides } from '../judge.ts';
import { checkAccess } from './access.ts';
import { applyChanges } from './changes.ts';
import { checkWishes, machineWishes } from './next-machine.ts';
import { besides, nameOf, type Source } from './propose.ts';
import { withheldOf, without } from './withhold.ts';

/**
 * What is wrong with a job that cannot be made, as far as its changes could be read. What they leave out, and what cannot be read of
 * them, is unread in the whole job.
 */
export async function wrongOf(ctx: ToolContext, base: Arguments, change: Arguments, jobId?: string): Promise<Refuse[]> {
  const { change: own, wishes } = machineWishes(base, marked(change));
  const merged = applyChanges(marked(base), own);
  const { mounts, checks } =
    jobId === undefined ? { mounts: [], checks: [] } : await checkAccess(ctx, jobId, base, merged);
  const whole = mounts.length === 0 ? merged : { ...merged, data_sources: mounts.map(({ source }) => source) };
  const wrong = createJobInput.safeParse(whole).error?.issues.map(({ path }) => path) ?? [];
  const job = withUnread(whole, wrong) as CreateJobInput;
  const all = [
    ...(await checkWishes(ctx, wishes)),
    ...checks,
    ...draftChecks(job, draftFacts(ctx, job)),
    ...(await refusedBesides(ctx, job)),
  ];
  return all.flatMap((check) => (check.result === 'failed' ? [check.refusal] : []));
}

/** The same of a job that is run again, whose findings repeat nothing that is hidden. */
export async function wrongAgain(asked: ToolContext, source: Source, change: Arguments): Promise<Refuse[]> {
  const { workspace_id: _, ...args } = source.args;
  const ctx = besides(asked, source);
  const hide = without(withheldOf(args, ctx.operator.showEnvs));
  // A finding repeats the beginning of a value that it refuses, and half a secret is no longer known as one.
  const base = { ...(maskDocument(args, []) as Arguments), display_name: await nameOf(ctx, source) };
  return hide(await wrongOf(ctx, base, change, source.jobId));
}

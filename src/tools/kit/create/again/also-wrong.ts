import { marked, withUnread } from '../../../../domain/unread.ts';
import { type CreateJobInput, createJobInput } from '../../../../jobs/job-fields.ts';
import type { Arguments } from '../../../../jobs/read-fields.ts';
import { refusalsOf } from '../../../../policy/checks.ts';
import type { Refuse } from '../../../../policy/decision.ts';
import { maskDocument } from '../../../../shaping/mask.ts';
import type { ToolContext } from '../../../tool.ts';
import { wrongWith } from '../judge.ts';
import { checkAccess } from './access.ts';
import { applyChanges } from './changes.ts';
import { checkWishes, machineWishes } from './next-machine.ts';
import { besides, nameOf, type Source } from './propose.ts';
import { withheldOf, without } from './withhold.ts';

/** A job in which what a create would not take is unread. */
export const asFarAsRead = (whole: Arguments): CreateJobInput =>
  withUnread(whole, createJobInput.safeParse(whole).error?.issues.map(({ path }) => path) ?? []) as CreateJobInput;

/**
 * What is wrong with a job that is run again and whose changes cannot be taken, as far as they could be read. What
 * could not is unread in the whole job, and not taken for what the old one has. Findings repeat nothing that is hidden.
 */
export async function wrongAgain(asked: ToolContext, source: Source, changes: Arguments): Promise<Refuse[]> {
  const { workspace_id: _, ...args } = source.args;
  const ctx = besides(asked, source);
  // A finding repeats the beginning of a value that it refuses, and half a secret is no longer known as one.
  const base = { ...(maskDocument(args, []) as Arguments), display_name: await nameOf(ctx, source) };
  const { change, wishes } = machineWishes(base, marked(changes));
  const merged = applyChanges(base, change);
  const { mounts, checks } = await checkAccess(ctx, source.jobId, base, merged);
  const whole = mounts.length === 0 ? merged : { ...merged, data_sources: mounts.map((mount) => mount.source) };
  const before = refusalsOf([...(await checkWishes(ctx, wishes)), ...checks]);
  const hide = without(withheldOf(args, ctx.operator.showEnvs));
  return hide([...before, ...(await wrongWith(ctx, asFarAsRead(whole)))]);
}

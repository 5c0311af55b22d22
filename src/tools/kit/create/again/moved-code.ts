import type { Arguments } from '../../../../jobs/read-fields.ts';
import { record } from '../../../../jobs/wire.ts';
import type { ToolContext } from '../../../tool.ts';
import { findCodeSource } from '../find-sources.ts';

/**
 * R48: whether a code source was changed since the job that names it was made, so that its id stands for another
 * program. The cloud does not tell what was changed.
 * @param since when the job was made; absent: the cloud does not say
 * @returns the path of the code source, where it was
 */
export async function movedCode(ctx: ToolContext, since: string | undefined, job: Arguments): Promise<string[]> {
  const id = record(job.code_source).code_source_id;
  if (typeof id !== 'string' || since === undefined) return [];
  const finding = await findCodeSource(ctx, id);
  const changed = finding.found === 'entry' ? finding.entry.modified : undefined;
  return changed !== undefined && Date.parse(changed) > Date.parse(since) ? ['code_source'] : [];
}

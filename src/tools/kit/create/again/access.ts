import type { Arguments } from '../../../../jobs/read-fields.ts';
import { type Check, failing } from '../../../../policy/checks.ts';
import { isReadOnly } from '../../../../policy/source-findings.ts';
import { maskDocument } from '../../../../shaping/mask.ts';
import type { ToolContext } from '../../../tool.ts';
import { findDataset } from '../find-sources.ts';

/** A data source of a job that is run again. */
export interface Mount {
  source: Arguments;
  /** Whether its access is given or follows; of others it stands as `RO` in `source`, for the rest to be checked. */
  known: boolean;
}

const isObject = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sourcesOf = (list: unknown): Arguments[] => (Array.isArray(list) ? list.filter(isObject) : []);
const isSame = (one: Arguments, other: Arguments): boolean =>
  one.data_source_id === other.data_source_id && one.uri === other.uri;

/** The cloud does not tell how a job mounts its data. What can only be read was mounted to be read. */
async function settle(ctx: ToolContext, source: Arguments): Promise<Mount> {
  if (source.mount_access !== undefined) return { source, known: true };
  const { data_source_id: id } = source;
  const finding = typeof id === 'string' ? await findDataset(ctx, id) : undefined;
  const known = finding?.found === 'entry' && isReadOnly(finding.entry) && finding.entry.writers.length === 0;
  return { source: { ...source, mount_access: 'RO' }, known };
}

/** How a change names a data source; what it takes over needs no name. */
const named = ({ mount_path, data_source_id, uri, mount_access }: Arguments): Arguments => {
  const [name, value] =
    mount_path !== undefined
      ? ['mount_path', mount_path]
      : data_source_id !== undefined
        ? ['data_source_id', data_source_id]
        : ['uri', uri];
  return { [String(name)]: value, mount_access };
};

/**
 * R6: how the data sources of a job that is run again are mounted. Where nobody knows it, the caller has to say it:
 * mounted read-only, a job that writes fails at its first checkpoint; mounted writable, it may change what it should
 * not.
 * @param old arguments of the job that is run again
 * @returns one mount for each data source, in their order
 */
export async function checkAccess(
  ctx: ToolContext,
  jobId: string,
  old: Arguments,
  { data_sources }: Arguments,
): Promise<{ mounts: Mount[]; checks: Check[] }> {
  const sources = sourcesOf(data_sources);
  const mounts = await Promise.all(sources.map((source) => settle(ctx, source)));
  const open = mounts.filter(({ known }) => !known);
  if (open.length === 0) return { mounts, checks: [] };
  const isOld = (source: Arguments): boolean => sourcesOf(old.data_sources).some((other) => isSame(other, source));
  // What is not of the old job has nothing to take over.
  const all = mounts.map(({ source }) => (isOld(source) ? named(source) : source));
  const names = open.map(({ source }) => String(Object.values(named(source))[0] ?? '')).slice(0, 4);
  return {
    mounts,
    checks: [
      failing(
        'access to the data',
        'R6',
        open.some(({ source }) => isOld(source))
          ? `The API does not tell whether ${jobId} mounts ${names.join(', ')} read-only or writable.`
          : `Nothing says whether the job mounts ${names.join(', ')} read-only or writable.`,
        `Ask the user, or see by the command what it writes to; then pass all data sources with RO, or RW where the job writes: changes.data_sources=${JSON.stringify(maskDocument(all, []))}; what else they have is taken over.`,
      ),
    ],
  };
}

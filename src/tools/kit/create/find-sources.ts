import type { Output } from '../../../api/operations.ts';
import { SEGMENT } from '../../../domain/identifiers.ts';
import { closest } from '../../../domain/nearest.ts';
import type { CodeSourceEntry, DatasetEntry, SourceFinding } from '../../../policy/source-findings.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { mountPath } from '../datasets.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

const MOST_NEAREST = 5;
/** One page is looked through for suggestions. */
const PAGE_SIZE = 100;
const MAX_NAME = 60;

type Named = { id: string; name: string };

/** The entries whose id or name is closest to what was given. */
function nearestOf(given: string, entries: readonly Named[]): Named[] {
  const byText = new Map(entries.flatMap((entry) => [[entry.name, entry] as const, [entry.id, entry] as const]));
  const found = closest(given, [...byText.keys()], byText.size).flatMap((text) => byText.get(text) ?? []);
  return [...new Set(found)].slice(0, MOST_NEAREST);
}

async function find<A, T>(
  id: string,
  read: () => Promise<A>,
  entry: (answer: A) => T,
  list: () => Promise<Named[]>,
): Promise<SourceFinding<T>> {
  // What is no id at all would not be sent; it may be a name.
  const got = SEGMENT.test(id) ? await attempt(read) : undefined;
  if (got !== undefined && 'answer' in got) return { id, found: 'entry', entry: entry(got.answer) };
  if (got !== undefined && got.cause.kind !== 'not_found') return { id, found: 'unread', cause: got.cause };
  const listed = await attempt(list);
  return { id, found: 'nothing', nearest: 'answer' in listed ? nearestOf(id, listed.answer) : [] };
}

/** Access that an active share gives a workspace; a share that names no levels is read-only (the API's default). */
function sharedAccess(dataset: Output<'GetDataset'>, workspaceId: string | undefined): string[] | undefined {
  const shares = [dataset.SharedFrom, ...(dataset.SharingConfig?.SharedTo ?? [])];
  const share = shares.find((each) => each?.Status === 'ACTIVE' && each.WorkspaceId === workspaceId);
  return share && (share.AllowedMountAccessLevels ?? ['RO']);
}

/** R3: one read per distinct id; the list is read only where there is none by it. */
export const findDataset = (ctx: ToolContext, id: string): Promise<SourceFinding<DatasetEntry>> =>
  find(
    id,
    () => ctx.cached('GetDataset', { DatasetId: id }, () => true),
    (dataset) => ({
      name: shownOrEmpty(dataset.Name, MAX_NAME),
      workspaceId: verbatim(dataset.WorkspaceId),
      public: dataset.Provider === 'pai',
      shared: sharedAccess(dataset, ctx.workspaceId),
      access: dataset.MountAccess ?? '',
      writers: (dataset.MountAccessReadWriteRoleIdList ?? []).map((role) => shownOrEmpty(role, MAX_NAME)),
      mountPath: mountPath(dataset.Options),
    }),
    async () =>
      (await ctx.call('ListDatasets', { WorkspaceId: ctx.workspaceId, PageSize: PAGE_SIZE })).Datasets.map(
        ({ DatasetId, Name }) => ({ id: verbatim(DatasetId), name: shownOrEmpty(Name, MAX_NAME) }),
      ),
  );

/** R3: likewise for the code source. */
export const findCodeSource = (ctx: ToolContext, id: string): Promise<SourceFinding<CodeSourceEntry>> =>
  find(
    id,
    () => ctx.cached('GetCodeSource', { CodeSourceId: id }, () => true),
    (source) => ({
      name: shownOrEmpty(source.DisplayName, MAX_NAME),
      workspaceId: verbatim(source.WorkspaceId),
      mountPath: verbatim(source.MountPath),
    }),
    async () =>
      (await ctx.call('ListCodeSources', { WorkspaceId: ctx.workspaceId ?? '', PageSize: PAGE_SIZE })).CodeSources.map(
        ({ CodeSourceId, DisplayName }) => ({
          id: verbatim(CodeSourceId),
          name: shownOrEmpty(DisplayName, MAX_NAME),
        }),
      ),
  );

import { SEGMENT } from '../../../domain/identifiers.ts';
import { closest } from '../../../domain/nearest.ts';
import type { CodeSourceEntry, DatasetEntry, SourceFinding } from '../../../policy/source-findings.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { readCodeSource, readCodeSources } from '../decoders/code-sources.ts';
import { readDatasetVersions } from '../decoders/dataset-versions.ts';
import { readDataset, readDatasets } from '../decoders/datasets.ts';
import { shownOrEmpty } from '../listing.ts';

const MOST_NEAREST = 5;
/** Suggestions come from one page: more reads would not be worth it. */
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
  // A text that cannot be an id is not asked for by id. It may be a name, and the list is searched for it.
  const got = SEGMENT.test(id) ? await attempt(read) : undefined;
  if (got !== undefined && 'answer' in got) return { id, found: 'entry', entry: entry(got.answer) };
  if (got !== undefined && got.cause.kind !== 'not_found') return { id, found: 'unread', cause: got.cause };
  const listed = await attempt(list);
  return { id, found: 'nothing', nearest: 'answer' in listed ? nearestOf(id, listed.answer) : [] };
}

/** The versions of a dataset, newest first; `undefined` where the cloud does not tell them all. */
async function versionsOf(ctx: ToolContext, id: string): Promise<string[] | undefined> {
  const page = { DatasetId: id, SortBy: 'GmtCreateTime', Order: 'DESC', PageNumber: 1, PageSize: PAGE_SIZE } as const;
  const listed = await attempt(async () => readDatasetVersions(await ctx.call('ListDatasetVersions', page)));
  if (!('answer' in listed)) return undefined;
  const { versions, total } = listed.answer;
  // Every dataset has a first version: an empty list tells nothing.
  return versions.length === 0 || versions.length < total ? undefined : versions.map(({ version }) => version);
}

/** R3: reads a dataset by its id. The list is read only where there is none, for suggestions. */
const findDatasetEntry = (ctx: ToolContext, id: string): Promise<SourceFinding<DatasetEntry>> =>
  find(
    id,
    async () => readDataset(await ctx.cached('GetDataset', { DatasetId: id }, () => true)),
    (dataset) => ({
      name: shownOrEmpty(dataset.name, MAX_NAME),
      workspaceId: dataset.workspaceId,
      public: dataset.public,
      shared: dataset.sharedWith(ctx.workspaceId),
      access: dataset.mountAccess,
      writers: dataset.writers,
      mountPath: dataset.mountPath,
      latest: dataset.version,
    }),
    async () =>
      readDatasets(await ctx.call('ListDatasets', { WorkspaceId: ctx.workspaceId, PageSize: PAGE_SIZE })).datasets.map(
        ({ datasetId, name }) => ({ id: datasetId, name: shownOrEmpty(name, MAX_NAME) }),
      ),
  );

/**
 * R3: reads a dataset by its id, and its versions where one is named that is not the latest.
 *
 * @param wanted versions that the job names
 */
export async function findDataset(
  ctx: ToolContext,
  id: string,
  wanted: readonly string[] = [],
): Promise<SourceFinding<DatasetEntry>> {
  const finding = await findDatasetEntry(ctx, id);
  if (finding.found !== 'entry') return finding;
  const { latest } = finding.entry;
  if (wanted.every((version) => version === latest)) return finding;
  return { ...finding, entry: { ...finding.entry, versions: await versionsOf(ctx, id) } };
}

/**
 * R3: the same for a code source. It is read anew each time: what it holds can be changed while a person is asked.
 */
export const findCodeSource = (ctx: ToolContext, id: string): Promise<SourceFinding<CodeSourceEntry>> =>
  find(
    id,
    async () => readCodeSource(await ctx.call('GetCodeSource', { CodeSourceId: id })),
    ({ name, workspaceId, mountPath, repo, branch, commit, modified }) => ({
      name: shownOrEmpty(name, MAX_NAME),
      workspaceId,
      mountPath,
      code: { repo, branch, commit },
      modified,
    }),
    async () => {
      const filter = { WorkspaceId: ctx.workspaceId ?? '', PageSize: PAGE_SIZE };
      return readCodeSources(await ctx.call('ListCodeSources', filter)).codeSources.map(({ codeSourceId, name }) => ({
        id: codeSourceId,
        name: shownOrEmpty(name, MAX_NAME),
      }));
    },
  );

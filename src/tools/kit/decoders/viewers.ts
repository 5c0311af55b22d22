import type { Output } from '../../../api/operations.ts';
import type { Shown } from '../../../domain/shown.ts';
import { positive, records, shown, time } from '../../../jobs/wire.ts';
import type { ViewerKind } from '../../../policy/viewers.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

/** A TensorBoard or a Ray history server. Texts are fit to show, empty or absent where the cloud gives none. */
export interface Viewer {
  kind: ViewerKind;
  id: Shown;
  displayName: Shown;
  status: Shown;
  reason: Shown | undefined;
  accessibility: Shown | undefined;
  /** The machine type that it is billed for. */
  machine: Shown | undefined;
  quotaId: Shown | undefined;
  minutes: number | undefined;
  priority: Shown | undefined;
  /** What it shows: ids of jobs and datasets, paths. */
  sources: readonly Shown[];
  /** The same in one line. */
  shows: Shown;
  owner: Shown;
  workspaceId: Shown;
  created: string | undefined;
  modified: string | undefined;
  finished: string | undefined;
}

const id = (value: unknown): Shown | undefined => shown(value, 256);

const sourcesOf = (values: readonly unknown[]): { sources: Shown[]; shows: Shown } => {
  const sources = values.flatMap((value) => shown(value, 512) ?? []);
  return { sources, shows: shownOrEmpty(sources.join(', '), 600) };
};

/** Of one that was made of an address the cloud tells the kind of storage and the path within, not the address. */
function untoldAddress({ JobId, DataSourceId, DataSourceType, TensorboardDataSources }: TensorboardAnswer): string[] {
  const isTold = Boolean(JobId || DataSourceId) || records(TensorboardDataSources).length > 0;
  return isTold || !DataSourceType ? [] : [`an address in ${DataSourceType}, which the cloud does not tell`];
}

type TensorboardAnswer = Output<'GetTensorboard'> | Output<'ListTensorboards'>['Tensorboards'][number];

export const readTensorboard = (answer: TensorboardAnswer): Viewer => ({
  kind: 'tensorboard',
  id: verbatim(answer.TensorboardId),
  displayName: shownOrEmpty(answer.DisplayName),
  status: shownOrEmpty(answer.Status, 40),
  reason: shown([answer.ReasonCode, answer.ReasonMessage].filter(Boolean).join(': '), 400),
  accessibility: shown(answer.Accessibility, 40),
  machine: id(answer.TensorboardSpec?.EcsType),
  quotaId: id(answer.QuotaId),
  minutes: positive(answer.MaxRunningTimeMinutes),
  priority: shown(answer.Priority, 20),
  ...sourcesOf([
    ...untoldAddress(answer),
    answer.JobId,
    answer.DataSourceId,
    ...records(answer.TensorboardDataSources).flatMap(({ Id, Uri, FullSummaryPath }) => [Id, Uri, FullSummaryPath]),
    answer.SummaryPath,
    answer.SummaryRelativePath,
  ]),
  owner: shownOrEmpty(answer.Username || answer.UserId),
  workspaceId: verbatim(answer.WorkspaceId),
  created: time(answer.GmtCreateTime),
  modified: time(answer.GmtModifyTime),
  finished: time(answer.GmtFinishTime),
});

type HistoryAnswer = Output<'GetRayHistoryServer'> | Output<'ListRayHistoryServers'>['RayHistoryServers'][number];

export const readHistoryServer = (answer: HistoryAnswer): Viewer => ({
  kind: 'history_server',
  id: verbatim(answer.RayHistoryServerId),
  displayName: shownOrEmpty(answer.DisplayName),
  status: shownOrEmpty(answer.Status, 40),
  reason: shown([answer.ReasonCode, answer.ReasonMessage].filter(Boolean).join(': '), 400),
  accessibility: shown(answer.Accessibility, 40),
  machine: id(answer.EcsSpec),
  quotaId: id(answer.ResourceId),
  minutes: positive(answer.MaxRuntimeMinutes),
  priority: undefined,
  ...sourcesOf([answer.StoragePath]),
  owner: shownOrEmpty(answer.Username || answer.UserId),
  workspaceId: verbatim(answer.WorkspaceId),
  created: time(answer.GmtCreateTime),
  modified: time(answer.GmtModifyTime),
  finished: time(answer.GmtFinishTime),
});

/** A page of a list, and how many there are in all. */
export interface Viewers {
  viewers: readonly Viewer[];
  total: number;
}

export const readTensorboards = (answer: Output<'ListTensorboards'>): Viewers => ({
  viewers: answer.Tensorboards.map(readTensorboard),
  total: answer.TotalCount ?? answer.Tensorboards.length,
});

export const readHistoryServers = (answer: Output<'ListRayHistoryServers'>): Viewers => ({
  viewers: answer.RayHistoryServers.map(readHistoryServer),
  total: answer.TotalCount ?? answer.RayHistoryServers.length,
});

/** The id of a new one. */
export const createdTensorboard = ({ TensorboardId }: Output<'CreateTensorboard'>): string => verbatim(TensorboardId);
export const createdHistoryServer = ({ RayHistoryServerId }: Output<'CreateRayHistoryServer'>): string =>
  verbatim(RayHistoryServerId);

import type { Output } from '../../../api/operations.ts';
import { record } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';
import { labelText } from './labels.ts';

type ListAnswer = Output<'ListDatasets'>;
type Answer = Output<'GetDataset'>;

/** `Options` is JSON in a text, or nothing. */
function optionsOf(options: string | undefined | null): Record<string, unknown> {
  try {
    return record(JSON.parse(options ?? ''));
  } catch {
    return {};
  }
}

/** The mount path that a dataset, or a version of one, has of its own. */
export function mountPathOf(options: string | undefined | null): string {
  const { mountPath } = optionsOf(options);
  return typeof mountPath === 'string' ? verbatim(mountPath) : '';
}

/** Options with another mount path; what else they say stays. */
export const optionsWith = (mountPath: string, options?: string | null): string =>
  JSON.stringify({ ...optionsOf(options), mountPath });

/** A dataset; texts are fit to show, empty where the cloud gives none, each worked out when it is asked for. */
const datasetOf = (answer: ListAnswer['Datasets'][number] | Answer) => ({
  get datasetId(): string {
    return verbatim(answer.DatasetId);
  },
  get name(): string {
    return shownOrEmpty(answer.Name);
  },
  get workspaceId(): string {
    return verbatim(answer.WorkspaceId);
  },
  get storage(): string {
    return shownOrEmpty(answer.DataSourceType);
  },
  get uri(): string {
    return verbatim(answer.Uri);
  },
  get property(): string {
    return shownOrEmpty(answer.Property);
  },
  get mountPath(): string {
    return mountPathOf(answer.Options);
  },
  /** `RO`, `RW`, or empty where the cloud does not say. */
  get mountAccess(): string {
    return shownOrEmpty(answer.MountAccess);
  },
  get accessibility(): string {
    return shownOrEmpty(answer.Accessibility);
  },
  get version(): string {
    return shownOrEmpty(answer.LatestVersion?.VersionName);
  },
  get labels(): string {
    return labelText(answer.Labels);
  },
  get description(): string {
    return shownOrEmpty(answer.Description);
  },
  get created(): string {
    return shownOrEmpty(answer.GmtCreateTime);
  },
  /** Its options as they are, JSON in a text; never shown. */
  get options(): string | undefined {
    return answer.Options;
  },
  isNamed: (name: string): boolean => answer.Name === name,
  /** Provided by PAI to everybody. */
  get public(): boolean {
    return answer.Provider === 'pai';
  },
  /** Roles that may write to it although it is read-only for others. */
  get writers(): string[] {
    return (answer.MountAccessReadWriteRoleIdList ?? []).map((role) => shownOrEmpty(role, 60));
  },
  /** Levels of access that an active share gives a workspace; `RO`, the API's default, where it names none. */
  sharedWith(workspaceId: string | undefined): string[] | undefined {
    const shares = [answer.SharedFrom, ...(answer.SharingConfig?.SharedTo ?? [])];
    const share = shares.find((each) => each?.Status === 'ACTIVE' && each.WorkspaceId === workspaceId);
    return share && (share.AllowedMountAccessLevels ?? ['RO']).map((level) => shownOrEmpty(level, 20));
  },
});
export type Dataset = ReturnType<typeof datasetOf>;

/** The id of one that was made. */
export const madeDataset = ({ DatasetId }: Output<'CreateDataset'>): string => verbatim(DatasetId);

export const readDataset = (answer: Answer): Dataset => datasetOf(answer);

/** The datasets of an answer, and how many there are in all. */
export const readDatasets = ({ Datasets = [], TotalCount }: ListAnswer): { datasets: Dataset[]; total: number } => ({
  datasets: Datasets.map(datasetOf),
  total: TotalCount ?? Datasets.length,
});

import type { Output } from '../../../api/operations.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';
import { mountPathOf } from './datasets.ts';
import { labelText } from './labels.ts';

type ListAnswer = Output<'ListDatasetVersions'>;

/** A version of a dataset; texts are fit to show, empty where the cloud gives none. */
const versionOf = (answer: NonNullable<ListAnswer['DatasetVersions']>[number] | Output<'GetDatasetVersion'>) => ({
  version: verbatim(answer.VersionName),
  uri: verbatim(answer.Uri),
  storage: shownOrEmpty(answer.DataSourceType, 40),
  property: shownOrEmpty(answer.Property, 40),
  mountPath: mountPathOf(answer.Options),
  mountAccess: shownOrEmpty(answer.MountAccess, 20),
  files: answer.DataCount,
  bytes: answer.DataSize,
  labels: labelText(answer.Labels),
  description: shownOrEmpty(answer.Description),
  created: shownOrEmpty(answer.GmtCreateTime),
  /** Its options as they are, JSON in a text; never shown. */
  options: answer.Options,
});
export type DatasetVersion = ReturnType<typeof versionOf>;

export const readDatasetVersion = (answer: Output<'GetDatasetVersion'>): DatasetVersion => versionOf(answer);

/** The versions of a page, and how many there are in all. */
export const readDatasetVersions = ({
  DatasetVersions = [],
  TotalCount,
}: ListAnswer): { versions: DatasetVersion[]; total: number } => ({
  versions: DatasetVersions.map(versionOf),
  total: TotalCount ?? DatasetVersions.length,
});

/** The name of a version that was made. */
export const madeVersion = ({ VersionName }: Output<'CreateDatasetVersion'>): string => verbatim(VersionName);

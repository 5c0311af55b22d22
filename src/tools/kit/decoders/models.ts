import type { Output } from '../../../api/operations.ts';
import type { Shown } from '../../../domain/shown.ts';
import { positive, time } from '../../../jobs/wire.ts';
import { cleanDocument } from '../../../shaping/clean.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { maskDocument } from '../../../shaping/mask.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';
import { labelText } from './labels.ts';

type Listed = Output<'ListModels'>;
type ListedVersion = Output<'ListModelVersions'>['Versions'][number];

/** A document of somebody else's as one line of JSON, its secrets masked; `undefined` for an empty one. */
const documentLine = (value: unknown, max: number): Shown | undefined => {
  const json = JSON.stringify(maskDocument(cleanDocument(value), []));
  return json === undefined || json === '{}' || json === 'null' ? undefined : Foreign.of(json)?.line(max);
};

const versionOf = (answer: ListedVersion | Output<'GetModelVersion'>) => ({
  version: verbatim(answer.VersionName),
  uri: verbatim(answer.Uri),
  format: shownOrEmpty(answer.FormatType, 40),
  framework: shownOrEmpty(answer.FrameworkType, 40),
  approval: shownOrEmpty(answer.ApprovalStatus, 40),
  sourceType: shownOrEmpty(answer.SourceType, 40),
  sourceId: verbatim(answer.SourceId),
  labels: labelText(answer.Labels),
  metrics: documentLine(answer.Metrics, 1000),
  description: Foreign.of(answer.VersionDescription)?.line(1024),
  owner: shownOrEmpty(answer.OwnerId || answer.UserId, 40),
  created: time(answer.GmtCreateTime),
});
/** A version of a model; texts are fit to show, empty where the cloud gives none. */
export type ModelVersion = ReturnType<typeof versionOf>;

const modelOf = (answer: Listed['Models'][number] | Output<'GetModel'>) => ({
  modelId: verbatim(answer.ModelId),
  name: shownOrEmpty(answer.ModelName),
  workspaceId: verbatim(answer.WorkspaceId),
  type: shownOrEmpty(answer.ModelType, 40),
  task: shownOrEmpty(answer.Task, 80),
  domain: shownOrEmpty(answer.Domain, 80),
  origin: shownOrEmpty(answer.Origin, 80),
  provider: shownOrEmpty(answer.Provider, 40),
  parameters: positive(answer.ParameterSize),
  accessibility: shownOrEmpty(answer.Accessibility, 20),
  labels: [
    labelText(answer.Labels),
    labelText('Tags' in answer ? (answer as Listed['Models'][number]).Tags : undefined),
  ]
    .filter(Boolean)
    .join(','),
  description: Foreign.of(answer.ModelDescription)?.line(1024),
  owner: shownOrEmpty(answer.OwnerId || answer.UserId, 40),
  created: time(answer.GmtCreateTime),
  latestVersion: verbatim(answer.LatestVersion?.VersionName),
  latestUri: verbatim(answer.LatestVersion?.Uri),
  isNamed: (name: string): boolean => answer.ModelName === name,
});
/** A model; texts are fit to show, empty where the cloud gives none. */
export type Model = ReturnType<typeof modelOf>;

export const readModel = (answer: Output<'GetModel'>): Model => modelOf(answer);
export const readModels = ({ Models, TotalCount }: Listed): { models: Model[]; total: number } => ({
  models: Models.map(modelOf),
  total: TotalCount ?? Models.length,
});
export const madeModel = ({ ModelId }: Output<'CreateModel'>): string => verbatim(ModelId);

export const readModelVersion = (answer: Output<'GetModelVersion'>): ModelVersion => versionOf(answer);
export const readModelVersions = ({
  Versions,
  TotalCount,
}: Output<'ListModelVersions'>): { versions: ModelVersion[]; total: number } => ({
  versions: Versions.map(versionOf),
  total: TotalCount ?? Versions.length,
});
export const madeModelVersion = ({ VersionName }: Output<'CreateModelVersion'>): string => verbatim(VersionName);

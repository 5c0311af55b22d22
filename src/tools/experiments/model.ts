import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { SEGMENT } from '../../domain/identifiers.ts';
import {
  type Model,
  type ModelVersion,
  readModel,
  readModels,
  readModelVersion,
  readModelVersions,
} from '../kit/decoders/models.ts';
import type { ToolContext } from '../tool.ts';

type Reads = Pick<ToolContext, 'call' | 'signal'>;

export const modelId = z.string().regex(SEGMENT).describe('model-...');
/** The form of the name of a version (api-notes: models). */
export const modelVersionName = z
  .string()
  .regex(formed(/^\d{1,9}\.\d{1,9}\.\d{1,9}(?:_\w{1,100})?$/, 'three numbers with dots between'))
  .describe('e.g. 0.1.0');

export const modelNow = async ({ call, signal: own }: Reads, id: string, signal = own): Promise<Model> =>
  readModel(await call('GetModel', { ModelId: id }, { signal }));

export const modelVersionNow = async (
  { call, signal: own }: Reads,
  id: string,
  version: string,
  signal = own,
): Promise<ModelVersion> =>
  readModelVersion(await call('GetModelVersion', { ModelId: id, VersionName: version }, { signal }));

/** The id of the model of a workspace that has a name, to the letter. */
export async function namedModel(
  { call, signal: own }: Reads,
  workspaceId: string,
  name: string,
  signal = own,
): Promise<string | undefined> {
  const filter = { WorkspaceId: workspaceId, ModelName: name, PageSize: 100 };
  return readModels(await call('ListModels', filter, { signal })).models.find((each) => each.isNamed(name))?.modelId;
}

/** The newest versions of a model, a page of them. */
export const newestVersions = async (
  { call, signal: own }: Reads,
  id: string,
  signal = own,
): Promise<ModelVersion[]> => {
  const page = { ModelId: id, SortBy: 'GmtCreateTime', Order: 'DESC', PageNumber: 1, PageSize: 100 } as const;
  return readModelVersions(await call('ListModelVersions', page, { signal })).versions;
};

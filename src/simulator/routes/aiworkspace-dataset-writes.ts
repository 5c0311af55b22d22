import { type Param, type Route, SimError, type SimRequest, strings } from '../route.ts';
import { type Params, text } from '../world/query.ts';
import type { Dataset, DatasetVersion, Label } from '../world/world.ts';
import { datasetOf, versionOf } from './aiworkspace-dataset-named.ts';
import {
  type AssetContext,
  aiworkspaceWrite,
  ensureOwn,
  freshToken,
  memberWorkspace,
  momentOf,
} from './aiworkspace-shared.ts';

const REQUIRED: Param = { type: 'string', required: true };
const PROPERTY: Param = { type: 'string', required: true, values: ['FILE', 'DIRECTORY'] };
const STORAGES = ['OSS', 'NAS', 'EXTREMENAS', 'CPFS', 'BMCPFS', 'MAXCOMPUTE', 'URL'];
const ACCESSIBILITY: Param = { type: 'string', values: ['PRIVATE', 'PUBLIC', 'ROLE_PUBLIC'] };
const COUNT: Param = { type: 'integer', min: 1, max: 999_999_999_999 };
const LIST: Param = { type: 'array' };

const CREATE_BODY = {
  ...strings('Description', 'ImportInfo', 'Options', 'Provider', 'SourceDatasetId', 'SourceDatasetVersion', 'SourceId'),
  ...strings('SourceType', 'UserId', 'VersionDescription', 'WorkspaceId'),
  Accessibility: ACCESSIBILITY,
  AccessibleRoleIdList: LIST,
  DataCount: COUNT,
  DataSize: COUNT,
  DataSourceType: { ...REQUIRED, values: STORAGES },
  DataType: { type: 'string', values: ['COMMON', 'PIC', 'TEXT', 'VIDEO', 'AUDIO'] },
  Edition: { type: 'string', values: ['BASIC', 'ADVANCED', 'LOGICAL'] },
  Labels: LIST,
  MountAccessReadWriteRoleIdList: LIST,
  Name: REQUIRED,
  Property: PROPERTY,
  ProviderType: { type: 'string', values: ['Ecs', 'Lingjun'] },
  Uri: REQUIRED,
  VersionLabels: LIST,
} as const;
const UPDATE_BODY = {
  ...strings('Description', 'Edition', 'Name', 'Options'),
  Accessibility: ACCESSIBILITY,
  AccessibleRoleIdList: LIST,
  MountAccessReadWriteRoleIdList: LIST,
  SharingConfig: { type: 'object' },
} as const;
const VERSION_BODY = {
  ...strings('Description', 'ImportInfo', 'Options', 'SourceId'),
  SourceType: { type: 'string', values: ['PAI-PUBLIC-DATASET', 'ITAG', 'USER'] },
  DataCount: COUNT,
  DataSize: COUNT,
  DataSourceType: { ...REQUIRED, values: ['NAS', 'OSS', 'CPFS'] },
  Labels: LIST,
  Property: PROPERTY,
  Uri: REQUIRED,
} as const;
const VERSION_UPDATE_BODY = { ...strings('Description', 'Options'), DataCount: COUNT, DataSize: COUNT } as const;

/** First a letter, a digit or a Chinese character. */
const NAME = /^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_-]{0,126}$/;

const bad = (message: string): SimError => new SimError(400, 'InvalidParameter', message);
const given = (params: Params, name: string, otherwise = ''): string =>
  typeof params[name] === 'string' ? String(params[name]) : otherwise;
const numberOf = (params: Params, name: string, otherwise: number): number =>
  typeof params[name] === 'number' ? params[name] : otherwise;
const labelsOf = (value: unknown): Label[] =>
  (Array.isArray(value) ? value : []).map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value) }));

/** What a dataset or a version of it says of where the data is. */
const placeOf = (params: Params) => ({
  DataSourceType: given(params, 'DataSourceType'),
  Uri: given(params, 'Uri'),
  Property: params.Property === 'FILE' ? ('FILE' as const) : ('DIRECTORY' as const),
  Options: given(params, 'Options'),
  SourceType: given(params, 'SourceType', 'USER'),
  SourceId: given(params, 'SourceId'),
});

const newVersion = (params: Params, name: string, now: string, description: string): DatasetVersion => ({
  ...placeOf(params),
  VersionName: name,
  GmtCreateTime: now,
  GmtModifiedTime: now,
  Description: description,
  MountAccess: 'RW',
  DataCount: numberOf(params, 'DataCount', 0),
  DataSize: numberOf(params, 'DataSize', 0),
  Labels: labelsOf(params.Labels),
});

function newDataset(context: AssetContext, { params, caller }: SimRequest): Dataset {
  const name = given(params, 'Name');
  if (!NAME.test(name)) throw bad('Name must be 1 to 127 letters, digits, _ or -, the first a letter or digit.');
  if (params.Provider === 'pai') throw bad('Provider must not be pai.');
  const id = text(params, 'WorkspaceId') ?? context.world.defaultWorkspaceId;
  const { WorkspaceId } = memberWorkspace(context.world, id, caller);
  const now = momentOf(context);
  const first = newVersion(params, 'v1', now, given(params, 'VersionDescription'));
  return {
    ...placeOf(params),
    DatasetId: `d-${freshToken(context, 18)}`,
    Name: name,
    Description: given(params, 'Description'),
    DataType: given(params, 'DataType', 'COMMON') as Dataset['DataType'],
    SourceType: given(params, 'SourceType', 'USER') as Dataset['SourceType'],
    Accessibility: params.Accessibility === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE',
    MountAccess: 'RW',
    Edition: given(params, 'Edition', 'BASIC') as Dataset['Edition'],
    ProviderType: given(params, 'ProviderType', 'Ecs'),
    Labels: labelsOf(params.Labels),
    Versions: [{ ...first, Labels: labelsOf(params.VersionLabels) }],
    UserId: caller.userId,
    OwnerId: caller.userId,
    WorkspaceId,
    IsShared: false,
    GmtCreateTime: now,
    GmtModifiedTime: now,
  };
}

interface Change {
  action: string;
  method: Route['method'];
  path: string;
  body?: Route['body'];
}

/** A change of the named dataset, which must be the caller's. `plan` refuses what cannot be, and returns the change. */
const changeOf = (
  context: AssetContext,
  route: Change,
  plan: (dataset: Dataset, request: SimRequest, now: string) => { answer?: Record<string, unknown>; commit(): void },
): Route =>
  aiworkspaceWrite(context, route, (request) => {
    const dataset = datasetOf(context.world, request);
    ensureOwn(context.world, dataset, request.caller);
    const now = momentOf(context);
    const { answer = {}, commit } = plan(dataset, request, now);
    return {
      answer,
      commit: () => {
        commit();
        dataset.GmtModifiedTime = now;
      },
    };
  });

const ONE = '/datasets/{DatasetId}';

/** `CreateDataset`, `UpdateDataset`, `PublishDataset`, `DeleteDataset`. */
export function datasetWrites(context: AssetContext): Route[] {
  const { world } = context;
  return [
    aiworkspaceWrite(
      context,
      { action: 'CreateDataset', method: 'POST', path: '/datasets', body: CREATE_BODY },
      (request) => {
        const dataset = newDataset(context, request);
        return { answer: { DatasetId: dataset.DatasetId }, commit: () => void world.datasets.push(dataset) };
      },
    ),
    changeOf(
      context,
      { action: 'UpdateDataset', method: 'PUT', path: ONE, body: UPDATE_BODY },
      (dataset, { params }) => ({
        commit: () => {
          for (const name of ['Name', 'Description', 'Options'] as const)
            if (typeof params[name] === 'string') dataset[name] = String(params[name]);
          if (params.Accessibility === 'PUBLIC') dataset.Accessibility = 'PUBLIC';
          if (params.Edition === 'ADVANCED') dataset.Edition = 'ADVANCED';
        },
      }),
    ),
    changeOf(context, { action: 'PublishDataset', method: 'PUT', path: `${ONE}/publish` }, (dataset) => ({
      commit: () => {
        dataset.Accessibility = 'PUBLIC';
      },
    })),
    changeOf(context, { action: 'DeleteDataset', method: 'DELETE', path: ONE }, (dataset) => ({
      commit: () => void world.datasets.splice(world.datasets.indexOf(dataset), 1),
    })),
  ];
}

/**
 * The same for versions. The first one is the dataset's own and goes with it alone; later ones are of the same storage.
 */
export function datasetVersionWrites(context: AssetContext): Route[] {
  const [all, one] = [`${ONE}/versions`, `${ONE}/versions/{VersionName}`];
  return [
    changeOf(
      context,
      { action: 'CreateDatasetVersion', method: 'POST', path: all, body: VERSION_BODY },
      (dataset, { params }, now) => {
        if (params.DataSourceType !== dataset.DataSourceType)
          throw bad(`DataSourceType must be ${dataset.DataSourceType}, as that of the dataset.`);
        const last = Math.max(...dataset.Versions.map(({ VersionName }) => Number(VersionName.slice(1))));
        const version = newVersion(params, `v${last + 1}`, now, given(params, 'Description'));
        return { answer: { VersionName: version.VersionName }, commit: () => void dataset.Versions.push(version) };
      },
    ),
    changeOf(
      context,
      { action: 'UpdateDatasetVersion', method: 'PUT', path: one, body: VERSION_UPDATE_BODY },
      (dataset, request, now) => {
        const version = versionOf(dataset, request);
        const { params } = request;
        return {
          commit: () => {
            version.Description = given(params, 'Description', version.Description);
            version.Options = given(params, 'Options', version.Options);
            version.DataCount = numberOf(params, 'DataCount', version.DataCount);
            version.DataSize = numberOf(params, 'DataSize', version.DataSize);
            version.GmtModifiedTime = now;
          },
        };
      },
    ),
    changeOf(context, { action: 'DeleteDatasetVersion', method: 'DELETE', path: one }, (dataset, request) => {
      const version = versionOf(dataset, request);
      if (version.VersionName === 'v1') throw bad('Version v1 cannot be deleted alone.');
      return { commit: () => void dataset.Versions.splice(dataset.Versions.indexOf(version), 1) };
    }),
  ];
}

import { type Param, type Route, SimError, type SimRequest, strings } from '../route.ts';
import { csv, exact, fuzzy, type Params, page, sorted, text } from '../world/query.ts';
import type { Label, Model, ModelVersion } from '../world/world.ts';
import { pairs, REQUIRED } from './aiworkspace-experiments.ts';
import {
  type AssetContext,
  aiworkspaceGet,
  aiworkspaceWrite,
  ensureOwn,
  found,
  freshToken,
  memberWorkspace,
  momentOf,
  PAGING,
  UPPER_ORDER,
  visible,
} from './aiworkspace-shared.ts';

const FORMATS = ['OfflineModel', 'SavedModel', 'Keras H5', 'Frozen Pb', 'Caffe Prototxt', 'TorchScript'];
const FORMAT: Param = { type: 'string', values: [...FORMATS, 'XGBoost', 'PMML', 'AlinkModel', 'ONNX'] };
const FRAMEWORK: Param = {
  type: 'string',
  values: ['Pytorch', 'XGBoost', 'Keras', 'Caffe', 'Alink', 'Xflow', 'TensorFlow'],
};
const APPROVAL: Param = { type: 'string', values: ['Pending', 'Approved', 'Rejected'] };
const SOURCE: Param = { type: 'string', values: ['Custom', 'PAIFlow', 'TrainingService'] };
const OBJECT: Param = { type: 'object' };
const LIST: Param = { type: 'array' };

const LIST_QUERY = {
  ...PAGING,
  ...strings(
    'Collections',
    'Domain',
    'Label',
    'ModelName',
    'ModelType',
    'Origin',
    'Provider',
    'Query',
    'SortBy',
    'Task',
  ),
  ...strings('WorkspaceId'),
  Conditions: { type: 'array', serialised: 'json' },
  Tag: { type: 'array', serialised: 'json' },
  Order: UPPER_ORDER,
} as const;
const VERSIONS_QUERY = {
  ...PAGING,
  ...strings('Label', 'SortBy', 'SourceId', 'VersionName'),
  ApprovalStatus: APPROVAL,
  FormatType: FORMAT,
  FrameworkType: FRAMEWORK,
  SourceType: SOURCE,
  Order: UPPER_ORDER,
} as const;
const CREATE_BODY = {
  ...strings('Domain', 'ModelDescription', 'ModelDoc', 'ModelType', 'Origin', 'Task', 'WorkspaceId'),
  Accessibility: { type: 'string', values: ['PRIVATE', 'PUBLIC'] },
  ExtraInfo: OBJECT,
  Labels: LIST,
  ModelName: REQUIRED,
  OrderNumber: { type: 'number' },
  ParameterSize: { type: 'number' },
  Tag: LIST,
} as const;
const VERSION_BODY = {
  ...strings('Options', 'SourceId', 'VersionDescription', 'VersionName'),
  ApprovalStatus: APPROVAL,
  CompressionSpec: OBJECT,
  DistillationSpec: OBJECT,
  EvaluationSpec: OBJECT,
  ExtraInfo: OBJECT,
  FormatType: FORMAT,
  FrameworkType: FRAMEWORK,
  InferenceSpec: OBJECT,
  Labels: LIST,
  Metrics: OBJECT,
  SourceType: SOURCE,
  TrainingSpec: OBJECT,
  Uri: REQUIRED,
} as const;

const bad = (message: string): SimError => new SimError(400, 'InvalidParameter', message);
const has = (labels: readonly Label[], key: string | undefined): boolean =>
  key === undefined || labels.some(({ Key }) => Key === key);

/** Without a provider the models of a workspace, with `pai` the public catalogue. */
function matches(model: Model, params: Params): boolean {
  const tags = pairs(params.Tag);
  return (
    exact(text(params, 'Provider') ?? '', model.Provider) &&
    fuzzy(text(params, 'ModelName'), model.ModelName) &&
    fuzzy(text(params, 'Query'), model.ModelName, model.ModelDescription) &&
    exact(text(params, 'ModelType'), model.ModelType) &&
    exact(text(params, 'Domain'), model.Domain) &&
    exact(text(params, 'Task'), model.Task) &&
    exact(text(params, 'Origin'), model.Origin) &&
    has(model.Labels, text(params, 'Label')) &&
    tags.every(({ Key, Value }) => model.Labels.some((own) => own.Key === Key && own.Value === Value)) &&
    // No model of this world is in a collection, and none tells its size.
    csv(params, 'Collections') === undefined &&
    params.Conditions === undefined
  );
}

const versionMatches = (version: ModelVersion, params: Params): boolean =>
  fuzzy(text(params, 'VersionName'), version.VersionName) &&
  has(version.Labels, text(params, 'Label')) &&
  (['ApprovalStatus', 'FormatType', 'FrameworkType', 'SourceId', 'SourceType'] as const).every((name) =>
    exact(text(params, name), version[name] ?? ''),
  );

const wire = ({ Versions, ...rest }: Model): Record<string, unknown> => ({ ...rest, LatestVersion: Versions.at(-1) });

function newModel(context: AssetContext, { params, caller }: SimRequest): Model {
  const { world } = context;
  const name = text(params, 'ModelName') ?? '';
  if (name.length > 127) throw bad('ModelName must be 1 to 127 characters.');
  const now = momentOf(context);
  return {
    ModelId: `model-${freshToken(context, 20)}`,
    ModelName: name,
    ModelDescription: text(params, 'ModelDescription') ?? '',
    ModelType: text(params, 'ModelType') ?? '',
    Domain: text(params, 'Domain') ?? '',
    Task: text(params, 'Task') ?? '',
    Origin: text(params, 'Origin') ?? '',
    Provider: '',
    Accessibility: params.Accessibility === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE',
    Labels: pairs(params.Tag ?? params.Labels),
    OwnerId: caller.userId,
    UserId: caller.userId,
    WorkspaceId: memberWorkspace(world, text(params, 'WorkspaceId') ?? world.defaultWorkspaceId, caller).WorkspaceId,
    GmtCreateTime: now,
    GmtModifiedTime: now,
    Versions: [],
  };
}

/** The name of a version: as it is asked for, or the next minor one of the last. */
function versionName({ Versions }: Model, asked: string | undefined): string {
  if (asked === undefined) {
    const [major = 0, minor = 0] = (Versions.at(-1)?.VersionName ?? '0.0.0').split('.').map(Number);
    return `${major}.${minor + 1}.0`;
  }
  if (!/^\d+\.\d+\.\d+(_\w+)?$/.test(asked)) throw bad('VersionName must be like 0.1.0 or 0.1.0_beta.');
  if (Versions.some(({ VersionName }) => VersionName === asked)) throw bad(`Version ${asked} exists.`);
  return asked;
}

function newVersion(context: AssetContext, model: Model, { params, caller }: SimRequest): ModelVersion {
  const uri = text(params, 'Uri') ?? '';
  if (!/^(?:oss|https?):\/\//.test(uri)) throw bad('Uri must be of OSS, or http(s).');
  const metrics = (params.Metrics ?? {}) as Record<string, unknown>;
  if (JSON.stringify(metrics).length > 8192) throw bad('Metrics must be at most 8192 bytes.');
  const now = momentOf(context);
  const listed = ['FormatType', 'FrameworkType', 'ApprovalStatus'].flatMap((name) => {
    const value = text(params, name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    VersionName: versionName(model, text(params, 'VersionName')),
    Uri: uri,
    VersionDescription: text(params, 'VersionDescription') ?? '',
    ...Object.fromEntries(listed),
    SourceType: text(params, 'SourceType') ?? 'Custom',
    SourceId: text(params, 'SourceId') ?? '',
    Labels: pairs(params.Labels),
    Metrics: metrics,
    OwnerId: caller.userId,
    UserId: caller.userId,
    GmtCreateTime: now,
    GmtModifiedTime: now,
  };
}

const ONE = '/models/{ModelId}';

/** `ListModels`, `GetModel`, `CreateModel`, and the same of versions. */
export function modelRoutes(context: AssetContext): Route[] {
  const { world } = context;
  const modelOf = ({ path, caller }: SimRequest): Model => {
    const model = found(
      world.models.find(({ ModelId }) => ModelId === path.ModelId),
      'Model',
      path.ModelId,
    );
    if (model.WorkspaceId !== '') memberWorkspace(world, model.WorkspaceId, caller);
    return model;
  };
  return [
    aiworkspaceGet('ListModels', '/models', LIST_QUERY, ({ params, caller }) => {
      const id = text(params, 'WorkspaceId');
      if (id !== undefined) memberWorkspace(world, id, caller);
      const all = world.models.filter(
        (model) =>
          visible(model, caller) &&
          matches(model, params) &&
          (model.WorkspaceId === '' || exact(id, model.WorkspaceId)),
      );
      const shown = page(sorted(all, 'GmtCreateTime', text(params, 'Order') ?? 'DESC'), params, 10);
      return { Models: shown.map(wire), TotalCount: all.length };
    }),
    aiworkspaceGet('GetModel', ONE, {}, (request) => wire(modelOf(request))),
    aiworkspaceGet('ListModelVersions', `${ONE}/versions`, VERSIONS_QUERY, (request) => {
      const { params } = request;
      const all = modelOf(request).Versions.filter((version) => versionMatches(version, params));
      const shown = page(sorted(all, 'GmtCreateTime', text(params, 'Order') ?? 'DESC'), params, 10);
      return { Versions: shown, TotalCount: all.length };
    }),
    aiworkspaceGet('GetModelVersion', `${ONE}/versions/{VersionName}`, {}, (request) => {
      const version = modelOf(request).Versions.find(({ VersionName }) => VersionName === request.path.VersionName);
      return { ...found(version, 'Model version', request.path.VersionName) };
    }),
    aiworkspaceWrite(
      context,
      { action: 'CreateModel', method: 'POST', path: '/models', body: CREATE_BODY },
      (request) => {
        const model = newModel(context, request);
        return { answer: { ModelId: model.ModelId }, commit: () => void world.models.push(model) };
      },
    ),
    aiworkspaceWrite(
      context,
      { action: 'CreateModelVersion', method: 'POST', path: `${ONE}/versions`, body: VERSION_BODY },
      (request) => {
        const model = modelOf(request);
        if (model.WorkspaceId === '') throw new SimError(403, 'OperationForbidden', 'The model is of PAI.');
        ensureOwn(world, model, request.caller);
        const version = newVersion(context, model, request);
        return { answer: { VersionName: version.VersionName }, commit: () => void model.Versions.push(version) };
      },
    ),
  ];
}

import { fail } from '../errors.ts';
import { type Param, type Route, type SimRequest, strings } from '../route.ts';
import { exact, fuzzy, type Params, page, sorted, text } from '../world/query.ts';
import type { JobTemplate, JobTemplateVersion } from '../world/types.ts';
import { type AssetContext, ensureOwn, found, freshToken, memberWorkspace, momentOf } from './aiworkspace-shared.ts';
import { type JobContext, LOWER_ORDER } from './pai-dlc-shared.ts';
import { COUNT } from './pai-dlc-viewers.ts';

type Wire = Record<string, unknown>;

const REQUIRED: Param = { type: 'string', required: true };
const OBJECT: Param = { type: 'object' };
const ONE = '/api/v1/jobtemplates/{TemplateId}';
const RULES: readonly unknown[] = ['locked', 'overridable', 'required'];
const OVER: readonly string[] = ['Succeeded', 'Failed', 'Stopped'];
const SORT_KEYS: readonly (keyof JobTemplate)[] = ['GmtCreateTime', 'GmtModifyTime', 'TemplateName', 'TemplateId'];

/** The document of `Content`, which travels as text. @throws SimError 400 for what is no JSON object */
function contentOf(params: Params): unknown {
  const content = text(params, 'Content');
  if (content === undefined) return undefined;
  try {
    const document: unknown = JSON.parse(content);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document;
  } catch {
    // Told below, like any other text that is no object.
  }
  throw fail('InvalidParameter', 'Content must be a JSON object.');
}

/** What the constraints say; 400 for another word than those of the API, and where they come without a content. */
function constraintsOf(params: Params, content: unknown): Wire {
  const constraints = (params.Constraints ?? {}) as Wire;
  if (content === undefined && Object.keys(constraints).length > 0)
    throw fail('InvalidParameter', 'Constraints can be set only together with Content.');
  for (const [path, rule] of Object.entries(constraints))
    if (!RULES.includes(rule)) throw fail('InvalidParameter', `Constraint ${path} must be one of ${RULES.join(', ')}.`);
  return constraints;
}

const head = ({ Versions: _, ...template }: JobTemplate): Wire => template;

/** Without a version the default one, with `all` every one; 404 for one that there is not. */
function versionsOf({ Versions, DefaultVersion, TemplateId }: JobTemplate, asked: string | undefined) {
  if (asked === 'all') return Versions;
  const number = asked === undefined ? DefaultVersion : Number(asked);
  const version = Versions.find(({ Version }) => Version === number);
  return [found(version, `Version ${asked} of template`, TemplateId)];
}

/** 400 while a job that is not over was made from it. */
function ensureUnused({ store }: JobContext, { TemplateId }: JobTemplate): void {
  const user = store
    .all()
    .find((record) => record.request.TemplateId === TemplateId && !OVER.includes(store.view(record).current.status));
  if (user) throw fail('BadRequest', `Template ${TemplateId} is used by job ${user.id} and cannot be deleted.`);
}

/** Job templates, with their versions: a change of the content makes a new one. */
export function templateRoutes(jobs: JobContext): Route[] {
  const context: AssetContext = { ...jobs, now: jobs.store.now };
  const { world } = jobs;
  const now = (): string => momentOf(context).replace(/\.\d{3}Z$/, 'Z');
  const readable = ({ path, caller }: SimRequest): JobTemplate => {
    const id = path.TemplateId;
    const template = found(
      world.jobTemplates.find(({ TemplateId }) => TemplateId === id),
      'Template',
      id,
    );
    memberWorkspace(world, template.WorkspaceId, caller);
    return template;
  };
  const own = (request: SimRequest): JobTemplate => {
    const template = readable(request);
    ensureOwn(world, template, request.caller);
    return template;
  };
  /** Makes a change, unless a fault wants it answered as done and left undone. */
  const commit = (request: SimRequest, change: () => void): void => {
    if (request.ignores()) return;
    change();
    world.changes += 1;
  };
  const touch = (template: JobTemplate, { caller }: SimRequest): void => {
    template.GmtModifyTime = now();
    template.ModifiedBy = caller.userId;
  };
  const versionOf = ({ params, caller }: SimRequest, Version: number): JobTemplateVersion | undefined => {
    const Content = contentOf(params);
    const Constraints = constraintsOf(params, Content);
    if (Content === undefined) return undefined;
    return { Version, Content, Constraints, CreatedBy: caller.userId, GmtCreateTime: now() };
  };
  const base = { product: 'pai-dlc', query: {}, body: {} } as const;
  const texts = { ...strings('Description', 'TemplateName'), Constraints: OBJECT, Metadata: OBJECT } as const;
  return [
    {
      ...base,
      action: 'CreateJobTemplate',
      method: 'POST',
      path: '/api/v1/jobtemplates',
      body: { ...texts, Content: REQUIRED, TemplateName: REQUIRED, WorkspaceId: REQUIRED },
      handle: (request) => {
        const { params, caller } = request;
        const { WorkspaceId } = memberWorkspace(world, text(params, 'WorkspaceId') ?? '', caller);
        const version = versionOf(request, 1);
        const at = now();
        const template: JobTemplate = {
          TemplateId: `tpl${freshToken(context, 12)}`,
          TemplateName: text(params, 'TemplateName') ?? '',
          Description: text(params, 'Description') ?? '',
          DefaultVersion: 1,
          Metadata: (params.Metadata ?? {}) as Wire,
          UserId: caller.userId,
          ModifiedBy: caller.userId,
          TenantId: world.users[0]?.userId ?? '',
          WorkspaceId,
          GmtCreateTime: at,
          GmtModifyTime: at,
          Versions: version ? [version] : [],
        };
        commit(request, () => void world.jobTemplates.push(template));
        const { ModifiedBy: _, ...answer } = head(template);
        return { ...answer, Version: 1 };
      },
    },
    {
      ...base,
      action: 'ListJobTemplates',
      method: 'GET',
      path: '/api/v1/jobtemplates',
      query: {
        ...strings('SortBy', 'TemplateId', 'TemplateName', 'UserId'),
        WorkspaceId: REQUIRED,
        Order: LOWER_ORDER,
        PageNumber: COUNT,
        PageSize: { type: 'integer', min: 1, max: 100 },
      },
      handle: ({ params, caller }) => {
        const { WorkspaceId } = memberWorkspace(world, text(params, 'WorkspaceId') ?? '', caller);
        const all = world.jobTemplates.filter(
          (template) =>
            template.WorkspaceId === WorkspaceId &&
            exact(text(params, 'TemplateId'), template.TemplateId) &&
            exact(text(params, 'UserId'), template.UserId) &&
            fuzzy(text(params, 'TemplateName'), template.TemplateName),
        );
        const key = SORT_KEYS.find((candidate) => candidate === text(params, 'SortBy')) ?? 'GmtCreateTime';
        const rows = page(sorted(all, key, text(params, 'Order') ?? 'desc'), params, 10);
        const { PageNumber = 1, PageSize = 10 } = params;
        return { JobTemplates: rows.map(head), TotalCount: all.length, PageNumber, PageSize };
      },
    },
    {
      ...base,
      action: 'GetJobTemplate',
      method: 'GET',
      path: ONE,
      query: strings('Version'),
      handle: (request) => {
        const template = readable(request);
        const Versions = versionsOf(template, text(request.params, 'Version'));
        return { ...head(template), Versions, TotalCount: template.Versions.length };
      },
    },
    {
      ...base,
      action: 'UpdateJobTemplate',
      method: 'PUT',
      path: ONE,
      body: {
        ...texts,
        ...strings('Content'),
        SetAsDefault: { type: 'boolean' },
        // Of no effect, as the client says.
        version: { type: 'integer' },
      },
      handle: (request) => {
        const template = own(request);
        const { params } = request;
        const version = versionOf(request, template.Versions.length + 1);
        const defaultVersion = version && params.SetAsDefault === true ? version.Version : template.DefaultVersion;
        commit(request, () => {
          if (version) template.Versions.push(version);
          template.DefaultVersion = defaultVersion;
          template.TemplateName = text(params, 'TemplateName') ?? template.TemplateName;
          if (typeof params.Description === 'string') template.Description = params.Description;
          if (params.Metadata !== undefined) template.Metadata = params.Metadata as Wire;
          touch(template, request);
        });
        return {
          DefaultVersion: defaultVersion,
          GmtModifyTime: template.GmtModifyTime,
          Version: version?.Version ?? template.Versions.length,
          VersionCreated: version !== undefined,
        };
      },
    },
    {
      ...base,
      action: 'SetJobTemplateDefaultVersion',
      method: 'PUT',
      path: `${ONE}/defaultversion`,
      body: { Version: { type: 'integer', required: true } },
      handle: (request) => {
        const template = own(request);
        const [version] = versionsOf(template, String(request.params.Version));
        commit(request, () => {
          template.DefaultVersion = version?.Version ?? template.DefaultVersion;
          touch(template, request);
        });
        return { DefaultVersion: template.DefaultVersion, GmtModifyTime: template.GmtModifyTime };
      },
    },
    {
      ...base,
      action: 'DeleteJobTemplate',
      method: 'DELETE',
      path: ONE,
      handle: (request) => {
        const template = own(request);
        ensureUnused(jobs, template);
        commit(request, () => void world.jobTemplates.splice(world.jobTemplates.indexOf(template), 1));
        return { TemplateId: template.TemplateId };
      },
    },
  ];
}

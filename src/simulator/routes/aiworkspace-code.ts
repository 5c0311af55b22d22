import { type Param, type Route, type SimRequest, strings } from '../route.ts';
import { fuzzy, type Params, page, sorted, text } from '../world/query.ts';
import type { CodeSource } from '../world/world.ts';
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
  visible,
} from './aiworkspace-shared.ts';

const SORT_KEYS: readonly (keyof CodeSource)[] = ['GmtModifyTime', 'DisplayName', 'CodeSourceId', 'GmtCreateTime'];

const LIST_QUERY = {
  ...PAGING,
  ...strings('DisplayName'),
  WorkspaceId: { type: 'string', required: true },
  SortBy: { type: 'string', values: SORT_KEYS },
  // The reference lists upper case and shows lower case in its example.
  Order: { type: 'string', values: ['ASC', 'DESC', 'asc', 'desc'] },
} as const;

const REQUIRED: Param = { type: 'string', required: true };
const CONTENTS = {
  ...strings('CodeBranch', 'CodeCommit', 'CodeRepoAccessToken', 'CodeRepoUserName', 'Description'),
  CloneType: { type: 'integer', min: 0, max: 1 },
} as const;
const CREATE_BODY = {
  ...CONTENTS,
  Accessibility: { type: 'string', values: ['PUBLIC', 'PRIVATE'] },
  CodeRepo: REQUIRED,
  DisplayName: REQUIRED,
  MountPath: REQUIRED,
  WorkspaceId: REQUIRED,
} as const;
const UPDATE_BODY = { ...CONTENTS, ...strings('CodeRepo', 'DisplayName', 'MountPath') } as const;

const ONE = '/codesources/{CodeSourceId}';

/** Without milliseconds, unlike the other resources of AIWorkSpace. */
const inSeconds = (moment: string): string => moment.replace(/\.\d{3}Z$/, 'Z');

/** What a request says of a code source, for what it has a default or a value of before. */
function contentsOf(params: Params, before?: CodeSource) {
  const given = (name: keyof CodeSource & string, otherwise = ''): string =>
    typeof params[name] === 'string' ? String(params[name]) : String(before?.[name] ?? otherwise);
  return {
    DisplayName: given('DisplayName'),
    Description: given('Description'),
    CodeRepo: given('CodeRepo'),
    CodeBranch: given('CodeBranch', 'master'),
    CodeCommit: given('CodeCommit'),
    CodeRepoUserName: given('CodeRepoUserName'),
    CodeRepoAccessToken: given('CodeRepoAccessToken'),
    CloneType: typeof params.CloneType === 'number' ? params.CloneType : (before?.CloneType ?? 0),
    MountPath: given('MountPath'),
  };
}

/** What is registered anew. */
function newSource(context: AssetContext, { params, caller }: SimRequest): CodeSource {
  const created = inSeconds(momentOf(context));
  return {
    ...contentsOf(params),
    CodeSourceId: `code-${created.replace(/\D/g, '')}-${freshToken(context, 12)}`,
    Accessibility: params.Accessibility === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE',
    UserId: caller.userId,
    WorkspaceId: memberWorkspace(context.world, text(params, 'WorkspaceId') ?? '', caller).WorkspaceId,
    GmtCreateTime: created,
    GmtModifyTime: created,
  };
}

export function codeSourceRoutes(context: AssetContext): Route[] {
  const { world } = context;
  const named = ({ path, caller }: SimRequest): CodeSource => {
    const source = found(
      world.codeSources.find((candidate) => candidate.CodeSourceId === path.CodeSourceId),
      'Code source',
      path.CodeSourceId,
    );
    memberWorkspace(world, source.WorkspaceId, caller);
    return source;
  };
  /** A change of the named one, which must be the caller's; whatever it is, the cloud answers with the id. */
  const change = (
    route: { action: string; method: Route['method']; path: string; body?: Route['body'] },
    make: (source: CodeSource, params: Params) => void,
  ): Route =>
    aiworkspaceWrite(context, route, (request) => {
      const source = named(request);
      ensureOwn(world, source, request.caller);
      return {
        answer: { CodeSourceId: source.CodeSourceId },
        commit: () => {
          make(source, request.params);
          source.GmtModifyTime = inSeconds(momentOf(context));
        },
      };
    });
  return [
    aiworkspaceGet('ListCodeSources', '/codesources', LIST_QUERY, ({ params, caller }) => {
      const workspace = memberWorkspace(world, text(params, 'WorkspaceId') ?? '', caller);
      const all = world.codeSources.filter(
        (source) =>
          source.WorkspaceId === workspace.WorkspaceId &&
          visible(source, caller) &&
          fuzzy(text(params, 'DisplayName'), source.DisplayName),
      );
      const key = SORT_KEYS.find((candidate) => candidate === text(params, 'SortBy')) ?? 'GmtCreateTime';
      const shown = page(sorted(all, key, text(params, 'Order') ?? 'ASC'), params, 20);
      return { CodeSources: shown, TotalCount: all.length };
    }),
    aiworkspaceGet('GetCodeSource', ONE, {}, (request) => ({ ...named(request) })),
    aiworkspaceWrite(
      context,
      { action: 'CreateCodeSource', method: 'POST', path: '/codesources', body: CREATE_BODY },
      (request) => {
        const source = newSource(context, request);
        return { answer: { CodeSourceId: source.CodeSourceId }, commit: () => void world.codeSources.push(source) };
      },
    ),
    change({ action: 'UpdateCodeSource', method: 'PUT', path: ONE, body: UPDATE_BODY }, (source, params) =>
      Object.assign(source, contentsOf(params, source)),
    ),
    change({ action: 'PublishCodeSource', method: 'PUT', path: `${ONE}/publish` }, (source) => {
      source.Accessibility = 'PUBLIC';
    }),
    change({ action: 'DeleteCodeSource', method: 'DELETE', path: ONE }, (source) => {
      world.codeSources.splice(world.codeSources.indexOf(source), 1);
    }),
  ];
}

import { type Route, strings } from '../route.ts';
import { fuzzy, page, sorted, text } from '../world/query.ts';
import type { CodeSource, World } from '../world/world.ts';
import { aiworkspaceGet, found, memberWorkspace, PAGING, visible } from './aiworkspace-shared.ts';

const SORT_KEYS: readonly (keyof CodeSource)[] = ['GmtModifyTime', 'DisplayName', 'CodeSourceId', 'GmtCreateTime'];

export function codeSourceRoutes(world: World): Route[] {
  const query = {
    ...PAGING,
    ...strings('DisplayName'),
    WorkspaceId: { type: 'string', required: true },
    SortBy: { type: 'string', values: SORT_KEYS },
    // The reference lists upper case and shows lower case in its example.
    Order: { type: 'string', values: ['ASC', 'DESC', 'asc', 'desc'] },
  } as const;
  return [
    aiworkspaceGet('ListCodeSources', '/codesources', query, ({ params, caller }) => {
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
    aiworkspaceGet('GetCodeSource', '/codesources/{CodeSourceId}', {}, ({ path, caller }) => {
      const source = found(
        world.codeSources.find((candidate) => candidate.CodeSourceId === path.CodeSourceId),
        'Code source',
        path.CodeSourceId,
      );
      memberWorkspace(world, source.WorkspaceId, caller);
      return { ...source };
    }),
  ];
}

import { z } from 'zod';
import { listHead, paging, renderList, scopeText, shown, verbatim } from './shared/listing.ts';
import { defineTool } from './tool.ts';

const row = z.object({
  code_source_id: z.string(),
  name: z.string(),
  repo: z.string(),
  branch: z.string(),
  commit: z.string(),
  mount_path: z.string(),
  has_token: z.boolean(),
});

export const listCodeSources = defineTool({
  name: 'list_code_sources',
  title: 'List code sources',
  description:
    'Git repositories registered in a workspace. Their code_source_id goes into create_job. Access tokens are never shown.',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'workspace',
  input: z.strictObject({ name: z.string().optional().describe('Part of the name'), ...paging }),
  output: z.object({ ...listHead, code_sources: z.array(row) }),
  check: null,
  async run(ctx, { name, page_number, page_size }) {
    const answer = await ctx.call('ListCodeSources', {
      WorkspaceId: ctx.workspaceId ?? '',
      PageNumber: page_number,
      PageSize: page_size,
      ...(name ? { DisplayName: name } : {}),
    });
    const code_sources = (answer.CodeSources ?? []).map((source) => ({
      code_source_id: verbatim(source.CodeSourceId),
      name: shown(source.DisplayName),
      repo: verbatim(source.CodeRepo),
      branch: verbatim(source.CodeBranch),
      commit: verbatim(source.CodeCommit),
      mount_path: verbatim(source.MountPath),
      has_token: Boolean(source.CodeRepoAccessToken),
    }));
    return {
      total: answer.TotalCount ?? code_sources.length,
      page: page_number,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { name }),
      code_sources,
    };
  },
  render: ({ code_sources, ...head }, { page_size }) =>
    renderList({
      ...head,
      noun: 'code sources',
      pageSize: page_size,
      headers: ['code_source_id', 'name', 'repo', 'branch', 'commit', 'mount_path', 'token'],
      rows: code_sources.map((each) => [
        each.code_source_id,
        each.name,
        each.repo,
        each.branch,
        each.commit.slice(0, 12),
        each.mount_path,
        each.has_token ? 'set' : 'none',
      ]),
      next: 'create_job with code_source_id; branch and commit can be overridden there.',
      widen: 'drop name or try another workspace_id; without a code source, put the code on a dataset.',
    }),
});

import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { readCodeSources } from '../kit/decoders/code-sources.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const row = z.object({
  code_source_id: z.string(),
  name: z.string().optional(),
  repo: z.string().optional(),
  branch: z.string().optional(),
  commit: z.string().optional(),
  mount_path: z.string().optional(),
  has_token: z.boolean().optional(),
});

export const listCodeSources = defineTool({
  name: 'list_code_sources',
  title: 'List code sources',
  description: `Git repositories of a workspace, for code_source_id${ifOffered(' of create_job', ' of a job')}. Never shows access tokens.`,
  inChinese: '代码仓库列表',
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'workspace',
  actions: ['ListCodeSources'],
  input: z.strictObject({ name_contains: z.string().optional(), ...pageNumber }),
  output: z.object({ ...listHead, code_sources: z.array(row) }),
  check: null,
  async run(ctx, { name_contains, page_number }) {
    const answer = await listShown(ctx, 'ListCodeSources', {
      WorkspaceId: ctx.workspaceId ?? '',
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      ...(name_contains ? { DisplayName: name_contains } : {}),
    });
    const { codeSources, total } = readCodeSources(answer);
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { name_contains }),
      code_sources: codeSources.map((source) => ({
        code_source_id: source.codeSourceId,
        name: source.name,
        repo: source.repo,
        branch: source.branch,
        commit: source.commit,
        mount_path: source.mountPath,
        has_token: source.hasToken,
      })),
    };
  },
  render: ({ code_sources, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'code sources',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['code_source_id', 'name', 'repo', 'branch', 'commit', 'mount_path', 'token'],
      rows: code_sources.map((each) => [
        each.code_source_id,
        each.name,
        each.repo,
        each.branch,
        each.commit?.slice(0, 12),
        each.mount_path,
        each.has_token ? 'set' : 'none',
      ]),
    }),
  next: ({ total, code_sources }, { page_number }) =>
    listSteps(
      { total, rows: code_sources, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'create_job with code_source_id; branch and commit can be overridden there.',
        none: 'drop name_contains or try another workspace_id; without a code source, put the code on a dataset.',
      },
    ),
});

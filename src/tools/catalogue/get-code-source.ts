import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import { renderRecord, shownOrEmpty, verbatim } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

export const getCodeSource = defineTool({
  name: 'get_code_source',
  title: 'Get code source',
  description: 'One code source by its id from list_code_sources. Never shows its access token.',
  inChinese: '代码源详情',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'region',
  actions: ['GetCodeSource'],
  input: z.strictObject({ code_source_id: z.string().regex(SEGMENT).describe('code-...') }),
  output: z.looseObject({
    name: z.string(),
    repo: z.string(),
    branch: z.string(),
    commit: z.string(),
    has_token: z.boolean(),
  }),
  foreign: ['description'],
  check: null,
  async run(ctx, { code_source_id }) {
    const source = await ctx.call('GetCodeSource', { CodeSourceId: code_source_id });
    return {
      code_source_id,
      name: shownOrEmpty(source.DisplayName),
      workspace_id: verbatim(source.WorkspaceId),
      repo: verbatim(source.CodeRepo),
      branch: verbatim(source.CodeBranch),
      commit: verbatim(source.CodeCommit),
      user: shownOrEmpty(source.CodeRepoUserName),
      has_token: Boolean(source.CodeRepoAccessToken),
      mount_path: verbatim(source.MountPath),
      accessibility: shownOrEmpty(source.Accessibility),
      description: shownOrEmpty(source.Description),
      created: shownOrEmpty(source.GmtCreateTime),
    };
  },
  render: ({ name, ...fields }) => renderRecord(`Code source ${name}`, fields),
  next: () => ['create_job with this code_source_id in the same workspace.'],
});

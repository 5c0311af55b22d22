import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { SEGMENT } from '../../domain/identifiers.ts';
import { readCodeSource } from '../kit/decoders/code-sources.ts';
import { shapeless } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

export const getCodeSource = defineTool({
  name: 'get_code_source',
  title: 'Get code source',
  description: `One code source by its id${ifOffered(' from list_code_sources')}. Never shows its access token.`,
  inChinese: '代码源详情',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'region',
  actions: ['GetCodeSource'],
  input: z.strictObject({ code_source_id: z.string().regex(SEGMENT).describe('code-...') }),
  output: shapeless(
    {
      code_source_id: z.string(),
      name: z.string(),
      workspace_id: z.string(),
      repo: z.string(),
      branch: z.string(),
      commit: z.string(),
      user: z.string(),
      has_token: z.boolean(),
      mount_path: z.string(),
      accessibility: z.string(),
      description: z.string(),
      created: z.string(),
    },
    ['name', 'repo', 'branch', 'commit', 'has_token'],
  ),
  foreign: ['description'],
  check: null,
  async run(ctx, { code_source_id }) {
    const source = readCodeSource(await ctx.call('GetCodeSource', { CodeSourceId: code_source_id }));
    return {
      code_source_id,
      name: source.name,
      workspace_id: source.workspaceId,
      repo: source.repo,
      branch: source.branch,
      commit: source.commit,
      user: source.user,
      has_token: source.hasToken,
      mount_path: source.mountPath,
      accessibility: source.accessibility,
      description: source.description,
      created: source.created,
    };
  },
  render: ({ name, ...fields }) => renderRecord(`Code source ${name}`, fields),
  next: () => ['create_job with this code_source_id in the same workspace.'],
});

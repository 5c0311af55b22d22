import * as z from 'zod';
import { decideRemoval } from '../../policy/assets.ts';
import { CODE_LOST } from '../../policy/code-sources.ts';
import { assetUse } from '../kit/assets/asset-use.ts';
import { remove, removedShape, removedText } from '../kit/assets/remove.ts';
import { defineTool } from '../tool.ts';
import { assetOf, codeSourceId, codeSourceNow } from './code-source.ts';

export const deleteCodeSource = defineTool({
  name: 'delete_code_source',
  title: 'Delete a code source',
  description:
    'Removes a code source, not its repository. Refused where a live job uses it. A person is always asked first by the server. Verifies afterwards.',
  inChinese: '删除代码源',
  toolset: 'assets',
  effect: 'destructive',
  target: ({ code_source_id }) => code_source_id,
  scope: 'region',
  actions: ['DeleteCodeSource', 'GetCodeSource', 'ListJobs'],
  input: z.strictObject({ code_source_id: codeSourceId }),
  output: z.object({ code_source_id: z.string(), ...removedShape }),
  async check(ctx, { code_source_id }) {
    const asset = assetOf(code_source_id, await codeSourceNow(ctx, code_source_id));
    const use = await assetUse(ctx, asset.workspaceId, (job) => job.codeSource.code_source_id === code_source_id);
    return { decision: decideRemoval(asset, use, CODE_LOST), prepared: { asset, use } };
  },
  async run(ctx, { code_source_id }, prepared) {
    const removed = await remove(
      ctx,
      prepared,
      () => ctx.call('DeleteCodeSource', { CodeSourceId: code_source_id }),
      (signal) => codeSourceNow(ctx, code_source_id, signal),
    );
    return { code_source_id, ...removed };
  },
  render: ({ code_source_id, ...removed }) => removedText(code_source_id, removed),
  next: ({ code_source_id, outcome }) =>
    outcome === 'pending'
      ? [`get_code_source code_source_id=${code_source_id} in a minute: not_found says that it is gone.`]
      : [],
});

import * as z from 'zod';
import { decidePublish } from '../../policy/assets.ts';
import { TOKEN_SEEN } from '../../policy/code-sources.ts';
import { publish, publishedShape, publishedText } from '../kit/assets/publish.ts';
import { defineTool } from '../tool.ts';
import { assetOf, codeSourceId, codeSourceNow } from './code-source.ts';

export const publishCodeSource = defineTool({
  name: 'publish_code_source',
  title: 'Publish a code source',
  description: 'Makes a code source PUBLIC in its workspace, for good. A person is asked first.',
  inChinese: '公开代码源',
  toolset: 'assets',
  effect: 'grants_access',
  target: ({ code_source_id }) => code_source_id,
  scope: 'region',
  actions: ['PublishCodeSource', 'GetCodeSource'],
  input: z.strictObject({ code_source_id: codeSourceId }),
  output: z.object({ code_source_id: z.string(), ...publishedShape }),
  async check(ctx, { code_source_id }) {
    const source = await codeSourceNow(ctx, code_source_id);
    const asset = assetOf(code_source_id, source);
    return { decision: decidePublish(asset, source.hasToken ? [TOKEN_SEEN] : []), prepared: asset };
  },
  async run(ctx, { code_source_id }, asset) {
    const published = await publish(
      ctx,
      asset,
      () => ctx.call('PublishCodeSource', { CodeSourceId: code_source_id }),
      async (signal) => (await codeSourceNow(ctx, code_source_id, signal)).accessibility,
    );
    return { code_source_id, ...published };
  },
  render: ({ code_source_id, ...published }) => publishedText(code_source_id, published),
  next: ({ code_source_id, outcome }) =>
    outcome === 'pending' ? [`get_code_source code_source_id=${code_source_id} in a minute.`] : [],
});

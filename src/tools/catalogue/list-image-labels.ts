import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { OFFICIAL_LABEL } from '../../domain/image-label.ts';
import { imageSearch } from '../../policy/image-labels.ts';
import { readImageLabels } from '../kit/decoders/images.ts';
import { renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const FRAMEWORK = 'system.framework';

/**
 * Drops `system.framework=PyTorch 2.3.1` where there is `system.framework.PyTorch=2.3.1`: the cloud lists half of them
 * twice.
 */
function toldOnce(byKey: ReadonlyMap<string, readonly string[]>): Record<string, string[]> {
  const isTold = (value: string): boolean => {
    const [name, version] = [value.slice(0, value.lastIndexOf(' ')), value.slice(value.lastIndexOf(' ') + 1)];
    return byKey.get(`${FRAMEWORK}.${name}`)?.includes(version) === true;
  };
  const kept = [...byKey].map(
    ([key, values]) => [key, values.filter((value) => key !== FRAMEWORK || !isTold(value))] as const,
  );
  return Object.fromEntries(kept.filter(([, values]) => values.length > 0));
}

export const listImageLabels = defineTool({
  name: 'list_image_labels',
  title: 'List image labels',
  description: `Labels to filter ${ifOffered('list_images', 'images')} by, such as framework and chip. official=false needs workspace_id.`,
  inChinese: '镜像标签',
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'workspace_optional',
  actions: ['ListImageLabels'],
  input: z.strictObject({
    keys: z.array(z.string()).optional(),
    official: z.boolean().default(true),
  }),
  output: z.object({ scope: z.string(), labels: z.record(z.string(), z.array(z.string())) }),
  check: async (ctx, { official }) => ({
    decision: imageSearch({ official, workspaceId: ctx.workspaceId }),
    prepared: undefined,
  }),
  async run(ctx, { keys, official }) {
    const answer = await ctx.call('ListImageLabels', {
      ...(official ? { LabelFilter: OFFICIAL_LABEL } : { WorkspaceId: ctx.workspaceId }),
      ...(keys?.length ? { LabelKeys: keys.join(',') } : {}),
    });
    const byKey = new Map<string, string[]>();
    for (const { key, value } of readImageLabels(answer)) byKey.set(key, [...(byKey.get(key) ?? []), value]);
    const base = official ? `official images, ${ctx.region}` : `custom images of workspace ${ctx.workspaceId}`;
    return {
      scope: scopeText(base, { keys: keys?.join(',') }),
      labels: toldOnce(byKey),
    };
  },
  render: ({ scope, labels }) => {
    const rows = Object.entries(labels).map(([key, values]) => [key, values.join(' | ')]);
    return renderList({
      noun: 'label keys',
      total: rows.length,
      page: 1,
      pageSize: Math.max(1, rows.length),
      scope,
      headers: ['key', 'values'],
      rows,
    });
  },
  next: ({ labels }) => [
    Object.keys(labels).length > 0
      ? 'list_images with labels=Key=Value,Key=Value (no spaces around).'
      : 'call again without keys, which are case-sensitive, or with the other value of official.',
  ],
});

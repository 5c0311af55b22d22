import { ifOffered } from '../../../advice/offered.ts';
import { labelParts } from '../../../policy/image-labels.ts';
import { readImageLabels } from '../../kit/decoders/images.ts';
import type { ToolContext } from '../../tool.ts';

const MOST_VALUES = 15;

/**
 * Why a label filter found nothing: the `Key=Value` pairs that no image in scope has, with the values that there are
 * for the key. Empty where each pair exists, but no image has all of them.
 */
export async function explainLabels(
  ctx: ToolContext,
  labels: string,
  workspaceId: string | undefined,
): Promise<string> {
  const parts = labelParts(labels);
  const answer = await ctx.call('ListImageLabels', {
    LabelKeys: parts.map((part) => part.slice(0, part.indexOf('='))).join(','),
    ...(workspaceId ? { WorkspaceId: workspaceId } : {}),
  });
  const known = readImageLabels(answer);
  return parts
    .filter((part) => !known.some(({ key, value }) => `${key}=${value}` === part))
    .map((part) => {
      const key = part.slice(0, part.indexOf('='));
      const wanted = part.slice(key.length + 1).toLowerCase();
      const near = (value: string): number => (value.toLowerCase().includes(wanted) ? 0 : 1);
      const values = known
        .filter((label) => label.key === key)
        .map((label) => label.value)
        .sort((a, b) => near(a) - near(b));
      if (values.length === 0) return `No image has a label key ${key}.`;
      const rest =
        values.length > MOST_VALUES
          ? ` and ${values.length - MOST_VALUES} more${ifOffered(' (list_image_labels)')}`
          : '';
      return `No image has ${part}; values of ${key}: ${values.slice(0, MOST_VALUES).join(' | ')}${rest}.`;
    })
    .join(' ');
}

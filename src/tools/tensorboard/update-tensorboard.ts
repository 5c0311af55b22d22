import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { SEGMENT } from '../../domain/identifiers.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import { decideUpdateViewer } from '../../policy/viewers.ts';
import { changesWanted } from '../kit/assets/changes.ts';
import type { Viewer } from '../kit/decoders/viewers.ts';
import { viewerCost } from '../kit/viewers/cost.ts';
import { TENSORBOARD } from '../kit/viewers/viewer-api.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool } from '../tool.ts';

const input = z.strictObject({
  tensorboard_id: z.string().regex(SEGMENT),
  max_running_time_minutes: z.int().min(1).optional(),
  accessibility: z.enum(ACCESSIBILITIES).optional(),
  priority: z.int().min(1).max(9).optional().describe('In a quota; 9 is highest'),
});
type Asked = z.output<typeof input>;
const FIELDS = ['max_running_time_minutes', 'accessibility', 'priority'] as const;

const outcome = z.enum(['applied', 'pending']);
const output = z.object({
  id: z.string(),
  display_name: z.string(),
  status: z.string(),
  changes: z.record(z.string(), outcome),
});

/** Whether each change that was asked for shows. */
const changesOf = (asked: Asked, seen: Viewer | undefined): Record<string, z.output<typeof outcome>> => {
  const shown = {
    max_running_time_minutes: seen?.minutes,
    accessibility: seen?.accessibility,
    priority: seen?.priority,
  };
  return Object.fromEntries(
    FIELDS.filter((field) => asked[field] !== undefined).map((field) => [
      field,
      String(shown[field]) === String(asked[field]) ? 'applied' : 'pending',
    ]),
  );
};

const words = (changes: Readonly<Record<string, string>>): string =>
  Object.entries(changes)
    .map(([field, end]) => `${field} ${end}`)
    .join(', ');

export const updateTensorboard = defineTool({
  name: 'update_tensorboard',
  title: 'Update a TensorBoard',
  description:
    'Changes how long a TensorBoard may run, who sees it, or its priority. A person is asked where it costs more or is shown to more. Reads back.',
  inChinese: '修改可视化运行时长',
  toolset: 'tensorboard',
  effect: 'write',
  target: ({ tensorboard_id }) => tensorboard_id,
  heavier: {
    effects: ['billed', 'grants_access'],
    of: ({ max_running_time_minutes, accessibility }) => [
      ...(max_running_time_minutes === undefined ? [] : (['billed'] as const)),
      ...(accessibility === 'PUBLIC' ? (['grants_access'] as const) : []),
    ],
  },
  scope: 'region',
  actions: ['UpdateTensorboard', 'GetTensorboard', 'ListEcsSpecs'],
  input,
  output,
  async check(ctx, asked) {
    changesWanted('update_tensorboard', FIELDS, asked);
    const viewer = await TENSORBOARD.read(ctx, asked.tensorboard_id);
    const change = { minutes: asked.max_running_time_minutes, accessibility: asked.accessibility };
    const cost = await viewerCost(ctx, viewer, 'untold');
    return { decision: decideUpdateViewer(viewer, cost, change, ctx.operator.ceilings), prepared: viewer };
  },
  async run(ctx, asked, { displayName }) {
    const { tensorboard_id, max_running_time_minutes, accessibility, priority } = asked;
    const sent = await send(() =>
      ctx.call('UpdateTensorboard', {
        TensorboardId: tensorboard_id,
        ...(max_running_time_minutes ? { MaxRunningTimeMinutes: max_running_time_minutes } : {}),
        ...(accessibility ? { Accessibility: accessibility } : {}),
        ...(priority ? { Priority: String(priority) } : {}),
      }),
    );
    const seen = await watch(
      ctx,
      (signal) => TENSORBOARD.read(ctx, tensorboard_id, signal),
      (viewer) => !Object.values(changesOf(asked, viewer)).includes('pending'),
    );
    const changes = changesOf(asked, seen);
    if (sent.kind === 'unknown' && Object.values(changes).includes('pending'))
      throw stillUnknown(
        sent.fault,
        seen === undefined ? 'Reading it back failed too.' : `Read back: ${words(changes)}.`,
      );
    return { id: tensorboard_id, display_name: displayName, status: seen?.status ?? 'unknown', changes };
  },
  render: ({ id, display_name, status, changes }) =>
    `${id} ${quoted(display_name, 256)} is ${status}; ${words(changes)}.`,
  next: ({ id, changes }) =>
    Object.values(changes).includes('pending')
      ? [`get_tensorboard tensorboard_id=${id} in a minute: the change does not show so far.`]
      : [],
});

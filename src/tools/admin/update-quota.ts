import * as z from 'zod';
import { QUOTA_ID } from '../../domain/identifiers.ts';
import { QUEUE_STRATEGIES } from '../../domain/lists.ts';
import { decideUpdateQuota, type QuotaUpdate } from '../../policy/admin-quota.ts';
import { changesWanted } from '../kit/assets/changes.ts';
import type { Quota } from '../kit/decoders/quotas.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool } from '../tool.ts';
import { adminQuotaOf, readAdminQuota } from './admin-quota.ts';

const FIELDS = ['quota_name', 'description', 'queue_strategy'] as const;
const outcome = z.enum(['applied', 'pending']);
const output = z.object({ quota_id: z.string(), changes: z.record(z.string(), outcome) });

/** Whether the quota has what was asked for, by what was asked for; without a quota nothing shows. */
function shows(asked: QuotaUpdate, quota: Quota | undefined): Record<string, z.output<typeof outcome>> {
  const { quota_name, description, queue_strategy } = asked;
  const end = (holds: boolean | undefined) => (holds ? 'applied' : 'pending') as z.output<typeof outcome>;
  return {
    ...(quota_name === undefined ? {} : { quota_name: end(quota?.name === quota_name) }),
    ...(description === undefined ? {} : { description: end(quota?.description?.is(description)) }),
    ...(queue_strategy === undefined ? {} : { queue_strategy: end(quota?.queueStrategy === queue_strategy) }),
  };
}

const pairs = (changes: Readonly<Record<string, string>>): string =>
  Object.entries(changes)
    .map(([name, end]) => `${name} ${end}`)
    .join(', ');

export const updateQuota = defineTool({
  name: 'update_quota',
  title: 'Update a quota',
  description:
    'Changes name, description or queue strategy of a quota, for everybody who uses it. A person is asked each time.',
  inChinese: '修改配额、排队策略',
  toolset: 'admin',
  effect: 'destructive',
  target: ({ quota_id }) => quota_id,
  scope: 'region',
  shared: true,
  actions: ['UpdateQuota', 'GetQuota'],
  input: z.strictObject({
    quota_id: z.string().regex(QUOTA_ID),
    quota_name: z.string().min(1).max(127).optional(),
    description: z.string().max(1000).optional(),
    queue_strategy: z.enum(QUEUE_STRATEGIES).optional(),
  }),
  output,
  async check(ctx, { quota_id, ...asked }) {
    changesWanted('update_quota', FIELDS, asked);
    const quota = await readAdminQuota(ctx, quota_id);
    return { decision: decideUpdateQuota(adminQuotaOf(quota, quota_id), asked), prepared: undefined };
  },
  async run(ctx, { quota_id, ...asked }) {
    const sent = await send(() =>
      ctx.call('UpdateQuota', {
        QuotaId: quota_id,
        QuotaName: asked.quota_name,
        Description: asked.description,
        QueueStrategy: asked.queue_strategy,
      }),
    );
    const seen = await watch(
      ctx,
      async (signal) => shows(asked, await readAdminQuota(ctx, quota_id, signal)),
      (changes) => !Object.values(changes).includes('pending'),
    );
    const changes = seen ?? shows(asked, undefined);
    if (sent.kind === 'unknown' && Object.values(changes).includes('pending'))
      throw stillUnknown(
        sent.fault,
        seen === undefined ? 'Reading it back failed too.' : `Read back: ${pairs(changes)}.`,
      );
    return { quota_id, changes };
  },
  render: ({ quota_id, changes }) => `${quota_id}: ${pairs(changes)}.`,
  next: ({ quota_id, changes }) =>
    Object.values(changes).includes('pending')
      ? [`get_quota quota_id=${quota_id} in a minute; it does not show yet.`]
      : [],
});

import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { QUOTA_ID } from '../../domain/identifiers.ts';
import { decideScaleQuota, type Sizes } from '../../policy/admin-quota.ts';
import type { Quota } from '../kit/decoders/quotas.ts';
import { watch } from '../kit/watch.ts';
import { send, stillUnknown } from '../kit/write-outcome.ts';
import { defineTool } from '../tool.ts';
import { adminQuotaOf, readAdminQuota } from './admin-quota.ts';

const text = z.string();
const output = z.object({
  quota_id: text,
  outcome: z.enum(['applied', 'pending']),
  before: text,
  now: text,
});

const sizeText = ({ nodeSpecs, gpus }: Quota): string =>
  [...nodeSpecs.map(({ type, count }) => `${count ?? 'unknown'} x ${type}`), `${gpus.total ?? 'unknown'} GPUs`].join(
    ', ',
  );

const has = ({ nodeSpecs }: Quota, wanted: Sizes): boolean =>
  wanted.every(({ type, count }) => (nodeSpecs.find((each) => each.type === type)?.count ?? 0) === count);

/**
 * A machine type as the API writes it, `ml.gu7ef.8xlarge-gu100`. It stands in a question to a person, so nothing else
 * fits.
 */
const NODE_TYPE = formed(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a type of machines of the quota, without spaces');

export const scaleQuota = defineTool({
  name: 'scale_quota',
  title: 'Scale a quota',
  description:
    'Gives a quota another size: node_specs is its whole new size, not a difference. A person is asked each time, with the numbers before and after.',
  inChinese: '配额扩容、缩容',
  toolset: 'admin',
  effect: 'destructive',
  target: ({ quota_id }) => quota_id,
  scope: 'region',
  shared: true,
  actions: ['ScaleQuota', 'GetQuota'],
  input: z.strictObject({
    quota_id: z.string().regex(QUOTA_ID),
    node_specs: z
      .array(z.strictObject({ type: z.string().regex(NODE_TYPE), count: z.int().min(0).max(100_000) }))
      .min(1)
      .max(20)
      .describe('Every machine type of the quota'),
  }),
  output,
  async check(ctx, { quota_id, node_specs }) {
    const quota = await readAdminQuota(ctx, quota_id);
    return { decision: decideScaleQuota(adminQuotaOf(quota, quota_id), node_specs), prepared: sizeText(quota) };
  },
  async run(ctx, { quota_id, node_specs }, before): Promise<z.input<typeof output>> {
    const sent = await send(() =>
      ctx.call('ScaleQuota', {
        QuotaId: quota_id,
        Min: { NodeSpecs: node_specs.map(({ type, count }) => ({ Type: type, Count: count })) },
      }),
    );
    const seen = await watch(
      ctx,
      (signal) => readAdminQuota(ctx, quota_id, signal),
      (quota) => has(quota, node_specs),
    );
    const applied = seen !== undefined && has(seen, node_specs);
    if (sent.kind === 'unknown' && !applied)
      throw stillUnknown(
        sent.fault,
        seen === undefined ? 'Reading it back failed too.' : `Read back, ${quota_id} has ${sizeText(seen)}.`,
      );
    return {
      quota_id,
      outcome: applied ? 'applied' : 'pending',
      before,
      now: seen === undefined ? 'not read back' : sizeText(seen),
    };
  },
  render: ({ quota_id, outcome, before, now }) =>
    outcome === 'applied'
      ? `${quota_id} has its new size: ${now} (before: ${before}).`
      : `The cloud accepted the change of ${quota_id}, and it does not show yet: ${now} (before: ${before}).`,
  next: ({ quota_id }) => [`get_quota quota_id=${quota_id} says what fits now.`],
});

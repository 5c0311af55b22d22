import * as z from 'zod';
import { round } from '../../domain/quantity.ts';
import type { Quota, Share } from './decoders/quotas.ts';
import { foreignText, shapeless } from './fields.ts';

const figure = z.number().optional();
const share = shapeless({ free: figure, allocated: figure, allocatable: figure, total: figure });
/** What an answer says of a quota. */
export const quotaRow = z.object({
  quota_id: z.string(),
  name: z.string().optional(),
  /** The quota that it is a part of, whose figures hold its own. */
  parent: z.string().optional(),
  kind: z.string(),
  gpu_type: z.string().optional(),
  status: z.string().optional(),
  reason: foreignText.optional(),
  queue_strategy: z.string().optional(),
  gpus: share,
  cpus: share,
  memory_gib: share,
});
export type QuotaRow = z.output<typeof quotaRow>;

const figures = ({ free, allocated, allocatable, total }: Share): z.output<typeof share> => ({
  free: free && round(free),
  allocated: allocated && round(allocated),
  allocatable: allocatable && round(allocatable),
  total: total && round(total),
});

export const quotaRowOf = (quota: Quota): QuotaRow => ({
  quota_id: quota.quotaId,
  name: quota.name,
  parent: quota.parentId,
  kind: quota.kind,
  gpu_type: quota.gpuType,
  status: quota.status,
  reason: quota.reason,
  queue_strategy: quota.queueStrategy,
  gpus: figures(quota.gpus),
  cpus: figures(quota.cpus),
  memory_gib: figures(quota.memoryGib),
});

/** `48/16/64/64`, or `unknown` for a figure that the cloud does not give, and for all of them. */
export function shareText({ free, allocated, allocatable, total }: QuotaRow['gpus']): string {
  const all = [free, allocated, allocatable, total];
  return all.every((each) => each === undefined) ? 'unknown' : all.map((each) => each ?? 'unknown').join('/');
}

/** What `shareText` shows, for the reader. */
export const SHARE_LEGEND = 'gpus, cpus and memory_gib are free/allocated/allocatable/total.';

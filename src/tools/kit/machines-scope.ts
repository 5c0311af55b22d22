import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { QUOTA_ID, RESOURCE_GROUP_ID } from '../../domain/identifiers.ts';

/** Whose machines: of one quota or of resource groups. The cloud takes exactly one of them (api-notes: nodes). */
export const machinesScope = {
  quota_id: z.string().regex(QUOTA_ID).optional(),
  resource_group_ids: z.array(z.string().regex(RESOURCE_GROUP_ID)).min(1).max(20).optional(),
};

/** Parameters that a locked scope takes out: resource groups serve several workspaces. */
export const BEYOND_WORKSPACE = ['resource_group_ids'];

/** @throws Fault `invalid_input` unless exactly one of them is given */
export function machinesAsked({
  quota_id,
  resource_group_ids,
}: {
  quota_id?: string | undefined;
  resource_group_ids?: readonly string[] | undefined;
}): { asked: { QuotaId: string } | { ResourceGroupIds: string }; words: string } {
  if ((quota_id === undefined) === (resource_group_ids === undefined))
    throw new Fault({
      kind: 'invalid_input',
      message: 'Exactly one of quota_id and resource_group_ids says whose machines are meant.',
      fix: 'Pass quota_id; with resource_group_ids nothing is known of what is free.',
    });
  if (quota_id !== undefined) return { asked: { QuotaId: quota_id }, words: `quota ${quota_id}` };
  const ids = resource_group_ids?.join(',') ?? '';
  return { asked: { ResourceGroupIds: ids }, words: `resource groups ${ids}` };
}

import type { QuotaNode } from '../world/world.ts';

/** Whether pods of a workspace can go to a machine at a time; of no workspace: whether it is open to all. */
export function isOpenAt({ changes = [] }: Pick<QuotaNode, 'changes'>, at: number, workspaceId?: string): boolean {
  let bound = true;
  const closed = new Set<string>();
  for (const change of changes.filter((each) => each.at <= at)) {
    if (change.what === 'bound' || change.what === 'unbound') bound = change.what === 'bound';
    else if (change.what === 'cordon') closed.add(change.workspaceId ?? '');
    else closed.delete(change.workspaceId ?? '');
  }
  return bound && !closed.has('') && (workspaceId === undefined || !closed.has(workspaceId));
}

/** Which quota had a machine at a time. @param owner the one that has it now */
export const ownerAt = ({ changes = [] }: Pick<QuotaNode, 'changes'>, at: number, owner: string): string =>
  changes.find((change) => change.at > at && change.from !== undefined)?.from ?? owner;

/** Whether it is cordoned for everybody now. */
export const isCordoned = ({ changes = [] }: Pick<QuotaNode, 'changes'>): boolean =>
  changes.findLast(({ what, workspaceId }) => what.endsWith('cordon') && workspaceId === undefined)?.what === 'cordon';

import { fail } from '../errors.ts';
import { type AdmitContext, newJobId } from './admit.ts';
import { priorityAt } from './record.ts';
import { wholeSecond } from './times.ts';

/**
 * Lets another job of the same owner, name and request take the place of a job, and returns its id. Without `keepId`
 * the old one is being stopped and the new one begins; with it the id leads to a job created a second earlier, which is
 * otherwise as far as the old one was. Throws 404 `NotFound`.
 */
export function swapJob(context: Pick<AdmitContext, 'store' | 'seed'>, id: string, keepId: boolean): string {
  const { store } = context;
  const old = store.find(id);
  if (!old) throw fail('NotFound', `Job ${id} does not exist.`);
  const now = wholeSecond(store.now());
  const createdAt = keepId ? old.createdAt - 1000 : now;
  const sequence = store.ever();
  const { stopAt, ...rest } = structuredClone(old);
  const twin = {
    ...rest,
    id: keepId ? id : newJobId(context, sequence),
    sequence: keepId ? old.sequence : sequence,
    createdAt,
    modifiedAt: createdAt,
    priorities: [{ at: createdAt, value: priorityAt(old, now) }],
    podsAddedAt: {},
    ...(keepId && stopAt !== undefined ? { stopAt } : {}),
  };
  if (!keepId) {
    old.stopAt ??= now;
    store.changed(old);
  }
  store.add(twin);
  return twin.id;
}

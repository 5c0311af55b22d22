import { fail } from '../errors.ts';
import type { JobRecord } from './record.ts';
import type { JobStore, JobView } from './store.ts';

/**
 * Changes how a job will go on; 400 `BadRequest`, and no change, where that would rewrite what has happened already.
 */
export function changeFate(
  store: JobStore,
  record: JobRecord,
  changes: Pick<JobRecord, 'scenario' | 'runSeconds'>,
): void {
  if (record.told) throw fail('BadRequest', `Job ${record.id} goes as its story tells, not as a scenario.`);
  const { scenario, runSeconds } = record;
  const past = pastOf(store.view(record));
  Object.assign(record, changes);
  store.changed(record);
  if (pastOf(store.view(record)) === past) return;
  Object.assign(record, { scenario, runSeconds });
  store.changed(record);
  throw fail('BadRequest', `Job ${record.id} is already past the point where ${changes.scenario} would differ.`);
}

const pastOf = ({ reached }: JobView): string => reached.map(({ status, from }) => `${status}@${from}`).join();

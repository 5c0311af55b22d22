import { fail } from '../errors.ts';
import { changeFate } from './fate.ts';
import { scenarioOf } from './scenario.ts';
import { TERMINAL } from './status.ts';
import type { JobStore } from './store.ts';

/** Changes how a job will go on; what has happened already stays. */
export function setScenario(
  store: JobStore,
  id: string,
  name: string | undefined,
  run: number | undefined,
): { scenario: string; runSeconds: number } {
  const record = store.find(id);
  if (!record) throw fail('NotFound', `Job ${id} does not exist.`);
  const view = store.view(record);
  if (TERMINAL.includes(view.current.status)) throw fail('BadRequest', `Job ${id} has ended.`);
  const scenario = name === undefined ? record.scenario : scenarioOf(name);
  const ran = view.reached.find((phase) => phase.status === 'Running');
  const least = ran ? Math.floor((view.now - ran.from) / 1000) + 1 : 1;
  if (run !== undefined && run < least)
    throw fail('InvalidParameter', `runSeconds must be at least ${least}: the job has run for longer already.`);
  const runSeconds = run ?? record.runSeconds;
  changeFate(store, record, { scenario, runSeconds });
  return { scenario, runSeconds };
}

import { fail } from '../errors.ts';
import { scenarioOf } from './scenario.ts';
import type { JobStore } from './store.ts';
import { TERMINAL } from './timeline.ts';

/** Changes how a job will go on; what has happened already stays, so a job that has its resources cannot starve any more. */
export function setScenario(store: JobStore, id: string, name: unknown, run: unknown): Record<string, unknown> {
  const record = store.find(id);
  if (!record) throw fail('NotFound', `Job ${id} does not exist.`);
  const view = store.view(record);
  if (TERMINAL.includes(view.current.status)) throw fail('BadRequest', `Job ${id} has ended.`);
  const scenario = name === undefined ? record.scenario : scenarioOf(String(name));
  const ran = view.reached.find((phase) => phase.status === 'Running');
  if (scenario === 'quota_starvation' && view.startAt !== undefined)
    throw fail('BadRequest', `Job ${id} has its resources already.`);
  const least = ran ? Math.floor((view.now - ran.from) / 1000) + 1 : 1;
  if (run !== undefined && !(Number.isInteger(run) && Number(run) >= least))
    throw fail('InvalidParameter', `run_seconds must be a whole number of at least ${least}.`);
  record.scenario = scenario;
  if (run !== undefined) record.runSeconds = Number(run);
  store.changed(record);
  return { JobId: id, scenario, run_seconds: record.runSeconds };
}

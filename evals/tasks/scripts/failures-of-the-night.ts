import { SCENARIO_TABLE } from '../../../src/simulator/jobs/scenarios/all.ts';
import { placeJob } from '../../shared/place-job.ts';
import { type Data, rowsOf, textOf } from '../agent.ts';
import { defineTask, writes } from '../task.ts';

const HOURS = 3_600_000;
const on = { quota: 'llm-lingjun' };

/** Name, scenario, age and run time in minutes; the first three have failed within the last 12 hours. */
const JOBS = [
  ['dpo-zh', 'python_traceback', 400, 30],
  ['embed-mix', 'oom', 1700, 1500],
  ['ctr-large', 'image_not_found', 200, 60],
  ['asr-v2', 'cuda_oom', 1900, 60],
  ['vit-base', 'success', 300, 60],
  ['moe-lite', 'success', 300, 3000],
] as const;

export const failuresOfTheNight = defineTask({
  name: 'failures of the night',
  ask: 'Which of my jobs failed in the last 12 hours, and why?',
  seed: 34,
  setUp: (cloud) =>
    JOBS.map(([name, scenario, ageMinutes, runMinutes]) => ({
      id: placeJob(cloud, { ...on, name, scenario, ageMinutes, runMinutes }),
      scenario,
    })).slice(0, 3),
  async solve(agent) {
    const listed = await agent.call('list_jobs', { status: 'Failed', sort_by: 'GmtFinishTime' });
    const since = Date.now() - 12 * HOURS;
    const failed = rowsOf(listed, 'jobs').filter((job) => Date.parse(textOf(job, 'finished')) >= since);
    const told: Data = {};
    for (const job of failed) {
      const job_id = textOf(job, 'job_id');
      told[job_id] = textOf(await agent.call('diagnose_job', { job_id }), 'category');
    }
    return told;
  },
  check: ({ cloud, placed, told }) => ({
    'exactly the failures of the night are told':
      Object.keys(told).sort().join() ===
      placed
        .map(({ id }) => id)
        .sort()
        .join(),
    'each with its cause': placed.every(({ id, scenario }) => told[id] === SCENARIO_TABLE.get(scenario)?.category),
    'nothing was changed': writes(cloud).length === 0,
  }),
});

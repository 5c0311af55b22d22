import { placeJob } from '../../shared/place-job.ts';
import { jobNamed, only, rowsOf, textOf } from '../agent.ts';
import { defineTask, statusOf, writes } from '../task.ts';

export const waitForTheEnd = defineTask({
  name: 'wait for the end',
  ask: 'Wait until eval-suite-3 has ended, and tell me how it ended.',
  seed: 36,
  setUp(cloud) {
    const job = { name: 'eval-suite-3', scenario: 'python_traceback', quota: 'llm-lingjun' };
    const id = placeJob(cloud, { ...job, ageMinutes: 60, runMinutes: 60 });
    // What is left of it, about a minute, passes in a second.
    cloud.clock.setSpeed(60);
    return id;
  },
  async solve(agent) {
    const job_id = await jobNamed(agent, 'eval-suite-3');
    const waited = await agent.call('wait_for_job', { job_ids: [job_id] });
    const status = textOf(
      only(rowsOf(waited, 'jobs'), (job) => job.job_id === job_id),
      'status',
    );
    if (status !== 'Failed') return { status };
    return { status, category: textOf(await agent.call('diagnose_job', { job_id }), 'category') };
  },
  check: ({ cloud, placed, told }) => ({
    'the job has ended': statusOf(cloud, placed) === 'Failed',
    'its end was told': told.status === 'Failed',
    'and why': told.category === 'user_code_error',
    'nothing was changed': writes(cloud).length === 0,
  }),
});

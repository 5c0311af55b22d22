import { placeJob } from '../../shared/place-job.ts';
import { jobNamed } from '../agent.ts';
import { defineTask, statusOf, writes } from '../task.ts';

export const stopWhatNeverStarts = defineTask({
  name: 'stop what never starts',
  ask: 'vit-eval has been starting for 40 minutes. Stop it, or tell me who can.',
  seed: 42,
  setUp: (cloud) =>
    placeJob(cloud, {
      name: 'vit-eval',
      scenario: 'image_pull_backoff',
      wording: 0,
      quota: 'llm-lingjun',
      ageMinutes: 41,
      runMinutes: 60,
    }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'vit-eval');
    return { says: await agent.refused('stop_job', { job_id }) };
  },
  check({ cloud, placed, told }) {
    const says = String(told.says);
    return {
      'it is told that waiting is no use, and why': /will not run by itself/.test(says) && /registry/.test(says),
      'nobody is told to wait for it': !/wait_for_job/.test(says),
      'it is told who can stop it: the operator, and a person in the console':
        says.includes('--stoppable live') && says.includes(`/jobs/${placed}/overview`),
      'nothing was stopped': writes(cloud).length === 0 && statusOf(cloud, placed) === 'EnvPreparing',
    };
  },
});

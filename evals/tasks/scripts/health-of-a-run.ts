import { placeJob } from '../../shared/place-job.ts';
import { jobNamed } from '../agent.ts';
import { defineTask, statusOf, writes } from '../task.ts';

export const healthOfARun = defineTask({
  name: 'health of a run',
  ask: 'Is pretrain-3b-run2 still learning?',
  seed: 39,
  setUp: (cloud) =>
    placeJob(cloud, {
      name: 'pretrain-3b-run2',
      scenario: 'healthy_running',
      wording: 1,
      quota: 'llm-lingjun',
      pods: 4,
      gpus: 8,
      cpu: 96,
      memoryGib: 960,
      ageMinutes: 300,
      runMinutes: 1500,
    }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'pretrain-3b-run2');
    return agent.call('check_job_health', { job_id });
  },
  check: ({ cloud, placed, told }) => ({
    'the job runs': statusOf(cloud, placed) === 'Running' && told.job_id === placed,
    'it is told to be healthy': told.verdict === 'healthy',
    'its loss is told': /loss (?:falling|flat)/.test(JSON.stringify(told.findings)),
    'nothing was changed': writes(cloud).length === 0,
  }),
});

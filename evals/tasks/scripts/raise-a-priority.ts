import { priorityAt } from '../../../src/simulator/jobs/record.ts';
import { placeJob } from '../../shared/place-job.ts';
import { jobNamed } from '../agent.ts';
import { accepted, defineTask } from '../task.ts';

const whole = { quota: 'llm-starved', cpu: 96, memoryGib: 960, gpus: 8 };

export const raiseAPriority = defineTask({
  name: 'raise a priority',
  ask: 'Let rerank-base start next: give it priority 8.',
  seed: 33,
  setUp(cloud) {
    placeJob(cloud, { ...whole, name: 'pretrain-1b', ageMinutes: 300, runMinutes: 2000 });
    placeJob(cloud, { ...whole, name: 'dpo-7b', priority: 5, ageMinutes: 90, runMinutes: 100 });
    return placeJob(cloud, { ...whole, name: 'rerank-base', priority: 2, ageMinutes: 30, runMinutes: 100 });
  },
  async solve(agent) {
    const job_id = await jobNamed(agent, 'rerank-base');
    return agent.call('update_job', { job_id, priority: 8 });
  },
  check({ cloud, placed, told }) {
    const { store } = cloud.context;
    const record = store.find(placed);
    return {
      'one update was sent': accepted(cloud, 'UpdateJob').length === 1,
      'the job has the priority': record !== undefined && priorityAt(record, store.now()) === 8,
      'it is the next one': store.quotaUse(record?.request.ResourceId ?? '').queue[0]?.id === placed,
      'it was told as applied': (told.changes as Record<string, unknown>).priority === 'applied',
    };
  },
});

import { placeJob } from '../../shared/place-job.ts';
import { only, rowsOf, textOf } from '../agent.ts';
import { defineTask, writes } from '../task.ts';

const whole = { quota: 'llm-starved', cpu: 96, memoryGib: 960, gpus: 8 };

export const whoHoldsTheGpus = defineTask({
  name: 'who holds the GPUs',
  ask: 'Nothing gets into llm-starved. Who of us in llm_train holds its GPUs, and how many each?',
  seed: 45,
  setUp: (cloud) => ({
    holder: placeJob(cloud, { ...whole, name: 'pretrain-1b', owner: 1, ageMinutes: 300, runMinutes: 2000 }),
    waiting: placeJob(cloud, { ...whole, name: 'pretrain-1b-ablation', ageMinutes: 60, runMinutes: 240 }),
  }),
  async solve(agent) {
    const workspaces = await agent.call('list_workspaces', { name_contains: 'llm_train' });
    const workspace_id = textOf(
      only(rowsOf(workspaces, 'workspaces'), ({ name }) => name === 'llm_train'),
      'workspace_id',
    );
    const quotas = await agent.call('list_quotas', { workspace_id, quota_name: 'llm-starved' });
    const quota = only(rowsOf(quotas, 'quotas'), ({ name }) => name === 'llm-starved');
    const where = { workspace_id, resource_id: textOf(quota, 'quota_id') };
    const listed = await agent.call('list_jobs', { ...where, own: false, status: 'Running' });
    const holders = rowsOf(listed, 'jobs').map((job) => [textOf(job, 'job_id'), [textOf(job, 'user'), job.gpus]]);
    return Object.fromEntries(holders);
  },
  check: ({ cloud, placed, told }) => ({
    'who holds them is told, with how many':
      JSON.stringify(told) === JSON.stringify({ [placed.holder]: [cloud.users[1]?.userName, 8] }),
    'nothing was changed': writes(cloud).length === 0,
  }),
});

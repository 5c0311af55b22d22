import { placeJob } from '../../shared/place-job.ts';
import { type Data, only, rowsOf, textOf } from '../agent.ts';
import { defineTask, writes } from '../task.ts';

const on = { quota: 'llm-lingjun', pods: 2 };

export const idleMachines = defineTask({
  name: 'idle machines',
  ask: 'Which of the running jobs that I can see in the workspace llm_train hold GPUs without getting on, whose are they, and how many GPUs is that?',
  seed: 41,
  setUp(cloud) {
    placeJob(cloud, {
      ...on,
      name: 'sft-zh',
      scenario: 'healthy_running',
      wording: 0,
      ageMinutes: 200,
      runMinutes: 900,
    });
    placeJob(cloud, { ...on, name: 'dpo-mix', scenario: 'flat_loss', wording: 0, ageMinutes: 90, runMinutes: 900 });
    placeJob(cloud, { ...on, name: 'vit-done', ageMinutes: 300, runMinutes: 30 });
    const hung = { ...on, name: 'moe-longctx', scenario: 'nccl_init_hang', wording: 0, owner: 1 };
    return placeJob(cloud, { ...hung, gpus: 8, cpu: 96, memoryGib: 960, ageMinutes: 45, runMinutes: 1 });
  },
  async solve(agent) {
    const workspaces = await agent.call('list_workspaces', { name_contains: 'llm_train' });
    const workspace_id = textOf(
      only(rowsOf(workspaces, 'workspaces'), ({ name }) => name === 'llm_train'),
      'workspace_id',
    );
    const running = rowsOf(await agent.call('list_jobs', { workspace_id, status: 'Running', own: false }), 'jobs');
    const told: Data = {};
    for (const job of running) {
      const job_id = textOf(job, 'job_id');
      const { verdict } = await agent.call('check_job_health', { job_id });
      if (verdict === 'critical') told[job_id] = { user: textOf(job, 'user'), gpus: job.gpus };
    }
    return told;
  },
  check: ({ cloud, placed, told }) => ({
    'three jobs run': cloud.jobs().filter(({ status }) => status === 'Running').length === 3,
    'the one that hangs is told, with its owner and its GPUs':
      JSON.stringify(told) === JSON.stringify({ [placed]: { user: cloud.users[1]?.userName, gpus: 16 } }),
    'nothing was changed': writes(cloud).length === 0,
  }),
});

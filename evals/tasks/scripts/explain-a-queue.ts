import { placeJob } from '../../shared/place-job.ts';
import { findJob, rowsOf, textOf } from '../agent.ts';
import { defineTask, statusOf, writes } from '../task.ts';

const whole = { quota: 'llm-starved', cpu: 96, memoryGib: 960, gpus: 8 };

export const explainAQueue = defineTask({
  name: 'explain a queue',
  ask: 'Why does pretrain-1b-ablation not start, and who is in its way?',
  seed: 32,
  setUp: (cloud) => ({
    holder: placeJob(cloud, { ...whole, name: 'pretrain-1b', owner: 1, ageMinutes: 300, runMinutes: 2000 }),
    waiting: placeJob(cloud, { ...whole, name: 'pretrain-1b-ablation', ageMinutes: 60, runMinutes: 240 }),
  }),
  async solve(agent) {
    const job = await findJob(agent, 'pretrain-1b-ablation');
    const [job_id, resource_id] = [textOf(job, 'job_id'), textOf(job, 'quota')];
    const { category, confidence, summary } = await agent.call('diagnose_job', { job_id });
    const where = { workspace_id: textOf(job, 'workspace_id'), resource_id };
    const holders = await agent.call('list_jobs', { ...where, own: false, status: 'Running' });
    const users = rowsOf(holders, 'jobs').map((job) => [textOf(job, 'job_id'), textOf(job, 'user')]);
    return { job_id, category, confidence, summary, holders: Object.fromEntries(users) };
  },
  check: ({ cloud, placed, told }) => ({
    'it is the job that waits': told.job_id === placed.waiting && statusOf(cloud, placed.waiting) === 'Queuing',
    'the cause is the quota': told.category === 'quota_or_stock_shortage' && told.confidence === 'direct',
    'the resource that is short is named': /GPU/.test(String(told.summary)),
    'who holds it is told':
      JSON.stringify(told.holders) === JSON.stringify({ [placed.holder]: cloud.users[1]?.userName }),
    'nothing was changed': writes(cloud).length === 0,
  }),
});

import { findingsOf } from '../../../src/simulator/corpus/label.ts';
import { placeJob } from '../../shared/place-job.ts';
import { jobNamed } from '../agent.ts';
import { defineTask, writes } from '../task.ts';

export const firstErrorOf64Workers = defineTask({
  name: 'first error of 64 workers',
  ask: 'pretrain-64 failed on its 64 workers. What was the first error, and do all of them have it?',
  seed: 44,
  setUp: (cloud) =>
    placeJob(cloud, {
      name: 'pretrain-64',
      scenario: 'worker_exception',
      wording: 0,
      quota: 'llm-lingjun',
      pods: 64,
      cpu: 1,
      memoryGib: 4,
      gpus: 1,
      ageMinutes: 90,
      runMinutes: 30,
    }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'pretrain-64');
    const found = await agent.call('get_pod_logs', { job_id, pods: ['all'], level: 'error' });
    return { pods: found.pods, lines: found.lines };
  },
  check({ cloud, placed, told }) {
    const { store } = cloud.context;
    const record = store.find(placed);
    const evidence = record === undefined ? [] : findingsOf(store.view(record), cloud.context).evidence;
    const inLogs = evidence.filter(({ source }) => source === 'pod_log');
    const pods = told.pods as { pod_id: string }[];
    return {
      'the simulator knows the lines that show it': inLogs.length > 0,
      'all 64 pods were read': pods.length === 64,
      'the first of them is the one that failed first': inLogs.some(({ podId }) => podId === pods[0]?.pod_id),
      'its error is among the lines': inLogs.some(({ text }) =>
        JSON.stringify(told.lines).includes(JSON.stringify(text).slice(1, -1)),
      ),
      'nothing was changed': writes(cloud).length === 0,
    };
  },
});

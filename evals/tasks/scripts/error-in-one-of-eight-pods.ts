import { findingsOf } from '../../../src/simulator/corpus/label.ts';
import { placeJob } from '../../shared/place-job.ts';
import { jobNamed, rowsOf, textOf } from '../agent.ts';
import { defineTask, writes } from '../task.ts';

export const errorInOneOfEightPods = defineTask({
  name: 'error in one of eight pods',
  ask: 'One of the 8 pods of sft-7b-labels broke the run. Which one, and what is the error?',
  seed: 37,
  setUp: (cloud) =>
    placeJob(cloud, {
      name: 'sft-7b-labels',
      scenario: 'worker_exception',
      wording: 0,
      quota: 'llm-lingjun',
      pods: 8,
      ageMinutes: 90,
      runMinutes: 30,
    }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'sft-7b-labels');
    const found = await agent.call('get_pod_logs', { job_id, level: 'error', max_lines: 40 });
    return { pod_id: textOf(rowsOf(found, 'pods')[0], 'pod_id'), lines: found.lines };
  },
  check({ cloud, placed, told }) {
    const { store } = cloud.context;
    const record = store.find(placed);
    const evidence = record === undefined ? [] : findingsOf(store.view(record), cloud.context).evidence;
    const inLogs = evidence.filter(({ source }) => source === 'pod_log');
    return {
      'the simulator knows the lines that show it': inLogs.length > 0,
      'the pod is the one that failed first': inLogs.some(({ podId }) => podId === told.pod_id),
      'the error is among the lines': inLogs.some(({ text }) =>
        JSON.stringify(told.lines).includes(JSON.stringify(text).slice(1, -1)),
      ),
      'nothing was changed': writes(cloud).length === 0,
    };
  },
});

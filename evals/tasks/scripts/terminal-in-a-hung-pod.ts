import { placeJob } from '../../shared/place-job.ts';
import { jobNamed, rowsOf, TaskFailure, textOf } from '../agent.ts';
import { accepted, defineTask, statusOf, writes } from '../task.ts';

export const terminalInAHungPod = defineTask({
  name: 'terminal in a hung pod',
  ask: 'moe-base-r3 seems to hang. If it does, give me a terminal in the pod that shows it.',
  seed: 40,
  setUp: (cloud) =>
    placeJob(cloud, {
      name: 'moe-base-r3',
      scenario: 'collective_deadlock',
      wording: 0,
      quota: 'llm-lingjun',
      pods: 4,
      ageMinutes: 120,
      runMinutes: 60,
    }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'moe-base-r3');
    const { category, evidence } = await agent.call('diagnose_job', { job_id });
    if (category !== 'nccl_timeout') throw new TaskFailure(`it does not hang: ${category}`);
    const shows = rowsOf({ evidence }, 'evidence').find(({ source }) => source === 'pod_log');
    return agent.call('get_web_terminal', { job_id, pod_id: textOf(shows, 'pod') });
  },
  check({ cloud, placed, told, asked }) {
    const handed = accepted(cloud, 'GetWebTerminal');
    return {
      'one terminal was handed out, and nothing else': writes(cloud).join() === 'GetWebTerminal' && handed.length === 1,
      'it is in the pod that was told': handed.some(({ path }) => path.includes(`/${String(told.pod_id)}/`)),
      'the pod is of this job': String(told.pod_id).startsWith(`${placed}-`),
      'the link was told': /^wss:/.test(String(told.url)),
      'a person was asked first': asked.length === 1,
      'the job still hangs': statusOf(cloud, placed) === 'Running',
    };
  },
});

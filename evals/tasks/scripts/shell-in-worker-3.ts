import { placeJob } from '../../shared/place-job.ts';
import { jobNamed } from '../agent.ts';
import { accepted, defineTask, writes } from '../task.ts';

export const shellInWorker3 = defineTask({
  name: 'shell in worker 3',
  ask: 'Open a shell in worker-3 of moe-4node, and tell me how I get into it.',
  seed: 43,
  setUp: (cloud) =>
    placeJob(cloud, { name: 'moe-4node', quota: 'llm-lingjun', pods: 5, ageMinutes: 60, runMinutes: 600 }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'moe-4node');
    return agent.call('get_web_terminal', { job_id, pod_id: 'worker-3' });
  },
  check({ cloud, placed, told, asked }) {
    const [entry, ...more] = accepted(cloud, 'GetWebTerminal');
    return {
      'one terminal was handed out': writes(cloud).join() === 'GetWebTerminal' && more.length === 0,
      'it is in worker 3 of this job': entry?.path.includes(`/${placed}-worker-3/`) === true,
      'how the link is opened is told':
        /^wss:/.test(String(told.url)) && /wscat|websocat/.test(String(told.opened_with)),
      'a person was asked first': asked.length === 1,
    };
  },
});

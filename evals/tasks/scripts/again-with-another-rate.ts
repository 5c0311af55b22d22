import { placeJob } from '../../shared/place-job.ts';
import { jobNamed } from '../agent.ts';
import { accepted, defineTask } from '../task.ts';

export const againWithAnotherRate = defineTask({
  name: 'again with another learning rate',
  ask: 'Run sft-7b-base again with "torchrun train.py --lr 1e-5", everything else as it was.',
  seed: 46,
  setUp: (cloud) => placeJob(cloud, { name: 'sft-7b-base', quota: 'llm-lingjun', ageMinutes: 300, runMinutes: 30 }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'sft-7b-base');
    return agent.call('clone_job', { job_id, changes: { command: 'torchrun train.py --lr 1e-5' } });
  },
  check({ cloud, placed, told }) {
    const { store } = cloud.context;
    const [create, ...more] = accepted(cloud, 'CreateJob');
    const [source, again] = [store.find(placed)?.request, store.find(String(told.job_id))?.request];
    return {
      'one job was created': create?.jobId === told.job_id && more.length === 0,
      'it has the new rate': again?.UserCommand === 'torchrun train.py --lr 1e-5',
      'its pods and its quota are the same':
        JSON.stringify(again?.JobSpecs) === JSON.stringify(source?.JobSpecs) &&
        again?.ResourceId === source?.ResourceId,
    };
  },
});

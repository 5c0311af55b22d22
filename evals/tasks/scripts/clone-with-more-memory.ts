import { placeJob } from '../../shared/place-job.ts';
import { jobNamed, TaskFailure } from '../agent.ts';
import { accepted, defineTask, statusOf } from '../task.ts';

export const cloneWithMoreMemory = defineTask({
  name: 'clone with more memory',
  ask: 'If embed-corpus died for want of memory, start it again with 480Gi.',
  seed: 38,
  setUp: (cloud) =>
    placeJob(cloud, { name: 'embed-corpus', scenario: 'oom', quota: 'llm-lingjun', ageMinutes: 90, runMinutes: 30 }),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'embed-corpus');
    const { category } = await agent.call('diagnose_job', { job_id });
    if (category !== 'host_oom') throw new TaskFailure(`not for want of memory: ${category}`);
    const changes = { task_specs: [{ resource_config: { memory: '480Gi' } }] };
    return agent.call('clone_job', { job_id, changes });
  },
  check({ cloud, placed, told }) {
    const { store } = cloud.context;
    const [create, ...more] = accepted(cloud, 'CreateJob');
    const [source, clone] = [store.find(placed)?.request, store.find(String(told.job_id))?.request];
    const [before, after] = [source?.JobSpecs[0], clone?.JobSpecs[0]];
    return {
      'one job was created': create?.jobId === told.job_id && more.length === 0,
      'it has the memory': after?.ResourceConfig?.Memory === '480Gi',
      'the rest of its pods is the same':
        JSON.stringify({ ...after, ResourceConfig: { ...after?.ResourceConfig, Memory: '' } }) ===
        JSON.stringify({ ...before, ResourceConfig: { ...before?.ResourceConfig, Memory: '' } }),
      'it runs the same command in the same quota':
        clone?.UserCommand === source?.UserCommand && clone?.ResourceId === source?.ResourceId,
      'the old one is as it was': statusOf(cloud, placed) === 'Failed',
    };
  },
});

import { placeJob } from '../../shared/place-job.ts';
import { jobNamed } from '../agent.ts';
import { accepted, defineTask, statusOf } from '../task.ts';

const on = { quota: 'llm-lingjun', ageMinutes: 100, runMinutes: 900 };

export const stopOneOfTwo = defineTask({
  name: 'stop one of two',
  ask: 'Stop sft-7b-lr2e5, which diverges. Its twin with the warm-up goes on.',
  seed: 35,
  setUp: (cloud) => ({
    diverging: placeJob(cloud, { ...on, name: 'sft-7b-lr2e5' }),
    twin: placeJob(cloud, { ...on, name: 'sft-7b-lr2e5-warmup' }),
  }),
  // The person reads the question before saying yes.
  person: (question) => question.includes('"sft-7b-lr2e5"'),
  async solve(agent) {
    const job_id = await jobNamed(agent, 'sft-7b-lr2e5');
    return agent.call('stop_job', { job_id });
  },
  check: ({ cloud, placed, told, asked }) => ({
    'one stop was sent': accepted(cloud, 'StopJob').length === 1,
    'a person was asked, with the id': asked.length === 1 && String(asked[0]).includes(placed.diverging),
    'the right job is being stopped': ['Stopping', 'Stopped'].includes(statusOf(cloud, placed.diverging) ?? ''),
    'its twin runs on': statusOf(cloud, placed.twin) === 'Running',
    'the outcome was told': told.outcome === 'stopping' || told.outcome === 'stopped',
  }),
});

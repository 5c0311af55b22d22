import { expect, it } from 'vitest';
import { Job } from '../../src/jobs/job.ts';
import { Pod } from '../../src/jobs/pods.ts';
import { readCase } from '../../src/tools/workflows/diagnose-job/case.ts';
import { createReads, MAX_CALLS } from '../../src/tools/workflows/diagnose-job/reads.ts';
import { fakeContext } from '../tools/read-fixtures.ts';
import { NOW } from './cloud-of-one.ts';

it('a diagnosis makes no more than its calls, and says what it did not read', async () => {
  const { ctx, calls } = fakeContext({ GetPodLogs: { Logs: ['x'] } });
  const reads = createReads(ctx, readCase('dlc1', new Job({ Status: 'Failed' }), NOW));
  const answers = [];
  for (let turn = 0; turn < MAX_CALLS + 3; turn++)
    answers.push(await reads.podLog(new Pod({ PodId: `dlc1-worker-${turn}` })));
  // GetJob was the first call.
  expect(calls).toHaveLength(MAX_CALLS - 1);
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(4);
  expect(reads.left()).toBe(0);
  expect(reads.notKnown()[0]).toBe('log of dlc1-worker-11: not read, the diagnosis stops after 12 calls.');
});

it('a cancelled call is not taken for one that could not be read', async () => {
  const { ctx } = fakeContext({});
  const controller = new AbortController();
  controller.abort();
  const aborted = { ...ctx, signal: controller.signal, call: () => Promise.reject(controller.signal.reason) };
  const reads = createReads(aborted as typeof ctx, readCase('dlc1', new Job({}), NOW));
  await expect(reads.jobEvents()).rejects.toThrow();
});

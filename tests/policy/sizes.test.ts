import { describe, expect, it } from 'vitest';
import type { JobDraft } from '../../src/domain/job-draft.ts';
import { checkSize, MOST_REQUEST_BYTES } from '../../src/policy/sizes.ts';

const task = { type: 'Worker', pod_count: 1, image: 'r.example/x:1', ecs_spec: 'ecs.gpu' };
const job: JobDraft = { display_name: 'llm', job_type: 'PyTorchJob', task_specs: [task], command: '训'.repeat(1000) };

describe('R41 the size of a create', () => {
  it('passes with room for what the platform adds, is told without, and is refused beyond the limit', () => {
    expect(checkSize(job, 61_440).result).toBe('ok');
    expect(checkSize(job, 61_441)).toMatchObject({ result: 'warning', rule: 'R41' });
    expect(checkSize(job, MOST_REQUEST_BYTES).result).toBe('warning');
    expect(checkSize(job, MOST_REQUEST_BYTES + 1)).toMatchObject({ result: 'failed', refusal: { rule: 'R41' } });
  });

  it('names the part that is largest, in bytes and not in characters', () => {
    expect(checkSize(job, 70_000)).toMatchObject({
      refusal: { reason: expect.stringContaining('The job takes 70,000 bytes; command alone has 3,002.') },
    });
    expect(checkSize({ ...job, envs: { A: 'x' } }, 70_000)).toMatchObject({
      refusal: { reason: expect.stringContaining('command alone') },
    });
    const envs = { A: 'x'.repeat(9000) };
    expect(checkSize({ ...job, envs }, 70_000)).toMatchObject({
      refusal: { reason: expect.stringContaining('envs alone') },
    });
  });
});

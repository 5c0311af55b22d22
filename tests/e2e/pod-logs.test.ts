import { describe, expect, it } from 'vitest';
import { bench, ok } from './rules/bench.ts';
import { ERAS, errorOf } from './session.ts';
import { createJob } from './world.ts';

interface Pod {
  pod_id: string;
  tag: string;
  lines: number;
  of: number;
}

describe.each(ERAS)('get_pod_logs over the wire (%s era)', (era) => {
  const at = bench({ era });
  const job = async (scenario: string, seconds: string, pods = 4): Promise<string> =>
    createJob(at.session, at.finds, {
      task_specs: [{ type: 'Worker', pod_count: pods, image: at.finds.image, ecs_spec: at.finds.ecs_spec }],
      envs: { PAI_SIM_SCENARIO: scenario, PAI_SIM_RUN_SECONDS: seconds },
    });

  it('finds the error of the pod that failed first, and the pods that failed with it', async () => {
    const job_id = await job('python_traceback', '600');
    at.cloud.clock.advance(3600);
    const { data, text } = await ok(at, 'get_pod_logs', { job_id, level: 'error', context: 0 });
    expect((data.pods as Pod[]).map(({ pod_id }) => pod_id)).toHaveLength(1);
    expect(text).toContain('the pod that failed first');
    expect((data.lines as string[])[0]).toBe('Traceback (most recent call last):');
    expect(data.lines).toContain("KeyError: 'labels'");
    const failed = await ok(at, 'get_pod_logs', { job_id, pods: 'failed' });
    const all = await ok(at, 'get_pod_logs', { job_id, pods: 'all' });
    expect((all.data.pods as Pod[]).map(({ tag }) => tag).sort()).toEqual(['m0', 'w0', 'w1', 'w2']);
    expect((failed.data.pods as Pod[]).length).toBeGreaterThan(0);
    // The lines of the simulator have no times.
    expect(all.data.order).toBe('pod');
    expect(all.text).toContain('pod by pod');
  });

  it('pages back to the first line and on to the last one, while the job runs', async () => {
    const job_id = await job('success', '36000', 2);
    at.cloud.clock.advance(1800);
    const ask = async (more: object = {}) => (await ok(at, 'get_pod_logs', { job_id, max_lines: 40, ...more })).data;
    const pages = [await ask()];
    while (pages[0]?.older) pages.unshift(await ask({ cursor: pages[0].older }));
    expect(pages.length).toBeGreaterThan(5);
    at.cloud.clock.advance(300);
    for (let next = await ask({ cursor: pages.at(-1)?.newer }); ; next = await ask({ cursor: next.newer })) {
      if ((next.lines as string[]).length === 0) break;
      pages.push(next);
    }
    const seen = pages.flatMap((page) => page.lines as string[]);
    const whole = await ok(at, 'get_pod_logs', { job_id, max_lines: 1000 });
    expect((whole.data.pods as Pod[])[0]).toMatchObject({ lines: seen.length, of: seen.length });
    expect(seen).toEqual(whole.data.lines);
  });

  it('searches, and refuses a pattern that is none', async () => {
    const job_id = await job('success', '36000', 1);
    at.cloud.clock.advance(1800);
    const { data, text } = await ok(at, 'get_pod_logs', { job_id, pattern: 'epoch \\d+ done', context: 0 });
    const lines = (data.lines as string[]).filter((line) => !line.startsWith('...'));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every((line) => /epoch \d+ done/.test(line))).toBe(true);
    expect(text).toMatch(/\d+ matching lines in \d+ lines, the whole log/);
    at.cloud.clearRequests();
    const bad = await at.session.call('get_pod_logs', { job_id, pattern: '[z-a]' });
    expect(errorOf(bad).kind).toBe('invalid_input');
    expect(bad.text).toContain('invalid character class range at offset 1');
    const cursor = await at.session.call('get_pod_logs', { job_id, cursor: `${String(data.newer)}x` });
    expect(errorOf(cursor).kind).toBe('invalid_input');
    expect(at.cloud.requests()).toEqual([]);
  });
});

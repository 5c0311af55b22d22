import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ERAS, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { bench, expectRefused, ok } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-money-'));
const file = join(folder, 'prices.yaml');
writeFileSync(
  file,
  JSON.stringify([
    {
      region: 'cn-hangzhou',
      currency: 'CNY',
      date: '2026-11-01',
      source: 'price list 7',
      machines: { 'ecs.gn6e-c12g1.12xlarge': 88.5 },
    },
  ]),
);
afterAll(() => rmSync(folder, { recursive: true }));

const task = { type: 'Worker', pod_count: 2, ecs_spec: 'ecs.gn6e-c12g1.12xlarge' };
const HOURLY = "at most 177.00 CNY per hour (operator's prices of 2026-11-01)";

describe.each(ERAS)("R44: money by the operator's prices alone, on the %s era", (era) => {
  const priced = bench({ era, person: yes, args: ['--prices', file] });
  const bare = bench({ era, person: yes });
  const job = (image: string, more: Record<string, unknown> = {}) => ({
    ...jobArguments({ ...priced.finds, image }),
    task_specs: [{ ...task, image, ...more }],
  });

  it('is in the first line of the question and, with source and assumptions, in the dry run', async () => {
    const draft = job(priced.finds.image);
    await ok(priced, 'create_job', draft);
    const [first] = priced.session.asked[0]?.split('\n') ?? [];
    expect(first).toContain(HOURLY.replace('at most', 'about'));
    const { text } = await ok(priced, 'create_job', { ...draft, display_name: 'money-2', dry_run: true });
    expect(text).toContain(
      `Price: ${HOURLY.replace('at most', 'about')}, counted from when it first runs until it is over`,
    );
    expect(text).toContain('it takes 8 GPU-hours per hour; source: price list 7.');
  });

  it('is the sum in the first lines of the question about several jobs', async () => {
    const { workspace_id, ...base }: Record<string, unknown> = job(priced.finds.image);
    const variations = [{ envs: { LR: '1' } }, { envs: { LR: '2' } }];
    await ok(priced, 'create_jobs', { workspace_id, job: { ...base, display_name: 'money-sweep' }, variations });
    expect(priced.session.asked.at(-1)?.split('\n')[0]).toContain(
      "about 354.00 CNY per hour (operator's prices of 2026-11-01)",
    );
  });

  it('is at most that for spot capacity', async () => {
    const { text } = await ok(priced, 'create_job', {
      ...job(priced.finds.image, { spot: { discount_limit: 1 } }),
      dry_run: true,
    });
    expect(text).toContain(`Price: ${HOURLY}`);
  });

  it('of jobs so far and of machines is estimated, with its assumptions, and refused for neither and for both', async () => {
    const both = { job_ids: ['dlc1xjcumbfm7aai'], ecs_spec: task.ecs_spec };
    for (const wrong of [{}, both])
      expectRefused(priced, await priced.session.call('estimate_cost', wrong), undefined, { kind: 'invalid_input' });
    const { data } = await ok(priced, 'create_job', { ...job(priced.finds.image), display_name: 'money-4' });
    priced.cloud.clock.advance(7200);
    const so_far = await ok(priced, 'estimate_cost', { job_ids: [data.job_id] });
    expect(so_far.text).toMatch(/Estimated: \d+\.\d\d CNY\./);
    expect(so_far.text).toContain('counted from when it first runs until it is over');
    const [, cost] = /Estimated: (\S+ CNY)/.exec(so_far.text) ?? [];
    const read = await ok(priced, 'get_job', { job_id: data.job_id });
    expect(read.text).toContain(
      `Cost so far: ${cost}, an estimate: about 177.00 CNY per hour (operator's prices of 2026-11-01)`,
    );
    const { text } = await ok(priced, 'list_jobs', { use: true, display_name: 'money-4' });
    expect(text).toMatch(/money-4 .*CNY/);
    expect(text).toContain("cost so far by the operator's prices of 2026-11-01, counted from when");
    const draft = await ok(priced, 'estimate_cost', { ecs_spec: task.ecs_spec, pod_count: 2, hours: 10 });
    expect(draft.text).toContain('Estimated: 1770.00 CNY.');
    expect(draft.text).toMatch(/2 x ecs.gn6e-c12g1.12xlarge +10 +80 +1770.00 CNY/);
  });

  it('of a time is estimated for all jobs that ran in it', async () => {
    const { data } = await ok(priced, 'create_job', {
      ...job(priced.finds.image),
      display_name: 'money-5',
      envs: { PAI_SIM_RUN_SECONDS: '36000' },
    });
    priced.cloud.clock.advance(10_800);
    // It has run for an hour in this time, and for longer before.
    const since = new Date(priced.cloud.clock.now().getTime() - 3_600_000).toISOString();
    const asked = { start_time: since, display_name: 'money-5' };
    const { text } = await ok(priced, 'estimate_cost', asked);
    expect(text).toMatch(/^Estimated: 177\.\d\d CNY; 8 GPU-hours of 1 job\.\nCovered: jobs that ran between/);
    expect(text).toMatch(new RegExp(`\n${data.job_id} +money-5 +Running +1 +8 +177`));
    await ok(priced, 'stop_job', { job_id: data.job_id });
    priced.cloud.clock.advance(7200);
    const after = await ok(priced, 'estimate_cost', { ...asked, by: 'machine' });
    expect(after.text).toMatch(/\necs\.gn6e-c12g1\.12xlarge +1 +1 +8\S* +177/);
  });

  it('is GPU-hours without a table', async () => {
    const { data } = await ok(bare, 'list_jobs', { status: ['Running'] });
    const [{ job_id } = { job_id: '' }] = data.jobs as { job_id: string }[];
    for (const [tool, input] of [
      ['get_job', { job_id }],
      ['list_jobs', { use: true }],
    ] as const)
      expect((await ok(bare, tool, input)).text).not.toMatch(/\bcost|CNY/i);
    const { text } = await ok(bare, 'estimate_cost', { ecs_spec: task.ecs_spec, hours: 10 });
    expect(text).toMatch(/1 x ecs.gn6e-c12g1.12xlarge +10 +40 +- +unknown: the operator has given no prices/);
    expect(text).toContain('(--prices FILE); GPU-hours are told without.');
    expect(text).not.toContain('CNY');
  });

  it('is not shown without a table, which the dry run tells how to supply', async () => {
    const draft = job(bare.finds.image);
    await ok(bare, 'create_job', draft);
    expect(bare.session.asked[0]).not.toMatch(/CNY|per hour/);
    const { text } = await ok(bare, 'create_job', { ...draft, display_name: 'money-3', dry_run: true });
    expect(text).toContain(
      'Price: unknown: the operator has given no prices (--prices); it takes 8 GPU-hours per hour.',
    );
    expect(text).not.toContain('CNY');
  });

  it.each([
    ['A100', 1, 'how many GPU-hours it takes is not known.'],
    [undefined, 1, 'how many GPU-hours it takes is not known.'],
    ['ecs.gn6e-c12g1.3xlarge', 1, 'it takes 1 GPU-hour per hour.'],
    ['ecs.gn6e-c12g1.3xlarge', 2, 'it takes 2 GPU-hours per hour.'],
  ])('in place of it the GPU-hours are told as far as they are known: %s x %d', async (ecs_spec, pod_count, says) => {
    const { text } = await ok(bare, 'create_job', {
      ...job(bare.finds.image, { ecs_spec, pod_count }),
      display_name: 'money-4',
      dry_run: true,
    });
    expect(text).toContain(says);
  });
});

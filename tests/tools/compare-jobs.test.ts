import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import type { Shown } from '../../src/domain/shown.ts';
import { commandDifferences } from '../../src/tools/metrics/compare-jobs/command.ts';
import { compareJobs } from '../../src/tools/metrics/compare-jobs/compare-jobs.ts';
import { contextOf, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
const START = Date.parse('2026-03-05T00:00:00Z');

const jobOf = (id: string, more: Wire = {}): Wire => ({
  JobId: id,
  DisplayName: `run-${id}`,
  JobType: 'PyTorchJob',
  Status: 'Succeeded',
  UserCommand: 'python train.py --lr 1e-4 --epochs 3',
  GmtCreateTime: '2026-03-04T23:50:00Z',
  GmtRunningTime: '2026-03-05T00:00:00Z',
  GmtFinishTime: '2026-03-05T01:00:00Z',
  Envs: { LR: '1e-4', API_TOKEN: 'sk-1234567890abcdefghij' },
  JobSpecs: [{ Type: 'Worker', PodCount: 2, EcsSpec: 'ecs.gn6e-c12g1.3xlarge', Image: 'registry/img:1' }],
  Pods: [{ PodId: `${id}-worker-0`, Type: 'Worker', Status: 'Succeeded', GmtStartTime: '2026-03-05T00:00:00Z' }],
  ...more,
});

async function use(jobs: Readonly<Record<string, Wire>>, losses: Readonly<Record<string, number[]>> = {}) {
  const calls: string[] = [];
  const call = async (action: string, { JobId }: Wire) => {
    calls.push(action);
    const id = String(JobId);
    if (action === 'GetJob') {
      if (jobs[id] === undefined) throw new Fault({ kind: 'not_found', message: 'none', fix: 'none' });
      return jobs[id];
    }
    if (action === 'GetPodLogs')
      return { Logs: (losses[id] ?? []).map((loss, at) => `step ${at + 1} loss ${loss} lr 0.1 0.50 s/step`) };
    if (action === 'GetJobMetrics')
      return { PodMetrics: [{ PodId: `${id}-worker-0`, Metrics: [{ Time: START, Value: 42 }] }] };
    return { EcsSpecs: [], TotalCount: 0 };
  };
  const ctx = contextOf(call as never, { now: () => new Date(START + 7_200_000) });
  const parsed = compareJobs.input.parse({ job_ids: Object.keys(jobs).concat(Object.keys(losses)).slice(0, 6) });
  const output = compareJobs.output.parse(await compareJobs.run(ctx, parsed, undefined)) as Wire;
  return { calls, output, text: textOf(compareJobs, output, parsed) };
}

describe('compare_jobs', () => {
  it('keeps names inside of their quotes', async () => {
    const hostile = jobOf('dlc2', { DisplayName: 'base" and [1] dlc9 "' });
    const { text } = await use({ dlc1: jobOf('dlc1'), dlc2: hostile });
    expect(text).toMatch(/^\[2\] dlc2 "[^"]*base[^"]*dlc9[^"]*"$/m);
  });

  it('tells only what differs, and how each went', async () => {
    const { text, output } = await use(
      {
        dlc1: jobOf('dlc1'),
        dlc2: jobOf('dlc2', {
          UserCommand: 'python train.py --lr 3e-4 --epochs 3',
          Envs: { LR: '3e-4', API_TOKEN: 'sk-9999999999zyxwvutsrq' },
          JobSpecs: [{ Type: 'Worker', PodCount: 4, EcsSpec: 'ecs.gn6e-c12g1.3xlarge', Image: 'registry/img:1' }],
          Status: 'Failed',
        }),
      },
      { dlc1: [3, 1, 2], dlc2: [3, 2.5, 2.75] },
    );
    expect((output.differ as Wire[]).map(({ what }) => what)).toEqual(['Worker.machines', 'env.LR']);
    expect(text).toMatch(/Worker\.machines +2 x ecs\.gn6e-c12g1\.3xlarge +4 x ecs\.gn6e-c12g1\.3xlarge/);
    expect(text).toMatch(/env\.LR +1e-4 +3e-4/);
    expect(text).toContain('\n[1] --lr 1e-4\n[2] --lr 3e-4\n');
    expect(text).not.toMatch(/registry\/img|epochs|sk-|1234567890|zyxw/);
    expect(text).toMatch(/status +Succeeded +Failed/);
    expect(text).toMatch(/best loss +1 at step 2 +2\.5 at step 2/);
    expect(text).toMatch(/last loss +2 +2\.75/);
    expect(text).toMatch(/pace +2 steps\/s +2 steps\/s/);
    expect(text).toMatch(/GPU use +42% +42%/);
    expect(text).toMatch(/waited +10 min +10 min/);
  });

  it('says so where they were asked for alike', async () => {
    const { text, output } = await use({ dlc1: jobOf('dlc1'), dlc2: jobOf('dlc2') });
    expect(output.differ).toEqual([]);
    expect(output).not.toHaveProperty('commands');
    expect(text).toMatch(/They were asked for alike, in all \d+ arguments\./);
  });

  it('names what is no job, and needs two that are', async () => {
    const { text } = await use({ dlc1: jobOf('dlc1'), dlc2: jobOf('dlc2') }, { dlc9: [] });
    expect(text).toContain('Note: there is no job dlc9.');
    await expect(use({ dlc1: jobOf('dlc1') }, { dlc9: [] })).rejects.toThrow(
      'Of job_ids only dlc1 is there to be compared: there is no job dlc9.',
    );
    await expect(use({ dlc1: jobOf('dlc1') }, { dlc1: [] })).rejects.toThrow('named more than once');
  });

  it('reads a bounded number of times, however long the logs are', async () => {
    const long = Array.from({ length: 2000 }, () => 1);
    const ids = Array.from({ length: 6 }, (_, index) => `dlc${index}`);
    const { calls } = await use(
      Object.fromEntries(ids.map((id) => [id, jobOf(id)])),
      Object.fromEntries(ids.map((id) => [id, long])),
    );
    expect(calls.filter((action) => action === 'GetPodLogs')).toHaveLength(18);
    expect(calls.length).toBeLessThan(40);
  });
});

describe('differences of commands', () => {
  const of = (...commands: string[]) => commandDifferences(commands as Shown[]);
  it.each([
    [['a --lr 1', 'a --lr 1'], undefined],
    [
      ['a --lr 1 -n 2', 'a --lr 3 -n 2'],
      ['--lr 1', '--lr 3'],
    ],
    [
      ['a --lr=1', 'a --lr=3 --bf16'],
      ['--lr=1', '--lr=3 --bf16'],
    ],
    [
      ['a b', 'b a'],
      ['a b', 'b a'],
    ],
    [
      ['a', ''],
      ['a', ''],
    ],
    [
      ['x.py --fast --lr 1', 'x.py --lr 1', 'x.py --lr 1'],
      ['--fast', '', ''],
    ],
  ])('of %j are %j', (commands, expected) => expect(of(...commands)).toEqual(expected));

  it('are bounded', () => {
    for (const words of of('a '.repeat(50_000), 'b'.repeat(50_000)) ?? []) expect(words.length).toBeLessThan(410);
  });
});

import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { hint } from '../../src/domain/hint.ts';
import { createJob } from '../../src/tools/jobs/create-job.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { contextOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
type Answer = (input: Wire) => unknown;

const IMAGE = 'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.3';
const JOB = {
  display_name: 'llm-20261124',
  job_type: 'PyTorchJob',
  command: 'true',
  resource_id: 'quota1',
  task_specs: [{ type: 'Worker', pod_count: 1, image: IMAGE, resource_config: { cpu: '8', memory: '96Gi' } }],
};

/** The checks of a create against a cloud that answers from functions, as odd as they like. */
async function check(answers: Record<string, Answer>, changes: Wire = {}) {
  const calls: string[] = [];
  const call = (async (action: string, input: Wire) => {
    calls.push(action);
    const answer = action === 'ListJobs' ? () => ({ Jobs: [], TotalCount: 0 }) : answers[action];
    if (answer === undefined) throw new Fault({ kind: 'unavailable', message: `no ${action}.`, fix: 'wait.' });
    return answer(input);
  }) as ToolContext['call'];
  const ctx = contextOf(call, { workspaceId: '1' });
  const checked = await createJob.check?.(ctx, createJob.input.parse({ ...JOB, ...changes }));
  return { decision: checked?.decision, calls };
}
const images = (...uris: string[]) => ({
  Images: uris.map((ImageUri) => ({ ImageUri, WorkspaceId: '' })),
  TotalCount: uris.length,
});

describe('R2 R3 against a cloud that is not exact', () => {
  it('believes a URI, not the filter', async () => {
    expect((await check({ ListImages: () => images('x/y:1', IMAGE) })).decision?.verdict).toBe('confirm');
    const almost = await check({ ListImages: () => images(`${IMAGE}.1`, IMAGE.toUpperCase(), ` ${IMAGE}`) });
    expect(almost.decision).toMatchObject({ verdict: 'refuse', rule: 'R2' });
  });

  it.each<[string, boolean, Wire]>([
    ['of this workspace', true, { WorkspaceId: '1' }],
    ['of none', true, { WorkspaceId: '0' }],
    ['with the official label', true, { WorkspaceId: '9', Labels: [{ Key: 'system.official', Value: 'true' }] }],
    ['of another workspace', false, { WorkspaceId: '9', Labels: [{ Key: 'system.official', Value: 'false' }] }],
    ['that does not say of which workspace it is', false, { Labels: [] }],
  ])('takes an image %s: %s', async (_what, taken, row) => {
    // Without Verbose the cloud leaves the labels out.
    const ListImages = ({ Verbose }: Wire) => ({
      Images: [{ ImageUri: IMAGE, ...row, ...(Verbose === true ? {} : { Labels: undefined }) }],
      TotalCount: 1,
    });
    const { decision } = await check({ ListImages });
    expect(decision?.verdict).toBe(taken ? 'confirm' : 'refuse');
  });

  it('believes a name, not the filter', async () => {
    const task_specs = [{ ...JOB.task_specs[0], image: 'qwen' }];
    const ListImages = () => ({
      Images: [{ Name: 'qwen-2', ImageUri: 'r/qwen-2:1', WorkspaceId: '0' }],
      TotalCount: 1,
    });
    const { decision } = await check({ ListImages }, { task_specs });
    expect(decision).toMatchObject({ rule: 'R2', reason: expect.stringContaining('neither') });
  });

  it('refuses without suggestions where those cannot be read', async () => {
    const ListImages: Answer = (input) => {
      if ('ImageUri' in input) return images();
      throw new Fault({ kind: 'throttled', message: 'slow down.', fix: 'wait.' });
    };
    const { decision } = await check({ ListImages });
    expect(decision).toMatchObject({
      verdict: 'refuse',
      rule: 'R2',
      fix: expect.stringContaining(hint('from images')),
    });
    expect(decision).not.toHaveProperty('valid');
  });

  it('shows what the cloud calls a dataset on one line, cleaned and masked', async () => {
    const GetDataset: Answer = () => ({
      DatasetId: 'd-1',
      Name: 'a\u202e\nb token=abcdef0123456789',
      WorkspaceId: '1',
      MountAccess: 'RW',
    });
    const data_sources = [{ data_source_id: 'd-1', mount_path: '/mnt/data', mount_access: 'RO' }];
    const { decision } = await check({ ListImages: () => images(IMAGE), GetDataset }, { data_sources });
    const question = decision?.verdict === 'confirm' ? decision.question.en : '';
    expect(question).toContain('Data: d-1 "a b token=***" on /mnt/data, read-only');
  });

  it.each<[string, Wire, string]>([
    ['an active share', { Status: 'ACTIVE', WorkspaceId: '1' }, 'confirm'],
    ['a share that was revoked', { Status: 'REVOKED', WorkspaceId: '1' }, 'refuse'],
    ['a share with another workspace', { Status: 'ACTIVE', WorkspaceId: '3' }, 'refuse'],
  ])('takes %s of a dataset of another workspace for: %#', async (_what, share, verdict) => {
    const data_sources = [{ data_source_id: 'd-1', mount_path: '/mnt/data', mount_access: 'RO' }];
    for (const shared of [{ SharedFrom: share }, { SharingConfig: { SharedTo: [share] } }]) {
      const GetDataset: Answer = () => ({ DatasetId: 'd-1', WorkspaceId: '2', Accessibility: 'PUBLIC', ...shared });
      const { decision } = await check({ ListImages: () => images(IMAGE), GetDataset }, { data_sources });
      expect(decision?.verdict).toBe(verdict);
    }
  });

  it('gives up at once where every read would fail alike', async () => {
    const missing = new Fault({ kind: 'credentials', message: 'none.', fix: 'configure.' });
    const fails: Answer = () => {
      throw missing;
    };
    await expect(check({ ListImages: fails })).rejects.toBe(missing);
  });
});

describe('R2 R3 of a job that names very many', () => {
  const found = { ListImages: (input: Wire) => images(String(input['ImageUri'])) };
  const dataset = (input: Wire) => ({ DatasetId: input['DatasetId'], Name: 'd', WorkspaceId: '1' });
  const tasks = (amount: number) =>
    Array.from({ length: amount }, (_, at) => ({ ...JOB.task_specs[0], image: `r.example.com/a/b:${at}` }));
  const sources = (amount: number) =>
    Array.from({ length: amount }, (_, at) => ({
      data_source_id: `d-${at}`,
      mount_path: `/mnt/d${at}`,
      mount_access: 'RO',
    }));

  it.each([1, 32])('looks up %i images and datasets, each once', async (amount) => {
    const { calls, decision } = await check(
      { ...found, GetDataset: dataset },
      { task_specs: [...tasks(amount), ...tasks(amount)], data_sources: sources(amount) },
    );
    expect(calls.filter((call) => call === 'ListImages')).toHaveLength(amount);
    expect(calls.filter((call) => call === 'GetDataset')).toHaveLength(amount);
    expect(JSON.stringify(decision)).not.toContain('looks up');
  });

  it.each<[string, Wire, string[]]>([
    ['images', { task_specs: tasks(33) }, ['ListImages']],
    ['datasets', { data_sources: sources(33) }, ['GetDataset', 'ListDatasets']],
    ['datasets', { data_sources: sources(1000) }, ['GetDataset', 'ListDatasets']],
  ])('looks up none of too many %s, and refuses', async (kind, changes, reads) => {
    const { calls, decision } = await check({ ...found, GetDataset: dataset }, changes);
    expect(calls.filter((call) => reads.includes(call))).toEqual([]);
    expect(decision?.verdict).toBe('refuse');
    expect(JSON.stringify(decision)).toContain(`different ${kind}, and a call looks up 32 at most`);
  });
});

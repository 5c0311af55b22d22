import { describe, expect, it } from 'vitest';
import type { JobDraft } from '../../src/domain/job-draft.ts';
import type { NodeRoom } from '../../src/domain/quota-room.ts';
import type { Check } from '../../src/policy/checks.ts';
import { checkQuotaFit, type QuotaFacts } from '../../src/policy/quota-fit.ts';

const job = (pods: number, gpu: string, more: Partial<JobDraft> = {}): JobDraft => ({
  display_name: 'x',
  job_type: 'PyTorchJob',
  resource_id: 'quota1',
  task_specs: [{ type: 'Worker', pod_count: pods, image: 'x', resource_config: { cpu: '8', memory: '64Gi', gpu } }],
  ...more,
});

const node = (free: number, open = true): NodeRoom => ({
  name: `n${free}`,
  open,
  size: { gpus: 8, cpus: 96, memoryGib: 736 },
  free: { gpus: free, cpus: 96, memoryGib: 736 },
});

const facts = (more: Partial<QuotaFacts> = {}): QuotaFacts => ({
  quotaId: 'quota1',
  allocatable: { gpus: 16, cpus: 192, memoryGib: 1472 },
  free: { gpus: 12, cpus: 192, memoryGib: 1472 },
  hasParent: false,
  queueStrategy: 'PaiStrategyRoundRobin',
  nodes: [node(8), node(4)],
  waiting: 3,
  ...more,
});

const said = (checks: readonly Check[]): string[] =>
  checks.map((check) => {
    if (check.result === 'failed') return `failed: ${check.refusal.reason}`;
    return check.result === 'warning' ? `warning: ${check.says.en}` : 'ok';
  });
const of = (draft: JobDraft, more: Partial<QuotaFacts> = {}): string[] =>
  said(checkQuotaFit(draft, { facts: facts(more) }));

describe('a job against its quota (R43)', () => {
  it('passes where all of it fits now', () => {
    expect(of(job(1, '8'))).toEqual(['ok']);
    expect(of(job(3, '4'))).toEqual(['ok']);
  });

  it('is refused with the numbers where a pod is larger than every machine, or the job than the quota', () => {
    expect(of(job(1, '16'))).toEqual([
      'failed: A pod of Worker takes 16 GPUs, 8 CPUs, 64 GiB memory; no machine of quota quota1 has that: its largest has 8 GPUs, 96 CPUs, 736 GiB memory.',
    ]);
    expect(of(job(3, '8'))).toEqual(['failed: The job takes more than quota quota1 has in all: 24 GPUs of 16.']);
    expect(of(job(2, '16'))).toHaveLength(2);
  });

  it('is only warned of where the rest can be lent', () => {
    const lent =
      'warning: The job takes more than quota quota1 has in all: 24 GPUs of 16. It starts only if it is lent the rest.';
    expect(of(job(3, '8'), { hasParent: true })).toEqual([lent]);
    expect(of(job(3, '8', { settings: { oversold_type: 'AcceptQuotaOverSold' } }))).toEqual([lent]);
    expect(of(job(3, '8', { settings: { oversold_type: 'ForbiddenQuotaOverSold' } }))[0]).toMatch(/^failed/);
  });

  it('is refused where even the whole tree has not got it, and only warned of where that is not known', () => {
    const root = { quotaId: 'quota0', allocatable: { gpus: 20, cpus: 960, memoryGib: 9999 }, nodes: [node(8)] };
    const part = { hasParent: true, root };
    expect(of(job(5, '4'), part)[0]).toMatch(/^warning: .* 20 GPUs of 16\. It starts only if it is lent the rest\./);
    expect(of(job(3, '8'), part)).toEqual([
      'failed: The job takes more than quota quota0, of which quota1 is a part, has in all: 24 GPUs of 20.',
    ]);
    const oversold = job(3, '8', { settings: { oversold_type: 'AcceptQuotaOverSold' } });
    expect(of(oversold, part)[0]).toMatch(/^warning: .* 24 GPUs of 16/);
    // A machine of the tree could be lent, so those of the quota alone rule out no pod.
    const large = { ...root, nodes: [{ ...node(8), size: { gpus: 16, cpus: 96, memoryGib: 736 } }] };
    expect(of(job(1, '16'), { ...part, root: large })[0]).toMatch(/^warning: The job will wait unless it is lent/);
    expect(of(job(1, '16'), { hasParent: true })[0]).toMatch(/^warning: The job will wait unless it is lent/);
    expect(of(job(1, '16'), part)[0]).toMatch(/^failed: A pod of Worker .* no machine of quota quota0 has that/);
  });

  it('waits, with the numbers and the queue, where less is free', () => {
    expect(of(job(2, '8'))).toEqual([
      'warning: The job will wait: it takes 16 GPUs of 12 free; 3 workloads wait already; order: PaiStrategyRoundRobin (highest priority first; what cannot start is skipped).',
    ]);
    expect(of(job(2, '6'))).toEqual([
      expect.stringContaining('only 1 of 2 pods of Worker fit onto its machines, as what is free is in pieces'),
    ]);
    expect(of(job(1, '8'), { nodes: [node(8, false), node(4)] })[0]).toContain('only 0 of 1 pod of Worker');
    expect(of(job(2, '8'), { waiting: undefined, queueStrategy: '' })[0]).toContain('how many wait is not known.');
  });

  it('rules nothing out that is not known', () => {
    const unknown = { gpus: undefined, cpus: undefined, memoryGib: undefined };
    const blind = { allocatable: unknown, free: unknown };
    expect(of(job(9, '64'), { ...blind, nodes: [] })).toEqual(['ok']);
    const { nodes: _, ...rest } = facts(blind);
    expect(said(checkQuotaFit(job(9, '64'), { facts: rest }))).toEqual(['ok']);
    const half: NodeRoom = { ...node(8), size: unknown, free: unknown };
    expect(of(job(1, '64'), { ...blind, nodes: [node(8), half] })).toEqual(['ok']);
    expect(said(checkQuotaFit(job(1, '1'), { unread: 'permission_denied' }))).toEqual([
      'warning: Whether its quota has room is not known: it could not be read (permission_denied).',
    ]);
  });
});

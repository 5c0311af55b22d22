import { describe, expect, it } from 'vitest';
import type { JobDraft } from '../../src/domain/job-draft.ts';
import type { NodeRoom } from '../../src/domain/quota-room.ts';
import type { Check } from '../../src/policy/checks.ts';
import { checkQuotaFit, checkQuotaTogether, type QuotaFacts } from '../../src/policy/quota-fit.ts';

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
  workspaceIds: ['1', '2'],
  others: [],
  gpuType: undefined,
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
  said(checkQuotaFit(draft, { facts: facts(more) }, '1'));

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

  it('rules nothing out that is not known, and says so', () => {
    const unknown = { gpus: undefined, cpus: undefined, memoryGib: undefined };
    const blind = { allocatable: unknown, free: unknown };
    const unsaid =
      'warning: Whether quota quota1 has room is not known: the cloud does not say how much of it is free (GPUs, CPUs, GiB memory).';
    expect(of(job(9, '64'), { ...blind, nodes: [] })).toEqual([unsaid]);
    const { nodes: _, ...rest } = facts(blind);
    expect(said(checkQuotaFit(job(9, '64'), { facts: rest }, '1'))).toEqual([unsaid]);
    const half: NodeRoom = { ...node(8), size: unknown, free: unknown };
    expect(of(job(1, '64'), { ...blind, nodes: [node(8), half] })).toEqual([unsaid]);
    expect(said(checkQuotaFit(job(1, '1'), { unread: 'permission_denied' }, '1'))).toEqual([
      'warning: Whether its quota has room is not known: it could not be read (permission_denied).',
    ]);
  });

  it('takes the machines for the figures that the quota has not, and asks for none that the job does not need', () => {
    const unknown = { gpus: undefined, cpus: undefined, memoryGib: undefined };
    expect(of(job(1, '8'), { free: unknown })).toEqual(['ok']);
    const some = { nodes: [], free: { ...unknown, cpus: 192, memoryGib: 1472 } };
    expect(of(job(1, '8'), some)[0]).toContain('(GPUs)');
    expect(of(job(1, '0'), some)).toEqual(['ok']);
  });

  it('is refused where it does not serve the workspace, with those that do, and passes where nobody says whom it serves', () => {
    const [check] = checkQuotaFit(job(1, '8'), { facts: facts({ others: ['quota7'] }) }, '3');
    expect(check).toMatchObject({
      rule: 'R43',
      refusal: {
        reason: 'Quota quota1 serves workspace 1, 2, and not 3, in which it would be used.',
        fix: expect.stringContaining('Let the user choose a quota of workspace 3'),
        valid: ['quota7'],
      },
    });
    expect(said(checkQuotaFit(job(1, '8'), { facts: facts({ workspaceIds: [] }) }, '3'))).toEqual(['ok']);
    expect(of(job(1, '8'), { workspaceIds: ['1'] })).toEqual(['ok']);
  });

  it('is warned of a quota that is not ready, whose sizes rule nothing out', () => {
    const unready =
      'warning: Quota quota1 is Creating, not Ready: what it will have is not known, nor whether and when it takes jobs.';
    for (const pods of [1, 100]) expect(of(job(pods, '8'), { unready: 'Creating' })).toEqual([unready]);
    const facing = { facts: facts({ unready: 'Creating' }) };
    expect(checkQuotaTogether([job(9, '8'), job(9, '8')], facing)).toEqual([]);
  });

  it('is held with others of one call against the quota', () => {
    const together = (jobs: readonly JobDraft[], more: Partial<QuotaFacts> = {}) =>
      said(checkQuotaTogether(jobs, { facts: facts(more) }));
    expect(together([job(1, '8'), job(1, '4')])).toEqual([]);
    expect(together([job(1, '8'), job(1, '8')])).toEqual([
      'warning: The 2 jobs together take more than quota quota1 has free: 16 GPUs of 12. Some will wait.',
    ]);
    const three = [job(1, '8'), job(1, '8'), job(1, '8')];
    const never =
      'warning: The 3 jobs together take more than quota quota1 has in all: 24 GPUs of 16. They will never all run at once';
    expect(together(three)).toEqual([`${never}.`]);
    expect(together(three, { hasParent: true })).toEqual([`${never} unless the rest is lent.`]);
    const unknown = { gpus: undefined, cpus: undefined, memoryGib: undefined };
    expect(together(three, { allocatable: unknown, free: unknown })).toEqual([]);
    expect(together([job(9, '64')])).toEqual([]);
    expect(said(checkQuotaTogether(three, { unread: 'x' }))).toEqual([]);
  });
});

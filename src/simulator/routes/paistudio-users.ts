import { wireAmount } from '../jobs/quota-state.ts';
import { type JobRecord, sizeOf } from '../jobs/record.ts';
import { sumOf } from '../jobs/resources.ts';
import { type Route, strings } from '../route.ts';
import { exact, page, text } from '../world/query.ts';
import { withParts } from '../world/quota-tree.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { quotasGet, readableQuota } from './paistudio-shared.ts';

const SORT_KEYS = [
  'QuotaId',
  'SubmittedCPU',
  'SubmittedMemory',
  'SubmittedGPU',
  'UsedCPU',
  'UsedMemory',
  'UsedGPU',
  'WorkloadCount',
];

/** `ListQuotaActiveUserUsages`: who has jobs in a quota, that hold it or wait for it. */
export function userRoutes({ world, store }: JobContext): Route[] {
  return [
    quotasGet(
      'ListQuotaActiveUserUsages',
      '/{QuotaId}/activeuserusages',
      {
        ...strings('UserId', 'Username', 'WorkspaceId'),
        SortBy: { type: 'string', values: SORT_KEYS },
        Order: { type: 'string', values: ['desc', 'asc'] },
        SelfOnly: { type: 'boolean' },
        WorkloadCount: { type: 'number' },
        PageNumber: { type: 'integer', min: 1 },
        PageSize: { type: 'integer', min: 1 },
      },
      ({ path, params, caller }) => {
        const quota = readableQuota(world, path.QuotaId, caller);
        const uses = withParts(world.quotas, quota).map(({ QuotaId }) => store.quotaUse(QuotaId));
        const held = uses.flatMap(({ holders }) => holders.map(({ job }) => job));
        const here = ({ workspaceId }: JobRecord): boolean => exact(text(params, 'WorkspaceId'), workspaceId);
        const jobs = [...held, ...uses.flatMap(({ queue }) => queue)].filter(here);
        const rows = [...new Set(jobs.map(({ owner }) => owner.userId))].map((userId) => {
          const own = jobs.filter(({ owner }) => owner.userId === userId);
          return {
            UserId: userId,
            Username: own[0]?.owner.userName ?? '',
            WorkloadCount: own.length,
            submitted: sumOf(own.map(sizeOf)),
            used: sumOf(own.filter((job) => held.includes(job)).map(sizeOf)),
          };
        });
        const found = rows.filter(
          (row) =>
            exact(text(params, 'UserId'), row.UserId) &&
            exact(text(params, 'Username'), row.Username) &&
            (params.SelfOnly !== true || row.UserId === caller.userId) &&
            [row.WorkloadCount, undefined].includes(params.WorkloadCount as number | undefined),
        );
        const key = text(params, 'SortBy') ?? 'UsedGPU';
        const value = (row: (typeof rows)[number]): number => {
          if (key === 'WorkloadCount') return row.WorkloadCount;
          const amount = key.startsWith('Used') ? row.used : row.submitted;
          return key === 'QuotaId' ? 0 : amount[key.replace(/^(?:Used|Submitted)/, '') as keyof typeof amount];
        };
        const ordered = found.toSorted((a, b) => value(b) - value(a));
        if (text(params, 'Order') === 'asc') ordered.reverse();
        const wire = page(ordered, params, 10).map(({ submitted, used, ...row }) => ({
          ...row,
          Resources: {
            Submitted: { ...wireAmount(submitted), GPUType: quota.GPUType },
            Used: { ...wireAmount(used), GPUType: quota.GPUType },
          },
        }));
        // Both members are answered, the older one and the newer one (api-notes: quotas).
        return { QuotaUserUsage: wire, QuotaUserUsages: wire, TotalCount: found.length };
      },
    ),
  ];
}

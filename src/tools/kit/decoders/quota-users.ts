import type { Output } from '../../../api/operations.ts';
import { counted, gibibytes, number, shown } from '../../../jobs/wire.ts';

type Answer = Output<'ListQuotaActiveUserUsages'>;
type Amount = NonNullable<NonNullable<NonNullable<Answer['QuotaUserUsages']>[number]['Resources']>['Used']>;

const amount = (wire: Amount | undefined) => ({
  gpus: counted(wire?.GPU),
  cpus: counted(wire?.CPU),
  memoryGib: gibibytes(wire?.Memory),
});

/** Who uses a quota. The answer has the rows under a newer and an older name (api-notes: quotas). */
export function readQuotaUsers({ QuotaUserUsages, QuotaUserUsage, TotalCount }: Answer) {
  const rows = QuotaUserUsages ?? QuotaUserUsage ?? [];
  return {
    users: rows.map(({ UserId, Username, WorkloadCount, Resources }) => ({
      userId: shown(UserId, 40),
      name: shown(Username, 60),
      workloads: number(WorkloadCount),
      /** What its workloads hold, and what they hold or wait for. */
      used: amount(Resources?.Used),
      submitted: amount(Resources?.Submitted),
    })),
    total: number(TotalCount) ?? rows.length,
  };
}

import type { Amounts, NodeScheduling, QuotaCheck, QuotaDiagnosis } from '../../../diagnosis/quota.ts';
import { counted, gibibytes, number, record, records, shown } from '../../../jobs/wire.ts';

const CHECK_NAMES = ['SelfQuotaLimit', 'AncestorQuotaLimit', 'UserLimit', 'QueueStrategyLimit'] as const;

function amounts(value: unknown): Amounts {
  const { GPU, CPU, Memory } = record(value);
  const found = { GPU: counted(GPU), CPU: counted(CPU), Memory: gibibytes(Memory) };
  return Object.fromEntries(Object.entries(found).filter(([, amount]) => amount !== undefined));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function readScheduling(value: unknown): NodeScheduling | undefined {
  const scheduling = record(value);
  const status = shown(scheduling.Status, 40);
  if (status === undefined) return undefined;
  return {
    status,
    tasks: number(scheduling.TaskNum),
    schedulable: number(scheduling.SchedulableNum),
    unschedulable: records(scheduling.UnschedulableNodes).map(({ Reason, Nodes }) => ({
      reason: shown(Reason, 60)?.replace(/[^\w]/g, '') ?? 'Unknown',
      nodes: list(Nodes).length,
    })),
    hyperNodes: records(scheduling.TotalHyperNodes).map(({ AvailableNodeCount, MinAvailable }) => ({
      available: number(AvailableNodeCount) ?? 0,
      needed: number(MinAvailable) ?? 0,
    })),
  };
}

/**
 * A GetQuotaWorkloadDiagnosis answer as it is documented by the vendor's skill, since no published client has the
 * operation; whatever is missing is left out (R38).
 */
export function readQuotaDiagnosis(answer: unknown): QuotaDiagnosis {
  const { Diagnosis, body } = record(answer);
  const diagnosis = record(Diagnosis ?? record(body).Diagnosis);
  const checks = record(diagnosis.ResourceDiagnosis);
  return {
    checks: CHECK_NAMES.flatMap((name): QuotaCheck[] => {
      const check = record(checks[name]);
      const status = shown(check.Status, 40);
      if (status === undefined) return [];
      const exceeded = list(check.ExceedResources).flatMap((item) => shown(item, 40) ?? []);
      return [{ name, status, exceeded, used: amounts(check.Used), limit: amounts(check.Limit) }];
    }),
    scheduling: readScheduling(diagnosis.SchedulingDiagnosis),
  };
}

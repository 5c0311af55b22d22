import type { Output } from '../../../api/operations.ts';
import type { Shown } from '../../../domain/shown.ts';
import { counted, gibibytes, number, shown } from '../../../jobs/wire.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { NO_TEXT } from '../../../shaping/shown.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

type Answer = Output<'ListQuotas'>;
type Wire = Answer['Quotas'][number] | Output<'GetQuota'>;

/** One resource of a quota, in GPUs, CPUs or GiB. What the cloud does not say is `undefined`, which is not zero. */
export interface Share {
  /** Allocatable less allocated; never below zero, as more can be allocated than the quota has. */
  free: number | undefined;
  /** In use, by whatever product and in its sub-quotas too. */
  allocated: number | undefined;
  /** What jobs can get: the total without what the platform keeps for itself. */
  allocatable: number | undefined;
  /** Of the machines that are there. */
  total: number | undefined;
}

const RESOURCES = { gpus: ['GPU', counted], cpus: ['CPU', counted], memory: ['Memory', gibibytes] } as const;

function share({ QuotaDetails: details }: Wire, resource: keyof typeof RESOURCES): Share {
  const [member, read] = RESOURCES[resource];
  const allocatable = read(details?.AllocatableQuota?.[member]);
  const allocated = read(details?.AllocatedQuota?.[member]);
  return {
    free: allocatable === undefined || allocated === undefined ? undefined : Math.max(0, allocatable - allocated),
    allocated,
    allocatable,
    total: read(details?.ActualMinQuota?.[member]),
  };
}

const quota = (answer: Wire, kind: string) => ({
  quotaId: verbatim(answer.QuotaId),
  name: shownOrEmpty(answer.QuotaName),
  /** As it says itself, else as it was asked for: samples of the API leave it empty. */
  kind: shown(answer.ResourceType, 40) ?? kind,
  gpuType: shown(answer.GPUType ?? answer.QuotaDetails?.ActualMinQuota?.GPUType, 60) ?? NO_TEXT,
  status: shownOrEmpty(answer.Status, 40),
  reason: reasonOf(answer),
  queueStrategy: shownOrEmpty(answer.QueueStrategy, 60),
  gpus: share(answer, 'gpus'),
  cpus: share(answer, 'cpus'),
  memoryGib: share(answer, 'memory'),
  parentId: shown(answer.ParentQuotaId, 80),
  subQuotas: (answer.SubQuotas ?? []).map(({ QuotaId, QuotaName }) => ({
    quotaId: verbatim(QuotaId),
    name: shownOrEmpty(QuotaName, 60),
  })),
  description: Foreign.of(answer.Description),
  /** Its size as it was ordered, by machine type. A type that is bound in a way of its own is `special`. */
  nodeSpecs: (answer.Min?.NodeSpecs ?? []).map(({ Type, Count, HyperType, BindingPolicy }) => ({
    type: shownOrEmpty(Type, 80),
    count: number(Count),
    special: Boolean(HyperType) || Object.keys(BindingPolicy ?? {}).length > 0,
  })),
  workspaceIds: (answer.Workspaces ?? []).map(({ WorkspaceId }) => verbatim(WorkspaceId)),
});
export type Quota = ReturnType<typeof quota>;

/** Why it is in its status, where the cloud says so. */
function reasonOf({ ReasonCode, ReasonMessage }: Wire): Shown | undefined {
  const parts = [ReasonCode, ReasonMessage].filter((part) => part);
  return shown(parts.join(': '));
}

export const readOneQuota = (answer: Output<'GetQuota'>): Quota => quota(answer, '');

/** The quotas of an answer that was asked for one kind, and how many there are in all. */
export const readQuotas = ({ Quotas, TotalCount }: Answer, kind: string): { quotas: Quota[]; total: number } => ({
  quotas: Quotas.map((each) => quota(each, kind)),
  total: TotalCount,
});

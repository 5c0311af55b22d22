import type { Output } from '../../../api/operations.ts';
import { counted, flag, gibibytes, number, shown, time } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

type WireGroup = Output<'ListResourceGroups'>['ResourceGroups'][number] | Output<'GetResourceGroup'>;
type WireMachines =
  | Output<'ListResourceGroupMachineGroups'>['MachineGroups'][number]
  | Output<'GetResourceGroupMachineGroup'>;

const group = (wire: WireGroup) => ({
  name: shownOrEmpty(wire.Name, 80),
  kind: shown(wire.ResourceType, 40),
  status: shown(wire.Status, 40),
  machines: 'NodeCount' in wire ? number(wire.NodeCount) : undefined,
  created: time(wire.GmtCreatedTime),
});

/** The resource groups of an answer, and how many there are in all. */
export const readResourceGroups = ({ ResourceGroups, TotalCount }: Output<'ListResourceGroups'>) => ({
  groups: ResourceGroups.map((wire) => ({ groupId: verbatim(wire.ResourceGroupID), ...group(wire) })),
  total: TotalCount,
});

/** One resource group, whose answer has no id of its own. */
export const readResourceGroup = (wire: Output<'GetResourceGroup'>) => ({
  ...group(wire),
  description: shown(wire.Description),
  rdma: wire.SupportRDMA === undefined ? undefined : flag(wire.SupportRDMA),
  clusterId: shown(wire.ClusterID, 80),
  vpcId: shown(wire.UserVpc?.VpcId, 80),
  switchId: shown(wire.UserVpc?.SwitchId, 80),
});

/**
 * A size of one machine, which the list has as numbers and the single answer as texts; memory is GiB without a unit.
 */
const size = (value: unknown): number | undefined => gibibytes(value) ?? counted(value);

/** Machines that were ordered together. When they end is told nowhere else. */
export const readMachineGroup = (wire: WireMachines) => ({
  machineGroupId: verbatim(wire.MachineGroupID),
  type: shown(wire.EcsSpec, 80),
  machines: number(wire.EcsCount),
  status: shown(wire.Status, 40),
  gpuType: shown(wire.GpuType, 60),
  gpus: size(wire.Gpu),
  cpus: size(wire.Cpu),
  memoryGib: size(wire.Memory),
  payment: shown(wire.PaymentType, 40),
  ordered: shown([wire.PaymentDuration, wire.PaymentDurationUnit].filter(Boolean).join(' '), 40),
  driver: shown(wire.DefaultDriver, 40),
  started: time(wire.GmtStartedTime),
  expires: time(wire.GmtExpiredTime),
});
export type MachineGroup = ReturnType<typeof readMachineGroup>;

/** The machine groups of an answer, and how many there are in all, which it has as a text. */
export const readMachineGroups = ({ MachineGroups, TotalCount }: Output<'ListResourceGroupMachineGroups'>) => ({
  groups: MachineGroups.map(readMachineGroup),
  total: number(TotalCount) ?? MachineGroups.length,
});

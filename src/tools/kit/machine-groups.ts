import * as z from 'zod';
import type { MachineGroup } from './decoders/resource-groups.ts';
import { shapeless } from './fields.ts';

const text = z.string().optional();
const figure = z.number().optional();

/** What an answer says of machines that were ordered together. */
export const machineGroupRow = shapeless(
  {
    machine_group_id: z.string(),
    type: text,
    machines: figure,
    status: text,
    gpu_type: text,
    gpus: figure,
    cpus: figure,
    memory_gib: figure,
    payment: text,
    ordered: text,
    driver: text,
    started: text,
    expires: text,
  },
  ['machine_group_id', 'status', 'expires'],
);

export const machineGroupRowOf = ({
  machineGroupId,
  gpuType,
  memoryGib,
  ...rest
}: MachineGroup): z.input<typeof machineGroupRow> => ({
  machine_group_id: machineGroupId,
  ...rest,
  gpu_type: gpuType,
  memory_gib: memoryGib,
});

const SOON_MS = 14 * 24 * 3_600_000;

/** A line for each group whose machines end soon, or have ended: with them what runs there ends. */
export const endingSoon = (
  groups: readonly { machine_group_id: string; machines?: number | undefined; expires?: string | undefined }[],
  now: Date,
): string[] =>
  groups.flatMap(({ machine_group_id, machines, expires }) =>
    expires !== undefined && Date.parse(expires) - now.getTime() < SOON_MS
      ? [`${machine_group_id}: ${machines ?? 'its'} machines end at ${expires}, unless they are renewed.`]
      : [],
  );

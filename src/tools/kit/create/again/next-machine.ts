import { hint } from '../../../../domain/hint.ts';
import { parseCount, parseMemory, resourceWords } from '../../../../domain/quantity.ts';
import type { Arguments } from '../../../../jobs/read-fields.ts';
import { type Check, failing } from '../../../../policy/checks.ts';
import type { ToolContext } from '../../../tool.ts';
import type { MachineType } from '../../decoders/machine-types.ts';
import { allEcsSpecs } from '../../ecs-specs.ts';
import { typedTasks } from './changes.ts';

/** A wish for more of something from a task that runs on a machine type, which has what it has. */
interface Wish {
  type: string;
  machine: string;
  spot: boolean;
  size: Arguments;
}

const isObject = (value: unknown): value is Arguments => typeof value === 'object' && value !== null;

/**
 * Changes without the sizes that they ask of tasks on machine types, and those sizes. A quota takes sizes, a machine
 * type does not (R5): dropping the type would leave a job that runs nowhere.
 */
export function machineWishes(args: Arguments, change: Arguments): { change: Arguments; wishes: Wish[] } {
  const inQuota = (change.resource_id ?? args.resource_id) !== undefined && change.resource_id !== null;
  if (inQuota || !Array.isArray(change.task_specs)) return { change, wishes: [] };
  const tasks = Array.isArray(args.task_specs) ? args.task_specs.filter(isObject) : [];
  const wishes: Wish[] = [];
  const task_specs = typedTasks(args, change).map((task) => {
    const { resource_config: size, ...rest } = task;
    const own = tasks.find(({ type }) => type === task.type);
    if (!isObject(size) || typeof own?.ecs_spec !== 'string' || task.ecs_spec !== undefined) return task;
    wishes.push({ type: String(task.type), machine: own.ecs_spec, spot: (task.spot ?? own.spot) !== undefined, size });
    return rest;
  });
  return { change: { ...change, task_specs }, wishes };
}

/** `gn7i` of `ecs.gn7i-c8g1.2xlarge`. */
const family = (type: string): string => /^ecs\.([a-z0-9]+)/.exec(type)?.[1] ?? type;

const MOST = 3;

/** Machine types with the same GPUs as one and at least what is wished for, the next larger one of its family first. */
export function nextMachines(all: readonly MachineType[], { machine, spot, size }: Wish): MachineType[] {
  const own = all.find(({ type }) => type === machine);
  if (own === undefined) return [];
  const count = (name: string): number => parseCount(String(size[name] ?? '')) ?? 0;
  const [cpus, gpus] = [Math.max(count('cpu'), own.cpus), Math.max(count('gpu'), own.gpus)];
  const memoryGib = Math.max(parseMemory(String(size.memory ?? '')) ?? 0, own.memoryGib);
  const gone = (each: MachineType): boolean => (spot ? each.spotInStock : each.inStock) === false;
  const order = (each: MachineType): number[] => [
    Number(gone(each)),
    Number(family(each.type) !== family(machine)),
    each.gpus,
    each.memoryGib,
    each.cpus,
  ];
  return all
    .filter(
      (each) =>
        each.type !== machine &&
        each.gpuType === own.gpuType &&
        each.lingjun === own.lingjun &&
        each.gpus >= gpus &&
        each.cpus >= cpus &&
        each.memoryGib >= memoryGib,
    )
    .map((each) => ({ each, key: order(each) }))
    .sort((one, other) => one.key.map((key, at) => key - (other.key[at] ?? 0)).find((difference) => difference) ?? 0)
    .slice(0, MOST)
    .map(({ each }) => each);
}

const machineWords = (each: MachineType, spot: boolean): string => {
  const stock = spot ? each.spotInStock : each.inStock;
  const said = stock === undefined ? '' : stock ? ', in stock' : ', SOLD OUT now';
  return `${each.type} (${resourceWords({ ...each, complete: true })}${said})`;
};

/** R5: what is asked of a machine type that it does not have, with the machine types that have it. */
export async function checkWishes(ctx: ToolContext, wishes: readonly Wish[]): Promise<Check[]> {
  if (wishes.length === 0) return [];
  const { types } = await allEcsSpecs(ctx, {});
  return wishes.map((wish) => {
    const next = nextMachines(types, wish);
    const own = types.find(({ type }) => type === wish.machine);
    const has = own === undefined ? '' : `, which has ${resourceWords({ ...own, complete: true })}`;
    const task = (spec: string): string =>
      `changes.task_specs=[${JSON.stringify({ type: wish.type, ecs_spec: spec })}]`;
    const [first] = next;
    return failing(
      `size of ${wish.type}`,
      'R5',
      `${wish.type} runs on the machine type ${wish.machine}${has}; resource_config is for jobs in a quota.`,
      first === undefined
        ? `No machine type of this region has the same GPUs and that size: leave it, or choose another one${hint('from machines')} as ecs_spec.`
        : `Ask for the next machine type instead of a size: ${task(first.type)}.`,
      next.length > 0 ? next.map((each) => machineWords(each, wish.spot)) : undefined,
    );
  });
}

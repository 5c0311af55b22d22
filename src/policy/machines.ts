import { brief } from '../domain/brief.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import type { Machine, Machines } from '../domain/machine.ts';
import { parseCount } from '../domain/quantity.ts';
import { asIs, en, firstOf, type Said, say, zh } from '../domain/said.ts';
import { whereEachRead, whereRead } from '../domain/unread.ts';
import { type Check, failing, passed, warned } from './checks.ts';
import { gpusInstead } from './gpu-types.ts';

const where = (job: JobDraft, type: string): string =>
  whereEachRead(
    () => job.task_specs,
    (task, index) => (task.ecs_spec === type ? [`task_specs[${index}]`] : []),
  ).join(', ');

/** The machine types of a job, each once, in the order of its tasks. */
export const machineTypes = (job: JobDraft): string[] => [
  ...new Set(
    whereEachRead(
      () => job.task_specs,
      ({ ecs_spec }) => (ecs_spec === undefined ? [] : [ecs_spec]),
    ),
  ),
];

/**
 * Whether a task of this image has GPUs. A machine type that does not exist counts as the nearest one there is.
 * @param nearest by type that does not exist, the real ones that are near it
 */
export const usesGpus = (
  job: JobDraft,
  image: string,
  { sizes }: Machines,
  nearest: ReadonlyMap<string, readonly string[]>,
): boolean =>
  whereEachRead(
    () => job.task_specs,
    (task) => {
      if (task.image !== image) return [];
      const machine = sizes.get(task.ecs_spec ?? '') ?? sizes.get(nearest.get(task.ecs_spec ?? '')?.[0] ?? '');
      return [machine?.gpus ?? parseCount(task.resource_config?.gpu ?? '') ?? 0];
    },
  ).some((gpus) => gpus > 0);

/** Whether there are machines of a type, as spot or regular capacity; `undefined` where the cloud does not say. */
export const inStock = (machine: Machine, spot: boolean): boolean | undefined =>
  spot ? machine.spotInStock : machine.inStock;

/** Machine types that are sold out for a task of the job, spot told apart: `ecs.gn7i-c8g1.2xlarge as spot`. */
const soldOut = (job: JobDraft, { sizes }: Machines): Said[] => [
  ...new Map(
    job.task_specs.flatMap(({ ecs_spec = '', spot }) => {
      const machine = sizes.get(ecs_spec);
      if (machine === undefined || inStock(machine, spot !== undefined) !== false) return [];
      const type = brief(ecs_spec, 50);
      const said = spot === undefined ? asIs(type) : say(en`${type} as spot`, zh`${type}（抢占式）`);
      return [[said.en, said] as const];
    }),
  ).values(),
];

function stock(job: JobDraft, machines: Machines): Check[] {
  const gone = soldOut(job, machines);
  if (gone.length === 0) return [];
  const types = firstOf(gone, 3);
  return [
    warned(
      'R5',
      `stock of ${gone.map(({ en: type }) => type).join(', ')}`,
      say(
        en`SOLD OUT now: ${types}. The job would wait or fail for lack of machines.`,
        zh`当前无库存：${types}。任务会因缺少机器而等待或失败。`,
      ),
      `Choose a type ${hint('available machines')}, or try again later.`,
    ),
  ];
}

/** The GPU driver of a task must be one that its machine type lists. A type that lists none is not checked. */
function drivers(job: JobDraft, { sizes }: Machines): Check[] {
  return job.task_specs.flatMap(({ ecs_spec = '', driver: own }, index) => {
    const machine = sizes.get(ecs_spec);
    const driver = own ?? job.settings?.driver;
    if (driver === undefined || machine === undefined || machine.drivers.length === 0) return [];
    const what = `driver of task_specs[${index}]`;
    if (machine.drivers.includes(driver)) return [passed('R5', what)];
    return [
      failing(
        what,
        'R5',
        `Driver "${driver}" does not run on ${ecs_spec} (task_specs[${index}]).`,
        'Use one of its drivers, or leave driver out for the default one.',
        machine.drivers,
      ),
    ];
  });
}

/**
 * R5 for the machine types of a job on public resources. A type that the region does not have is refused, and so is a
 * driver that a type cannot run. A type that is sold out only gets a warning, because stock changes by the minute.
 *
 * @param nearest by type that does not exist, the real ones that are near it
 */
export function checkMachines(
  job: JobDraft,
  machines: Machines,
  nearest: ReadonlyMap<string, readonly string[]>,
  region: string,
): Check[] {
  const types = machineTypes(job);
  if (types.length === 0) return [];
  if (!machines.read)
    return [
      warned(
        'R5',
        `machine types ${types.join(', ')}`,
        say(
          en`Size and stock of its machines are not known: the list of machine types could not be read.`,
          zh`机型的规格和库存未知：未能读取机型列表。`,
        ),
      ),
    ];
  const exist = types.map((type) => {
    if (machines.sizes.has(type)) return passed('R5', `machine type ${type}`);
    const near = nearest.get(type) ?? [];
    const take =
      near.length > 0
        ? `Use one of the nearest real types${hint('or other machines')}`
        : `Take one${hint('from machines')}`;
    return failing(
      `machine type ${type}`,
      'R5',
      `${where(job, type)}.ecs_spec "${type}" is no machine type of ${region}.`,
      `${take}.${gpusInstead(type, machines, region)}`,
      near.length > 0 ? near : undefined,
    );
  });
  return [...exist, ...whereRead(() => [...stock(job, machines), ...drivers(job, machines)])];
}

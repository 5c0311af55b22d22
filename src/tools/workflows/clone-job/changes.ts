import * as z from 'zod';
import { createJobInput, taskFields } from '../../../jobs/job-fields.ts';
import type { Arguments } from '../../../jobs/read-fields.ts';

const text = z.string();

/** The same members, each optional and removable by `null`. */
const loose = (shape: z.ZodRawShape): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, z.nullish(schema)]));

const TASK = taskFields.schema.shape;
const SIZE = TASK.resource_config.unwrap().shape;

/** The parameters that are changed most. Advertising these alone saves tokens; all others stand in create_job's definition. */
const advertised = z
  .object({
    command: text,
    job_max_running_time_minutes: z.int(),
    task_specs: z.array(z.object({ type: text, pod_count: z.int(), image: text, ecs_spec: text }).partial()),
    envs: z.record(text, text),
  })
  .partial();

/** What may change in a clone: any parameter of `create_job`, checked as strictly as there. */
export const changes = z
  .strictObject({
    ...loose(createJobInput.omit({ dry_run: true }).shape),
    task_specs: z
      .array(z.strictObject({ ...loose(TASK), resource_config: z.strictObject(loose(SIZE)).nullish() }))
      .optional(),
    envs: z.record(text, text.nullable()).nullish(),
  })
  .meta({ advertised }) as z.ZodType<Arguments, Record<string, unknown>>;

const isObject = (value: unknown): value is Arguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Merged member by member; `null` removes one. */
function merge(base: Arguments, change: Arguments): Arguments {
  const merged = Object.entries({ ...base, ...change }).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(merged);
}

/** A task has a machine type or quantities, not both (R5), so a change that names one removes the other. */
function mergeTask(base: Arguments, change: Arguments): Arguments {
  const other =
    change.ecs_spec !== undefined && change.ecs_spec !== null
      ? { resource_config: null }
      : change.resource_config !== undefined && change.resource_config !== null
        ? { ecs_spec: null }
        : {};
  const [size, own] = [base.resource_config, change.resource_config];
  const resized = isObject(size) && isObject(own) ? { resource_config: merge(size, own) } : {};
  return merge(base, { ...other, ...change, ...resized });
}

const tasksOf = (value: unknown): Arguments[] => (Array.isArray(value) ? value.filter(isObject) : []);

function mergeTasks(base: readonly Arguments[], changes: readonly Arguments[]): Arguments[] {
  // In a job of one role a change without a type can only mean that one.
  const [one, ...others] = base;
  const change = others.length > 0 ? changes : changes.map((task) => ({ type: one?.type, ...task }));
  const byType = new Map<unknown, Arguments[]>(change.map(({ type }) => [type, []]));
  for (const task of change) byType.get(task.type)?.push(task);
  const kept = base.map((task) => (byType.get(task.type) ?? []).reduce(mergeTask, task));
  const types = new Set(base.map(({ type }) => type));
  const added = change.filter(({ type }) => !types.has(type));
  return [...kept, ...added.map((task) => mergeTask({}, task))];
}

/**
 * Arguments with the changes of the caller: tasks are merged by their type, their resource_config, environment and settings
 * by name, everything else is replaced; `null` removes.
 */
export function applyChanges(args: Arguments, change: Arguments): Arguments {
  const { task_specs: tasks, ...rest } = change;
  const merged = Object.entries(rest).map(([name, value]) => {
    const base = args[name];
    const byName = (name === 'envs' || name === 'settings') && isObject(base) && isObject(value);
    return [name, byName ? merge(base, value) : value] as const;
  });
  const all = merge(args, Object.fromEntries(merged));
  return tasks === undefined ? all : { ...all, task_specs: mergeTasks(tasksOf(args.task_specs), tasksOf(tasks)) };
}

const at = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

/**
 * Whether the caller has settled what is missing: given the value, or removed what held it.
 * @param path of what is missing, such as `envs.HF_TOKEN`
 * @param merged the arguments with the changes
 */
export function isSettled(path: string, change: Arguments, merged: Arguments): boolean {
  const [top = '', ...inner] = path.split(/[.[\]]+/).filter(Boolean);
  const own = change[top];
  if (own === undefined) return false;
  if (top === 'task_specs') return at(merged, [top, ...inner]) !== undefined;
  if (!isObject(own)) return true;
  // Names of variables may contain dots.
  if (top === 'envs') return Object.hasOwn(own, path.slice('envs.'.length));
  return top !== 'settings' || Object.hasOwn(own, inner[0] ?? '');
}

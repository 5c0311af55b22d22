import * as z from 'zod';
import { createJobInput, taskFields } from '../../../../jobs/job-fields.ts';
import type { Arguments } from '../../../../jobs/read-fields.ts';

const text = z.string();

/** The same members, each optional and removable by `null`. */
const loose = (shape: z.ZodRawShape): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, z.nullish(schema)]));

const TASK = taskFields.schema.shape;
const SIZE = TASK.resource_config.unwrap().shape;
const CREATE = createJobInput.shape;

/**
 * The parameters that are changed most. Advertising these alone saves tokens; all others stand in create_job's
 * definition.
 */
const advertised = z
  .object({
    command: text,
    job_max_running_time_minutes: z.int(),
    task_specs: z.array(z.object({ type: text, pod_count: z.int(), image: text, ecs_spec: text }).partial()),
    envs: z.record(text, text),
  })
  .partial();

/** What may change in a job that is run again: any parameter of `create_job`, checked as strictly as there. */
export const changes = z
  .strictObject({
    ...loose(createJobInput.omit({ dry_run: true }).shape),
    task_specs: z
      .array(
        z.strictObject({
          ...loose(TASK),
          pod_count: z.int().min(0).nullish(),
          resource_config: z.strictObject(loose(SIZE)).nullish(),
        }),
      )
      .optional(),
    data_sources: z.array(z.strictObject(loose(CREATE.data_sources.unwrap().element.shape))).nullish(),
    code_source: z.strictObject(loose(CREATE.code_source.unwrap().shape)).nullish(),
    user_vpc: z.strictObject(loose(CREATE.user_vpc.unwrap().shape)).nullish(),
    script: z.strictObject(loose(CREATE.script.unwrap().shape)).nullish(),
    settings: z
      .strictObject({
        ...loose(CREATE.settings.unwrap().shape),
        tags: z.record(text, text.nullable()).nullish(),
      })
      .nullish(),
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

const objects = (value: unknown): Arguments[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Whether a change names something, and something else than the job has. */
const other = (base: Arguments, change: Arguments, name: string): boolean =>
  typeof change[name] === 'string' && change[name] !== base[name];

/** A task has a machine type or quantities, not both (R5), so a change that names one removes the other. */
function mergeTask(base: Arguments, change: Arguments): Arguments {
  const swapped =
    change.ecs_spec !== undefined && change.ecs_spec !== null
      ? { resource_config: null }
      : change.resource_config !== undefined && change.resource_config !== null
        ? { ecs_spec: null }
        : {};
  const [size, own] = [base.resource_config, change.resource_config];
  const resized = isObject(size) && isObject(own) ? { resource_config: merge(size, own) } : {};
  return merge(base, { ...swapped, ...change, ...resized });
}

function mergeTasks(base: readonly Arguments[], changes: readonly Arguments[]): Arguments[] {
  const byType = new Map<unknown, Arguments[]>(changes.map(({ type }) => [type, []]));
  for (const task of changes) byType.get(task.type)?.push(task);
  const kept = base.map((task) => (byType.get(task.type) ?? []).reduce(mergeTask, task));
  const types = new Set(base.map(({ type }) => type));
  const added = changes.filter(({ type }) => !types.has(type));
  return [...kept, ...added.map((task) => mergeTask({}, task))].filter(({ pod_count }) => pod_count !== 0);
}

/** In a job of one role a change without a type can only mean that one. */
export const typedTasks = (base: Arguments, change: Arguments): Arguments[] => {
  const [one, ...others] = objects(base.task_specs);
  return objects(change.task_specs).map((task) => (others.length > 0 ? task : { type: one?.type, ...task }));
};

/** The data source of the job that a change means: by path, else by what is mounted; a lone one needs no name. */
function meant(base: readonly Arguments[], change: Arguments): Arguments | undefined {
  const names = ['mount_path', 'data_source_id', 'uri'].filter((name) => typeof change[name] === 'string');
  if (names.length === 0) return base.length === 1 ? base[0] : undefined;
  const found = names
    .map((name) => base.find((source) => source[name] === change[name]))
    .find((source) => source !== undefined);
  // Something else on the same path is another data source.
  return found && !other(found, change, 'data_source_id') && !other(found, change, 'uri') ? found : undefined;
}

/** What belongs to one repository or network says nothing of another one, nor a commit of another branch. */
function mergeWhole(name: string, base: Arguments, change: Arguments): Arguments {
  const id = { code_source: 'code_source_id', user_vpc: 'vpc_id' }[name];
  if (id !== undefined && other(base, change, id)) return merge({}, change);
  if (name === 'code_source' && other(base, change, 'branch')) return merge(base, { commit: null, ...change });
  const tags = isObject(base.tags) && isObject(change.tags) ? { tags: merge(base.tags, change.tags) } : {};
  return merge(base, { ...change, ...tags });
}

/**
 * Arguments with the changes of the caller. Tasks are merged by their type (no pods: without it), objects by name; a
 * list of data sources is the whole list, and each takes over what it does not say; everything else is replaced. `null`
 * removes.
 */
export function applyChanges(args: Arguments, change: Arguments): Arguments {
  const { task_specs: tasks, data_sources: sources, ...rest } = change;
  const merged = Object.entries(rest).map(([name, value]) => {
    const base = args[name];
    return [name, isObject(value) ? mergeWhole(name, isObject(base) ? base : {}, value) : value] as const;
  });
  const mounted = objects(args.data_sources);
  return merge(args, {
    ...Object.fromEntries(merged),
    ...(tasks === undefined ? {} : { task_specs: mergeTasks(objects(args.task_specs), typedTasks(args, change)) }),
    ...(sources === undefined ? {} : { data_sources: sources }),
    ...(Array.isArray(sources)
      ? { data_sources: objects(sources).map((source) => merge(meant(mounted, source) ?? {}, source)) }
      : {}),
  });
}

/**
 * Whether the caller has settled what the cloud does not tell of a job: given the value, or removed what held it.
 * @param path of what is not told, such as `data_sources[0].version`
 */
export function isSettled(path: string, change: Arguments): boolean {
  const [top = '', , name = ''] = path.split(/[.[\]]+/).filter(Boolean);
  const own = change[top];
  if (own === undefined) return false;
  return top !== 'task_specs' || objects(own).some((task) => task[name] !== undefined);
}

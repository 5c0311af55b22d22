import type * as z from 'zod';
import { fold, nearest } from '../domain/nearest.ts';
import { bare, schemaAt } from './schema.ts';

type Path = readonly PropertyKey[];

/**
 * What people and models write instead of our names, folded (see `fold`). The first name that the tool has is meant.
 */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  name: ['display_name', 'name_contains'],
  jobname: ['display_name'],
  title: ['display_name'],
  search: ['query', 'pattern', 'display_name', 'name_contains'],
  keyword: ['query', 'pattern', 'display_name', 'name_contains'],
  filter: ['query', 'pattern', 'display_name', 'name_contains'],
  framework: ['query'],
  id: ['job_id'],
  job: ['job_id', 'job_ids'],
  pod: ['pod_id', 'pods'],
  podname: ['pod_id', 'pods'],
  state: ['status', 'statuses'],
  owner: ['user_id'],
  user: ['user_id'],
  limit: ['page_size', 'max_lines', 'max_events'],
  pagesize: ['page_size'],
  perpage: ['page_size'],
  maxresults: ['page_size'],
  page: ['page_number'],
  tail: ['max_lines', 'max_events'],
  lines: ['max_lines'],
  numlines: ['max_lines'],
  since: ['start_time', 'log_since'],
  from: ['start_time'],
  after: ['start_time'],
  until: ['end_time'],
  to: ['end_time'],
  before: ['end_time'],
  grep: ['pattern', 'log_pattern'],
  regex: ['pattern', 'log_pattern'],
  timeout: ['timeout_seconds', 'job_max_running_time_minutes'],
  timelimit: ['job_max_running_time_minutes'],
  maxruntime: ['job_max_running_time_minutes'],
  ttl: ['expire_seconds'],
  duration: ['expire_seconds', 'job_max_running_time_minutes'],
  verbose: ['detail'],
  usercommand: ['command'],
  cmd: ['command'],
  entrypoint: ['command'],
  code: ['script', 'code_source'],
  jobspecs: ['task_specs'],
  replicas: ['pod_count'],
  count: ['pod_count'],
  workers: ['pod_count'],
  numworkers: ['pod_count'],
  nodes: ['pod_count'],
  numnodes: ['pod_count'],
  role: ['type'],
  imageuri: ['image'],
  instancetype: ['ecs_spec'],
  machinetype: ['ecs_spec'],
  machine: ['ecs_spec'],
  gpucount: ['gpu', 'min_gpu'],
  numgpus: ['gpu', 'min_gpu'],
  ram: ['memory', 'min_memory'],
  quota: ['resource_id'],
  quotaid: ['resource_id'],
  datasetid: ['data_source_id'],
  dataset: ['data_sources'],
  env: ['envs'],
  environment: ['envs'],
  visibility: ['accessibility'],
  round: ['check_number'],
};

/** Words that occur in many longer names with another meaning: `type` inside of `gpu_type` does not make it `type`. */
const GENERIC: ReadonlySet<string> = new Set(['type', 'name', 'image', 'driver', 'order', 'version', 'own', 'detail']);

/** A longer name is not a misspelling of a parameter; comparing it would only cost time. */
const LONGEST = 64;
/** With more candidates than this, none is suggested. */
const MOST_PLACES = 3;

const single = (word: string): string => word.replace(/s$/, '');
const sameName = (a: string, b: string): boolean => single(fold(a)) === single(fold(b));
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map(single);

interface Place {
  name: string;
  place: string;
}

/** Every named place in a schema with its path, such as `task_specs[].resource_config.gpu`. */
function placesOf(schema: z.core.$ZodType, above: string): Place[] {
  const { def } = bare(schema);
  if (def.element !== undefined) return placesOf(def.element, `${above}[]`);
  return Object.entries(def.shape ?? {}).flatMap(([name, member]) => {
    const place = above === '' ? name : `${above}.${name}`;
    return [{ name, place }, ...placesOf(member, place)];
  });
}

const found = new WeakMap<z.ZodObject, readonly Place[]>();

/** The same of a whole call: every unknown name asks for it, twice. */
function placesIn(schema: z.ZodObject): readonly Place[] {
  const known = found.get(schema) ?? placesOf(schema, '');
  found.set(schema, known);
  return known;
}

/** Whether an object takes variables beside its other parameters. */
export function hasEnvs(schema: z.ZodObject, at: Path): boolean {
  const object = schemaAt(schema, at);
  return object !== undefined && Object.hasOwn(bare(object).def.shape ?? {}, VARIABLES);
}

const few = (names: readonly string[]): readonly string[] => (names.length <= MOST_PLACES ? names : []);

/** What an unknown name probably means. */
export interface Meant {
  /** Parameters of the object that it stands in. Where it is only one, it is taken as certain. */
  here: readonly string[];
  /** Paths in other objects of the call where there is a parameter of that name. */
  elsewhere: readonly string[];
}

const NOTHING: Meant = { here: [], elsewhere: [] };

/** The form of most variables, and of no parameter. */
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
/** Where the variables of a job stand, beside its other parameters. */
export const VARIABLES = 'envs';

/**
 * What an unknown parameter was probably meant as. In this order: the same letters (`pageSize`), a known alias
 * (`limit`), a variable by its capitals (`LR`), a longer name with all of its words, the same name at another place of
 * the call, a shorter name whose words it contains, or a spelling within a few edits.
 *
 * @param at path of the object that it stands in
 * @param taken names that the call uses already, so that it cannot have meant one of them
 */
export function meantBy(key: string, schema: z.ZodObject, at: Path, taken: ReadonlySet<string>): Meant {
  if (key.length > LONGEST || fold(key) === '') return NOTHING;
  const object = schemaAt(schema, at);
  const free = Object.keys((object && bare(object).def.shape) ?? {}).filter((name) => !taken.has(name));
  const same = free.find((name) => fold(name) === fold(key)) ?? free.find((name) => sameName(name, key));
  if (same !== undefined) return { ...NOTHING, here: [same] };
  const aliases = Object.hasOwn(ALIASES, fold(key)) ? (ALIASES[fold(key)] ?? []) : [];
  const alias = aliases.find((name) => free.includes(name));
  if (alias !== undefined) return { ...NOTHING, here: [alias] };
  if (VARIABLE.test(key) && hasEnvs(schema, at)) return { ...NOTHING, elsewhere: [`${VARIABLES}.${key}`] };
  const words = wordsOf(key);
  const longer = few(
    free.filter((name) => {
      const its = wordsOf(name);
      return words.every((word) => its.includes(word));
    }),
  );
  if (longer.length > 0) return { ...NOTHING, here: longer };
  const own = at.map((step) => (typeof step === 'number' ? '[]' : `.${String(step)}`)).join('');
  const places = placesIn(schema).filter(({ name, place }) => `.${place}` !== `${own}.${name}`);
  const elsewhere = [key, ...aliases]
    .map((wanted) => few(places.filter(({ name }) => sameName(name, wanted)).map(({ place }) => place)))
    .find((found) => found.length > 0);
  if (elsewhere !== undefined) return { ...NOTHING, elsewhere };
  const [core, ...others] = free.filter(
    (name) => !GENERIC.has(name) && wordsOf(name).every((word) => words.includes(word)),
  );
  if (core !== undefined && others.length === 0) return { ...NOTHING, here: [core] };
  const slip = nearest(key, free);
  return slip === undefined ? NOTHING : { ...NOTHING, here: [slip] };
}

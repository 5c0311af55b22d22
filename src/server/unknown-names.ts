import type * as z from 'zod';
import { fold, nearest } from '../domain/nearest.ts';
import { bare, schemaAt } from './schema.ts';

type Path = readonly PropertyKey[];

/** What people and models write for names of parameters, folded: the first that a tool has is meant. */
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
  script: ['command'],
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

/** Names that are part of many others and then mean something else. */
const GENERIC: ReadonlySet<string> = new Set(['type', 'name', 'image', 'driver', 'order', 'version', 'own', 'detail']);

/** Longer names are no near miss of one. */
const LONGEST = 64;
/** More places than this leave open which is meant. */
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

/** The places in a schema that have a name of their own, as `task_specs[].resource_config.gpu`. */
function placesOf(schema: z.core.$ZodType, above: string): { name: string; place: string }[] {
  const { def } = bare(schema);
  if (def.element !== undefined) return placesOf(def.element, `${above}[]`);
  return Object.entries(def.shape ?? {}).flatMap(([name, member]) => {
    const place = above === '' ? name : `${above}.${name}`;
    return [{ name, place }, ...placesOf(member, place)];
  });
}

const few = (names: readonly string[]): readonly string[] => (names.length <= MOST_PLACES ? names : []);

/** What an unknown name stands for, as far as that can be told. */
export interface Meant {
  /** Names beside it, the object's own. One: it can be nothing else. */
  here: readonly string[];
  /** Where else in the call something has that name. */
  elsewhere: readonly string[];
}

const NOTHING: Meant = { here: [], elsewhere: [] };

/**
 * What an unknown parameter was probably meant as: the same letters, what others call it, all of its words in a longer name,
 * the same name at another place of the call, a name and more words around it, or a slip of the keyboard, in this order.
 *
 * @param at the object that it stands in
 * @param taken names that the object has already, and that it can therefore not stand for
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
  const words = wordsOf(key);
  const longer = few(
    free.filter((name) => {
      const its = wordsOf(name);
      return words.every((word) => its.includes(word));
    }),
  );
  if (longer.length > 0) return { ...NOTHING, here: longer };
  const own = at.map((step) => (typeof step === 'number' ? '[]' : `.${String(step)}`)).join('');
  const places = placesOf(schema, '').filter(({ name, place }) => `.${place}` !== `${own}.${name}`);
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

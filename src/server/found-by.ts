import { ifOffered } from '../advice/offered.ts';
import { hint } from '../domain/hint.ts';

/** Kinds of ids whose parameter is not named after them. */
const KINDS: Readonly<Record<string, string>> = {
  from_job: 'job',
  pods: 'pod',
  resource_id: 'quota',
  parent_quota_id: 'quota',
  only_workspace_id: 'workspace',
  template_id: 'jobTemplate',
  ecs_spec: 'machine',
  ecs_type: 'machine',
  instance_type: 'machine',
};

/** How an id is found by the name of the thing or by what stands beside it; others stand in the list of their kind. */
const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  job: ['list_jobs display_name=NAME finds it'],
  pod: ['get_job lists those of a job'],
  image: ['list_images shows it beside its URI'],
  dataset: ['list_datasets name_contains=NAME finds it'],
  codeSource: ['list_code_sources name_contains=NAME finds it'],
  quota: ['list_quotas quota_name=NAME finds it'],
  machine: ['list_ecs_specs shows what there is'],
  user: ['list_members shows it beside the name', 'list_jobs own=false in a workspace_id shows it beside the name'],
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Where the ids that a parameter takes are found, as the end of a sentence, as far as a tool shows them.
 * @param name of the parameter, such as `job_id` or `job_ids`
 */
export function foundBy(name: string): string {
  const [, stem] = /^(.{1,60})_ids?$/.exec(name) ?? [];
  const kind = own(KINDS, name) ?? (stem === undefined ? undefined : camel(stem));
  if (kind === undefined) return '';
  const searched = own(SEARCHED, kind);
  return searched === undefined ? hint('what exists', kind) : ifOffered(...searched.map((words) => `; ${words}`));
}

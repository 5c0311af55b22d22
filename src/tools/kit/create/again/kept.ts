import type { Arguments } from '../../../../jobs/read-fields.ts';
import { record } from '../../../../jobs/wire.ts';
import { leavesOf } from '../../../../policy/varying.ts';
import { MASK } from '../../../../shaping/spans.ts';
import { typedTasks } from './changes.ts';
import { ENVS, type Sight } from './runs-other.ts';
import { type Withheld, withheldOf } from './withhold.ts';

/** What of a job that is run again nobody is shown, and what of it the caller has given. */
export interface Unseen extends Sight {
  /** What the caller has not given: it is taken over unseen. */
  withheld: readonly Withheld[];
}

/**
 * What is taken over unseen, told by where it stands and never by what it is: whatever is told of a value for being the
 * same as a hidden one tells a caller who tries many which one that is.
 */
export function keptOf(old: Arguments, job: Arguments, change: Arguments, showEnvs: readonly string[]): Unseen {
  const tasks = typedTasks(old, change);
  // Tasks are changed by their type: in the places that they have in the job.
  const task_specs = (Array.isArray(job.task_specs) ? job.task_specs : []).map((task) =>
    Object.assign({}, ...tasks.filter(({ type }) => type === record(task).type)),
  );
  const given = new Set(leavesOf({ ...change, task_specs }).map(([path]) => path));
  const inJob = withheldOf(job, showEnvs);
  const hidden = new Set([...withheldOf(old, showEnvs), ...inJob].map(({ path }) => path));
  const isGiven = (path: string): boolean => given.has(path);
  return {
    withheld: inJob.filter(({ path, at = path }) => !isGiven(at)),
    isGiven,
    // Of a variable whose name is not shown either, what holds it stands for it.
    isHidden: (path) => hidden.has(path) || (path.startsWith(ENVS) && hidden.has('envs')),
  };
}

/**
 * What is withheld without what the caller has said anywhere: taken out of their own texts, it would be told from what
 * it is not.
 */
export function notSaid(withheld: readonly Withheld[], told: readonly Arguments[]): Withheld[] {
  const said = leavesOf(told)
    .flatMap(([path, value]) => [path, String(value)])
    .join('\0');
  return withheld.filter(({ value }) => !said.includes(value));
}

/** A job with the mask in the place of what is withheld: by this jobs are compared where what differs is told. */
export function asTold<T>(job: T, withheld: readonly Withheld[]): T {
  const paths = new Set(withheld.map(({ path }) => path));
  const visit = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') return paths.has(path) ? MASK : value;
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${path}[${index}]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, visit(member, path === '' ? name : `${path}.${name}`)]),
    );
  };
  return visit(job, '') as T;
}

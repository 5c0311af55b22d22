import type { Arguments } from '../../../../jobs/read-fields.ts';
import { record } from '../../../../jobs/wire.ts';
import { leavesOf } from '../../../../policy/varying.ts';

/**
 * R48: what of a job may change without its secrets getting into other hands: names and words on it, how much it takes,
 * where it is placed, when it ends. Everything else decides what runs, from where, or who reads it; so does a parameter
 * that is added one day, until it is put here.
 */
const HARMLESS = [
  /^(?:display_name|description|priority|resource_id|job_max_running_time_minutes|success_policy|scheduling_strategy)$/,
  /^settings\.(?:tags\..*|enable_(?:rdma|cpu_affinity|sanity_check|error_monitoring|tide_resource)|oversold_type)$/s,
  /^settings\.(?:allocate_all_rdma_devices|disable_ecs_stock_check|allow_unschedulable_nodes)$/,
  /^settings\.(?:job_reserved_(?:minutes|policy)|termination_grace_period_seconds)$/,
  /^task_specs\[\d+\]\.(?:pod_count|ecs_spec|restart_policy|consider_in_success_policy)$/,
  /^task_specs\[\d+\]\.(?:resource_config|spot|auto_scaling|system_disk|hyper_node_scheduling_config)\./,
  /^task_specs\[\d+\]\.(?:assign|avoid)_(?:hyper_)?nodes\[/,
];

/** A number, a flag or a bare word, or some with commas between them: no host of a network, no path, no option. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const WORD = /^(?!0x|localhost$)[a-z0-9][\w+-]{0,63}$/i;
const isSetting = (value: string): boolean =>
  value.length <= 256 && value.split(',').every((each) => NUMBER.test(each) || WORD.test(each));

/** Names of variables that shells, loaders, languages and launchers read before the program, or instead of it. */
const OF_LOADERS =
  /^(?:_|BASH|PERL|RUBY|PHP|PYTHON(?!(?:HASHSEED|UNBUFFERED|FAULTHANDLER)$)|(?:LD|DYLD|GCONV|LUA|JAVA|JDK|GIT|SSH|PIP|UV|CONDA|NPM|OMPI|PMIX|HYDRA|CURL|AWS|OSS)_)|^(?:ENV|IFS|PS\d|PATH|SHELL|SHELLOPTS|CLASSPATH|CC|CXX|EDITOR|PAGER)$/i;
/** Words of a name that say that its value is a place, a program, or how a peer is checked. */
const OF_PLACES =
  /^(?:\w*(?:hosts?|hostname|addr|ur[li]s?|endpoints?|server|proxy|path|dir)|address(?:es)?|ips?|servers|proxies|domain|dns|gateway|brokers?|mirror|remote|registry|bucket|webhook|callback|dirs|directory|home|root|files?|cmd|command|script|exec|entrypoint|shell|args?|opts?|options|flags|hooks?|preload|plugins?|modules?|lib|libs|library|ssl|tls|verify|ca|certs?|insecure|unsafe|trust)$/i;
const WORDS = /[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/;

/** Whether a variable is by its name what a program computes with, and neither where it connects nor what it runs. */
const isOfProgram = (name: string): boolean =>
  /^[a-z]\w*$/i.test(name) && !OF_LOADERS.test(name) && !name.split(WORDS).some((word) => OF_PLACES.test(word));

/** The data of a job in whatever order, without how it is mounted, which the cloud does not tell of the old one. */
const mounts = ({ data_sources: list }: Arguments): string =>
  JSON.stringify(
    (Array.isArray(list) ? list : [])
      .map((source) => {
        const { mount_access: _, ...rest } = record(source);
        return JSON.stringify(Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1)));
      })
      .sort(),
  );

const leaves = ({ data_sources: _, ...job }: Arguments): Map<string, unknown> => new Map(leavesOf(job));

/** What stands before the name of a variable in its path. */
export const ENVS = 'envs.';

/** How two jobs are held against each other. */
export interface Sight {
  /** Whether the value at a path is one that nobody is shown. */
  isHidden(path: string): boolean;
  /** Whether the caller has given the value at a path. */
  isGiven(path: string): boolean;
}

/**
 * Paths of what a job has otherwise than another one so that it could make something else of the secrets of that one.
 * A variable that is gone counts, as what a program does without it is anybody's guess; one with another number or word
 * does not, as in every sweep. What is given in the place of a secret always counts: it may be that of another account,
 * and whether it is the same one is not to be found out by trying.
 */
export function differsIn(old: Arguments, job: Arguments, { isHidden, isGiven }: Sight): string[] {
  const [before, now] = [leaves(old), leaves(job)];
  const isHarmless = (path: string): boolean => {
    if (!path.startsWith(ENVS)) return HARMLESS.some((each) => each.test(path));
    const [was, is] = [before.get(path), now.get(path)];
    const values = [was === '' ? undefined : was, is ?? ''].filter((value) => value !== undefined);
    return isOfProgram(path.slice(ENVS.length)) && !isHidden(path) && values.every((value) => isSetting(String(value)));
  };
  const isOther = (path: string): boolean => before.get(path) !== now.get(path) || (isHidden(path) && isGiven(path));
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter((path) => isOther(path) && !isHarmless(path));
  return mounts(old) === mounts(job) ? paths : [...paths, 'data_sources'];
}

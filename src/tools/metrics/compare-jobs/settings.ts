import type { Job } from '../../../jobs/job.ts';

/** What a job was asked for, by the name of the parameter; a value that is absent is not there. */
type Asked = Readonly<Record<string, string>>;

const MOST_VALUE = 120;

const words = (value: string | number | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : String(value).slice(0, MOST_VALUE);

const pairs = (prefix: string, map: Readonly<Record<string, string>>) =>
  Object.entries(map).map(([name, value]) => [`${prefix}.${name}`, words(value)] as const);

const joined = (parts: readonly (string | undefined)[], by = ' '): string | undefined =>
  words(parts.filter((part) => part !== undefined && part !== '').join(by));

/** Everything that a job was asked for and that is not its command, fit to show. */
export function settingsOf(job: Job, showEnvs: readonly string[]): Asked {
  const all = [
    ['job_type', job.jobType?.line(40)],
    ['resource_id', job.resourceId?.line(80) ?? 'public resources'],
    ['priority', words(job.priority)],
    ['max_running_minutes', words(job.maxRunningMinutes)],
    ['workspace_id', job.workspaceId],
    ...job.tasks.slice(0, 8).flatMap(({ type, pods, words: machine, image, spot }) => {
      const role = type?.line(64) ?? '?';
      return [
        [`${role}.machines`, joined([String(pods ?? '?'), 'x', machine, spot ? 'spot' : undefined])],
        [`${role}.image`, words(image?.line(500))],
      ] as const;
    }),
    [
      'data',
      joined(
        job.dataSources
          .slice(0, 16)
          .map(({ data_source_id, uri, mount_path }) => joined([data_source_id ?? uri, mount_path], ' at ')),
        '; ',
      ),
    ],
    ['code', joined(Object.values({ ...job.codeSource }))],
    ...pairs('env', job.envs(showEnvs)),
    ...pairs('setting', job.settings),
    ...pairs('tag', job.tags),
  ] as const;
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** One thing in which jobs differ, with the value of each; `-` stands for none. */
export interface Compared {
  what: string;
  values: string[];
}

/** The things in which jobs differ, in the order of the first job that has them. */
export function differences(asked: readonly Asked[]): { differ: Compared[]; same: number } {
  const names = [...new Set(asked.flatMap((each) => Object.keys(each)))];
  const all = names.map((what) => ({ what, values: asked.map((each) => each[what] ?? '-') }));
  const differ = all.filter(({ values }) => new Set(values).size > 1);
  return { differ, same: all.length - differ.length };
}

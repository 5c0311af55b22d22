import { posix } from 'node:path';
import { hint } from '../domain/hint.ts';
import type { CodeSourceDraft, DataSourceDraft } from '../domain/job-draft.ts';
import { whereEachRead, whereRead } from '../domain/unread.ts';
import { type Decision, refuse } from './decision.ts';

/** A mount path in one spelling: `/mnt/data/` and `/mnt//data` are the same place. */
export const plainPath = (path: string): string => posix.normalize(path).replace(/\/$/, '') || '/';

/** R6: no two data sources on one mount path; the API answers 400 to that (api-notes: data and code). `undefined`: not known. */
export function checkMountPaths(paths: readonly (string | undefined)[]): Decision[] {
  const known = paths.flatMap((path) => (path ? [plainPath(path)] : []));
  const twice = [...new Set(known.filter((path, index) => known.indexOf(path) !== index))];
  return twice.map((path) =>
    refuse(
      'R6',
      `Two data sources are mounted on "${path}".`,
      'Give each its own mount_path, such as /mnt/data and /mnt/output.',
    ),
  );
}

/** R6: each data source is given by id or by URI, never both. One by URI needs a mount path; a dataset has one of its own. */
export function checkDataSources(sources: readonly DataSourceDraft[]): Decision[] {
  const one = ({ data_source_id, uri, mount_path }: DataSourceDraft, index: number): Decision[] => {
    if (data_source_id === undefined && uri !== undefined && !mount_path)
      return [
        refuse(
          'R6',
          `data_sources[${index}] has a uri and no mount_path.`,
          'Give mount_path, such as /mnt/data; only a dataset has one of its own.',
        ),
      ];
    if ((data_source_id === undefined) !== (uri === undefined)) return [];
    const what = uri === undefined ? 'neither data_source_id nor uri' : 'both data_source_id and uri';
    return [
      refuse(
        'R6',
        `data_sources[${index}] has ${what}.`,
        `Give exactly one: a dataset id${hint('from datasets')}, or a storage URI such as oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/path/.`,
      ),
    ];
  };
  return [
    ...whereEachRead(() => sources, one),
    ...whereRead(() => checkMountPaths(sources.map((source) => source.mount_path))),
  ];
}

/** R7: how `uri` of a code source is refused: the vendor's skill has it, the API does not (api-notes: data and code). */
export const CODE_URI = {
  rule: 'R7',
  reason: 'uri of a code source cannot be passed on: the API takes a registered code source by id.',
  fix: `Drop uri and give code_source_id${hint('from code sources')}${hint('or register code')}, or clone the repository in the command.`,
} as const;

const GANG = {
  rule: 'R7',
  reason: 'enable_gang_scheduling is a flag of an old command line; no version of the API has it.',
  fix: 'Drop it.',
} as const;

/** Parameters of a create, by their path, that other material has and the API does not. */
export const NOT_OF_THE_API = {
  'code_source.uri': CODE_URI,
  enable_gang_scheduling: GANG,
  'settings.enable_gang_scheduling': GANG,
} as const;

/** R7: a code source is named by its id. */
export function checkCodeSource(source: CodeSourceDraft): Decision[] {
  if (source.code_source_id === undefined)
    return [
      refuse(
        'R7',
        'code_source names no code source.',
        `Give code_source_id${hint('from code sources')}, or leave code_source out.`,
      ),
    ];
  return [];
}

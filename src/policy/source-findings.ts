import { brief, briefList, briefNames, quoted } from '../domain/brief.ts';
import type { FaultDetails } from '../domain/fault.ts';
import { hint } from '../domain/hint.ts';
import type { DataSourceDraft } from '../domain/job-draft.ts';
import { en, say, zh } from '../domain/said.ts';
import { whereEachRead, whereRead } from '../domain/unread.ts';
import { type Check, checksOf, failed, failing, passed, warned } from './checks.ts';
import type { Code } from './create-summary.ts';
import { unverified } from './decision.ts';
import { checkMountPaths } from './sources.ts';

/** What the catalogue has under the id of a dataset or code source. Names and ids are cleaned. */
export type SourceFinding<T> = { id: string } & (
  | { found: 'entry'; entry: T }
  /** What is near the id, nearest first. */
  | { found: 'nothing'; nearest: readonly { id: string; name: string }[] }
  | { found: 'unread'; cause: FaultDetails }
);

interface Entry {
  name: string;
  /** Empty where the cloud does not say. */
  workspaceId: string;
  /** Its own mount path, or empty. */
  mountPath: string;
}

export interface CodeSourceEntry extends Entry {
  /** What a job runs that names no branch and no commit; each is empty where the cloud does not say. */
  code: Code;
  /** When it was changed last, or made; absent where the cloud does not say. */
  modified: string | undefined;
}

export interface DatasetEntry extends Entry {
  /** Provided by PAI to everybody. */
  public: boolean;
  /**
   * Levels of access that an active share gives the job's workspace, such as `RO`; `undefined` where there is no share.
   */
  shared: readonly string[] | undefined;
  /** `RO`, `RW`, or empty where the cloud does not say. */
  access: string;
  /** Roles that may write to it although it is read-only for others. */
  writers: readonly string[];
  /** Name of its latest version, or empty. */
  latest?: string;
  /** Names of all its versions; `undefined` where nothing asks for them, or the cloud does not tell them all. */
  versions?: readonly string[] | undefined;
}

interface Kind {
  field: string;
  noun: string;
  /** Hints to where real ids are found: `shown` begins a sentence, `beside` goes on in one. */
  shown: string;
  beside: string;
}

const DATASET: Kind = {
  field: 'data_source_id',
  noun: 'dataset',
  shown: hint('datasets shown'),
  beside: hint('datasets beside'),
};
const CODE: Kind = {
  field: 'code_source_id',
  noun: 'code source',
  shown: hint('code sources shown'),
  beside: hint('code sources beside'),
};

/** R3: the id exists, and what it names belongs to the workspace of the job or is open to it. */
function checkEntry<T extends Entry>(
  { field, noun, shown, beside }: Kind,
  finding: SourceFinding<T>,
  workspaceId: string,
  open: (entry: T) => boolean,
): Check {
  const what = `${noun} ${finding.id}`;
  if (finding.found === 'unread')
    return failed(
      what,
      unverified(
        'R3',
        `${field} "${finding.id}" could not be verified: ${finding.cause.message}`,
        finding.cause.fix,
        finding.cause,
      ),
    );
  if (finding.found === 'nothing') {
    const known = finding.nearest.map(({ id, name }) => `${id} ${quoted(name, 200)}`).join(', ');
    return failing(
      what,
      'R3',
      `${field} "${finding.id}" is no ${noun} of workspace ${workspaceId}.`,
      known === '' ? `${shown} it out where nothing fits.` : `Use one of the nearest: ${known}.`,
    );
  }
  const { entry } = finding;
  if (entry.workspaceId === '' || entry.workspaceId === workspaceId || open(entry)) return passed('R3', what);
  return failing(
    what,
    'R3',
    `${field} "${finding.id}" (${quoted(entry.name, 200)}) belongs to workspace ${entry.workspaceId}, and the job runs in ${workspaceId}.`,
    `Use one of ${workspaceId}${beside}, or ask the user whether the job should run in ${entry.workspaceId}.`,
  );
}

export const checkCodeEntry = (finding: SourceFinding<CodeSourceEntry>, workspaceId: string): Check =>
  checkEntry(CODE, finding, workspaceId, () => false);

/** Whether a dataset can only be read: by the levels of its share, or by its own access where it is not shared. */
export const isReadOnly = ({ shared, access }: DatasetEntry): boolean =>
  shared === undefined ? access === 'RO' : !shared.includes('RW');

/** Refuses to mount writable what is read-only. */
function checkAccess({ data_source_id = '', mount_access }: DataSourceDraft, entry: DatasetEntry): Check[] {
  if (mount_access !== 'RW' || !isReadOnly(entry)) return [];
  const what = `access to ${data_source_id}`;
  const source = `${brief(data_source_id, 60)} ${quoted(entry.name, 60)}`;
  const writers = briefNames(entry.writers, 3, 30);
  if (entry.shared === undefined && entry.writers.length > 0)
    return [
      warned(
        'R6',
        what,
        say(
          en`${source} is read-only except for the roles ${writers}: mounted RW, it cannot be written to without one of them.`,
          zh`${source} 为只读，只有这些角色可以写入：${writers}。以 RW 挂载时，没有其中任何角色则无法写入。`,
        ),
        'Mount it RO where the job only reads.',
      ),
    ];
  return [
    failing(
      what,
      'R6',
      `${source} is read-only, and it is to be mounted RW.`,
      'Set its mount_access to RO, and write to another data source.',
    ),
  ];
}

/** R3: a version that is named is one that there is. */
function checkVersion({ data_source_id = '', version }: DataSourceDraft, { name, versions }: DatasetEntry): Check[] {
  if (version === undefined || versions === undefined) return [];
  const what = `version ${version} of ${data_source_id}`;
  if (versions.includes(version)) return [passed('R3', what)];
  return [
    failing(
      what,
      'R3',
      `${brief(data_source_id, 60)} ${quoted(name, 60)} has no version ${quoted(version, 40)}.`,
      `Use one that there is: ${briefList(versions, 10, 40)}; or leave version out for the latest.`,
    ),
  ];
}

/**
 * R3 and R6 for the datasets of a job. A dataset of another workspace passes only where PAI provides
 * it to everybody or it is actively shared with the job's workspace. `PUBLIC` visibility is not
 * enough, as it ends at the dataset's own workspace.
 */
export function checkDatasets(
  sources: readonly DataSourceDraft[],
  findings: readonly SourceFinding<DatasetEntry>[],
  workspaceId: string,
): Check[] {
  const entries = new Map(
    findings.flatMap((finding) => (finding.found === 'entry' ? [[finding.id, finding.entry] as const] : [])),
  );
  const entryOf = ({ data_source_id }: DataSourceDraft): DatasetEntry | undefined => entries.get(data_source_id ?? '');
  const exist = findings.map((finding) =>
    checkEntry(DATASET, finding, workspaceId, (entry) => entry.public || entry.shared !== undefined),
  );
  const access = whereEachRead(
    () => sources,
    (source) => {
      const entry = entryOf(source);
      return entry === undefined ? [] : [...checkAccess(source, entry), ...checkVersion(source, entry)];
    },
  );
  // The paths of the draft were compared before anything was read. Those that datasets bring along are known only now.
  const paths = whereRead(() => {
    if (sources.every((source) => source.mount_path)) return [];
    const all = sources.map((source) => source.mount_path || entryOf(source)?.mountPath);
    return checksOf('R6', 'mount paths of the datasets', checkMountPaths(all));
  });
  return [...exist, ...access, ...paths];
}

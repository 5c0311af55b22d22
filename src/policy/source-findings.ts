import { brief, briefList, quoted } from '../domain/brief.ts';
import type { FaultDetails } from '../domain/fault.ts';
import { hint } from '../domain/hint.ts';
import type { DataSourceDraft } from '../domain/job-draft.ts';
import { type Check, checksOf, failed, failing, passed, warned } from './checks.ts';
import { refuse } from './decision.ts';
import { checkMountPaths } from './sources.ts';

/** What there is by an id, or what there is instead; names and ids are cleaned. */
export type SourceFinding<T> = { id: string } & (
  | { found: 'entry'; entry: T }
  /** `d-abc (web-corpus)`, nearest first. */
  | { found: 'nothing'; nearest: readonly { id: string; name: string }[] }
  | { found: 'unread'; cause: FaultDetails }
);

export interface CodeSourceEntry {
  name: string;
  /** Empty where the cloud does not say. */
  workspaceId: string;
  /** Its own mount path, or empty. */
  mountPath: string;
}

export interface DatasetEntry extends CodeSourceEntry {
  /** Provided by PAI to everybody. */
  public: boolean;
  /** Access that an active share gives the job's workspace; `undefined` where there is none. */
  shared: readonly string[] | undefined;
  /** `RO`, `RW`, or empty where the cloud does not say. */
  access: string;
  /** Roles that may write to it although it is read-only for others. */
  writers: readonly string[];
}

interface Kind {
  field: string;
  noun: string;
  /** Where the others are found: the start of a sentence, and beside one. */
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

/** R3: an id that exists, in the workspace of the job or open to it. */
function checkEntry<T extends CodeSourceEntry>(
  { field, noun, shown, beside }: Kind,
  finding: SourceFinding<T>,
  workspaceId: string,
  open: (entry: T) => boolean,
): Check {
  const what = `${noun} ${finding.id}`;
  if (finding.found === 'unread')
    return failed(what, {
      ...refuse('R3', `${field} "${finding.id}" could not be verified: ${finding.cause.message}`, finding.cause.fix),
      cause: finding.cause,
    });
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

/** What a mount may do: a share's levels limit it, else the dataset's own access. */
function checkAccess({ data_source_id = '', mount_access }: DataSourceDraft, entry: DatasetEntry): Check[] {
  const readOnly = entry.shared === undefined ? entry.access === 'RO' : !entry.shared.includes('RW');
  if (mount_access !== 'RW' || !readOnly) return [];
  const what = `access to ${data_source_id}`;
  const is = `${brief(data_source_id, 60)} ${quoted(entry.name, 60)} is read-only`;
  if (entry.shared === undefined && entry.writers.length > 0)
    return [
      warned(
        'R6',
        what,
        `${is} except for the roles ${briefList(entry.writers, 3, 30)}: mounted RW, it cannot be written to without one of them.`,
        'Mount it RO where the job only reads.',
      ),
    ];
  return [
    failing(
      what,
      'R6',
      `${is}, and it is to be mounted RW.`,
      'Set its mount_access to RO, and write to another data source.',
    ),
  ];
}

/**
 * R3 and R6 for the datasets of a job. One of another workspace passes only where it is PAI's own public one or actively
 * shared with the job's workspace; `PUBLIC` visibility ends at its own workspace.
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
  const access = sources.flatMap((source) => {
    const entry = entryOf(source);
    return entry === undefined ? [] : checkAccess(source, entry);
  });
  // Paths that were given have been compared already; here those that the datasets bring along join them.
  const own = sources.some((source) => !source.mount_path);
  const paths = sources.map((source) => source.mount_path || entryOf(source)?.mountPath);
  return [...exist, ...access, ...(own ? checksOf('R6', 'mount paths of the datasets', checkMountPaths(paths)) : [])];
}

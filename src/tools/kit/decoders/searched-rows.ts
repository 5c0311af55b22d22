import type { Action } from '../../../api/operations.ts';
import { Job } from '../../../jobs/job.ts';
import { number, record, records, shown, shownMap, type WireRecord } from '../../../jobs/wire.ts';
import { MASK } from '../../../shaping/spans.ts';

/** The lists that take such filters, with the member of the answer that has their rows. */
const MEMBERS = {
  ListCodeSources: 'CodeSources',
  ListDatasets: 'Datasets',
  ListExperiment: 'Experiments',
  ListJobTemplates: 'JobTemplates',
  ListJobs: 'Jobs',
  ListModels: 'Models',
  ListRayHistoryServers: 'RayHistoryServers',
  ListRuns: 'Runs',
  ListTensorboards: 'Tensorboards',
  ListWorkspaces: 'Workspaces',
} as const satisfies Partial<Record<Action, string>>;

/** Longer than any text that is searched: a script. */
const MOST_TEXT = 65_536;
type Texts = (row: WireRecord) => readonly unknown[];

/** By parameter, what of a row it searches. */
const SEARCHED: Readonly<Record<string, Texts>> = {
  Description: ({ Description }) => [Description],
  DisplayName: ({ DisplayName }) => [DisplayName],
  ImageSearch: ({ JobSpecs }) => records(JobSpecs).map(({ Image }) => Image),
  Name: ({ Name }) => [Name],
  Query: ({ ModelName, ModelDescription }) => [ModelName, ModelDescription],
  ReasonSearch: ({ ReasonCode, ReasonMessage }) => [ReasonCode, ReasonMessage],
  StoragePath: ({ StoragePath }) => [StoragePath],
  TemplateName: ({ TemplateName }) => [TemplateName],
  UserCommandSearch: ({ UserCommand }) => [UserCommand],
  WorkspaceName: ({ WorkspaceName }) => [WorkspaceName],
};

/** Whether a row was found by what is shown of it, or may have been: another text of it has no mask. */
function isFound(wanted: string, texts: readonly unknown[]): boolean {
  const all = texts.map((text) => shown(text, MOST_TEXT) ?? '');
  const part = wanted.toLowerCase();
  return !all.some((text) => text.includes(MASK)) || all.some((text) => text.toLowerCase().includes(part));
}

function isTagged(name: string, wanted: unknown, row: WireRecord): boolean {
  const value = record(record(row.Settings).Tags)[name];
  const [text = ''] = Object.values(shownMap({ [name]: value }, MOST_TEXT));
  return !text.includes(MASK) || text === wanted;
}

/** The parameters of a list. */
export type SearchAsked = Readonly<Record<string, unknown>>;

/** Whether a list is asked for by a text that its rows may show masked. */
export const searches = (asked: SearchAsked): boolean =>
  asked.Tags !== undefined || Object.keys(SEARCHED).some((name) => typeof asked[name] === 'string');

/** Whether a row was found by what is shown of it. */
export const isFoundAsShown = (asked: SearchAsked, row: WireRecord): boolean =>
  Object.entries(SEARCHED).every(([name, texts]) => {
    const wanted = asked[name];
    return typeof wanted !== 'string' || isFound(wanted, texts(row));
  }) && Object.entries(record(asked.Tags)).every(([name, value]) => isTagged(name, value, row));

export type SearchedList = keyof typeof MEMBERS;

/** The rows of an answer, and how many the cloud counts in all. */
export function searchedRows(action: SearchedList, answer: unknown): { rows: WireRecord[]; total: number } {
  const { [MEMBERS[action]]: list, TotalCount } = record(answer);
  const rows = records(list);
  return { rows, total: number(TotalCount) ?? rows.length };
}

/** An answer with these rows in place of its own. */
export const withSearchedRows = <T extends object>(
  action: SearchedList,
  answer: T,
  rows: WireRecord[],
  total: number,
): T => ({
  ...answer,
  [MEMBERS[action]]: rows,
  TotalCount: total,
});

/** Whether the list is searched for something that its rows do not tell: a list of jobs has no descriptions. */
export const needsJobs = (action: SearchedList, { Description }: SearchAsked): boolean =>
  action === 'ListJobs' && Description !== undefined;

export const jobIdOfRow = (row: WireRecord): string => new Job(row).jobId;

/** A row with the description of the job that it is of. */
export const withDescription = (row: WireRecord, job: unknown): WireRecord => ({
  ...row,
  Description: record(job).Description,
});

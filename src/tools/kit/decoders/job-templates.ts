import { isDeepStrictEqual } from 'node:util';
import type { Output } from '../../../api/operations.ts';
import type { Shown } from '../../../domain/shown.ts';
import { record, time } from '../../../jobs/wire.ts';
import { cleanDocument } from '../../../shaping/clean.ts';
import { Foreign } from '../../../shaping/foreign.ts';
import { maskDocument } from '../../../shaping/mask.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';

type Answer = Output<'GetJobTemplate'>;
type Row = Output<'ListJobTemplates'>['JobTemplates'][number];

/** What the cloud hands over as a document, or as the text of one. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A document of somebody else's as one line of JSON, its secrets masked; `undefined` where there is none. */
const documentText = (value: unknown, max: number, shownEnvs: readonly string[]): Shown | undefined =>
  value === undefined || value === null
    ? undefined
    : Foreign.of(JSON.stringify(maskDocument(cleanDocument(parsed(value)), shownEnvs)))?.text(max);

const headOf = (answer: Answer | Row) => ({
  templateId: verbatim(answer.TemplateId),
  name: shownOrEmpty(answer.TemplateName),
  workspaceId: verbatim(answer.WorkspaceId),
  defaultVersion: answer.DefaultVersion,
  owner: shownOrEmpty(answer.UserId, 40),
  modifiedBy: shownOrEmpty(answer.ModifiedBy, 40),
  created: time(answer.GmtCreateTime),
  modified: time(answer.GmtModifyTime),
  isNamed: (name: string): boolean => answer.TemplateName === name,
});
export type TemplateHead = ReturnType<typeof headOf>;

const versionOf = (answer: NonNullable<Answer['Versions']>[number]) => ({
  version: answer.Version,
  createdBy: shownOrEmpty(answer.CreatedBy, 40),
  created: time(answer.GmtCreateTime),
  content: (max: number, shownEnvs: readonly string[]) => documentText(answer.Content, max, shownEnvs),
  constraints: (max: number) => documentText(answer.Constraints, max, []),
  /** The job that it holds and its constraints, as they are, secrets included: never shown. */
  job: () => record(parsed(answer.Content)),
  rules: () => record(answer.Constraints),
  /** Whether it holds these very documents. */
  holds: (content: unknown, constraints: unknown): boolean =>
    isDeepStrictEqual(parsed(answer.Content), content) &&
    isDeepStrictEqual(answer.Constraints ?? {}, constraints ?? {}),
});

/** A template, with the versions that were asked for; texts are fit to show. */
export const readJobTemplate = (answer: Answer) => {
  const versions = (answer.Versions ?? []).map(versionOf);
  return {
    ...headOf(answer),
    description: Foreign.of(answer.Description),
    versions,
    /** How many versions there are, also of those that were not asked for. */
    total: answer.TotalCount ?? versions.length,
  };
};
export type JobTemplate = ReturnType<typeof readJobTemplate>;

/** The templates of a page, and how many there are in all. */
export const readJobTemplates = ({ JobTemplates, TotalCount }: Output<'ListJobTemplates'>) => ({
  templates: JobTemplates.map(headOf),
  total: TotalCount ?? JobTemplates.length,
});

/** The id of one that was made. */
export const madeJobTemplate = ({ TemplateId }: Output<'CreateJobTemplate'>): string => verbatim(TemplateId);

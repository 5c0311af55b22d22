import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import type { Asset } from '../../policy/assets.ts';
import { type JobTemplate, readJobTemplate, readJobTemplates } from '../kit/decoders/job-templates.ts';
import { shownOrEmpty } from '../kit/listing.ts';
import type { ToolContext } from '../tool.ts';
import { contentDocument } from './content.ts';

export const templateId = z.string().regex(SEGMENT).describe('tpl...');

/** What a template holds, as parameters. */
export const templateContents = {
  content: z
    .string()
    .min(2)
    .max(200_000)
    .describe('JSON text of a CreateJob request: {"JobType":"PyTorchJob","JobSpecs":[...],"UserCommand":"..."}'),
  constraints: z
    .record(z.string(), z.enum(['locked', 'overridable', 'required']))
    .optional()
    .describe('By path: JobSpecs[0].Image'),
  description: z.string().max(1024).optional(),
};

type Contents = { [K in keyof typeof templateContents]?: z.output<(typeof templateContents)[K]> | undefined };

/** The contents as members of a request; what is not given is not sent. */
export const templateRequest = ({ content, constraints, description }: Contents) => ({
  ...(content === undefined ? {} : { Content: content }),
  ...(constraints === undefined ? {} : { Constraints: constraints }),
  ...(description === undefined ? {} : { Description: description }),
});

/** A template, read anew: its default version, or those that are asked for, by number or `all`. */
export const templateNow = async (
  { call, signal: own }: Pick<ToolContext, 'call' | 'signal'>,
  id: string,
  { version, signal = own }: { version?: string | undefined; signal?: AbortSignal } = {},
): Promise<JobTemplate> =>
  readJobTemplate(
    await call(
      'GetJobTemplate',
      { TemplateId: id, ...(version === undefined ? {} : { Version: version }) },
      { signal },
    ),
  );

/** The newest version from a number on that holds these documents; `undefined` where none does. */
export const versionWith = (
  { versions }: JobTemplate,
  from: number,
  { content = '', constraints }: Contents,
): number | undefined =>
  versions
    .flatMap(({ version, holds }) =>
      version !== undefined && version >= from && holds(contentDocument(content), constraints) ? [version] : [],
    )
    .toSorted((a, b) => b - a)[0];

/** The id of the template of a workspace that has a name, to the letter. */
export async function namedTemplate(
  { call, signal: own }: Pick<ToolContext, 'call' | 'signal'>,
  workspaceId: string,
  name: string,
  signal: AbortSignal = own,
): Promise<string | undefined> {
  const filter = { WorkspaceId: workspaceId, TemplateName: name, PageSize: 100 };
  const { templates } = readJobTemplates(await call('ListJobTemplates', filter, { signal }));
  return templates.find((each) => each.isNamed(name))?.templateId;
}

export const templateAsset = (id: string, { name, workspaceId }: JobTemplate): Asset => ({
  kind: 'jobTemplate',
  id,
  name: shownOrEmpty(name, 80),
  workspaceId,
  accessibility: '',
});

import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { checkTwin } from '../../policy/assets.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import { checkContent } from '../../policy/job-templates.ts';
import { allApplied, changesShape, changesWanted, type Outcomes } from '../kit/assets/changes.ts';
import { changeAndLook } from '../kit/assets/read-back.ts';
import type { JobTemplate } from '../kit/decoders/job-templates.ts';
import { defineTool } from '../tool.ts';
import { lookInto } from './content.ts';
import {
  namedTemplate,
  templateContents,
  templateId,
  templateNow,
  templateRequest,
  versionWith,
} from './job-template.ts';

const input = z.strictObject({
  template_id: templateId,
  template_name: z.string().min(1).max(128).optional(),
  ...templateContents,
  content: templateContents.content.optional(),
  set_as_default: z.boolean().default(false).describe('The new version becomes the default'),
});
type Asked = z.output<typeof input>;

const FIELDS = ['template_name', 'description', 'content'] as const;

/** Constraints and a new default are of a new version, which comes with a content alone (api-notes: job templates). */
function checkForm(asked: Asked): void {
  const { content, constraints, set_as_default } = asked;
  if (content === undefined && (constraints !== undefined || set_as_default))
    throw new Fault({
      kind: 'invalid_input',
      message: `${constraints === undefined ? 'set_as_default' : 'constraints'} was given without content.`,
      fix: 'Pass the whole content too, as both are of a new version; set_job_template_default_version chooses among those that there are.',
    });
  changesWanted('update_job_template', FIELDS, asked);
}

/** What shows of the changes. @param newest the newest version before them */
function outcomesOf(
  asked: Asked,
  newest: number,
  seen: JobTemplate | undefined,
): { changes: Outcomes; version?: number | undefined } {
  const version = seen && asked.content !== undefined ? versionWith(seen, newest, asked) : undefined;
  const shows: Readonly<Record<string, boolean>> = {
    ...(asked.template_name === undefined ? {} : { template_name: seen?.isNamed(asked.template_name) === true }),
    ...(asked.description === undefined ? {} : { description: seen?.description?.is(asked.description) === true }),
    ...(asked.content === undefined ? {} : { content: version !== undefined }),
    ...(asked.set_as_default ? { set_as_default: version !== undefined && seen?.defaultVersion === version } : {}),
  };
  const ends = Object.entries(shows).map(([field, holds]) => [field, holds ? 'applied' : 'pending'] as const);
  return { changes: Object.fromEntries(ends), version };
}

export const updateJobTemplate = defineTool({
  name: 'update_job_template',
  title: 'Change a job template',
  description:
    'Changes name or description of a job template, or adds a version with other content, which is not the default unless asked. Refuses contents with secrets or masks. Reads back.',
  inChinese: '修改任务模板',
  toolset: 'templates',
  effect: 'write',
  target: ({ template_id }) => template_id,
  scope: 'region',
  actions: ['UpdateJobTemplate', 'GetJobTemplate', 'ListJobTemplates'],
  input,
  output: z.object({
    template_id: z.string(),
    changes: changesShape.changes,
    /** The version that holds the content. */
    version: z.number().optional(),
    version_before: z.number(),
    default_version: z.number().optional(),
  }),
  async check(ctx, asked) {
    checkForm(asked);
    const { template_id, template_name, content } = asked;
    const template = await templateNow(ctx, template_id, { version: 'all' });
    const twin =
      template_name === undefined ? undefined : await namedTemplate(ctx, template.workspaceId, template_name);
    const refused = allRefusals([
      ...(content === undefined ? [] : checkContent(lookInto(content))),
      ...checkTwin('jobTemplate', template_name ?? '', twin, template_id),
    ]);
    const newest = Math.max(0, ...template.versions.map(({ version }) => version ?? 0));
    return { decision: refused ?? allow(), prepared: newest };
  },
  async run(ctx, asked, newest) {
    const { template_id, template_name, set_as_default } = asked;
    const { seen } = await changeAndLook(
      ctx,
      template_id,
      () =>
        ctx.call('UpdateJobTemplate', {
          TemplateId: template_id,
          ...templateRequest(asked),
          ...(template_name === undefined ? {} : { TemplateName: template_name }),
          ...(set_as_default ? { SetAsDefault: true } : {}),
        }),
      (signal) => templateNow(ctx, template_id, { version: 'all', signal }),
      (template) => allApplied(outcomesOf(asked, newest, template).changes),
    );
    return {
      template_id,
      ...outcomesOf(asked, newest, seen),
      version_before: newest,
      default_version: seen?.defaultVersion,
    };
  },
  render: ({ template_id, changes, version, version_before, default_version }) =>
    [
      `${template_id}: ${Object.entries(changes)
        .map(([field, end]) => `${field} ${end}`)
        .join(', ')}.`,
      ...(version === undefined
        ? []
        : [
            `${version > version_before ? 'The content is the new version' : 'No version was made: the content is that of version'} ${version}; the default is version ${default_version ?? 'unknown'}.`,
          ]),
    ].join('\n'),
  next: ({ template_id, changes, version, default_version }) => {
    if (!allApplied(changes)) return [`get_job_template template_id=${template_id} version=all in a minute.`];
    return version === undefined || version === default_version
      ? []
      : [`set_job_template_default_version template_id=${template_id} version=${version} makes it the default.`];
  },
});

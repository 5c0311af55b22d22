import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { checkTwin } from '../../policy/assets.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import { checkContent } from '../../policy/job-templates.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeJobTemplate } from '../kit/decoders/job-templates.ts';
import { defineTool } from '../tool.ts';
import { lookInto } from './content.ts';
import { namedTemplate, templateContents, templateNow, templateRequest } from './job-template.ts';

export const createJobTemplate = defineTool({
  name: 'create_job_template',
  title: 'Create a job template',
  description:
    'Keeps a job as a template that everybody in the workspace reads; runs nothing. Refuses contents with secrets. Reads back.',
  inChinese: '创建任务模板',
  toolset: 'templates',
  effect: 'write',
  target: ({ template_name }) => template_name,
  scope: 'workspace',
  actions: ['CreateJobTemplate', 'ListJobTemplates', 'GetJobTemplate'],
  input: z.strictObject({ template_name: z.string().min(1).max(128), ...templateContents }),
  output: z.object({
    template_id: z.string(),
    template_name: z.string(),
    /** `pending`: it does not show yet. */
    outcome: z.enum(['created', 'pending']),
    found_by_name: z.boolean(),
  }),
  async check(ctx, { template_name, content }) {
    const twin = await namedTemplate(ctx, ctx.workspaceId ?? '', template_name);
    const refused = allRefusals([...checkContent(lookInto(content)), ...checkTwin('jobTemplate', template_name, twin)]);
    return { decision: refused ?? allow(), prepared: undefined };
  },
  async run(ctx, asked) {
    const { template_name, content } = asked;
    const workspaceId = ctx.workspaceId ?? '';
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () =>
        madeJobTemplate(
          await ctx.call('CreateJobTemplate', {
            ...templateRequest(asked),
            Content: content,
            TemplateName: template_name,
            WorkspaceId: workspaceId,
          }),
        ),
      (signal) => namedTemplate(ctx, workspaceId, template_name, signal),
      (made, signal) => templateNow(ctx, made, { signal }),
    );
    return {
      template_id: id,
      template_name: seen?.name ?? template_name,
      outcome: seen === undefined ? ('pending' as const) : ('created' as const),
      found_by_name: found,
    };
  },
  render: ({ template_id, template_name, outcome, found_by_name }) =>
    [
      `Job template ${template_id} ${quoted(template_name, 128)} ${outcome === 'created' ? 'is made and read back' : 'was accepted, but does not show yet'}.`,
      ...(found_by_name ? ['The answer of the cloud got lost; it was found by its name.'] : []),
    ].join('\n'),
  next: ({ template_id, outcome }) => [
    outcome === 'created'
      ? `update_job_template template_id=${template_id} with other content makes a new version.`
      : `get_job_template template_id=${template_id} in a minute.`,
  ],
});

import * as z from 'zod';
import { USER_ID } from '../../domain/identifiers.ts';
import { readJobTemplates } from '../kit/decoders/job-templates.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
const row = z.object({
  template_id: text,
  template_name: text,
  default_version: z.number().optional(),
  owner: text,
  modified_by: text,
  created: text.optional(),
  modified: text.optional(),
});

export const listJobTemplates = defineTool({
  name: 'list_job_templates',
  title: 'List job templates',
  description: 'Templates of jobs in a workspace, newest first.',
  inChinese: '任务模板列表',
  toolset: 'templates',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListJobTemplates'],
  input: z.strictObject({
    template_name: text.optional(),
    user_id: text.regex(USER_ID).optional().describe('Who made it'),
    order: z.enum(['desc', 'asc']).default('desc'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, templates: z.array(row) }),
  check: null,
  async run(ctx, { template_name, user_id, order, page_number }) {
    const answer = await listShown(ctx, 'ListJobTemplates', {
      WorkspaceId: ctx.workspaceId ?? '',
      ...(template_name ? { TemplateName: template_name } : {}),
      ...(user_id ? { UserId: user_id } : {}),
      SortBy: 'GmtCreateTime',
      Order: order,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { templates, total } = readJobTemplates(answer);
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { template_name, user_id }),
      templates: templates.map((each) => ({
        template_id: each.templateId,
        template_name: each.name,
        default_version: each.defaultVersion,
        owner: each.owner,
        modified_by: each.modifiedBy,
        created: each.created,
        modified: each.modified,
      })),
    };
  },
  render: ({ templates, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'job templates',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['template_id', 'name', 'default', 'owner', 'modified by', 'created', 'modified'],
      rows: templates.map((each) => [
        each.template_id,
        each.template_name,
        each.default_version,
        each.owner,
        each.modified_by,
        each.created,
        each.modified,
      ]),
    }),
  next: ({ total, templates }, { page_number }) =>
    listSteps(
      { total, rows: templates, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'get_job_template shows what one holds.',
        none: 'search without filters, or in another workspace.',
      },
    ),
});

import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { fence } from '../../shaping/fence.ts';
import { foreignText } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { templateId, templateNow } from './job-template.ts';

/** Characters of a content that are shown: of one version, and of each of several. */
const MOST_OF_ONE = 20_000;
const MOST_OF_EACH = 2000;
const MOST_CONSTRAINTS = 4000;
/** Versions that are shown of all, the newest ones. */
const MOST_VERSIONS = 20;

const text = z.string();
const version = z.object({
  version: z.number().optional(),
  created_by: text,
  created: text.optional(),
  constraints: foreignText.optional(),
  content: foreignText.optional(),
});

export const getJobTemplate = defineTool({
  name: 'get_job_template',
  title: 'Get job template',
  description:
    'One template of jobs: the job that it holds, as JSON with secrets masked, which of its fields are locked, overridable or required, and its versions.',
  inChinese: '任务模板详情',
  toolset: 'templates',
  effect: 'read',
  scope: 'region',
  actions: ['GetJobTemplate'],
  input: z.strictObject({
    template_id: templateId,
    version: z
      .string()
      .regex(formed(/^(?:all|[1-9]\d{0,8})$/, 'a version'))
      .optional()
      .describe('Number or all; default: the default version'),
  }),
  output: z.object({
    template_id: text,
    template_name: text,
    workspace_id: text,
    default_version: z.number().optional(),
    total_versions: z.number(),
    owner: text,
    modified_by: text,
    created: text.optional(),
    modified: text.optional(),
    description: foreignText.optional(),
    versions: z.array(version),
  }),
  foreign: ['description', 'versions[].constraints', 'versions[].content'],
  check: null,
  async run(ctx, { template_id, version: asked }) {
    const template = await templateNow(ctx, template_id, { version: asked });
    const most = asked === 'all' ? MOST_OF_EACH : MOST_OF_ONE;
    return {
      template_id: template.templateId,
      template_name: template.name,
      workspace_id: template.workspaceId,
      default_version: template.defaultVersion,
      total_versions: template.total,
      owner: template.owner,
      modified_by: template.modifiedBy,
      created: template.created,
      modified: template.modified,
      description: template.description?.line(1024),
      versions: template.versions
        .toSorted((a, b) => (b.version ?? 0) - (a.version ?? 0))
        .slice(0, MOST_VERSIONS)
        .map((each) => ({
          version: each.version,
          created_by: each.createdBy,
          created: each.created,
          constraints: each.constraints(MOST_CONSTRAINTS),
          content: each.content(most, ctx.operator.showEnvs),
        })),
    };
  },
  render: ({ template_name, description, versions, ...fields }) =>
    [
      renderRecord(`Job template ${template_name}`, fields),
      ...(description ? [fence('description', [description])] : []),
      ...versions.map((each) =>
        [
          `Version ${each.version ?? '?'}${each.version === fields.default_version ? ' (default)' : ''}, by ${each.created_by}${each.created ? `, ${each.created}` : ''}`,
          ...(each.constraints ? [fence('constraints', [each.constraints])] : []),
          ...(each.content ? [fence('content', [each.content])] : []),
        ].join('\n'),
      ),
    ].join('\n'),
  next: ({ template_id, versions, total_versions }) => [
    ...(versions.some(({ content }) => content?.endsWith('…'))
      ? [
          `a content that ends with … is cut: get_job_template template_id=${template_id} with the number of a version shows more of it.`,
        ]
      : []),
    ...(versions.length < total_versions
      ? [
          `${versions.length} of ${total_versions} versions are shown: get_job_template template_id=${template_id} version=${versions.length === 1 ? 'all' : 'N'} shows others.`,
        ]
      : []),
  ],
});

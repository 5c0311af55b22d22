import * as z from 'zod';
import { JOB_ID } from '../../domain/identifiers.ts';
import { APPROVALS, FRAMEWORK_TYPES, MODEL_FORMATS } from '../../domain/lists.ts';
import { readModelVersions } from '../kit/decoders/models.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { modelId } from './model.ts';

const text = z.string();
const row = z.object({
  version: text,
  uri: text,
  format: text,
  framework: text,
  approval: text,
  source: text,
  owner: text,
  created: text.optional(),
});

export const listModelVersions = defineTool({
  name: 'list_model_versions',
  title: 'List model versions',
  description: 'Versions of a model, newest first: where each lies, and the job that it is of.',
  inChinese: '模型版本列表',
  toolset: 'experiments',
  effect: 'read',
  scope: 'region',
  actions: ['ListModelVersions'],
  input: z.strictObject({
    model_id: modelId,
    job_id: text.regex(JOB_ID).optional(),
    format_type: z.enum(MODEL_FORMATS).optional(),
    framework_type: z.enum(FRAMEWORK_TYPES).optional(),
    approval_status: z.enum(APPROVALS).optional(),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, versions: z.array(row) }),
  check: null,
  async run(ctx, { model_id, job_id, format_type, framework_type, approval_status, page_number }) {
    const answer = await ctx.call('ListModelVersions', {
      ModelId: model_id,
      ...(job_id ? { SourceType: 'Custom', SourceId: job_id } : {}),
      ...(format_type ? { FormatType: format_type } : {}),
      ...(framework_type ? { FrameworkType: framework_type } : {}),
      ...(approval_status ? { ApprovalStatus: approval_status } : {}),
      SortBy: 'GmtCreateTime',
      Order: 'DESC',
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { versions, total } = readModelVersions(answer);
    return {
      total,
      scope: scopeText(`model ${model_id}, ${ctx.region}`, { job_id, format_type, framework_type, approval_status }),
      versions: versions.map((each) => ({
        version: each.version,
        uri: each.uri,
        format: each.format,
        framework: each.framework,
        approval: each.approval,
        source: each.sourceId === '' ? '' : `${each.sourceType} ${each.sourceId}`.trim(),
        owner: each.owner,
        created: each.created,
      })),
    };
  },
  render: ({ versions, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'versions',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['version', 'uri', 'format', 'framework', 'approval', 'source', 'owner', 'created'],
      rows: versions.map((each) => [
        each.version,
        each.uri,
        each.format,
        each.framework,
        each.approval,
        each.source,
        each.owner,
        each.created,
      ]),
    }),
  next: ({ total, versions }, { page_number }) =>
    listSteps(
      { total, rows: versions, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'create_job with data_sources uri=<uri> mounts one that lies in OSS.',
        none: 'drop a filter.',
      },
    ),
});

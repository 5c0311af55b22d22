import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { count } from '../../domain/count.ts';
import { QUOTA_ID } from '../../domain/identifiers.ts';
import { QUOTA_KINDS } from '../../domain/lists.ts';
import { unlisted } from '../../domain/unlisted.ts';
import { allQuotas } from '../kit/all-quotas.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, notFound, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import {
  type QuotaRow as Row,
  quotaRow as row,
  quotaRowOf as rowOf,
  SHARE_LEGEND,
  shareText,
} from '../kit/quota-row.ts';
import { defineTool } from '../tool.ts';

/** Whoever adds up what is free would count it twice. */
const PARTS_LEGEND = 'The figures of a quota hold those of its parts.';

const lacksFigures = ({ gpus, cpus, memory_gib }: Row): boolean =>
  [gpus, cpus, memory_gib].some((each) => shareText(each).includes('unknown'));

export const listQuotas = defineTool({
  name: 'list_quotas',
  title: 'List quotas',
  description: `How many GPUs are free: resource quotas of a workspace, or of all of yours, with GPUs, CPUs and memory free and in use. quota_id is what ${ifOffered('create_job', 'a job')} takes as resource_id.`,
  inChinese: '资源配额、空闲显卡',
  toolset: 'quotas',
  core: true,
  effect: 'read',
  scope: 'workspace_optional',
  actions: ['ListQuotas'],
  input: z.strictObject({
    quota_name: z.string().optional(),
    quota_ids: z.array(z.string().regex(QUOTA_ID)).max(100).optional(),
    resource_type: z.enum(QUOTA_KINDS).optional().describe('Default: all'),
    parent_quota_id: unlisted(z.string().regex(QUOTA_ID).optional()),
    ...pageNumber,
  }),
  output: z.object({
    ...listHead,
    quotas: z.array(row),
    note: z.string().optional(),
    workspace_id: z.string().optional(),
  }),
  foreign: ['quotas[].reason'],
  check: null,
  async run(ctx, { quota_name, quota_ids, resource_type, parent_quota_id, page_number }) {
    const kinds = resource_type === undefined ? QUOTA_KINDS : [resource_type];
    const ids = quota_ids?.join(',');
    const { quotas, complete } = await allQuotas(ctx, kinds, {
      ...(ctx.workspaceId ? { WorkspaceIds: ctx.workspaceId } : {}),
      ...(quota_name ? { QuotaName: quota_name } : {}),
      ...(ids ? { QuotaIds: ids } : {}),
      ...(parent_quota_id ? { ParentQuotaId: parent_quota_id } : {}),
    });
    const base = [
      ctx.workspaceId ? `workspace ${ctx.workspaceId}` : 'all that you may see',
      ctx.region,
      `kinds ${kinds.join(', ')}`,
      ...(complete ? [] : [`only the first ${quotas.length} read`]),
    ].join(', ');
    const rows = quotas.slice((page_number - 1) * FIXED_PAGE_SIZE, page_number * FIXED_PAGE_SIZE).map(rowOf);
    const rowIds = quotas.map((each) => rowOf(each).quota_id);
    const lacking = rows.filter(lacksFigures).length;
    return {
      total: quotas.length,
      scope: scopeText(base, {
        quota_name,
        quota_ids: ids,
        parent_quota_id,
        not_found: complete ? notFound(quota_ids, rowIds, rowIds.length) : undefined,
      }),
      quotas: rows,
      workspace_id: ctx.workspaceId,
      ...(lacking > 0
        ? { note: `the cloud gives not all figures of ${count(lacking, 'quota')}: what is missing is unknown, not 0.` }
        : {}),
    };
  },
  render: ({ quotas, note, workspace_id: _, ...head }, { page_number }) => {
    const parts = quotas.some(({ parent }) => parent !== undefined);
    const list = renderList({
      ...head,
      noun: 'quotas',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: [
        'quota_id',
        'name',
        ...(parts ? ['part of'] : []),
        'kind',
        'status',
        'gpu_type',
        'gpus',
        'cpus',
        'memory_gib',
        'queue',
      ],
      rows: quotas.map((each) => [
        each.quota_id,
        each.name,
        ...(parts ? [each.parent] : []),
        each.kind,
        each.reason === undefined ? each.status : `${each.status}: ${each.reason}`,
        each.gpu_type,
        shareText(each.gpus),
        shareText(each.cpus),
        shareText(each.memory_gib),
        each.queue_strategy,
      ]),
    });
    return [
      list,
      ...(quotas.length > 0 ? [SHARE_LEGEND] : []),
      ...(parts ? [PARTS_LEGEND] : []),
      ...(note === undefined ? [] : [`Note: ${note}`]),
    ].join('\n');
  },
  next: ({ total, quotas, workspace_id }, { page_number }) => {
    // The jobs of others are listed within one workspace.
    const where = workspace_id === undefined ? 'workspace_id=<workspace_id> ' : '';
    const full = quotas.find(({ gpus }) => gpus.free === 0 && gpus.total !== 0);
    return [
      ...listSteps(
        { total, rows: quotas, page: page_number, pageSize: FIXED_PAGE_SIZE },
        {
          found:
            'create_job with resource_id=<quota_id>; free is a sum over machines and can be too little on each, so a large pod may wait.',
          none: 'drop a filter or try another workspace_id; an administrator gives a workspace its quotas.',
        },
      ),
      ...(full ? [`list_jobs ${where}resource_id=${full.quota_id} own=false status=Running shows who holds it.`] : []),
    ].slice(0, 2);
  },
});

import * as z from 'zod';
import { durationWords } from '../../domain/duration.ts';
import { Fault } from '../../domain/fault.ts';
import { QUOTA_ID, SEGMENT, USER_ID } from '../../domain/identifiers.ts';
import { strategyWords } from '../../domain/queue-strategy.ts';
import { unlisted } from '../../domain/unlisted.ts';
import { allPages } from '../kit/all-pages.ts';
import { type QuotaWorkload, readWorkloads } from '../kit/decoders/quota-workloads.ts';
import { foreignText, shapeless } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool, type ToolContext } from '../tool.ts';
import { inQueue } from './in-queue.ts';

/** Which of the workloads: those that wait, or those that hold resources. */
const STATES = { waiting: 'Enqueued', holding: 'Dequeued' } as const;
type State = keyof typeof STATES;

const text = z.string().optional();
const figure = z.number().optional();
const row = shapeless({
  workload_id: z.string(),
  name: text,
  type: text,
  status: text,
  position: figure,
  priority: figure,
  gpus: figure,
  cpus: figure,
  memory_gib: figure,
  user: text,
  /** Since when it waits, or holds what it has. */
  since: text,
  for: text,
  reason: foreignText.optional(),
});
type Row = z.output<typeof row>;

function rowOf(each: QuotaWorkload, state: State, now: Date): Row {
  const since = state === 'waiting' ? each.enqueuedAt : each.dequeuedAt;
  return {
    workload_id: each.workloadId,
    name: each.name,
    type: each.type,
    status: each.status,
    ...(state === 'waiting' ? { position: each.position } : {}),
    priority: each.priority,
    gpus: each.gpus,
    cpus: each.cpus,
    memory_gib: each.memoryGib,
    user: each.user,
    since,
    for: since === undefined ? undefined : durationWords((now.getTime() - Date.parse(since)) / 1000),
    reason: each.reason,
  };
}

/** In the order of the queue; what holds resources by how long it has them. */
const ordered = (rows: readonly Row[], state: State): Row[] =>
  state === 'waiting'
    ? rows.toSorted((a, b) => (a.position ?? Number.MAX_VALUE) - (b.position ?? Number.MAX_VALUE))
    : rows.toSorted((a, b) => (a.since ?? '').localeCompare(b.since ?? ''));

const part = z.object({ total: z.int(), workloads: z.array(row) });
type Part = z.output<typeof part>;

const input = z.strictObject({
  quota_id: z.string().regex(QUOTA_ID),
  state: z.enum(['waiting', 'holding']).optional().describe('Default: both'),
  ahead_of: z.string().regex(SEGMENT).optional().describe('A waiting job: who is before it'),
  user_ids: z.array(z.string().regex(USER_ID)).max(100).optional(),
  node: z.string().optional().describe('Only those on a machine'),
  own_level: unlisted(z.boolean().default(false).describe('Without sub-quotas')),
  ...pageNumber,
});

type Asked = z.output<typeof input>;

/**
 * One page of what is in a state. All of it is read, as the cloud's own words for an order are not known.
 * @returns the page, the strategy of the queue, and how many were read
 */
async function readPart(
  ctx: ToolContext,
  asked: Asked,
  state: State,
): Promise<Part & { strategy: string; read: number }> {
  const { quota_id, ahead_of, user_ids, node, own_level, page_number } = asked;
  const request = {
    QuotaId: quota_id,
    Status: STATES[state],
    // It asks for this level of the tree, and not for one's own (api-notes: quotas).
    ShowOwn: own_level,
    ...(ahead_of ? { BeforeWorkloadId: ahead_of } : {}),
    ...(user_ids ? { UserIds: user_ids.join(',') } : {}),
    ...(node ? { NodeName: node } : {}),
  };
  let [total, strategy] = [0, ''];
  const { rows } = await allPages(async (page) => {
    const read = readWorkloads(await ctx.call('ListQuotaWorkloads', { ...request, ...page }));
    total = read.total;
    strategy ||= read.strategy;
    return { rows: read.workloads, total: read.total };
  });
  const sorted = ordered(
    rows.map((each) => rowOf(each, state, ctx.now())),
    state,
  );
  const end = page_number * FIXED_PAGE_SIZE;
  return { total, workloads: sorted.slice(end - FIXED_PAGE_SIZE, end), strategy, read: rows.length };
}

/** One table. What waits has a place, what holds resources a status. */
function renderPart(state: State, { total, workloads }: Part, page: number, scope: string): string {
  const waits = state === 'waiting';
  return renderList({
    total,
    scope,
    noun: `workloads ${waits ? 'waiting' : 'holding resources'}`,
    page,
    pageSize: FIXED_PAGE_SIZE,
    headers: [
      ...(waits ? ['position'] : []),
      'workload_id',
      'name',
      'type',
      'status',
      'priority',
      'gpus',
      'cpus',
      'memory_gib',
      'user',
      waits ? 'waits' : 'holds for',
      ...(waits ? ['reason'] : []),
    ],
    rows: workloads.map((each) => [
      ...(waits ? [each.position] : []),
      each.workload_id,
      each.name,
      each.type,
      each.status,
      each.priority,
      each.gpus,
      each.cpus,
      each.memory_gib,
      each.user,
      each.for,
      ...(waits ? [each.reason] : []),
    ]),
  });
}

/** @throws Fault `invalid_input` where what is before a waiting workload is asked of those that hold resources */
function statesOf({ ahead_of, state }: Asked): readonly State[] {
  if (ahead_of === undefined) return state === undefined ? ['waiting', 'holding'] : [state];
  if (state === 'holding')
    throw new Fault({
      kind: 'invalid_input',
      message: 'ahead_of does not go with state=holding: who is ahead waits in the queue too.',
      fix: 'Leave state out with ahead_of, or ahead_of out to see who holds the quota.',
    });
  // What is before a workload is in the queue too.
  return ['waiting'];
}

/** Where a workload stands of which those ahead were read. */
async function standingOf(ctx: ToolContext, asked: Asked, ahead: number, own: QuotaWorkload): Promise<string> {
  const { quota_id, ahead_of = '', user_ids, node, own_level } = asked;
  const narrowed = user_ids !== undefined || node !== undefined;
  if (narrowed || ahead > 0 || (own.position ?? 1) > 1) {
    const position = own.position === undefined ? '' : ` at position ${own.position}`;
    return `${ahead_of} waits${position}: ${ahead} before it${narrowed ? ', of those asked for' : ''}.`;
  }
  const queue = await ctx.call('ListQuotaWorkloads', {
    QuotaId: quota_id,
    Status: STATES.waiting,
    PageNumber: 1,
    PageSize: 1,
    ShowOwn: own_level,
  });
  return `${ahead_of} is the first of ${readWorkloads(queue).total} waiting in quota ${quota_id}: nobody is before it.`;
}

export const listQuotaWorkloads = defineTool({
  name: 'list_quota_workloads',
  title: 'List quota workloads',
  description:
    'Who holds a quota and for how long, who waits in its queue and in which order: jobs and other workloads of all its users, with priority, size, reason.',
  inChinese: '谁占用配额、排队顺序',
  toolset: 'quotas',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['ListQuotaWorkloads'],
  input,
  output: z.object({
    ...listHead,
    strategy: text,
    /** Where the workload of ahead_of stands. */
    standing: text,
    waiting: part.optional(),
    holding: part.optional(),
  }),
  foreign: ['waiting.workloads[].reason', 'holding.workloads[].reason'],
  check: null,
  async run(ctx, asked) {
    const { quota_id, ahead_of, user_ids, node, own_level } = asked;
    const states = statesOf(asked);
    const own = ahead_of && (await inQueue(ctx, { quota: quota_id, ownLevel: own_level, id: ahead_of }));
    const read = new Map<State, Awaited<ReturnType<typeof readPart>>>();
    for (const state of states) read.set(state, await readPart(ctx, asked, state));
    const parts = [...read.values()];
    const unsorted = parts.find(({ total, read }) => read < total);
    const strategy = parts.map((each) => each.strategy).find((each) => each !== '');
    const shownPart = (state: State) => {
      const found = read.get(state);
      return found && { total: found.total, workloads: found.workloads };
    };
    return {
      total: parts.reduce((sum, { total }) => sum + total, 0),
      scope: scopeText(
        `quota ${quota_id}${own_level ? ', this level' : ', with sub-quotas'}${unsorted === undefined ? '' : `, sorted among the first ${unsorted.read} that were read`}`,
        {
          ahead_of,
          user_ids: user_ids?.join(','),
          node,
        },
      ),
      ...(strategy === undefined ? {} : { strategy: strategyWords(strategy) }),
      standing: own ? await standingOf(ctx, asked, read.get('waiting')?.total ?? 0, own) : undefined,
      waiting: shownPart('waiting'),
      holding: shownPart('holding'),
    };
  },
  render: ({ scope, strategy, standing, waiting, holding }, { page_number }) =>
    [
      ...(standing === undefined ? [] : [standing]),
      ...(waiting && !(standing && waiting.total === 0) ? [renderPart('waiting', waiting, page_number, scope)] : []),
      ...(strategy === undefined ? [] : [`Order of the queue: ${strategy}.`]),
      ...(holding ? [renderPart('holding', holding, page_number, scope)] : []),
    ].join('\n'),
  next: ({ waiting, holding }, { quota_id, page_number }) => {
    const longest = [waiting, holding].reduce(
      (most, each) => (each && each.total > (most?.total ?? -1) ? each : most),
      undefined as Part | undefined,
    );
    return listSteps(
      { total: longest?.total ?? 0, rows: longest?.workloads ?? [], page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: `get_quota quota_id=${quota_id} says what fits now.`,
        none: `get_quota quota_id=${quota_id} says what is free.`,
      },
    );
  },
});

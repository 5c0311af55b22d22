import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { briefList } from '../../domain/brief.ts';
import { Fault } from '../../domain/fault.ts';
import { QUOTA_ID } from '../../domain/identifiers.ts';
import { ACCELERATOR_TYPES, MACHINE_KINDS } from '../../domain/lists.ts';
import type { MachineType } from '../kit/decoders/machine-types.ts';
import { readNodeTypes } from '../kit/decoders/node-parts.ts';
import { allEcsSpecs } from '../kit/ecs-specs.ts';
import { listHead, listSteps, paging, renderList, scopeText } from '../kit/listing.ts';
import { defineTool, type ToolContext } from '../tool.ts';

const figure = z.number().optional();
const row = z.object({
  instance_type: z.string(),
  cpu: figure,
  memory_gib: figure,
  gpu: figure,
  gpu_type: z.string(),
  gpu_memory_gib: figure,
  available: z.boolean(),
  spot: z.boolean(),
});
type Row = z.output<typeof row>;

const rowOf = (machine: MachineType): Row => ({
  instance_type: machine.type,
  cpu: machine.cpus,
  memory_gib: machine.memoryGib,
  gpu: machine.gpus,
  gpu_type: machine.gpuType ?? '',
  gpu_memory_gib: machine.gpuMemoryGib,
  available: machine.inStock ?? false,
  spot: machine.spotInStock ?? false,
});

/**
 * Of the machines of a quota the cloud tells no GPU memory. They are in stock where there are some; none is a spot one.
 */
const quotaRowOf = (type: ReturnType<typeof readNodeTypes>[number]): Row => ({
  instance_type: type.type,
  cpu: type.cpus,
  memory_gib: type.memoryGib,
  gpu: type.gpus,
  gpu_type: type.gpuType ?? '',
  available: type.machines !== 0,
  spot: false,
});

interface Asked {
  quota_id?: string | undefined;
  accelerator_type?: (typeof ACCELERATOR_TYPES)[number] | undefined;
  resource_type?: (typeof MACHINE_KINDS)[number] | undefined;
}

/**
 * The machine types of a quota, or else of the region's public resources.
 * @throws Fault `invalid_input` for a kind of machines beside a quota, which has one
 */
async function typesOf(
  ctx: ToolContext,
  { quota_id, accelerator_type, resource_type }: Asked,
): Promise<{ all: Row[]; complete: boolean }> {
  const filter = accelerator_type ? { AcceleratorType: accelerator_type } : {};
  if (quota_id === undefined) {
    const { types, complete } = await allEcsSpecs(ctx, {
      ...filter,
      ...(resource_type ? { ResourceType: resource_type } : {}),
    });
    return { all: types.map(rowOf), complete };
  }
  if (resource_type !== undefined)
    throw new Fault({
      kind: 'invalid_input',
      message: `resource_type ${resource_type} is for public resources, and quota_id asks for the machines of a quota.`,
      fix: 'Leave one of them out: the machines of a quota are of one kind.',
    });
  const answer = await ctx.call('ListNodeTypes', { QuotaId: quota_id, ...filter });
  return { all: readNodeTypes(answer).map(quotaRowOf), complete: true };
}

const SORT_FIELDS = { cpu: 'cpu', gpu: 'gpu', memory: 'memory_gib' } as const;

/** Sorts by a number or the name, and rows of equal number by name, so that every page is cut from the same order. */
function sortRows(rows: readonly Row[], by: keyof typeof SORT_FIELDS | 'instance_type', order: 'asc' | 'desc'): Row[] {
  const sign = order === 'desc' ? -1 : 1;
  const byName = (a: Row, b: Row): number => (a.instance_type < b.instance_type ? -1 : 1);
  if (by === 'instance_type') return rows.toSorted((a, b) => sign * byName(a, b));
  const field = SORT_FIELDS[by];
  return rows.toSorted((a, b) => sign * ((a[field] ?? 0) - (b[field] ?? 0)) || byName(a, b));
}

/** The names of the GPUs there are, for a caller whose own name matches none of them. */
function gpuNames(specs: readonly Row[], wanted: string): string[] {
  const names = [
    ...new Set(specs.flatMap(({ gpu, gpu_type }) => (gpu !== 0 && gpu_type !== '' ? [gpu_type] : []))),
  ].sort();
  const matches = names.some((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  return matches || names.length === 0 ? [] : [`the GPU types there are: ${briefList(names, 30, 40)}`];
}

const least = figure;
/** A size that is not known may be enough. */
const isEnough = (size: number | undefined, wanted: number): boolean => size === undefined || size >= wanted;

export const listEcsSpecs = defineTool({
  name: 'list_ecs_specs',
  title: 'List machine types',
  description: `GPU and CPU machine (instance) types in stock, for ecs_spec${ifOffered(' of create_job', ' of a job')} (public resources; a quota takes resource_config).`,
  inChinese: '机型、规格、库存',
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['ListEcsSpecs', 'ListNodeTypes'],
  input: z.strictObject({
    quota_id: z.string().regex(QUOTA_ID).optional(),
    accelerator_type: z.enum(ACCELERATOR_TYPES).optional(),
    resource_type: z.enum(MACHINE_KINDS).optional(),
    min_gpu: least,
    min_cpu: least,
    min_memory: least.describe('GiB'),
    gpu_type: z.string().optional().describe('Part of it, e.g. v100'),
    available_only: z.boolean().default(true),
    sort_by: z.enum(['cpu', 'gpu', 'memory', 'instance_type']).default('instance_type'),
    order: z.enum(['asc', 'desc']).default('asc'),
    ...paging,
  }),
  output: z.object({ ...listHead, specs: z.array(row) }),
  check: null,
  async run(ctx, input) {
    const { accelerator_type, resource_type, min_gpu = 0, min_cpu = 0, min_memory = 0, gpu_type = '' } = input;
    const { all, complete } = await typesOf(ctx, input);
    const fitting = all.filter(
      (spec) =>
        isEnough(spec.gpu, min_gpu) &&
        isEnough(spec.cpu, min_cpu) &&
        isEnough(spec.memory_gib, min_memory) &&
        spec.gpu_type.toLowerCase().includes(gpu_type.toLowerCase()),
    );
    const matching = input.available_only ? fitting.filter((spec) => spec.available) : fitting;
    const { page_number: page, page_size: size } = input;
    const base = [
      input.quota_id === undefined ? ctx.region : `${ctx.region}, quota ${input.quota_id}`,
      input.available_only
        ? `in stock only, ${fitting.length - matching.length} sold out left out`
        : 'sold out included',
      ...(complete ? [] : [`only the first ${all.length} types read`]),
      ...gpuNames(all, gpu_type),
    ].join(', ');
    return {
      total: matching.length,
      scope: scopeText(base, {
        accelerator_type,
        resource_type,
        min_gpu: input.min_gpu,
        min_cpu: input.min_cpu,
        min_memory: input.min_memory,
        gpu_type,
      }),
      specs: sortRows(matching, input.sort_by, input.order).slice((page - 1) * size, page * size),
    };
  },
  render: ({ specs, ...head }, { page_number, page_size }) =>
    renderList({
      ...head,
      noun: 'machine types',
      page: page_number,
      pageSize: page_size,
      headers: ['instance_type', 'cpu', 'mem_gib', 'gpu', 'gpu_type', 'gpu_mem_gib', 'available', 'spot'],
      rows: specs.map((spec) => [
        spec.instance_type,
        spec.cpu,
        spec.memory_gib,
        spec.gpu,
        spec.gpu_type,
        spec.gpu === 0 ? '' : (spec.gpu_memory_gib ?? '?'),
        spec.available,
        spec.spot,
      ]),
    }),
  next: ({ total, specs }, { quota_id, page_number, page_size, available_only }) =>
    listSteps(
      { total, rows: specs, page: page_number, pageSize: page_size },
      {
        found:
          quota_id === undefined
            ? 'create_job with ecs_spec=<instance_type>, without resource_id.'
            : `create_job with resource_id=${quota_id} and resource_config, without ecs_spec.`,
        none: `lower a minimum${available_only ? ' or set available_only=false' : ''}; gpu_type matches part of the card name.`,
      },
    ),
});

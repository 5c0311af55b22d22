import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { briefList } from '../../domain/brief.ts';
import { ACCELERATOR_TYPES, MACHINE_KINDS } from '../../domain/lists.ts';
import type { MachineType } from '../kit/decoders/machine-types.ts';
import { allEcsSpecs } from '../kit/ecs-specs.ts';
import { listHead, listSteps, paging, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const row = z.object({
  instance_type: z.string(),
  cpu: z.number(),
  memory_gib: z.number(),
  gpu: z.number(),
  gpu_type: z.string(),
  gpu_memory_gib: z.number(),
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

const SORT_FIELDS = { cpu: 'cpu', gpu: 'gpu', memory: 'memory_gib' } as const;

/** Sorts by a number or the name, and rows of equal number by name, so that every page is cut from the same order. */
function sortRows(rows: readonly Row[], by: keyof typeof SORT_FIELDS | 'instance_type', order: 'asc' | 'desc'): Row[] {
  const sign = order === 'desc' ? -1 : 1;
  const byName = (a: Row, b: Row): number => (a.instance_type < b.instance_type ? -1 : 1);
  if (by === 'instance_type') return rows.toSorted((a, b) => sign * byName(a, b));
  const field = SORT_FIELDS[by];
  return rows.toSorted((a, b) => sign * (a[field] - b[field]) || byName(a, b));
}

/** The names of the GPUs there are, for a caller whose own name matches none of them. */
function gpuNames(specs: readonly Row[], wanted: string): string[] {
  const names = [
    ...new Set(specs.flatMap(({ gpu, gpu_type }) => (gpu > 0 && gpu_type !== '' ? [gpu_type] : []))),
  ].sort();
  const matches = names.some((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  return matches || names.length === 0 ? [] : [`the GPU types there are: ${briefList(names, 30, 40)}`];
}

const least = z.number().optional();

export const listEcsSpecs = defineTool({
  name: 'list_ecs_specs',
  title: 'List machine types',
  description: `GPU and CPU machine (instance) types in stock, for ecs_spec${ifOffered(' of create_job', ' of a job')} (public resources; a quota takes resource_config).`,
  inChinese: '机型、规格、库存',
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['ListEcsSpecs'],
  input: z.strictObject({
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
    const { types, complete } = await allEcsSpecs(ctx, {
      ...(accelerator_type ? { AcceleratorType: accelerator_type } : {}),
      ...(resource_type ? { ResourceType: resource_type } : {}),
    });
    const all = types.map(rowOf);
    const fitting = all.filter(
      (spec) =>
        spec.gpu >= min_gpu &&
        spec.cpu >= min_cpu &&
        spec.memory_gib >= min_memory &&
        spec.gpu_type.toLowerCase().includes(gpu_type.toLowerCase()),
    );
    const matching = input.available_only ? fitting.filter((spec) => spec.available) : fitting;
    const { page_number: page, page_size: size } = input;
    const base = [
      ctx.region,
      input.available_only
        ? `in stock only, ${fitting.length - matching.length} sold out left out`
        : 'sold out included',
      ...(complete ? [] : [`only the first ${types.length} types read`]),
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
        spec.gpu === 0 ? '' : spec.gpu_memory_gib,
        spec.available,
        spec.spot,
      ]),
    }),
  next: ({ total, specs }, { page_number, page_size, available_only }) =>
    listSteps(
      { total, rows: specs, page: page_number, pageSize: page_size },
      {
        found: 'create_job with ecs_spec=<instance_type>, without resource_id.',
        none: `lower a minimum${available_only ? ' or set available_only=false' : ''}; gpu_type matches part of the card name.`,
      },
    ),
});

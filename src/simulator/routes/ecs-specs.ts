import { type Route, SimError } from '../route.ts';
import { csv, exact, oneOf, page, sorted, text } from '../world/query.ts';
import type { EcsSpec, World } from '../world/world.ts';

/**
 * The spellings the schema's value titles list. The prose lists upper-case ones, and the live service answered 400
 * `BadRequest` to `CPU`; hence the route's own check in place of a declared list (that would be `InvalidParameter`).
 */
const SORT_KEYS: readonly (keyof EcsSpec)[] = [
  'Cpu',
  'Gpu',
  'Memory',
  'InstanceType',
  'ResourceType',
  'GpuType',
  'AcceleratorType',
];

/** `ListEcsSpecs` over the world's machine types. */
export function ecsSpecRoutes(world: World): Route[] {
  return [
    {
      product: 'pai-dlc',
      action: 'ListEcsSpecs',
      method: 'GET',
      path: '/api/v1/ecsspecs',
      query: {
        AcceleratorType: { type: 'string', values: ['CPU', 'GPU'] },
        ResourceType: { type: 'string', values: ['ECS', 'Lingjun'] },
        InstanceTypes: { type: 'string' },
        PageNumber: { type: 'integer' },
        PageSize: { type: 'integer' },
        SortBy: { type: 'string' },
        Order: { type: 'string', values: ['desc', 'asc'] },
      },
      body: {},
      handle: ({ params }) => {
        const types = csv(params, 'InstanceTypes');
        const found = world.ecsSpecs.filter(
          (spec) =>
            exact(text(params, 'AcceleratorType'), spec.AcceleratorType) &&
            exact(text(params, 'ResourceType'), spec.ResourceType) &&
            oneOf(types, spec.InstanceType),
        );
        const sortBy = text(params, 'SortBy');
        const key = SORT_KEYS.find((candidate) => candidate === sortBy);
        if (sortBy !== undefined && key === undefined)
          throw new SimError(400, 'BadRequest', 'SortBy is not supported.');
        const ordered = key ? sorted(found, key, text(params, 'Order') ?? 'desc') : found;
        return { EcsSpecs: page(ordered, params, 10), TotalCount: found.length };
      },
    },
  ];
}

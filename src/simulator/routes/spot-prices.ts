import { fail } from '../errors.ts';
import type { Route } from '../route.ts';
import { fraction } from '../world/ids.ts';
import { page, text } from '../world/query.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { studioGet } from './paistudio-shared.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ZONES = ['a', 'b'];
/** What a protected first hour costs more; made up. */
const PROTECTED = 1.1;

/**
 * `GetSpotPriceHistory`: an hourly factor per zone that swings around the one which the list of machine types has now.
 */
export function spotRoutes({ world, store, seed, region }: JobContext): Route[] {
  return [
    studioGet(
      'GetSpotPriceHistory',
      '/spots/{InstanceType}/pricehistory',
      {
        StartTime: { type: 'string' },
        EndTime: { type: 'string' },
        SortBy: { type: 'string' },
        Order: { type: 'string', values: ['desc', 'asc'] },
        SpotDuration: { type: 'number' },
        PageNumber: { type: 'integer', min: 1 },
        PageSize: { type: 'integer', min: 1 },
      },
      ({ path, params }) => {
        const spec = world.ecsSpecs.find(({ InstanceType }) => InstanceType === path.InstanceType);
        if (!spec) throw fail('NotFound', `Instance type ${path.InstanceType ?? ''} does not exist.`);
        const to = Date.parse(text(params, 'EndTime') ?? new Date(store.now()).toISOString());
        const from = Date.parse(text(params, 'StartTime') ?? new Date(to - 3 * DAY_MS).toISOString());
        if (!(from <= to && to - from <= 7 * DAY_MS))
          throw fail('InvalidParameter', 'StartTime must be at most 7 days before EndTime.');
        const lingjun = spec.ResourceType === 'Lingjun';
        const hours = Math.floor((Math.min(to, store.now()) - from) / HOUR_MS);
        const sold = spec.PaymentTypes.includes('Spot');
        const items = ZONES.flatMap((zone) =>
          Array.from({ length: sold ? Math.max(0, hours + 1) : 0 }, (_, index) => {
            const at = Math.ceil(from / HOUR_MS) * HOUR_MS + index * HOUR_MS;
            const swing = (fraction(`${seed}/spot/${spec.InstanceType}/${zone}/${at}`) - 0.5) * 0.1;
            const factor =
              (spec.NonProtectSpotDiscount + swing) * (params.SpotDuration === 1 && !lingjun ? PROTECTED : 1);
            return {
              InstanceType: spec.InstanceType,
              SpotDiscount: Math.round(Math.min(1, Math.max(0.05, factor)) * 100) / 100,
              Timestamp: new Date(at).toISOString().replace('.000Z', 'Z'),
              ZoneId: `${region}-${zone}`,
            };
          }),
        ).filter(({ Timestamp }) => Date.parse(Timestamp) <= Math.min(to, store.now()));
        const rows = items.toSorted((a, b) => a.Timestamp.localeCompare(b.Timestamp));
        // Page and order count for Lingjun types only (api-notes: prices).
        if (lingjun && text(params, 'Order') === 'desc') rows.reverse();
        return { SpotPriceHistory: lingjun ? page(rows, params, 10) : rows, TotalCount: rows.length };
      },
    ),
  ];
}

import type { Output } from '../../../api/operations.ts';
import type { Point } from '../../../domain/series.ts';
import { number, shown, time } from '../../../jobs/wire.ts';

/**
 * The factor of the list price that was paid, by zone, and how many points there are in all. What has no time or no
 * factor is left out.
 */
export function readSpotPrices({ SpotPriceHistory, TotalCount }: Output<'GetSpotPriceHistory'>): {
  points: (Point & { zone: string })[];
  total: number;
} {
  const points = SpotPriceHistory.flatMap((wire) => {
    const [at, value] = [Date.parse(time(wire.Timestamp) ?? ''), number(wire.SpotDiscount)];
    return Number.isNaN(at) || value === undefined ? [] : [{ at, value, zone: shown(wire.ZoneId, 60) ?? '' }];
  });
  return { points, total: number(TotalCount) ?? SpotPriceHistory.length };
}

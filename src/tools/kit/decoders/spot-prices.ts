import type { Output } from '../../../api/operations.ts';
import type { Point } from '../../../domain/series.ts';
import { number, shown, time } from '../../../jobs/wire.ts';

/** The factor of the list price that was paid, by zone. What has no time or no factor is left out. */
export function readSpotPrices({ SpotPriceHistory }: Output<'GetSpotPriceHistory'>): (Point & { zone: string })[] {
  return SpotPriceHistory.flatMap((wire) => {
    const [at, value] = [Date.parse(time(wire.Timestamp) ?? ''), number(wire.SpotDiscount)];
    return Number.isNaN(at) || value === undefined ? [] : [{ at, value, zone: shown(wire.ZoneId, 60) ?? '' }];
  });
}

import type { JobDraft, TaskDraft } from './job-draft.ts';
import type { Machines } from './machine.ts';
import { en, type Said, say, zh } from './said.ts';

/**
 * What one machine, or one GPU, costs for an hour, as the operator has it from `source` since `date` (`2026-11-01`).
 */
export interface Price {
  perHour: number;
  currency: string;
  date: string;
  source: string;
}

/** The operator's prices. No API has any (R44), so there are no others. */
export interface PriceTable {
  /** @returns the price of a machine type in a region; `undefined` where the operator gave none */
  ofMachine(region: string, type: string): Price | undefined;
  /** The same for one GPU, for machine types without a price of their own. */
  ofGpu(region: string, gpuType: string): Price | undefined;
}

/** What a job costs per hour while all of its pods run. */
export type HourlyPrice =
  | {
      known: true;
      perHour: number;
      currency: string;
      /** Of the oldest price in it. */
      date: string;
      sources: readonly string[];
      /** It is a ceiling: spot capacity costs what the market asks, up to the limits of the job. */
      atMost: boolean;
    }
  /** `paid`: its quota is paid for, so it costs nothing more; else a price is missing. `why` ends a sentence. */
  | { known: false; paid?: true; why: string };

/** What tells how much a task costs: how many machines of which type, as spot capacity or not. */
export type PricedTask = Pick<TaskDraft, 'pod_count' | 'ecs_spec' | 'spot'>;

/** Currency in which a spot bid's price limit is (api-notes: spot). */
export const SPOT_CURRENCY = 'CNY';

/** The price of one machine: its own, else that of its GPUs. */
export function listPrice(type: string, machines: Machines, region: string, table: PriceTable): Price | undefined {
  const own = table.ofMachine(region, type);
  const machine = machines.sizes.get(type);
  if (own !== undefined || machine?.gpuType === undefined || machine.gpus === 0) return own;
  const each = table.ofGpu(region, machine.gpuType);
  return each && { ...each, perHour: each.perHour * machine.gpus };
}

/** What one machine costs at most as spot capacity: the lower of the list price and the bid's limit. */
function spotPrice(price: Price | undefined, { discount_limit, price_limit }: NonNullable<TaskDraft['spot']>) {
  if (price !== undefined && discount_limit !== undefined)
    return { ...price, perHour: price.perHour * Math.min(discount_limit, 1) };
  if (price === undefined || price_limit === undefined || price.currency !== SPOT_CURRENCY) return price;
  return { ...price, perHour: Math.min(price.perHour, price_limit * 60) };
}

/** Without the last digits, in which a sum of doubles is off: three times 0.1 is not above a ceiling of 0.3. */
const exact = (value: number): number => Number(value.toPrecision(12));

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/**
 * What a job on public resources costs per hour with all of its pods, by the operator's prices (R44).
 * @param machines sizes of its machine types, for prices per GPU
 * @param table `undefined` where the operator gave none
 */
export function jobPricePerHour(
  { resource_id, task_specs }: Pick<JobDraft, 'resource_id'> & { task_specs: readonly PricedTask[] },
  machines: Machines,
  region: string,
  table: PriceTable | undefined,
): HourlyPrice {
  if (resource_id !== undefined)
    return { known: false, paid: true, why: 'the machines of its quota are paid for already' };
  if (table === undefined) return { known: false, why: 'the operator has given no prices (--prices)' };
  const parts = task_specs.map(({ pod_count, ecs_spec = '', spot }) => {
    const price = listPrice(ecs_spec, machines, region, table);
    return { type: ecs_spec, pods: pod_count, price: spot === undefined ? price : spotPrice(price, spot) };
  });
  const priced = parts.flatMap(({ pods, price }) => (price === undefined ? [] : [{ pods, price }]));
  const unpriced = distinct(parts.flatMap(({ type, price }) => (price === undefined ? [type || 'no type'] : [])));
  if (unpriced.length > 0)
    return { known: false, why: `the operator's prices have none of ${unpriced.join(', ')} in ${region}` };
  const currencies = distinct(priced.map(({ price }) => price.currency));
  const [currency] = currencies;
  if (currency === undefined) return { known: false, why: 'it has no tasks' };
  if (currencies.length > 1)
    return { known: false, why: `the operator's prices are in ${currencies.join(' and ')}, which cannot be added up` };
  return {
    known: true,
    perHour: exact(priced.reduce((sum, { pods, price }) => sum + pods * price.perHour, 0)),
    currency,
    date: priced.map(({ price }) => price.date).toSorted()[0] ?? '',
    sources: distinct(priced.map(({ price }) => price.source)),
    atMost: task_specs.some(({ spot }) => spot !== undefined),
  };
}

/** What several jobs cost per hour together; not known where one of them is not, or where their currencies differ. */
export function priceOfAll(prices: readonly (HourlyPrice | undefined)[]): HourlyPrice | undefined {
  const known = prices.flatMap((price) => (price?.known ? [price] : []));
  const [first] = known;
  if (first === undefined || known.length < prices.length) return prices.find((price) => price?.known === false);
  if (known.some(({ currency }) => currency !== first.currency))
    return { known: false, why: 'their prices are in several currencies, which cannot be added up' };
  return {
    known: true,
    perHour: exact(known.reduce((sum, { perHour }) => sum + perHour, 0)),
    currency: first.currency,
    date: known.map(({ date }) => date).toSorted()[0] ?? '',
    sources: distinct(known.flatMap(({ sources }) => sources)),
    atMost: known.some(({ atMost }) => atMost),
  };
}

/** Which time of a job counts. */
export const COUNTED_TIME = 'counted from when it first runs until it is over';
/** The same of what it costs, with what is not established (api-notes: prices). */
export const COUNTED = `${COUNTED_TIME}; whether image pull and reservation are billed is not known`;

/** `12.50 CNY`. */
export const money = (amount: number, currency: string): string => `${amount.toFixed(2)} ${currency}`;

/** `about 84.00 CNY per hour (operator's prices of 2026-11-01)`. */
export function hourly({ atMost, perHour, currency, date }: HourlyPrice & { known: true }): Said {
  const [about, amount] = [atMost ? say(en`at most`, zh`最高`) : say(en`about`, zh`约`), money(perHour, currency)];
  return say(
    en`${about} ${amount} per hour (operator's prices of ${date})`,
    zh`${about} ${amount}/小时（按管理员 ${date} 的价格表）`,
  );
}

/** `hourly` for a model, or why there is no such price: `none: ` on a quota, else `unknown: `. */
export const hourlyWords = (price: HourlyPrice): string =>
  price.known ? hourly(price).en : `${price.paid ? 'none' : 'unknown'}: ${price.why}`;

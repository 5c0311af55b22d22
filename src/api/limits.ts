import PQueue, { type QueueAddOptions } from 'p-queue';
import type { Product } from './operation.ts';

/** How many calls to one product may be under way at a time, and how many may start within any second. */
export interface Rates {
  maxInFlight: number;
  maxPerSecond: number;
}

type Run = () => Promise<unknown>;
type LaneOptions = QueueAddOptions & { lane?: string };

/**
 * Waiting calls, one lane per tool, served in turn: a tool that lists hundreds of pages delays the next call of another
 * by one call of its own. Within a lane the order is that of arrival.
 */
export class FairQueue {
  /** Never holds an empty lane; the first one is next. */
  readonly #lanes = new Map<string, { id: string | undefined; run: Run }[]>();

  get size(): number {
    return [...this.#lanes.values()].reduce((sum, waiting) => sum + waiting.length, 0);
  }

  enqueue(run: Run, { lane = '', id }: LaneOptions = {}): void {
    const waiting = this.#lanes.get(lane);
    if (waiting) waiting.push({ id, run });
    else this.#lanes.set(lane, [{ id, run }]);
  }

  dequeue(): Run | undefined {
    for (const [lane, [first, ...rest]] of this.#lanes) {
      // The lane that was served goes to the end.
      this.#lanes.delete(lane);
      if (rest.length > 0) this.#lanes.set(lane, rest);
      return first?.run;
    }
    return undefined;
  }

  /** Takes a call that nobody waits for any more out of its lane. */
  remove(id: string): void {
    for (const [lane, waiting] of this.#lanes) {
      const left = waiting.filter((entry) => entry.id !== id);
      if (left.length === waiting.length) continue;
      if (left.length === 0) this.#lanes.delete(lane);
      else this.#lanes.set(lane, left);
      return;
    }
  }

  filter({ lane = '' }: LaneOptions): Run[] {
    return (this.#lanes.get(lane) ?? []).map(({ run }) => run);
  }

  /** A queue of p-queue has to have it, but lanes know no priorities. */
  setPriority(): void {}
}

/** Runs a call when its turn comes, and resolves to its result. @throws the signal's reason where that comes first */
export type Limit = <T>(
  product: Product,
  lane: string,
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
) => Promise<T>;

/**
 * The limits of one process, which hold per product. The second is a sliding window: with fixed ones, a burst
 * at the end of one and a burst at the start of the next would be twice the limit. A call that is aborted
 * while it waits leaves the queue and does not count; one that runs keeps its place until it has ended,
 * because the SDK cannot take its request back.
 */
export function createLimit({ maxInFlight, maxPerSecond }: Rates): Limit {
  const makeQueue = () =>
    new PQueue<FairQueue, LaneOptions>({
      concurrency: maxInFlight,
      intervalCap: maxPerSecond,
      interval: 1000,
      strict: true,
      queueClass: FairQueue,
    });
  const queues: Record<Product, ReturnType<typeof makeQueue>> = {
    'pai-dlc': makeQueue(),
    aiworkspace: makeQueue(),
    paistudio: makeQueue(),
  };

  return async (product, lane, signal, call) => {
    signal?.throwIfAborted();
    // p-queue gets a signal that never fires once the call runs: it would free the
    // place of a running call that is aborted.
    const waiting = new AbortController();
    const leave = (): void => waiting.abort(signal?.reason);
    signal?.addEventListener('abort', leave, { once: true });
    const start = () => {
      signal?.removeEventListener('abort', leave);
      return call();
    };
    return queues[product].add(start, { lane, signal: waiting.signal });
  };
}

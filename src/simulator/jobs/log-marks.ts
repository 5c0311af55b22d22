import { seedOf } from '../world/ids.ts';
import { drawFrom, scatter } from './draw.ts';
import { DECOYS } from './noise/decoys.ts';
import { type Aside, MID_NOISE } from './noise/pools.ts';
import type { Pod } from './pods.ts';
import type { Step } from './programs/types.ts';
import type { JobView } from './store.ts';
import { type Story, shareBefore } from './story.ts';
import { type Fill, filled, linesOf, type TimedLine } from './text.ts';

/** The part of a log between its start and its end: lines by progress mark, each made when it is asked for. */
export interface Marks {
  /** Numbers of the first and the last mark, and the distance between two; none where `last` < `first`. */
  first: number;
  last: number;
  stride: number;
  /** When a mark is printed; milliseconds. */
  at(n: number): number;
  /** A mark's lines, all before the next mark. */
  lines(n: number): readonly TimedLine[];
}

/**
 * How long one try runs, in milliseconds: it starts, prints its first mark after `leadMs`, and its last before `until`.
 */
export interface Span {
  startAt: number;
  leadMs: number;
  until: number;
  runMs: number;
}

/** A log has at most that many marks, however long the job runs. */
const MOST_MARKS = 6000;
const SHORTEST_SECONDS = 5;
/** Only the first rank reports each step; the others each so many, or each ten minutes. */
const OTHERS_STRIDE = 10;
const OTHERS_MS = 600_000;
/** How often a mark is followed by noise. */
const NOISE_SHARE = 0.04;
/** Bytes of a line that only makes a log large. */
const BULK_BYTES = 118;

export function marksOf(view: JobView, pod: Pod, story: Story, values: Fill, span: Span): Marks {
  const { record } = view;
  const { startAt, leadMs, until, runMs } = span;
  const noisy = record.wording !== undefined;
  const slowest = Math.max(SHORTEST_SECONDS, Math.ceil(record.runSeconds / MOST_MARKS), story.wording.pace ?? 0);
  const everyMs = slowest * 1000;
  const stride = pod.rank === 0 ? 1 : Math.max(1, Math.min(OTHERS_STRIDE, Math.floor(OTHERS_MS / everyMs)));
  // A restarted job goes on where the try before it ended.
  const before = Math.floor((shareBefore(story, pod.attempt) * record.runSeconds) / slowest);
  const at = (n: number): number => startAt + leadMs + (n - before) * everyMs;
  const passed = story.wording.early ? 0 : Math.ceil((until - startAt - leadMs) / everyMs) - 1;
  const first = before + stride;
  const last = before + Math.floor(Math.max(0, passed) / stride) * stride;
  const planned = Math.floor((runMs - leadMs) / everyMs / stride);
  const asides = asidesOf(story, `${values.key}/${pod.rank}/${pod.attempt}`, noisy, planned);
  const pool = noisy ? fitting(MID_NOISE, story) : [];
  const seeds = { step: seedOf(`${record.key}/loss`), noise: seedOf(`${record.key}/${pod.rank}/noise`) };
  const lines = (n: number): TimedLine[] => {
    const when = at(n);
    const step = stepOf(seeds.step, n, slowest, when, story);
    const aside = asides.get((n - first) / stride) ?? noiseAt(pool, seeds.noise, n);
    const all: TimedLine[] = [
      ...story.program.progress(step).map((text) => ({ at: when, text })),
      ...filled(linesOf(aside), values, when),
      ...(pod.rank === 0 && record.logMegabytes > 0 ? bulk(view, n, when, everyMs, Math.ceil(runMs / everyMs)) : []),
    ];
    return all.filter((line) => line.at <= until);
  };
  return { first, last, stride, at, lines };
}

/** Those that fit the program of a story. */
export const fitting = (asides: readonly Aside[], { wording }: Story): Aside[] =>
  asides.filter(({ programs }) => programs?.includes(wording.program) ?? true);

function stepOf(seed: number, n: number, every: number, at: number, story: Story): Step {
  const luck = scatter(seed, n);
  const fallen = story.wording.flat ? 1.1 : 2.4 / (1 + n / 12);
  const loss = 0.35 + fallen + (luck - 0.5) / 10;
  return { n, every, loss, rate: 0.0003 * Math.max(0.1, 1 - n / 4000), at, luck };
}

function noiseAt(pool: readonly Aside[], seed: number, n: number): string | undefined {
  if (scatter(seed, n) >= NOISE_SHARE) return undefined;
  return pool[Math.floor(scatter(seed, n + 500_000) * pool.length)]?.text;
}

/**
 * What else is told in the middle of a run of `count` marks: what the scenario has to say there, and what only looks
 * like a cause.
 */
function asidesOf(story: Story, key: string, noisy: boolean, count: number): Map<number, string> {
  const asides = new Map<number, string>();
  if (count < 8) return asides;
  const draw = drawFrom(`${key}/asides`);
  const place = (text: string): void => {
    asides.set(draw.between(2, count - 6), text);
  };
  if (noisy) for (const decoy of draw.shuffled(fitting(DECOYS, story)).slice(0, draw.between(0, 2))) place(decoy.text);
  const { mid } = story.wording;
  if (mid !== undefined) for (let times = draw.between(2, 4); times > 0; times -= 1) place(mid);
  return asides;
}

/** Lines that only make the log as large as it was asked to be. */
function bulk(view: JobView, n: number, at: number, everyMs: number, marks: number): TimedLine[] {
  const seed = seedOf(`${view.record.key}/bulk/${n}`);
  const count = Math.ceil((view.record.logMegabytes * 1_000_000) / BULK_BYTES / marks);
  return Array.from({ length: count }, (_, index) => {
    const hash = Math.floor(scatter(seed, index) * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
    return {
      at: at + Math.floor((index * everyMs) / count),
      text: `DEBUG loader worker ${index % 16} shard ${n} batch ${index} sha ${hash}${hash} fetched 4096 tokens from cache, queue depth ${index % 64} ok`,
    };
  });
}

import { type Progress, parseProgress } from './progress.ts';
import { anyOf } from './rules/rule.ts';

export { type Progress, parseProgress } from './progress.ts';

/** Progress of a training over the lines that were read. */
export interface Trend {
  first: Progress;
  last: Progress;
  /** Lines with progress. */
  count: number;
  /** The loss was not a number at the end. */
  notANumber: boolean;
  /** Relative change of the loss from first to last, -0.1 for 10% less; absent where there are fewer than two. */
  lossChange?: number | undefined;
}

/** What the lines say of the training; `undefined` where no line says anything. */
export function trendOf(lines: readonly string[]): Trend | undefined {
  const all = lines.flatMap((line) => parseProgress(line) ?? []);
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const losses = all.flatMap(({ loss }) => (loss === undefined ? [] : [loss]));
  const [from] = losses;
  const to = losses.at(-1);
  return {
    first,
    last,
    count: all.length,
    notANumber: to !== undefined && Number.isNaN(to),
    lossChange: losses.length > 1 && from && to !== undefined ? (to - from) / Math.abs(from) : undefined,
  };
}

export type Silence = 'flowing' | 'quiet' | 'suspected_init_hang' | 'suspected_hang' | 'deadlock';

const MINUTE = 60;
export const FLOWING_SECONDS = 5 * MINUTE;
export const INIT_HANG_SECONDS = 10 * MINUTE;
export const HANG_SECONDS = 30 * MINUTE;

const NCCL_INIT = anyOf(
  /NCCL INFO/i,
  /NCCL version \d/i,
  /ncclCommInit/i,
  /init_process_group|init_distributed/i,
  /initiali[sz](?:ing|ed|e) (?:the )?(?:process group|distributed|torch[ .]distributed|NCCL|TorchBackend|\w{1,10} model parallel|model parallel|communicator|backend)/i,
  /(?:setting up|creating|building|forming) (?:the )?(?:process group|communicator|NCCL)/i,
  /waiting for (?:all |the )?(?:\w{1,12} )?(?:ranks|workers|peers|processes|nodes|master|rank 0)/i,
  /rendezvous|TCPStore|store.based barrier/i,
  /connect(?:ing)? to (?:the )?(?:master|rank ?0|store)/i,
  /join(?:ing|ed)? (?:the )?(?:process )?group/i,
);
const DEADLOCK =
  /Watchdog caught collective operation timeout|Some NCCL operations have failed or timed out|before timing out|submitted to be reduced, gathered or broadcasted by subset of ranks|Heartbeat monitor timed out|Stalled (?:ops|tensor)|missing ranks/i;

/** Whether a log ends where the ranks find each other, with no training behind it. */
export function endsInInit(lastLines: readonly string[]): boolean {
  const tail = lastLines.filter((line) => line.trim() !== '').slice(-3);
  return tail.some((line) => NCCL_INIT.test(line.slice(0, 1000))) && trendOf(tail) === undefined;
}

/**
 * What a silence of the log means (diagnosis facts, "Running"): under 5 minutes it flows; a collective time-out as the last
 * word is a deadlock; NCCL initialisation as the last word for 10 minutes is a suspected initialisation hang; anything for
 * 30 minutes a suspected hang; between that it is only quiet.
 *
 * @param seconds since the last line, by the cloud's clock
 * @param lastLines the end of the log, oldest first
 */
export function silenceOf(seconds: number, lastLines: readonly string[]): Silence {
  const tail = lastLines.filter((line) => line.trim() !== '').slice(-5);
  if (tail.some((line) => DEADLOCK.test(line))) return 'deadlock';
  if (seconds < FLOWING_SECONDS) return 'flowing';
  if (endsInInit(lastLines) && seconds >= INIT_HANG_SECONDS) return 'suspected_init_hang';
  return seconds >= HANG_SECONDS ? 'suspected_hang' : 'quiet';
}

export interface RestartUse {
  used: number;
  budget: number;
  /** `healthy` under 20% of the budget, `normal` to 80%, `critical` above, `final`: the next failure ends the job. */
  level: 'healthy' | 'normal' | 'critical' | 'final';
}

/** Restarts against their budget, from `RestartTimes` such as `2/10`; nothing where there is no budget. */
export function restartUse(restartTimes: string | undefined): RestartUse | undefined {
  const [, used, budget] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(restartTimes ?? '') ?? [];
  if (used === undefined || Number(budget) === 0) return undefined;
  const share = Number(used) / Number(budget);
  const level = share >= 1 ? 'final' : share > 0.8 ? 'critical' : share >= 0.2 ? 'normal' : 'healthy';
  return { used: Number(used), budget: Number(budget), level };
}

export interface Outlier {
  node: string;
  metric: string;
  value: number;
  mean: number;
  /** Relative to the mean, -0.12 for 12% less. */
  deviation: number;
  level: 'warning' | 'significant';
}

/** A measure of one node in a sanity check, such as gemm in TFLOP/s or all-reduce in GB/s. */
export interface Measure {
  node: string;
  metric: string;
  value: number;
}

/** Nodes more than 5% (warning) or 10% (significant) from the mean of their metric; a metric of one node has none. */
export function sanityOutliers(measures: readonly Measure[]): Outlier[] {
  return [...new Set(measures.map(({ metric }) => metric))].flatMap((metric) => {
    const values = measures.filter((measure) => measure.metric === metric);
    const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length;
    if (values.length < 2 || mean === 0) return [];
    return values.flatMap(({ node, value }): Outlier[] => {
      const deviation = (value - mean) / Math.abs(mean);
      const size = Math.abs(deviation);
      return size > 0.05
        ? [{ node, metric, value, mean, deviation, level: size > 0.1 ? 'significant' : 'warning' }]
        : [];
    });
  });
}

const nodeName = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const [, name] = Object.entries(value).find(([key]) => /^(node|host|pod)(_?name|_?id)?$/i.test(key)) ?? [];
  return typeof name === 'string' ? name : undefined;
};

/**
 * Measures in the message of a sanity check. Its format is not documented: JSON is searched for numbers below a node,
 * given as a key or as a member; anything else has none.
 */
export function sanityMeasures(message: string): Measure[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return [];
  }
  const measures: Measure[] = [];
  const visit = (value: unknown, node: string | undefined, metric: string, depth: number): void => {
    if (depth > 6 || measures.length >= 2000) return;
    if (typeof value === 'number' && Number.isFinite(value) && node !== undefined && metric !== '')
      measures.push({ node, metric, value });
    if (Array.isArray(value)) for (const item of value) visit(item, node, metric, depth + 1);
    else if (typeof value === 'object' && value !== null) {
      const named = nodeName(value) ?? node;
      for (const [key, member] of Object.entries(value)) {
        // A key with a number in it names a node, where nothing else does: `{"gemm": {"lrn01": 480}}`.
        const isNode = named === undefined && /\d/.test(key) && (typeof member === 'object' || metric !== '');
        visit(member, isNode ? key : named, isNode ? metric : metric === '' ? key : `${metric}.${key}`, depth + 1);
      }
    }
  };
  visit(parsed, undefined, '', 0);
  return measures;
}

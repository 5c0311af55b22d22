/** One measurement of one node. */
export interface Figure {
  node: string;
  metric: string;
  value: number;
}

export interface Outlier extends Figure {
  mean: number;
  /** Share by which it is off the mean; negative: below. */
  off: number;
  level: 'warning' | 'significant';
}

/** Baseline of one metric over the nodes. */
export interface Baseline {
  metric: string;
  nodes: number;
  mean: number;
}

const WARNING = 0.05;
const SIGNIFICANT = 0.1;
const LEAST_NODES = 2;

const NODE_KEY = /^(?:node|node_?name|host|host_?name|pod|pod_?name|pod_?id)$/i;
// Names are shown to a model, so a text that does not have the form of a name is left out.
const NAME = /^[\w./-]{1,60}$/;
// Counters and settings are no measurement of a node.
const NOT_MEASURED = /^(?:rank|index|id|port|gpu_?(?:id|index|count)|count|round|timestamp|.*time)$/i;

const NUMBERED = /\d/;
/** Lists of nodes, not names of a metric. */
const GROUP = /^(?:nodes|hosts|pods|results|data)$/i;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const named = (name: string): boolean => NAME.test(name) && !NOT_MEASURED.test(name);

function numeric(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/**
 * Figures of one object.
 *
 * @param under key that the object stands under, a metric or a node; empty where it is neither
 */
function fromRecord(value: Json, under: string): Figure[] {
  const entries = Object.entries(value);
  const member = entries.find(([key, name]) => NODE_KEY.test(key) && typeof name === 'string')?.[1];
  return entries.flatMap(([key, item]): Figure[] => {
    const number = numeric(item);
    if (number === undefined || !named(key)) return [];
    if (typeof member === 'string')
      return NAME.test(member) ? [{ node: member, metric: key === 'value' && under ? under : key, value: number }] : [];
    if (!named(under)) return [];
    // Names of nodes have numbers in them, names of metrics have none.
    if (NUMBERED.test(key) && !NUMBERED.test(under)) return [{ node: key, metric: under, value: number }];
    return NUMBERED.test(under) && !NUMBERED.test(key) ? [{ node: under, metric: key, value: number }] : [];
  });
}

function fromJson(value: unknown, under = ''): Figure[] {
  if (Array.isArray(value)) return value.flatMap((item) => fromJson(item, under));
  if (!isObject(value)) return [];
  const { item } = value;
  const label = typeof item === 'string' && NAME.test(item) ? item : undefined;
  const inner = Object.entries(value).flatMap(([key, member]) =>
    fromJson(member, label ?? (GROUP.test(key) ? '' : key)),
  );
  return [...fromRecord(value, under), ...inner];
}

/** `node-3: gemm 312.4 TFLOP/s, all_reduce 180.2 GB/s`. */
function fromText(line: string): Figure[] {
  const [, node, rest] =
    /^\s{0,40}(?:(?:node|host|pod)\s{1,20})?["']?([\w.-]{0,60}\d[\w.-]{0,60})["']?\s{0,20}[:,]\s{0,20}(\S.*)$/i.exec(
      line,
    ) ?? [];
  if (node === undefined || rest === undefined) return [];
  const measured = rest.matchAll(
    /([a-z][\w-]{0,20}(?: [a-z][\w-]{0,20}){0,2})\s{0,8}(?:[:=]\s{0,8})?(\d{1,12}(?:\.\d{1,12})?)\s{0,8}(TFLOPs?(?:\/s)?|GB\/s|Gbps)/gi,
  );
  return [...measured].map(([, metric = '', value = '', unit = '']) => ({
    node,
    metric: `${metric.replaceAll(' ', '_')} ${unit}`,
    value: Number(value),
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Measurements by node in the message of a check. Its form is not documented: JSON records that name a node, and lines
 * that begin with one, are understood.
 * @returns none where it says nothing of that kind
 */
export function readFigures(message: string): Figure[] {
  const json = parsed(message);
  return isObject(json) ? fromJson(json) : message.split('\n').flatMap(fromText);
}

/** Means over the nodes, and the nodes that are more than 5% (a warning) or 10% (significant) off. */
export function judgeFigures(figures: readonly Figure[]): { baselines: Baseline[]; outliers: Outlier[] } {
  const metrics = new Set(figures.map(({ metric }) => metric));
  const baselines: Baseline[] = [];
  const outliers: Outlier[] = [];
  for (const metric of metrics) {
    const group = figures.filter((figure) => figure.metric === metric);
    const mean = group.reduce((sum, { value }) => sum + value, 0) / group.length;
    if (new Set(group.map(({ node }) => node)).size < LEAST_NODES || mean === 0) continue;
    baselines.push({ metric, nodes: group.length, mean });
    for (const figure of group) {
      const off = figure.value / mean - 1;
      if (Math.abs(off) <= WARNING) continue;
      outliers.push({ ...figure, mean, off, level: Math.abs(off) > SIGNIFICANT ? 'significant' : 'warning' });
    }
  }
  outliers.sort((a, b) => Math.abs(b.off) - Math.abs(a.off));
  return { baselines, outliers };
}

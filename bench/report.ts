import type { Calls } from './calls.ts';
import type { MemoryOver } from './memory.ts';
import type { Starts } from './start-up.ts';
import { growth, quantile, summary } from './statistics.ts';

/** One server that was started: what it is called, and what its installation takes in megabytes, where that is known. */
export interface Contender {
  label: string;
  starts: Starts;
  installed?: number;
}

export interface Findings {
  ours: Contender;
  /** The same with every toolset on. */
  full: Contender;
  /** The smallest server of the same SDK, as its documentation writes one. */
  bare: Contender;
  /** The same, after the bundler of this one. */
  bundled: Contender;
  others: readonly Contender[];
  /** Milliseconds of a call that is sent as soon as the tools are listed. */
  first: readonly number[];
  calls: Calls;
  memory: MemoryOver;
  /** Calls between the first and the last reading of the memory. */
  memoryCalls: number;
  sizes: { tarball: number; dist: number };
}

/** A figure of the table, with its goal where it has one. */
export interface Row {
  measure: string;
  subject: string;
  value: string;
  p99?: string;
  least?: string;
  goal?: { text: string; met: boolean | undefined };
}

export const GOALS = { starts: 1.2, firstCallMs: 150, overheadMs: { median: 2, p99: 5 }, growthMb: 10 } as const;

const ms = (value: number): string => `${value.toFixed(value < 20 ? 2 : 0)} ms`;
const mb = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} MB`;
const timed = (values: readonly number[]): Pick<Row, 'value' | 'p99' | 'least'> => {
  const { median, p99, least } = summary(values);
  return { value: ms(median), p99: ms(p99), least: ms(least) };
};

const NOT_MEASURED = 'not measured';

function startRow({ label, starts }: Contender): Row {
  const measured = 'failed' in starts ? { value: starts.failed } : timed(starts.times);
  return { measure: 'spawn to tools/list', subject: label, ...measured };
}

/** Rows of one figure for every server that started. */
const each = (contenders: readonly Contender[], measure: string, show: (contender: Contender) => string | undefined) =>
  contenders.flatMap((contender): Row[] => {
    const value = show(contender);
    return value === undefined ? [] : [{ measure, subject: contender.label, value }];
  });

const listed = ({ starts }: Contender): string | undefined =>
  'failed' in starts
    ? undefined
    : `${starts.bytes.toLocaleString('en')} bytes, ${starts.tools} tool${starts.tools === 1 ? '' : 's'}`;

const atRest = ({ starts }: Contender): string | undefined =>
  'failed' in starts ? undefined : starts.resident === undefined ? NOT_MEASURED : mb(starts.resident);

/** How many times as long a start takes as another, by the medians. */
function ratio(ours: Starts, other: Starts): number | undefined {
  if ('failed' in ours || 'failed' in other) return undefined;
  return quantile(ours.times, 0.5) / quantile(other.times, 0.5);
}

function ratioRow(ours: Contender, other: Contender, name: string): Row {
  const times = ratio(ours.starts, other.starts);
  return {
    measure: 'spawn to tools/list',
    subject: `${ours.label}, beside ${name}`,
    value: times === undefined ? NOT_MEASURED : `${times.toFixed(2)} times`,
    goal: { text: `at most ${GOALS.starts} times`, met: times === undefined ? undefined : times <= GOALS.starts },
  };
}

function firstRow(first: readonly number[]): Row {
  const most = GOALS.firstCallMs;
  const goal = { text: `at most ${most} ms at the median`, met: summary(first).median <= most };
  return { measure: 'first call', subject: 'list_jobs, as soon as the tools are listed', ...timed(first), goal };
}

function callRows({ direct, through, floor }: Calls): Row[] {
  const [ours, sdk, bare] = [summary(through), summary(direct), summary(floor)];
  const median = ours.median - sdk.median;
  const p99 = ours.p99 - sdk.p99;
  const goal = (value: number, most: number, at: string) => ({ text: `at most ${most} ms ${at}`, met: value <= most });
  const added = (subject: string, value: number, at?: Row['goal']): Row => ({
    measure: 'what the server adds',
    subject,
    value: ms(value),
    ...(at ? { goal: at } : {}),
  });
  return [
    { measure: 'get_job', subject: 'through the server', ...timed(through) },
    { measure: 'get_job', subject: 'direct call of the SDK', ...timed(direct) },
    { measure: 'a tool without work', subject: 'bare server: client, pipe and SDK alone', ...timed(floor) },
    added('at the median', median, goal(median, GOALS.overheadMs.median, 'at the median')),
    added('at p99', p99, goal(p99, GOALS.overheadMs.p99, 'at p99')),
    added('at the median, less what a bare server costs', median - bare.median),
  ];
}

function memoryRows({ memory: { kept, underLoad }, memoryCalls }: Findings): Row[] {
  const grown = kept.length === 0 ? undefined : growth(kept);
  const most = underLoad.length === 0 ? NOT_MEASURED : mb(Math.max(...underLoad));
  return [
    {
      measure: 'resident memory, growth',
      subject: `over ${memoryCalls.toLocaleString('en')} calls after warm-up`,
      value: grown === undefined ? NOT_MEASURED : `${grown.toFixed(1)} MB`,
      goal: { text: `less than ${GOALS.growthMb} MB`, met: grown === undefined ? undefined : grown < GOALS.growthMb },
    },
    { measure: 'resident memory, most', subject: 'during these calls, garbage included', value: most },
  ];
}

/** Every figure, in the order of the table. */
export function rowsOf(findings: Findings): Row[] {
  const { ours, full, bare, bundled, others, first, calls, sizes } = findings;
  const all = [ours, full, bare, bundled, ...others];
  return [
    ...all.map(startRow),
    ratioRow(ours, bundled, 'the bundled bare server'),
    ratioRow(full, ours, 'its default tools'),
    firstRow(first),
    ...callRows(calls),
    ...each(all, 'resident memory at rest', atRest),
    ...memoryRows(findings),
    { measure: 'package', subject: 'tarball', value: mb(sizes.tarball) },
    { measure: 'package', subject: 'dist/', value: mb(sizes.dist) },
    ...each(all, 'installed, with dependencies', ({ installed }) =>
      installed === undefined ? undefined : mb(installed),
    ),
    ...each(all, 'tools/list', listed),
  ];
}

const verdict = (goal: Row['goal']): string => {
  if (goal === undefined) return '';
  return goal.met === undefined ? NOT_MEASURED : goal.met ? 'met' : '**not met**';
};

/** The rows as a table of Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const header = ['measure', 'of', 'median or value', 'p99', 'least', 'goal', 'result'];
  const cells = rows.map(({ measure, subject, value, p99 = '', least = '', goal }) => [
    measure,
    subject,
    value,
    p99,
    least,
    goal?.text ?? '',
    verdict(goal),
  ]);
  return [header, header.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The page of the documentation. */
export const pageOf = (rows: readonly Row[], machine: string, command: string): string => `# Benchmarks

Written by \`${command}\`; do not edit. Everything was measured in one run on one machine, side by side: ${machine}.

${tableOf(rows)}

- **spawn to tools/list** is the time from starting the process to the answer of \`tools/list\`, over raw JSON-RPC, so that no
  client's own start counts. The servers start in turn, round after round. The bare server has one tool and is written as the
  SDK's documentation does; bundled, it went through the same bundler with the same options as this one.
- **first call** is a read on that server, sent in the moment in which its tools are listed: what the server loads for it counts, and so
  does connecting to the simulator, which stands for the cloud in a process of its own.
- **get_job** is the same read in three ways, one after the other: through this server with the official client over stdio,
  with the official SDK core in the client's own process, and, for what client, pipe and MCP SDK cost anyone, a tool without
  work on the bare server. The cloud is the simulator in a process of its own. What the server adds holds parsing, the policy,
  checking the answer, masking and rendering.
- **resident memory, growth** is between the medians of the first and the last tenth of the readings, each of which follows a
  full collection of garbage: it shows what is kept. The calls, eight at a time, are a mixture: reads, logs, mistakes, and stops
  and creates whose confirmation is declined.
- The published servers start in fewer rounds than the others; where there are fewer than a hundred measurements, p99 is the
  worst of them. They were installed by exact version for the run; each starts without an account, with its telemetry off.
- Node.js 22.1 and later can keep compiled code between starts: set \`NODE_COMPILE_CACHE\` to a folder. This server does not do so
  by itself: it would fill a folder that nobody chose.
`;

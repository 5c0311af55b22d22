/** What the tokens of a text stand for; see README.md. */
export interface Tokens {
  /** Milliseconds since 1970. */
  at: number;
  /** Hours from UTC of the times. */
  zone: number;
  /** The counter of a repeated text; absent where a text is not repeated. */
  i?: number;
  pod: string;
  job: string;
  /** Addresses of the pods. */
  ips: readonly string[];
}

const two = (n: number): string => String(n).padStart(2, '0');

/** A bar of `total` steps as tqdm draws it at step `done`, two seconds a step. */
function bar(done: number, total: number): string {
  const at = Math.min(done, total);
  const clock = (seconds: number): string => {
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
  };
  const filled = '#'.repeat(Math.floor((10 * at) / total)).padEnd(10);
  const percent = String(Math.floor((100 * at) / total)).padStart(3);
  return `${percent}%|${filled}| ${at}/${total} [${clock(at * 2)}<${clock((total - at) * 2)},  2.00s/it]`;
}

/** The forms of a time, from the parts of an ISO time. Only the one that is asked for is made: each line has one. */
const TIMES: ReadonlyMap<string, (day: string, clock: string, milli: string) => string> = new Map([
  ['s', (day, clock) => `${day} ${clock}`],
  ['ts', (day, clock, milli) => `${day} ${clock},${milli}`],
  ['hms', (_, clock) => clock],
  ['d_t', (day, clock) => `${day}_${clock}`],
  ['E', (day, clock, milli) => `${day.slice(5, 7)}${day.slice(8)} ${clock}.${milli}000`],
  ['N', (day, clock, milli) => `${Number(day.slice(5, 7))}${day.slice(8)} ${clock}.${milli}456789`],
]);

function timeToken(name: string, at: number, zone: number): string | undefined {
  if (name === 'iso') return `${new Date(at).toISOString().slice(0, 19)}Z`;
  const time = TIMES.get(name);
  if (time === undefined) return undefined;
  const iso = new Date(at + zone * 3_600_000).toISOString();
  return time(iso.slice(0, 10), iso.slice(11, 19), iso.slice(20, 23));
}

function counterToken(name: string, i: number): string | undefined {
  const [, kind = '', number = ''] = /^(i:|i|tqdm1?:)(\d*)$/.exec(name) ?? [];
  if (kind === 'i:') return String(i).padStart(Number(number));
  if (kind === 'i') return number === '' ? String(i) : String(i * Number(number));
  return kind === '' ? undefined : bar(i, Number(number));
}

/** A text with its tokens replaced; braces that are none of them stay. */
export const expand = (text: string, { at, zone, i = 0, pod, job, ips }: Tokens): string =>
  text.replace(/\{([A-Za-z_]+\d*(?::\d+)?)\}/g, (whole, name: string) => {
    if (name === 'pod') return pod;
    if (name === 'job') return job;
    if (name === 'loss') return (0.9 + 1.6 / (1 + i / 40)).toFixed(4);
    const address = /^ip:(\d+)$/.exec(name)?.[1];
    if (address !== undefined) return ips[Number(address)] ?? `10.0.7.${address}`;
    return timeToken(name, at, zone) ?? counterToken(name, i) ?? whole;
  });

/**
 * Largest answer in each channel (text, data), in bytes of UTF-8. Tools limit what
 * they list; this holds whatever they miss.
 */
export const MOST_ANSWER_BYTES = 100 * 1024;
/**
 * Characters of one part of a failure. Each part has its own limit, so that a long message cannot push out the repair.
 */
const MOST_SENTENCE = 4000;
const MOST_QUESTION = 16_000;

const bytes = (text: string): number => Buffer.byteLength(text);

/** The beginning of a text, with the number of characters that were cut off. */
export const clip = (text: string, most = MOST_SENTENCE): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}… (${text.length - most} characters left out)`;

export const clipQuestion = (text: string): string => clip(text, MOST_QUESTION);

/**
 * The marker line of a fence (see `shaping/fence.ts`) that is opened in these lines and not closed:
 * inside, every other one is somebody else's.
 */
function openFence(lines: readonly string[]): string | undefined {
  let open: string | undefined;
  for (const line of lines) {
    if (open === line) open = undefined;
    else if (open === undefined && /^data-[0-9a-f]{16}$/.test(line)) open = line;
  }
  return open;
}

/**
 * As many whole lines as there is room for, with a note of what is left out. A
 * fence that the cut leaves open is closed.
 */
export function boundText(text: string, most = MOST_ANSWER_BYTES): string {
  if (bytes(text) <= most) return text;
  const lines = text.split('\n');
  const kept: string[] = [];
  let room = most - 200;
  for (const line of lines) {
    if (bytes(line) + 1 > room) {
      if (kept.length === 0) kept.push(clip(line, Math.floor(room / 4)));
      break;
    }
    room -= bytes(line) + 1;
    kept.push(line);
  }
  const marker = openFence(kept);
  const left = lines.length - kept.length;
  return [
    ...kept,
    ...(marker === undefined ? [] : [marker]),
    `Left out: ${left} more lines; an answer has at most ${Math.floor(most / 1024)} KiB. Ask for less at once.`,
  ].join('\n');
}

type Holder = Record<string, unknown> | unknown[];

interface Part {
  path: string;
  size: number;
  value: string | Holder;
  /** Characters of a text, entries of a list or a map. */
  length: number;
  put(value: unknown): void;
}

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/**
 * An object with this many members is a map (labels, environment), whose entries
 * may be dropped; no schema names so many.
 */
const LEAST_MAP = 100;

const lengthOf = (value: string | Holder): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(value).length;

/** What can be shortened and still fit the schema: lists, maps and long texts, at every depth. */
function parts(value: unknown, path: string, put: Part['put']): Part[] {
  const length = typeof value === 'string' || isHolder(value) ? lengthOf(value) : 0;
  const least = Array.isArray(value) ? 1 : typeof value === 'string' ? 257 : LEAST_MAP;
  const own =
    (typeof value === 'string' || isHolder(value)) && length >= least
      ? [{ path, size: bytes(JSON.stringify(value)), value, length, put }]
      : [];
  if (!isHolder(value)) return own;
  const inner = Object.entries(value).flatMap(([key, member]) =>
    parts(member, Array.isArray(value) ? `${path}[]` : path === '' ? key : `${path}.${key}`, (next) =>
      Reflect.set(value, key, next),
    ),
  );
  return [...own, ...inner];
}

function shortened(value: string | Holder, keep: number): unknown {
  if (typeof value === 'string') return `${value.slice(0, keep)}…`;
  return Array.isArray(value) ? value.slice(0, keep) : Object.fromEntries(Object.entries(value).slice(0, keep));
}

const MOST_CUTS = 40;

/**
 * Data within a limit of bytes. The largest list, map or text is shortened until
 * the whole fits; it still fits its schema.
 * @returns the data, and what was left out, one sentence for each shortened part
 */
export function boundData(
  given: Record<string, unknown>,
  most = MOST_ANSWER_BYTES,
): { data: Record<string, unknown>; left: string[] } {
  if (bytes(JSON.stringify(given)) <= most) return { data: given, left: [] };
  const data = structuredClone(given);
  const left = new Map<string, string>();
  const counts = new Map<string, number>();
  for (let cut = 0; cut < MOST_CUTS; cut++) {
    const total = bytes(JSON.stringify(data));
    if (total <= most) break;
    // Of the largest parts the innermost: of `{rows: [{pods: [many]}]}`, cutting `rows` would lose everything.
    const all = parts(data, '', () => {}).sort((a, b) => b.size - a.size);
    const [first] = all;
    const part = all.findLast(({ size }) => size > (first?.size ?? 0) * 0.7) ?? first;
    if (part === undefined) break;
    const share = Math.max(0, 1 - (total - most + 512) / part.size) * 0.95;
    const keep = Math.floor(part.length * share);
    const of = counts.get(part.path) ?? part.length;
    counts.set(part.path, of);
    const isText = typeof part.value === 'string';
    part.put(shortened(part.value, keep));
    left.set(part.path, `${of - keep} of ${of} ${isText ? 'characters' : 'entries'} of ${part.path}`);
  }
  return { data, left: [...left.values()] };
}

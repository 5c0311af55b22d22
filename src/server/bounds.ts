/** What an answer has at most in each channel, in bytes of UTF-8. Tools bound what they list first; this is the last resort. */
export const MOST_ANSWER_BYTES = 100 * 1024;
/** Parts of a failure, in characters: each stays, however long another one is. */
const MOST_SENTENCE = 4000;
const MOST_QUESTION = 16_000;

const bytes = (text: string): number => Buffer.byteLength(text);

/** A text with its beginning, and what was cut off it counted. */
export const clip = (text: string, most = MOST_SENTENCE): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}… (${text.length - most} characters left out)`;

export const clipQuestion = (text: string): string => clip(text, MOST_QUESTION);

/** The marker of a fence that a text opens and does not close: inside of it every other marker is somebody else's. */
function openFence(lines: readonly string[]): string | undefined {
  let open: string | undefined;
  for (const line of lines) {
    if (open === line) open = undefined;
    else if (open === undefined && /^data-[0-9a-f]{16}$/.test(line)) open = line;
  }
  return open;
}

/** As many lines as there is room for; a fence that is cut is closed, and what is left out is said. */
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

/** A map from names that somebody chose; no object that a schema describes has as many members. */
const LEAST_MAP = 100;

const lengthOf = (value: string | Holder): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys(value).length;

/** What can be made shorter without another shape: lists, maps and long texts. */
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
 * Data as it fits: the largest lists and texts are cut, again and again, to the shape that the schema has.
 * @returns the data, and what was left out, as sentences
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
    // The innermost of those that hold most: a list of one large list is not the one to cut.
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

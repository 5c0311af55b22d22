const MARKER = /^data-[0-9a-f]{16}$/;

/** Where the lines of a fence begin, behind its sentence if it has one. */
function begin(lines: readonly unknown[]): number | undefined {
  const end = lines.at(-1);
  if (typeof end !== 'string' || !MARKER.test(end)) return undefined;
  const first = lines.indexOf(end);
  return first < 2 && first < lines.length - 1 ? first + 1 : undefined;
}

/** Structured data as it was before the fences around foreign text, for tests of what is in them. */
export function unfenced(value: unknown): unknown {
  if (typeof value === 'string') {
    const lines = value.split('\n');
    const from = begin(lines);
    return from === undefined ? value : lines.slice(from, -1).join('\n');
  }
  if (Array.isArray(value)) {
    const from = begin(value);
    return from === undefined ? value.map(unfenced) : value.slice(from, -1);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unfenced(member)]));
}

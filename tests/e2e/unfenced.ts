const MARKER = /^data-[0-9a-f]{16}$/;

const isFence = (lines: readonly unknown[]): boolean =>
  lines.length > 2 && typeof lines[1] === 'string' && MARKER.test(lines[1]) && lines.at(-1) === lines[1];

/** Structured data as it was before the fences around foreign text, for tests of what is in them. */
export function unfenced(value: unknown): unknown {
  if (typeof value === 'string') {
    const lines = value.split('\n');
    return isFence(lines) ? lines.slice(2, -1).join('\n') : value;
  }
  if (Array.isArray(value)) return isFence(value) ? value.slice(2, -1) : value.map(unfenced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unfenced(member)]));
}

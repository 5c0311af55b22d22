import type { Limited, Member } from './types.ts';

/**
 * A `Member` taken apart: `int[]{}!` is required, a map of lists (`wraps`, outermost first), and its `base` is `int`.
 */
export interface ReadMember extends Limited {
  required: boolean;
  wraps: readonly ('list' | 'map')[];
  base: string;
}

const read = new Map<Member, ReadMember>();

function parse(member: Member): ReadMember {
  const limited = typeof member === 'string' ? { is: member } : member;
  const required = limited.is.endsWith('!');
  let base = required ? limited.is.slice(0, -1) : limited.is;
  const wraps: ('list' | 'map')[] = [];
  for (; base.endsWith('[]') || base.endsWith('{}'); base = base.slice(0, -2))
    wraps.push(base.endsWith('[]') ? 'list' : 'map');
  return { ...limited, required, wraps, base };
}

/** Takes the short form of a generated file apart, once per form: every request and answer needs it. */
export function readMember(member: Member): ReadMember {
  let known = read.get(member);
  if (known === undefined) {
    known = parse(member);
    read.set(member, known);
  }
  return known;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The path of a member, such as `JobSpecs.0.Type`. */
export const within = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

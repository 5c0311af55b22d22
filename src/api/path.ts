import { Fault } from '../domain/fault.ts';
import { SEGMENT } from '../domain/identifiers.ts';
import type { Operation } from './operation.ts';
import { known } from './operations/ids.ts';

/** Names of the parameters of a path template, in order. */
export const pathNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]));

/** A name that is no id, such as that of a machine type, may have dots within; so it is never `.` or `..` either. */
const DOTTED = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;
const MOST_DOTTED = 256;

/**
 * Fills a path template, one segment per parameter.
 * @throws Fault `invalid_input` for a value that is not a plain id: with `/` or `..`
 * in it, another operation would be called
 */
export function fillPath(
  { path, ids }: Pick<Operation, 'path' | 'ids'>,
  input: Readonly<Record<string, unknown>>,
): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = input[name];
    const kind = ids[name];
    if (typeof value === 'string' && SEGMENT.test(value)) return value;
    const dotted = kind === undefined || known(kind).dotted === true;
    if (dotted && typeof value === 'string' && value.length <= MOST_DOTTED && DOTTED.test(value)) return value;
    const example = kind && known(kind).example;
    throw new Fault({
      kind: 'invalid_input',
      message: `${name} ${JSON.stringify(String(value ?? '').slice(0, 60))} is not an id: only ASCII letters, digits, - and _ are.`,
      fix: `Pass an id${example ? ` such as ${example}` : ''}; the list of such things shows them.`,
    });
  });
}

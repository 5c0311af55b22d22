import { fence } from '../shaping/fence.ts';

/** Between members of a path; `[]` goes through the items of a list. */
const stepsOf = (path: string): string[] =>
  path.split('.').flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]));

const fenceOne = (value: unknown, name: string): unknown => {
  if (typeof value === 'string') return value === '' ? value : fence(name, value.split('\n'));
  if (!Array.isArray(value) || value.length === 0 || !value.every((line) => typeof line === 'string')) return value;
  return fence(name, value).split('\n');
};

function at(value: unknown, steps: readonly string[], name: string): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return fenceOne(value, name);
  if (step === '[]') return Array.isArray(value) ? value.map((item) => at(item, rest, name)) : value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: at(Reflect.get(value, step), rest, name) };
}

/**
 * Data with the fence around what others have written (R34, R39): a list of lines gets the marker lines as its first and
 * last ones, a text becomes one of several lines.
 *
 * @param paths where such text stands, such as `lines`, `detail.command`, `evidence[].text`
 */
export const fenceData = (data: Record<string, unknown>, paths: readonly string[]): Record<string, unknown> =>
  paths.reduce<Record<string, unknown>>(
    (fenced, path) => at(fenced, stepsOf(path), path) as Record<string, unknown>,
    data,
  );

import { fenceSentence, markerFor } from '../shaping/fence.ts';

/** Between members of a path; `[]` goes through the items of a list. */
const stepsOf = (path: string): string[] =>
  path.split('.').flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]));

/** Puts lines between the marker, which is explained where it comes up first. */
type Fence = (lines: readonly string[]) => string[];

const isLines = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string');

function at(value: unknown, steps: readonly string[], fence: Fence): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (typeof value === 'string' && value !== '') return fence(value.split('\n')).join('\n');
    return isLines(value) ? fence(value) : value;
  }
  if (step === '[]') return Array.isArray(value) ? value.map((item) => at(item, rest, fence)) : value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: at(Reflect.get(value, step), rest, fence) };
}

/**
 * Data with the fence around what others have written (R34, R39): a list of lines gets the marker as its first and last
 * line, a text becomes one of several lines. One marker serves the whole answer.
 *
 * @param paths where such text stands, such as `lines`, `detail.command`, `evidence[].text`
 */
export function fenceData(data: Record<string, unknown>, paths: readonly string[]): Record<string, unknown> {
  if (paths.length === 0) return data;
  const marker = markerFor([JSON.stringify(data)]);
  let explained = false;
  return paths.reduce<Record<string, unknown>>((fenced, path) => {
    const fence: Fence = (lines) => {
      const sentence = explained ? [] : [fenceSentence(path, marker)];
      explained = true;
      return [...sentence, marker, ...lines, marker];
    };
    return at(fenced, stepsOf(path), fence) as Record<string, unknown>;
  }, data);
}

import type { LogLine } from '../lines.ts';

/**
 * Newest readings that have to agree before numbers count as dead: single ones are nothing, scalers and loaders skip
 * them.
 */
const NAN_LOSSES = 3;
const NAN_NORMS = 5;
/** Readings from the first on that are all 0: a loss alone may be, as that of a policy at its start. */
const ZEROS = 5;
/**
 * Steps that are skipped one after the other. A dynamic scale begins at up to 2^32 and halves at each overflow, so two
 * dozen at the start of a run are no trouble.
 */
const OVERFLOWS = 30;

const OVERFLOW =
  /\bOVERFLOW!|[Gg]radient overflow|overflow detected|skipping (?:this )?step.{0,60}(?:overflow|nan|inf)|found inf or nan/;

/** What a scale was reduced to; gradients that overflow at next to nothing are none. */
const REDUCED = /\breduc(?:ing|ed)(?: loss scale)? (?:from \S{1,24} )?to ([\d.]+(?:e[-+]?\d+)?)/i;
const LEAST_SCALE = 1e-3;
const LEAST_REDUCED = 3;
/** Lines at the end among which the newest of them has to be: a scaler may recover. */
const LAST_REDUCED = 100;

/** Megatron's count of the iterations that a line stands for and that were skipped. */
const SKIPPED = /number of (?:skipped|nan) iterations:\s{1,6}[1-9]/;

const newest = (values: readonly number[], count: number): readonly number[] | undefined =>
  values.length < count ? undefined : values.slice(-count);
const allNaN = (values: readonly number[] | undefined): boolean => values?.every(Number.isNaN) === true;

const read = (lines: readonly LogLine[], field: 'loss' | 'gradNorm'): number[] =>
  lines.flatMap(({ progress }) => (progress?.beside || progress?.[field] === undefined ? [] : [progress[field]]));

/**
 * What the numbers of a log say when the training is dead: it runs and learns nothing.
 *
 * @returns a sentence of ours and the line that shows it; `undefined` where nothing does
 */
export function deadNumbers(lines: readonly LogLine[]): { says: string; line: number } | undefined {
  const told = (passes: (line: LogLine) => boolean): number => lines.findLast(passes)?.index ?? 0;
  const losses = read(lines, 'loss');
  const norms = read(lines, 'gradNorm');
  if (allNaN(newest(losses, NAN_LOSSES)))
    return {
      says: 'the loss is not a number (nan or inf)',
      line: told(({ progress }) => Number.isNaN(progress?.loss)),
    };
  if (allNaN(newest(norms, NAN_NORMS))) {
    const still = newest(losses, NAN_NORMS)?.every((loss) => loss === 0) === true;
    return {
      says: `the gradient norm is not a number (nan) in every step${still ? ', and the loss is 0' : ''}`,
      line: told(({ progress }) => Number.isNaN(progress?.gradNorm)),
    };
  }
  const zeros = [...losses, ...norms].every((value) => value === 0);
  if (zeros && Math.min(losses.length, norms.length) >= ZEROS)
    return {
      says: 'the loss and the gradient norm are 0 in every step: nothing is learned',
      line: told(({ progress }) => progress?.loss === 0),
    };
  const scales = lines.flatMap(({ body, index }) => {
    const scale = OVERFLOW.test(body) ? REDUCED.exec(body)?.[1] : undefined;
    return scale === undefined ? [] : [{ scale: Number(scale), line: index }];
  });
  const vanished = scales.filter(({ line }) => line >= lines.length - LAST_REDUCED).slice(-LEAST_REDUCED);
  if (vanished.length === LEAST_REDUCED && vanished.every(({ scale }) => scale < LEAST_SCALE))
    return {
      says: `the loss scale has fallen to ${vanished.at(-1)?.scale}, and steps still overflow and are skipped`,
      line: vanished.at(-1)?.line ?? 0,
    };
  const overflows = lines.filter(({ body }) => OVERFLOW.test(body) || SKIPPED.test(body));
  const lastLoss = told(({ progress }) => progress?.loss !== undefined);
  const since = overflows.filter(({ index }) => index > lastLoss || losses.length === 0);
  return since.length < OVERFLOWS
    ? undefined
    : { says: `the last ${since.length} steps overflowed and were skipped`, line: since.at(-1)?.index ?? 0 };
}

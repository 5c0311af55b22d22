import type { LogLine } from '../lines.ts';
import { divergence } from './divergence.ts';
import { frozenMeasure } from './frozen.ts';
import { brokenObjective } from './objectives.ts';

/**
 * Newest readings that have to agree before numbers count as dead: single ones are nothing, scalers and loaders skip
 * them.
 */
const NAN_LOSSES = 3;
/** With as many the log is worth a look. */
const FEW_NAN_LOSSES = 2;
const NAN_NORMS = 5;
const FEW_NAN_NORMS = 3;
/** Readings from the first on that are all 0: a loss alone may be, as that of a policy at its start. */
const ZEROS = 5;
/** As many where rewards are told: while all answers of a group earn the same, there is nothing to learn. */
const ZEROS_OF_REWARDS = 30;
/**
 * Steps that are skipped one after the other. A dynamic scale begins at up to 2^32 and halves at each overflow, so two
 * dozen at the start of a run are no trouble.
 */
const OVERFLOWS = 30;
/** Share of the newest steps that have to be skipped, where a loss is printed for each of them. */
const MOST = 0.8;

const OVERFLOW =
  /\bOVERFLOW!|[Gg]radient overflow|overflow detected|\b[Oo]verflow\w{0,10}(?: cond(?:ition)?)?["']?(?: is|:|=) {0,2}(?:1\b|[Tt]rue)|skipping (?:this )?step.{0,60}(?:overflow|nan|inf)|[Ff]ound (?:inf|nan|Inf|NaN) or (?:nan|inf|NaN|Inf)/;

/** Lines at the end among which the falls of a scale have to be: a scaler may recover. */
const LAST_REDUCED = 100;

/** Megatron's count of the iterations that a line stands for and that were skipped. */
const SKIPPED = /number of (?:skipped|nan) iterations:\s{1,6}[1-9]/;

/** Scales told after an overflow that have to fall one after the other, and below what no scaler comes to by itself. */
const SCALES = 3;
const VANISHING = 2 ** -6;
const SCALE =
  /\b(?:scale|scaler(?: \d{1,3})?)\b.{0,60}?\b(?:to|is|now)?[:= ]{1,3}(\d{1,12}(?:\.\d{1,20})?(?:e[-+]?\d{1,3})?)(?![\w.]*[\w)])\W{0,4}$/i;

const newest = (values: readonly number[], count: number): readonly number[] | undefined =>
  values.length < count ? undefined : values.slice(-count);
const allNaN = (values: readonly number[] | undefined): boolean => values?.every(Number.isNaN) === true;

const read = (lines: readonly LogLine[], field: 'loss' | 'gradNorm'): number[] =>
  lines.flatMap(({ progress }) => (progress?.beside || progress?.[field] === undefined ? [] : [progress[field]]));

/** A sentence of ours, and the line that shows it. */
interface Dead {
  says: string;
  line: number;
  /** It may still come right. */
  few?: true;
}

/**
 * What the numbers of a log say when the training is dead: it runs and learns nothing.
 *
 * @returns a sentence of ours and the line that shows it; `undefined` where nothing does
 */
export function deadNumbers(lines: readonly LogLine[]): Dead | undefined {
  const told = (passes: (line: LogLine) => boolean): number => lines.findLast(passes)?.index ?? 0;
  const losses = read(lines, 'loss');
  const norms = read(lines, 'gradNorm');
  if (allNaN(newest(losses, NAN_LOSSES)))
    return {
      says: 'the loss is not a number (nan or inf)',
      line: told(({ progress }) => Number.isNaN(progress?.loss)),
    };
  const broken = brokenObjective(lines);
  if (broken !== undefined && broken.times >= NAN_LOSSES)
    return { says: 'what the training makes smaller is not a number (nan or inf)', line: broken.line };
  if (allNaN(newest(norms, NAN_NORMS))) {
    const still = newest(losses, NAN_NORMS)?.every((loss) => loss === 0) === true;
    return {
      says: `the gradient norm is not a number (nan) in every step${still ? ', and the loss is 0' : ''}`,
      line: told(({ progress }) => Number.isNaN(progress?.gradNorm)),
    };
  }
  const rewards = lines.some(({ body, progress }) => progress !== undefined && /rewards?\b/i.test(body));
  const zeros = [...losses, ...norms].every((value) => value === 0);
  if (zeros && Math.min(losses.length, norms.length) >= (rewards ? ZEROS_OF_REWARDS : ZEROS))
    return {
      says: 'the loss and the gradient norm are 0 in every step: nothing is learned',
      line: told(({ progress }) => progress?.loss === 0),
    };
  const resting = restingAt(lines);
  if (resting !== undefined) return resting;
  const overflows = lines.filter(overflowed);
  return (
    vanishingScale(
      lines,
      overflows.filter(({ index }) => index >= lines.length - LAST_REDUCED),
    ) ??
    skippedSteps(lines, overflows, losses.length > 0) ??
    (broken !== undefined && broken.times >= FEW_NAN_LOSSES
      ? { says: 'the newest loss is not a number (nan or inf)', line: broken.line, few: true }
      : undefined) ??
    fewNorms(norms, told) ??
    (losses.length > 0 ? evaluations(lines) : undefined) ??
    frozen(lines)
  );
}

/** A loss that has left what it was, as long as its log goes on: of one that is silent, its silence says more. */
export function diverging(lines: readonly LogLine[]): Dead | undefined {
  const found = divergence(lines);
  if (found === undefined) return undefined;
  const { of, from, to, line } = found;
  return {
    says: `the ${of} has grown from ${Number(from.toPrecision(4))} to ${Number(to.toPrecision(4))}: it diverges`,
    line,
    few: true,
  };
}

const EVALUATED = /\b(?:eval|valid|val|validation)(?:uation)?[ _/-]loss["']?\s{0,2}[:=]\s{0,2}(-?(?:nan|inf)\b|-?\d)/i;

/** Evaluations whose loss never was a number. */
function evaluations(lines: readonly LogLine[]): Dead | undefined {
  const told = lines.filter(({ body }) => EVALUATED.test(body));
  const last = told.at(-1);
  return last === undefined ||
    told.length < 2 ||
    !told.every(({ body }) => /[nf]/i.test(EVALUATED.exec(body)?.[1] ?? ''))
    ? undefined
    : { says: 'the loss of every evaluation is not a number (nan or inf)', line: last.index, few: true };
}

/** Gradients of which none was a number, not even the first ones: a scaler would have come down by then. */
const fewNorms = (norms: readonly number[], told: (passes: (line: LogLine) => boolean) => number): Dead | undefined =>
  norms.length >= FEW_NAN_NORMS && allNaN(norms)
    ? {
        says: 'the gradient norm is not a number (nan) in any step',
        line: told(({ progress }) => Number.isNaN(progress?.gradNorm)),
        few: true,
      }
    : undefined;

function frozen(lines: readonly LogLine[]): Dead | undefined {
  const measure = frozenMeasure(lines);
  return measure && { ...measure, few: true };
}

/**
 * The weights, where no reading would move them: a rate that is 0 to the digits printed may be a small one, and
 * gradients of 0 may pass, as those of a policy whose rewards are all alike, but not both.
 */
function restingAt(lines: readonly LogLine[]): Dead | undefined {
  const told = lines.filter(
    ({ progress }) =>
      progress?.beside === undefined && progress?.gradNorm !== undefined && progress.learningRate !== undefined,
  );
  const rests = told.every(({ progress }) => progress?.gradNorm === 0 && progress.learningRate === 0);
  return told.length < ZEROS || !rests
    ? undefined
    : {
        says: 'the gradient norm and the learning rate are 0 in every step: nothing is learned',
        line: told.at(-1)?.index ?? 0,
      };
}

const overflowed = ({ body }: LogLine): boolean => OVERFLOW.test(body) || SKIPPED.test(body);

/** Steps told since the last overflow that show that it passed. */
const CLEAN = 2;

/** The scale of the loss, where it has fallen to nearly nothing and the gradients overflow all the same. */
function vanishingScale(lines: readonly LogLine[], overflows: readonly LogLine[]): Dead | undefined {
  const scales = overflows.flatMap(({ body, index }) => {
    const scale = Number(SCALE.exec(body)?.[1] ?? Number.NaN);
    return Number.isNaN(scale) ? [] : [{ scale, index }];
  });
  const last = scales.slice(-SCALES);
  const falls = last.every(({ scale }, at) => scale <= (last[at - 1]?.scale ?? VANISHING));
  const end = last.at(-1);
  const since = lines.filter(
    ({ index, progress }) => index > (end?.index ?? 0) && progress?.loss !== undefined && !Number.isNaN(progress.loss),
  );
  return last.length < SCALES || !falls || end === undefined || since.length >= CLEAN
    ? undefined
    : {
        says: `the gradients overflow again and again, and the loss scale has fallen to ${end.scale}`,
        line: end.index,
      };
}

/** Steps that overflow one after the other: no loss is told between them, or of each step that it overflowed. */
function skippedSteps(lines: readonly LogLine[], overflows: readonly LogLine[], losses: boolean): Dead | undefined {
  const clean = lines
    .filter((line) => line.progress?.loss !== undefined && !overflowed(line))
    .map(({ index }) => index);
  const since = losses ? overflows.filter(({ index }) => index > (clean.at(-1) ?? -1)) : overflows;
  const skipped = since.length < OVERFLOWS && inEachStep(lines, overflows, clean) ? overflows.slice(-OVERFLOWS) : since;
  return skipped.length < OVERFLOWS
    ? undefined
    : { says: `the last ${skipped.length} steps overflowed and were skipped`, line: skipped.at(-1)?.index ?? 0 };
}

/** Whether nearly every step of the newest overflowed, though a loss is told for each. */
function inEachStep(lines: readonly LogLine[], overflows: readonly LogLine[], clean: readonly number[]): boolean {
  const [first, last] = [overflows.at(-OVERFLOWS), overflows.at(-1)];
  if (first === undefined || last === undefined || clean.filter((index) => index > last.index).length > 1) return false;
  const steps = lines.slice(first.index, last.index + 1).flatMap(({ progress }) => progress?.step ?? []);
  const passed = (steps.at(-1) ?? 0) - (steps[0] ?? 0);
  return steps.length > 1 && passed > 0 && OVERFLOWS >= MOST * passed;
}

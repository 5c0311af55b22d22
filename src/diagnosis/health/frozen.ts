import type { LogLine } from '../lines.ts';

/** Reports of an accuracy of nothing: with many classes the first ones may all be 0. */
const ACCURACIES = 30;
/** Reports of a loss of nothing. */
const LOSSES = 10;

const ACCURACY =
  /(?<![\w/.])(?!eval|val|test|dev)(?:train(?:ing)?[-_ ])?(?:[\w]{0,12}[-_])?acc(?:uracy)?(?:[-_]\d)?["')\]]{0,2}\s{0,4}[:=]?\s{0,4}(\d{1,3}(?:\.\d{1,12})?)(?![\d.])/i;
const BESIDE = /\b(?:eval\w{0,6}|val|valid\w{0,6}|test\w{0,3}|dev)[-_ :]/i;
/** Where rewards are all alike, a policy has a loss of 0 and is well. */
const GAME = /reward|advantage|\bkl\b|completion|policy|episode|return/i;

/** What never moved from the first report on, and the newest line that tells it. */
interface Frozen {
  says: string;
  line: number;
}

/**
 * A loss or an accuracy that never left nothing: most often labels or outputs of which nothing can be learned.
 *
 * @returns `undefined` where one moved, and where too little was told
 */
export function frozenMeasure(lines: readonly LogLine[]): Frozen | undefined {
  if (lines.some(({ body, progress }) => progress !== undefined && GAME.test(body))) return undefined;
  // What a line tells of the training may stand before what it tells of the evaluation.
  const told = lines.flatMap((line) => {
    const [own = ''] = line.body.split(BESIDE);
    return own === line.body || /\d/.test(ACCURACY.exec(own)?.[1] ?? '') ? [{ ...line, body: own }] : [];
  });
  const losses = told.filter(({ progress }) => progress?.loss !== undefined && !progress.beside);
  const accuracies = told.flatMap(({ body, index }) => {
    const value = ACCURACY.exec(body)?.[1];
    return value === undefined ? [] : [{ value: Number(value), index }];
  });
  const learned = accuracies.some(({ value }) => value !== accuracies[0]?.value);
  if (learned || accuracies.length === 0) return undefined;
  if (losses.length >= LOSSES && losses.every(({ progress }) => progress?.loss === 0))
    return {
      says: 'the loss is 0 and the accuracy never changes: the labels or the outputs are hardly right',
      line: losses.at(-1)?.index ?? 0,
    };
  return accuracies.length >= ACCURACIES && accuracies[0]?.value === 0
    ? { says: 'the accuracy is 0 in every report', line: accuracies.at(-1)?.index ?? 0 }
    : undefined;
}

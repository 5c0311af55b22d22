/** What a line of a training log says of its progress. A member is absent where the line does not have it. */
export interface Progress {
  step?: number;
  totalSteps?: number;
  epoch?: number;
  /** `NaN` where the program printed nan or inf. */
  loss?: number;
  /** `NaN` where the program printed nan or inf. */
  gradNorm?: number;
  secondsPerStep?: number;
  /** Share of the hardware's peak, 0 to 1. */
  mfu?: number;
  learningRate?: number;
  /** Work per second, in `rateUnit`. */
  rate?: number;
  rateUnit?: string;
  /**
   * Work beside the training, such as an evaluation or a report at the end. It shows life, but its numbers do not
   * count.
   */
  beside?: true;
}

const MAX_CHARACTERS = 1000;

const NUMBER = '([-+]?(?:\\d[\\d,]*\\.?\\d*(?:[eE][-+]?\\d+)?|nan|inf(?:inity)?))';
const IS = `["']?[)\\]]?\\s{0,3}(?:[:=\uff1a]|\\bis\\b)?\\s{0,12}(?:tensor)?["'(\\[]{0,2}\\s{0,8}`;
/**
 * What stands before a name: nothing of a word or path but the group it is in, of the training: `train.`, `runtime.`.
 */
const BEFORE = '(?:^|[^\\w/.-]|(?<=(?:^|[^\\w/.-])(?!eval|val|test|pred)[a-z]\\w{1,20}\\.))';
const named = (names: string): RegExp => new RegExp(`${BEFORE}(?:${names})${IS}${NUMBER}`, 'i');

const STEP = new RegExp(
  String.raw`(?:${BEFORE}|(?<=\d)\/)(?:global[_ -]?steps?|train(?:ing)?[_ /-]?(?:global[_ -]?)?steps?|micro[_ -]?step|optimi[sz]er[_ -]?step|steps?|iter(?:ation)?s?|num_updates|updates?|batch(?:es)?|round|mini-?batch)(?:\(train\))?["']?\s{0,3}[:=#[(]{0,2}\s{0,10}["']?(\d[\d,]*)(?![\d,]*\.\d)(?:\s{0,3}\/\s{0,10}(\d[\d,]*))?`,
  'i',
);
const EPOCH =
  /(?:(?:^|[^\w.-])(?:train[_ ])?epochs?["']?[\s:=#[("']{0,8}(?:train\)\s{0,3}\[)?\s{0,6}|轮次[:：]?\s{0,3}|第\s{0,2}(?=\d{1,6}\s{0,2}(?:轮|个(?:epoch|周期))))(\d+(?:\.\d+)?)/i;
const IN_BRACKETS = /\[\s{0,6}(\d+)\s{0,3}\/\s{0,6}(\d+)/;
const BAR = /(\d{1,3})%\|.{0,160}?\|\s{0,4}([\d.]+[kM]?)\/([\d.]+[kM]?)\s{1,3}\[/;
const KERAS = /^\s{0,6}(\d+)\/(\d+) (?:\[[=>.]{5,40}\]|[━─╺╸]{5,40} )/;
/** Darknet: number of the step, loss, its average. */
const DARKNET = /^\s{0,6}(\d+): ([-+\w.]{1,24}), ([-+\w.]{1,24}) avg(?: loss)?,/;
const BOOST = /^\[(\d+)\]\s{1,8}\S{1,60}[-:' ]\S{1,60}[:\s]\s{0,3}[-\d]/;

/** Other work that draws progress bars, and is no training. */
const OTHER_BAR =
  /\b(?:load|download|upload|map|filter|token|fetch|resolv|generat|prepar|process|extract|convert|shuffl|group|pack|cach|copy|read|writ|sav)\w{0,8}\b.{0,80}\d{1,3}%\|/i;
const BESIDE = /^\s{0,8}\W?(?:eval|valid|test|predict)|\btrain_runtime\b|\beval_(?:loss|runtime)\b/i;

const LOSS = named(
  '(?<!(?:eval|val|valid|validation|test)[_ /-]?)(?:(?:train|training|lm|total|reduced_train|avg|mean|ce|policy|actor|sft)?[_ /-]?loss|actor/(?:pg_)?loss|training_loss|cost|train(?:ing)?[_ ](?:mse|nll|bce)|(?:训练|平均|总)?损失(?:函数)?(?:值)?|loss(?:es)?(?:[_/. ]|[:=] {0,2})(?:total|all|sum|avg|mean|train(?:ing)?))',
);
/**
 * A part of the loss or what is worked out from it that is no number, or the columns of a table without names: then the
 * loss is none either.
 */
const BROKEN_PART =
  /\b(?<!(?:eval|val|valid|test)[_ /-]?)(?:ppl|perplexity|xent|nll|elbo|objf|log-?prob\w{0,10}|log-?likelihood)\b["')\]]?\s{0,3}[:=]?\s{0,3}["'([]?[-+]?nan\b|(?<![\w/.-])(?!eval|val|test)\w{0,24}loss\w{0,12}["')\]]?\s{0,3}[:=]?\s{0,3}["'([]?[-+]?(?:nan|inf)\b|(?<![^\s|])nan(?:[\s|]{1,12}nan){1,6}(?![^\s|])/i;
const LR = named('learning[_ -]?rate|lr|学习率');
const GRAD_NORM = named('grad(?:ient)?[_ -]?norm|gnorm');
const MFU = /\bmfu\b["']?\s{0,3}[:=]?\s{0,3}(\d+(?:\.\d+)?)\s{0,3}(%)?/i;

const MILLISECONDS =
  /(?:elapsed time per iteration|iter(?:ation)? time|step[_ ]time|time)\s{0,2}\(ms\)\s{0,2}[:=]\s{0,3}([\d.]+)|\b(?:dur|dt|time|(?:step|iter)[_ ]time)["']?\s{0,2}[:=]?\s{0,3}([\d.]+)\s{0,2}ms\b|(?<![\d.,])([\d.]+)\s{0,2}ms\/(?:it|iter|step|batch)\b/i;
const SECONDS =
  /(?:iter(?:ation)?[_ ]time|step[_ ]time|time per (?:step|iteration)|sec\/(?:step|batch)|dur(?:ation)?|time)(?:\s{0,2}\(s\))?\s{0,2}[:= ]\s{0,3}([\d.]+)(?:\s{0,2}s\b|\b(?!\s{0,2}(?:ms|min|h\b)))/i;
const PER_STEP = /[,\s([]\s{0,6}([\d.]+)\s{0,2}(s\/(?:it|iter|step|batch)|(?:it|iter|steps?|batch(?:es)?)\/s)/;

const RATES: readonly (readonly [RegExp, string])[] = [
  [/(?:Curr|RunningAvg)SamplesPerSec=(\d+(?:\.\d+)?)(?!.*CurrSamplesPerSec)/, 'samples/s'],
  [
    /\b(?:samples|images|examples)(?:\/|_per_)s(?:ec(?:ond)?)?["']?\s{0,3}[:=]\s{0,3}(\d[\d,]*(?:\.\d+)?)/i,
    'samples/s',
  ],
  [/(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s{0,3}(?:samples|images|img|examples)\/s/i, 'samples/s'],
  [/\b(?:tps|tgs|tok(?:en)?s?(?:\/|_per_)s(?:ec(?:ond)?)?)\b["']?\s{0,3}[:=]?\s{0,3}(\d[\d,]*(?:\.\d+)?)/i, 'tokens/s'],
  [/(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s{0,3}tok(?:en)?s?\/s/i, 'tokens/s'],
];

/** Words that stand beside a step in a line about training. */
const COMPANION =
  /\bloss\b|\blr\b|learning[_ ]rate|samples|tokens|it\/s|s\/it|ms\b|sec\b|throughput|\bacc(?:uracy|@\d)?\b|\bppl\b|perplexity|grad[_ ]?norm|reward|\beta\b|\bmfu\b|tflops|\b(?:auc|rmse|mae|logloss|merror|error|map|ndcg|bleu|wer|f1)\b|elapsed|consumed|RunningAvg|\bmem\b|time[:=]|损失|准确率|学习率/i;

/**
 * Words of a failure in a sentence. `error` is not among them, since it is also the name of a metric
 * (`train-error:0.1`).
 */
const FAILING =
  /\b(?:exception|failed|failure|failing|abort(?:ed|ing)?|traceback|fatal|crash(?:ed)?|killed|timed? ?out|out of memory|raise[sd]?|diverged|stopping|skipp(?:ed|ing) batch|retrying|NaN detected)\b|\berror\b(?!["']?\s{0,2}[:=]\s{0,2}[-\d])/i;
const EXCEPTION_CLASS = /\b[A-Z]\w{2,40}(?:Error|Exception)\b/;
const BENIGN_SKIP =
  /(?:number of )?(?:skipped|nan)(?: iterations| steps)?\s{0,3}[:=]\s{0,3}\d+|\b(?:failed|failures?|aborted|killed|retrying|timed out|timeouts?)(?: \w{1,20})?\s{0,3}[:=]\s{0,3}0\b/gi;

/** A number, of a step or of what was measured. */
const COUNTS = /\d|nan|inf/i;

function numeric(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const written = Number(text);
  if (Number.isFinite(written)) return written;
  const plain = text.replaceAll(',', '').toLowerCase();
  if (/nan|inf/.test(plain)) return Number.NaN;
  const scale = plain.endsWith('k') ? 1e3 : plain.endsWith('m') ? 1e6 : 1;
  return Number.parseFloat(plain) * scale;
}

const found = (pattern: RegExp, text: string): number | undefined => numeric(pattern.exec(text)?.[1]);

function secondsPerStep(text: string): number | undefined {
  const [, ...ms] = MILLISECONDS.exec(text) ?? [];
  const printed = numeric(ms.find((group) => group !== undefined));
  if (printed !== undefined) return printed / 1000;
  const [, count, unit] = PER_STEP.exec(text) ?? [];
  const value = numeric(count);
  if (value !== undefined) return unit?.startsWith('s/') ? value : value > 0 ? 1 / value : undefined;
  return found(SECONDS, text);
}

function rateOf(text: string): Pick<Progress, 'rate' | 'rateUnit'> {
  for (const [pattern, rateUnit] of RATES) {
    const rate = found(pattern, text);
    if (rate !== undefined) return { rate, rateUnit };
  }
  return {};
}

function mfuOf(text: string): number | undefined {
  const [, share, percent] = MFU.exec(text) ?? [];
  const value = numeric(share);
  return value !== undefined && (percent !== undefined || value > 1) ? value / 100 : value;
}

/** Which step a line is about, in the forms of common frameworks. */
function position(text: string): Pick<Progress, 'step' | 'totalSteps' | 'epoch'> | undefined {
  const bar = BAR.exec(text);
  const epoch = found(EPOCH, text);
  if (bar !== null) return { step: numeric(bar[2]), totalSteps: numeric(bar[3]), epoch };
  const bracket = epoch === undefined ? null : IN_BRACKETS.exec(text);
  const counted = STEP.exec(text) ?? KERAS.exec(text) ?? BOOST.exec(text) ?? DARKNET.exec(text) ?? bracket;
  if (counted === null && epoch === undefined) return undefined;
  return { step: numeric(counted?.[1]), totalSteps: numeric(counted?.[2]), epoch };
}

/**
 * Training progress on a log line: a step or an epoch together with a measure of it, a loss with its learning rate, or
 * a progress bar. Fields are looked for rather than whole formats, because every team prints its own: plain loops,
 * Hugging Face dicts, DeepSpeed, Megatron-LM, torchvision, Lightning and tqdm bars, Keras, fairseq, MMEngine, XGBoost,
 * LightGBM.
 *
 * @param line cleaned, without the tag of a process in front, a bar in its last state
 * @returns `undefined` for any other line, and for one that speaks of a failure
 */
export function readTrainingLine(line: string): Progress | undefined {
  const text = line.slice(0, MAX_CHARACTERS);
  // Most lines of a log are none: what shows that soonest comes first.
  if (!COUNTS.test(text)) return undefined;
  const [at, learningRate] = [position(text), found(LR, text)];
  if (at === undefined && learningRate === undefined) return undefined;
  const loss =
    found(LOSS, text) ?? numeric(DARKNET.exec(text)?.[3]) ?? (BROKEN_PART.test(text) ? Number.NaN : undefined);
  const isMeasured = (): boolean =>
    BAR.test(text) || KERAS.test(text) || BOOST.test(text) || DARKNET.test(text) || COMPANION.test(text);
  if (at === undefined ? loss === undefined : !isMeasured()) return undefined;
  if (FAILING.test(text.replace(BENIGN_SKIP, '')) || EXCEPTION_CLASS.test(text) || OTHER_BAR.test(text))
    return undefined;
  const progress: Progress = {};
  // Most lines of a log come here: members one by one take a tenth of the time of a list that is filtered.
  const put = <K extends keyof Progress>(name: K, value: Progress[K]): void => {
    if (value !== undefined) progress[name] = value;
  };
  put('step', at?.step);
  put('totalSteps', at?.totalSteps);
  put('epoch', at?.epoch);
  put('loss', loss);
  put('gradNorm', found(GRAD_NORM, text));
  put('secondsPerStep', secondsPerStep(text));
  put('mfu', mfuOf(text));
  put('learningRate', learningRate);
  const { rate, rateUnit } = rateOf(text);
  put('rate', rate);
  put('rateUnit', rateUnit);
  if (BESIDE.test(text)) put('beside', true);
  return progress;
}

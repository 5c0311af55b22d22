/** What a line of training progress says. A member is absent where the line does not have it. */
export interface Progress {
  step?: number;
  totalSteps?: number;
  epoch?: number;
  loss?: number;
  secondsPerStep?: number;
  samplesPerSecond?: number;
  tokensPerSecond?: number;
  /** Share of the peak, 0 to 1. */
  mfu?: number;
  tflops?: number;
  learningRate?: number;
}

const NUMBER = '([-+]?(?:\\d[\\d,]*\\.?\\d*(?:[eE][-+]?\\d+)?|nan|inf))';
const IS = `["']?[)\\]]?\\s{0,3}(?:[:=]|\\bis\\b)?\\s{0,12}["'(\\[]{0,2}\\s{0,8}`;

const named = (names: string): RegExp => new RegExp(`(?:^|[^\\w/.-])(?:${names})${IS}${NUMBER}`, 'i');

const STEP =
  /(?:^|[^\w/.-]|(?<=\d)\/)(?:global[_ -]?steps?|train(?:ing)?[_ /-]?(?:global[_ -]?)?steps?|micro[_ -]?step|optimi[sz]er[_ -]?step|steps?|iter(?:ation)?s?|num_updates|updates?|batch(?:es)?|round|mini-?batch)["']?\s{0,3}[:=#[(]{0,2}\s{0,10}(\d[\d,]*)(?:\s{0,3}\/\s{0,10}(\d[\d,]*))?/i;
const EPOCH = /(?:^|[^\w.-])(?:train[_ ])?epochs?["']?[\s:=#[(]{0,8}(?:train\)\s{0,3}\[)?\s{0,6}(\d+(?:\.\d+)?)/i;
const IN_BRACKETS = /\[\s{0,6}(\d+)\s{0,3}\/\s{0,6}(\d+)/;
const BAR = /(\d{1,3})%\|.{0,160}?\|\s{0,4}([\d.]+[kM]?)\/([\d.]+[kM]?)\s{1,3}\[/;
/** What else draws bars: it is work, but no training. */
const OTHER_BAR =
  /\b(?:load|download|upload|map|filter|token|fetch|resolv|generat|prepar|process|extract|convert|shuffl|group|pack|cach|copy|read|writ|sav)\w{0,8}\b.{0,80}\d{1,3}%\|/i;
const BAR_RATE = /[,\s]\s{0,6}([\d.]+)\s{0,2}(s\/(?:it|step|batch)|(?:it|steps?|batch(?:es)?)\/s)/;
const KERAS = /^\s{0,6}(\d+)\/(\d+) \[[=>.]{5,40}\]/;
const BOOST = /^\[(\d+)\]\s{1,8}\S{1,60}[-:' ]\S{1,60}[:\s]\s{0,3}[-\d]/;

const LOSS = named(
  '(?:train|training|lm|total|reduced_train|avg|mean|ce|policy|actor|sft)?[_ /-]?loss|actor/(?:pg_)?loss|training_loss|cost',
);
const LR = named('learning[_ -]?rate|lr');
const MFU = named('mfu');
const TFLOPS = new RegExp(`(?:tflops?|tflop/s(?:/gpu)?)\\)?${IS}${NUMBER}`, 'i');
const SAMPLES = named(
  '(?:running|curr|train)?_?(?:avg)?_?samples_?(?:per_?sec(?:ond)?|/sec?|/s)|throughput|images/s(?:ec)?|examples/sec|train_samples_per_second',
);
const TOKENS = named('tokens?[_/ ]?(?:per[_ ]?sec(?:ond)?|/s(?:ec)?|/sec/gpu)|tps|tgs|toks/s');
const MILLISECONDS =
  /(?:elapsed time per iteration|iter(?:ation)? time|step[_ ]time|time)\s{0,2}\(ms\)\s{0,2}[:=]\s{0,3}([\d.]+)|\btime[:= ]{1,3}([\d.]+)\s{0,2}ms\b/i;
const SECONDS =
  /(?:iter(?:ation)?[_ ]time|step[_ ]time|time per (?:step|iteration)|sec\/(?:step|batch)|dur(?:ation)?|time)(?:\s{0,2}\(s\))?\s{0,2}[:= ]\s{0,3}([\d.]+)(?:\s{0,2}s\b|\b(?!\s{0,2}(?:ms|min|h\b)))/i;

const COMPANION =
  /\bloss\b|\blr\b|learning[_ ]rate|samples|tokens|it\/s|s\/it|ms\b|sec\b|throughput|\bacc(?:uracy|@\d)?\b|\bppl\b|perplexity|grad[_ ]?norm|reward|\beta\b|\bmfu\b|tflops|\b(?:auc|rmse|mae|logloss|merror|error|map|ndcg|bleu|wer|f1)\b|elapsed|consumed|RunningAvg|\bmem\b|time[:=]/i;

/** Failure spoken of in a sentence; `error` as a metric (`train-error:0.1`) is none. */
const FAILING =
  /\b(?:exception|failed|failure|failing|abort(?:ed|ing)?|traceback|fatal|crash(?:ed)?|killed|timed? ?out|out of memory|raise[sd]?|diverged|stopping|skipp(?:ed|ing) batch|retrying|NaN detected)\b|\berror\b(?!["']?\s{0,2}[:=]\s{0,2}[-\d])/i;
const EXCEPTION_CLASS = /\b[A-Z]\w{2,40}(?:Error|Exception)\b/;
const BENIGN_SKIP = /(?:number of )?(?:skipped|nan)(?: iterations| steps)?\s{0,3}[:=]\s{0,3}\d+/gi;

const numeric = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const plain = text.replaceAll(',', '').toLowerCase();
  const scale = plain.endsWith('k') ? 1e3 : plain.endsWith('m') ? 1e6 : 1;
  const value = /nan/.test(plain)
    ? Number.NaN
    : /inf/.test(plain)
      ? Number.POSITIVE_INFINITY
      : Number.parseFloat(plain);
  return value * scale;
};

const found = (pattern: RegExp, text: string): number | undefined => numeric(pattern.exec(text)?.[1]);

function secondsPerStep(text: string): number | undefined {
  const ms = MILLISECONDS.exec(text);
  if (ms !== null) return (numeric(ms[1] ?? ms[2]) ?? Number.NaN) / 1000;
  const rate = BAR_RATE.exec(text);
  if (rate !== null) {
    const value = numeric(rate[1]) ?? Number.NaN;
    return rate[2]?.startsWith('s/') ? value : 1 / value;
  }
  return found(SECONDS, text);
}

/** Which step a line is about, in the forms of common frameworks. */
function position(text: string): Pick<Progress, 'step' | 'totalSteps' | 'epoch'> | undefined {
  const bar = BAR.exec(text) ?? undefined;
  const keras = KERAS.exec(text) ?? undefined;
  const boost = BOOST.exec(text) ?? undefined;
  const step = STEP.exec(text) ?? undefined;
  const epoch = found(EPOCH, text);
  const bracket = epoch === undefined ? undefined : (IN_BRACKETS.exec(text) ?? undefined);
  if (bar) return { step: numeric(bar[2]), totalSteps: numeric(bar[3]), ...(epoch === undefined ? {} : { epoch }) };
  const counted = step ?? keras ?? boost ?? bracket;
  if (counted === undefined && epoch === undefined) return undefined;
  return {
    ...(counted ? { step: numeric(counted[1]) } : {}),
    ...(counted?.[2] ? { totalSteps: numeric(counted[2]) } : {}),
    ...(epoch === undefined ? {} : { epoch }),
  };
}

/**
 * Training progress on a log line: a step or an epoch together with a measure of it, or a progress bar. Knows the forms of
 * plain loops, Hugging Face trainers (dicts), DeepSpeed, Megatron-LM, Lightning and tqdm bars, Keras, fairseq, MMEngine,
 * XGBoost and LightGBM.
 *
 * @returns `undefined` for any other line, and for one that speaks of a failure
 */
export function parseProgress(line: string): Progress | undefined {
  const text = line.slice(0, 1000);
  if (FAILING.test(text.replace(BENIGN_SKIP, '')) || EXCEPTION_CLASS.test(text)) return undefined;
  const at = position(text);
  const boosted = BOOST.test(text);
  if (OTHER_BAR.test(text)) return undefined;
  const bar = BAR.test(text) || KERAS.test(text);
  if (at === undefined || !(bar || boosted || COMPANION.test(text))) return undefined;
  const mfu = found(MFU, text);
  const members: Progress = {
    ...at,
    loss: found(LOSS, text),
    secondsPerStep: secondsPerStep(text),
    samplesPerSecond: found(SAMPLES, text),
    tokensPerSecond: found(TOKENS, text),
    mfu: mfu === undefined ? undefined : mfu > 1 ? mfu / 100 : mfu,
    tflops: found(TFLOPS, text),
    learningRate: found(LR, text),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

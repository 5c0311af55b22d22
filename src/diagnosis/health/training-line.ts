/** What one line of a training log says of its progress; nothing that it does not say. */
export interface StepReading {
  step?: number;
  epoch?: number;
  /** `NaN` where the program printed nan or inf. */
  loss?: number;
  secondsPerStep?: number;
  /** Share of the hardware's peak, 0 to 1. */
  mfu?: number;
  learningRate?: number;
  /** Work per second, in `rateUnit`. */
  rate?: number;
  rateUnit?: string;
  /** The program's own time, in milliseconds of an unknown zone: differences count. */
  at?: number;
}

const MAX_CHARACTERS = 2_000;

const NUMBER = '([-+]?\\d[\\d.]*(?:e[-+]?\\d+)?)';
const SET = `["'\\]]?\\s*[:=]?\\s*["'[(]{0,2}\\s*`;

const patternOf = (source: string): RegExp => new RegExp(source, 'i');

// nanoGPT, DeepSpeed, Megatron and the like name the step; bars and torchvision show it as 450/1000.
const STEP = [
  patternOf(`\\b(?:global_?)?(?:steps?|iter(?:ation)?s?)\\b${SET}(\\d+)`),
  /\|\s*(\d+)\/\d+\s*\[/,
  /\[\s*(\d+)\/\d+\]/,
];
const EPOCH = [patternOf(`\\bepoch\\b(?:\\(train\\))?${SET}(\\d+(?:\\.\\d+)?)`)];
const LOSS = [
  patternOf(
    `(?<!(?:eval|val|valid|validation|test)[_ /-]?|[a-z])loss${SET}([-+]?(?:\\d[\\d.]*(?:e[-+]?\\d+)?|nan|inf(?:inity)?)(?![\\w]))`,
  ),
];
const MFU = /\bmfu\b["']?\s*[:=]?\s*(\d+(?:\.\d+)?)\s*(%)?/i;
const RATE_OF_LEARNING = [patternOf(`\\b(?:lr|learning[_ ]rate)\\b${SET}${NUMBER}`)];

/** Seconds per step in each spelling; the factor turns the number into seconds, `per second` ones are inverted. A number is tried from its start only. */
const STEP_TIMES: readonly (readonly [RegExp, (value: number) => number])[] = [
  [/elapsed time per iteration \(ms\):\s*(\d+(?:\.\d+)?)/i, (ms) => ms / 1000],
  [/\biter(?:ation)? time \(s\):\s*(\d+(?:\.\d+)?)/i, (s) => s],
  [/(?<![\d.,])(\d+(?:\.\d+)?)\s*ms\/(?:it|iter|step|batch)\b/i, (ms) => ms / 1000],
  [/(?<![\d.,])(\d+(?:\.\d+)?)\s*s\/(?:it|iter|step|batch)\b/i, (s) => s],
  [/(?<![\d.,])(\d+(?:\.\d+)?)\s*(?:it|iter|step|batch)(?:es|s)?\/s\b/i, (perSecond) => 1 / perSecond],
  [/\b(?:dur|dt|time|(?:step|iter)[_ ]time|elapsed)["']?\s*[:=]?\s*(\d+(?:\.\d+)?)\s*ms\b/i, (ms) => ms / 1000],
  [/\b(?:dur|dt|time|(?:step|iter)[_ ]time|elapsed)["']?\s*[:=]?\s*(\d+(?:\.\d+)?)\s*s(?:ec(?:onds?)?)?\b/i, (s) => s],
  // torchvision and mmengine print seconds without a unit, beside the time that loading took.
  [/\btime: (\d+(?:\.\d+)?)(?:\s+\([\d.]+\))?\s+data(?:_time)?:/i, (s) => s],
];

const RATES: readonly (readonly [RegExp, string])[] = [
  [/CurrSamplesPerSec=(\d+(?:\.\d+)?)/, 'samples/s'],
  [/\bsamples\/sec(?:ond)?\s*[:=]\s*(\d+(?:\.\d+)?)/i, 'samples/s'],
  [/(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*(?:samples|images|img)\/s/i, 'samples/s'],
  [/\b(?:tps|tokens?\/s(?:ec)?|tokens_per_sec(?:ond)?)\b["']?\s*[:=]\s*(\d[\d,]*(?:\.\d+)?)/i, 'tokens/s'],
  [/(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*tok(?:en)?s?\/s/i, 'tokens/s'],
];

/** Bars and summaries that are not training: loading, preprocessing, evaluation, the report at the end. */
const OTHER_WORK =
  /^\s*(?:load|download|map\b|generat|tokeniz|extract|eval|valid|test|fetch|filter|resolv|cach)|\btrain_runtime\b|\beval_loss\b/i;

const STAMP = /(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})/;

function find(patterns: readonly RegExp[], line: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

const numeric = (text: string | undefined): number | undefined => {
  const value = text === undefined ? Number.NaN : Number(text.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
};

const lossOf = (text: string | undefined): number | undefined =>
  text !== undefined && /nan|inf/i.test(text) ? Number.NaN : numeric(text);

function stepTimeOf(line: string): number | undefined {
  for (const [pattern, seconds] of STEP_TIMES) {
    const value = numeric(pattern.exec(line)?.[1]);
    if (value !== undefined && value > 0) return seconds(value);
  }
  return undefined;
}

function rateOf(line: string): Pick<StepReading, 'rate' | 'rateUnit'> {
  for (const [pattern, rateUnit] of RATES) {
    const rate = numeric(pattern.exec(line)?.[1]);
    if (rate !== undefined) return { rate, rateUnit };
  }
  return {};
}

function mfuOf(line: string): number | undefined {
  const [, text, percent] = MFU.exec(line) ?? [];
  const value = numeric(text);
  if (value === undefined) return undefined;
  return percent !== undefined || value > 1 ? value / 100 : value;
}

function stampOf(line: string): number | undefined {
  const [, day, clock] = STAMP.exec(line) ?? [];
  const at = Date.parse(`${day}T${clock}Z`);
  return Number.isNaN(at) ? undefined : at;
}

const given = (reading: Record<string, unknown>): StepReading =>
  Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));

/**
 * Progress in a line of any of the usual trainers: plain loops, Hugging Face dicts, DeepSpeed, Megatron, torchvision,
 * bars of tqdm. Fields are looked for rather than whole formats, because every team prints its own.
 *
 * @param line cleaned, a bar in its last state
 * @returns `undefined` for a line that does not tell both how far training is and how it goes
 */
export function readTrainingLine(line: string): StepReading | undefined {
  const text = line.slice(0, MAX_CHARACTERS);
  if (OTHER_WORK.test(text)) return undefined;
  const step = numeric(find(STEP, text));
  const epoch = numeric(find(EPOCH, text));
  const loss = lossOf(find(LOSS, text));
  const secondsPerStep = stepTimeOf(text);
  const learningRate = numeric(find(RATE_OF_LEARNING, text));
  const rate = rateOf(text);
  const where = step !== undefined || epoch !== undefined || learningRate !== undefined;
  const how = loss !== undefined || (step !== undefined && (secondsPerStep !== undefined || rate.rate !== undefined));
  if (!where || !how) return undefined;
  return given({
    step,
    epoch,
    loss,
    secondsPerStep,
    mfu: mfuOf(text),
    learningRate,
    ...rate,
    at: stampOf(text),
  });
}

import { distance } from 'fastest-levenshtein';

/** What people and models write for the API's values, lower case and without separators. */
const ALIASES: Readonly<Record<string, string>> = {
  pytorch: 'PyTorchJob',
  torch: 'PyTorchJob',
  custom: 'PyTorchJob',
  container: 'PyTorchJob',
  tensorflow: 'TFJob',
  tf: 'TFJob',
  mpi: 'MPIJob',
  horovod: 'MPIJob',
  deepspeed: 'PyTorchJob',
  xgboost: 'XGBoostJob',
  xgb: 'XGBoostJob',
  ray: 'RayJob',
  slurm: 'SlurmJob',
  elasticbatch: 'ElasticBatchJob',
  datajuicer: 'DataJuicerJob',
  oneflow: 'OneFlowJob',
  queued: 'Queuing',
  pending: 'Queuing',
  success: 'Succeeded',
  completed: 'Succeeded',
  cancelled: 'Stopped',
  canceled: 'Stopped',
  readonly: 'RO',
  readwrite: 'RW',
  lr: 'learning_rate',
  speed: 'throughput',
  gpuutil: 'GpuCoreUsage',
  gpuutilization: 'GpuCoreUsage',
  // The languages as locales have them: LANG=zh_CN.UTF-8.
  cn: 'zh',
  chinese: 'zh',
  zhcn: 'zh',
  zhhans: 'zh',
  zhcnutf8: 'zh',
  english: 'en',
  enus: 'en',
  enusutf8: 'en',
};

/** Characters. A longer value is no misspelled name, and to compare it would take long. */
const LONGEST = 200;

/** A name without what people write in their own way: case and separators. */
export const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Edits between two names; letters that only changed places are one slip, not two. */
const slips = (a: string, b: string): number =>
  a !== b && [...a].sort().join('') === [...b].sort().join('') ? 1 : distance(a, b);

/**
 * The candidate a near miss probably meant: same letters but for case and separators, a known alias, a beginning, or a
 * small edit distance. `undefined` where nothing is near.
 */
export function nearest(value: string, candidates: readonly string[]): string | undefined {
  const wanted = value.length > LONGEST ? '' : fold(value);
  if (wanted === '') return undefined;
  const same = candidates.find((candidate) => fold(candidate) === wanted);
  if (same !== undefined) return same;
  const alias = Object.hasOwn(ALIASES, wanted) ? ALIASES[wanted] : undefined;
  if (alias !== undefined && candidates.includes(alias)) return alias;
  const ranked = candidates
    .map((candidate) => ({ candidate, far: slips(wanted, fold(candidate)) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  if (best !== undefined && best.far <= Math.max(1, Math.floor(wanted.length / 4))) return best.candidate;
  return wanted.length < 3 ? undefined : candidates.find((candidate) => fold(candidate).startsWith(wanted));
}

/** How far two texts are apart: one holds the other, then the beginnings, then all of them. Lower is nearer. */
function ranks(value: string, candidate: string): number[] {
  const [a, b] = [fold(value), fold(candidate)];
  return [b.includes(a) || a.includes(b) ? 0 : 1, distance(a, b.slice(0, a.length)), distance(a, b)];
}

/**
 * The candidates closest to a value, nearest first, each once.
 * @param parts what of both is compared, in this order of weight, such as the end of a path before the whole
 */
export function closest(
  value: string,
  candidates: readonly string[],
  most: number,
  parts: readonly ((text: string) => string)[] = [(text) => text],
): string[] {
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, far: parts.flatMap((part) => ranks(part(value), part(candidate))) }))
    .sort((a, b) => {
      const at = a.far.findIndex((rank, index) => rank !== b.far[index]);
      return (a.far[at] ?? 0) - (b.far[at] ?? 0) || (a.candidate < b.candidate ? -1 : 1);
    })
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

import { distance } from 'fastest-levenshtein';

/** What people and models write for the API's names, lower case and without separators. */
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
  name: 'display_name',
  jobname: 'display_name',
  usercommand: 'command',
  jobspecs: 'task_specs',
  replicas: 'pod_count',
};

const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The candidate a near miss probably meant: same letters but for case and separators, a known alias, a beginning, or a
 * small edit distance. `undefined` where nothing is near.
 */
export function nearest(value: string, candidates: readonly string[]): string | undefined {
  const wanted = fold(value);
  if (wanted === '') return undefined;
  const same = candidates.find((candidate) => fold(candidate) === wanted);
  if (same !== undefined) return same;
  const alias = Object.hasOwn(ALIASES, wanted) ? ALIASES[wanted] : undefined;
  if (alias !== undefined && candidates.includes(alias)) return alias;
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(wanted, fold(candidate)) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  if (best !== undefined && best.far <= Math.max(1, Math.floor(wanted.length / 3))) return best.candidate;
  return wanted.length < 3 ? undefined : candidates.find((candidate) => fold(candidate).startsWith(wanted));
}

import { fail } from '../errors.ts';
import { type Pod, podsOf } from '../jobs/pods.ts';
import type { Durations, JobRecord } from '../jobs/record.ts';
import { mayRead } from '../jobs/select.ts';
import type { JobStore, JobView } from '../jobs/store.ts';
import type { Param, SimError, SimRequest } from '../route.ts';
import type { ViewerStore } from '../viewers/store.ts';
import { text } from '../world/query.ts';
import type { World } from '../world/world.ts';

/** What the job routes work on. */
export interface JobContext {
  world: World;
  store: JobStore;
  /** TensorBoards and history servers of Ray. */
  viewers: ViewerStore;
  durations: Durations;
  seed: number;
  region: string;
  /** Signs the tokens of `GetToken`. */
  tokenSecret: string;
}

export const STRING: Param = { type: 'string' };
/** Lower case, unlike aiworkspace's. */
export const LOWER_ORDER: Param = { type: 'string', values: ['desc', 'asc'] };
export const MOST_EVENTS: Param = { type: 'integer', min: 1, max: 10_000 };

/** The job of the path; 404 `NotFound`, or 403 `OperationForbidden` where the caller may not see it. */
export function readableJob(context: JobContext, request: SimRequest, id = request.path.JobId ?? ''): JobRecord {
  const record = visibleJob(context, request, id);
  // Reads may be behind; what writes to a job, or opens it, finds it at once.
  if (!context.store.shows(record, 'getJobMs')) throw notFound(id);
  return record;
}

/** The same for what only the owner may do. */
export function ownJob(context: JobContext, request: SimRequest, id = request.path.JobId ?? ''): JobRecord {
  const record = visibleJob(context, request, id);
  if (record.owner.userId !== request.caller.userId)
    throw fail('OperationForbidden', `You are not authorized to change job ${record.id}.`);
  return record;
}

const notFound = (id: string): SimError => fail('NotFound', `Job ${id} does not exist.`);

function visibleJob({ store, world }: JobContext, { caller }: SimRequest, id: string): JobRecord {
  const record = store.find(id);
  if (!record) throw notFound(id);
  if (!mayRead(record, caller, world)) throw fail('OperationForbidden', `You are not authorized to access job ${id}.`);
  return record;
}

/**
 * The pod of the path, which must be of the job; `PodUid` chooses among its instances, those of the history included;
 * else 404.
 */
export function podOf(context: JobContext, request: SimRequest, record: JobRecord): { view: JobView; pod: Pod } {
  const view = context.store.view(record);
  const { PodId: id } = request.path;
  const uid = text(request.params, 'PodUid');
  const instances = podsOf(view, context.region)
    .filter((candidate) => candidate.name === id)
    .flatMap((latest) => [latest, ...latest.history]);
  const pod = instances.find((candidate) => uid === undefined || candidate.uid === uid);
  if (!pod) throw fail('NotFound', `Pod ${id ?? ''} does not exist.`);
  return { view, pod };
}

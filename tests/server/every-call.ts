import { podsOf } from '../../src/simulator/jobs/pods.ts';
import type { RequestLogEntry } from '../../src/simulator/simulator.ts';
import type { Person } from '../e2e/session.ts';
import { rayJobArguments } from '../named.ts';
import { type FullCall, fullCalls } from './full-calls.ts';
import type { Wire } from './wire.ts';

/** A call, and what it sent in a world that is the same each time. */
export interface Sent {
  call: FullCall;
  requests: readonly RequestLogEntry[];
}

/** A call in the world as it was at the start. */
export async function sentBy(
  wire: Wire,
  { tool, args }: FullCall,
  person: Person,
): Promise<readonly RequestLogEntry[]> {
  // What was only read is as it was.
  if (wire.requests().every(({ method }) => method === 'GET')) wire.cloud.clearRequests();
  else wire.anew();
  await wire.call(tool, args, { person });
  return wire.requests();
}

/**
 * Calls of every tool with every parameter.
 * @param person who is asked
 */
export async function* everyFullCall(wire: Wire, person: Person): AsyncGenerator<Sent> {
  for (const call of fullCalls(wire.anew())) yield { call, requests: await sentBy(wire, call, person) };
}

/**
 * Those that need a world made for them: an update of all that can change, a job of Ray, one that waits, lists of a locked
 * workspace. Yields what each sent.
 */
export async function* otherCalls(wire: Wire, person: Person): AsyncGenerator<readonly RequestLogEntry[]> {
  const named = wire.anew();
  const region = 'cn-hangzhou';
  const calls = fullCalls(named);
  await wire.call('list_images', { region, official: false, workspace_id: named.workspace_id });
  yield wire.requests();

  wire.anew();
  const elastic = calls.find(({ tool, args }) => tool === 'create_job' && 'resource_id' in args);
  const { data } = await wire.call('create_job', { ...elastic?.args });
  const changes = { priority: 9, accessibility: 'PUBLIC', task_specs: [{ type: 'Worker', pod_count: 2 }] };
  await wire.call('update_job', { region, job_id: data.job_id, ...changes }, { person });
  yield wire.requests();

  wire.cloud.clock.advance(120);
  const { store } = wire.cloud.context;
  const job = store.find(String(data.job_id));
  const [pod] = job === undefined ? [] : podsOf(store.view(job), region);
  const drain = { node_id: pod?.nodeName, quota_id: job?.request.ResourceId, operation: 'Drain' };
  await wire.call('operate_node', { region, ...drain, pod_names: [pod?.name] }, { person });
  yield wire.requests();

  const ray = await wire.call('create_job', { region, ...rayJobArguments(wire.anew()) });
  wire.cloud.clock.advance(300);
  await wire.call('get_ray_dashboard', { region, job_id: ray.data.job_id }, { person });
  yield wire.requests();

  wire.anew();
  const queued = wire.cloud.jobs().find(({ status }) => status === 'Queuing');
  await wire.call('diagnose_job', { region, job_id: queued?.id });
  yield wire.requests();
  const quota_id = queued && wire.cloud.context.store.find(queued.id)?.request.ResourceId;
  await wire.call('list_quota_workloads', { region, quota_id, ahead_of: queued?.id });
  yield wire.requests();

  for (const tool of ['list_workspaces', 'list_image_labels']) {
    wire.anew();
    await wire.call(tool, {}, { locked: true });
    yield wire.requests();
  }
}

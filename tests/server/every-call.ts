import { podsOf } from '../../src/simulator/jobs/pods.ts';
import type { RequestLogEntry } from '../../src/simulator/simulator.ts';
import type { Person } from '../e2e/session.ts';
import { fullCalls } from './full-calls.ts';
import type { Wire } from './wire.ts';

/**
 * Calls of every tool with every parameter, and those that need a world made for them: an update of all that can change, a
 * job that waits, lists of a locked workspace. Yields what each sent.
 *
 * @param person who is asked
 */
export async function* everyCall(wire: Wire, person: Person): AsyncGenerator<readonly RequestLogEntry[]> {
  const named = wire.anew();
  const region = 'cn-hangzhou';
  const calls = fullCalls(named);
  for (const { tool, args } of calls) {
    wire.anew();
    await wire.call(tool, args, { person });
    yield wire.requests();
  }
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

  wire.anew();
  const queued = wire.cloud.jobs().find(({ status }) => status === 'Queuing');
  await wire.call('diagnose_job', { region, job_id: queued?.id });
  yield wire.requests();

  for (const tool of ['list_workspaces', 'list_image_labels']) {
    wire.anew();
    await wire.call(tool, {}, { locked: true });
    yield wire.requests();
  }
}

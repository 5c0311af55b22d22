import * as z from 'zod';
import { eventLines } from '../../jobs/lines.ts';
import { podIdsOf } from '../../jobs/pods.ts';
import { shapeEvents } from '../kit/cloud-lines.ts';
import { eventSteps, eventsOf, eventsOutput, eventWindow, maxEvents, renderEvents } from '../kit/events.ts';
import { cloudWindow, jobId, podId, podUid, windowRequest } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';

export const getPodEvents = defineTool({
  name: 'get_pod_events',
  title: 'Get pod events',
  description:
    'Newest events of one pod: scheduling, network, mounts, image pull, container start. For pods that never start or have no log.',
  inChinese: '实例事件',
  toolset: 'logs',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetPodEvents'],
  input: z.strictObject({
    job_id: jobId,
    pod_id: podId,
    pod_uid: podUid.optional(),
    max_events: maxEvents(20),
    ...eventWindow,
  }),
  output: z.object({ pod_id: z.string(), ...eventsOutput }),
  foreign: ['events'],
  check: null,
  async run(ctx, input) {
    const { job_id, pod_uid, max_events } = input;
    const [pod_id = input.pod_id] = podIdsOf(job_id, [input.pod_id]);
    const answer = await ctx.call('GetPodEvents', {
      JobId: job_id,
      PodId: pod_id,
      MaxEventsNum: max_events,
      ...(pod_uid ? { PodUid: pod_uid } : {}),
      ...windowRequest(cloudWindow(input)),
    });
    return { pod_id, ...eventsOf(await shapeEvents(eventLines(answer), max_events)) };
  },
  render: (output, input) => renderEvents(output.pod_id, output, input),
  next: (output, input) => eventSteps(output, input, `get_job job_id=${input.job_id} shows status and exit code.`),
});

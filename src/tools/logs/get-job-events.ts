import * as z from 'zod';
import { ifOffered } from '../../advice/offered.ts';
import { showsPods } from '../../diagnosis/events.ts';
import { eventLines } from '../../jobs/lines.ts';
import { shapeEvents } from '../kit/cloud-lines.ts';
import { eventSteps, eventsOf, eventsOutput, eventWindow, maxEvents, renderEvents } from '../kit/events.ts';
import { cloudWindow, jobId, windowRequest } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';

export const jobEventsOutput = z.object({ job_id: z.string(), ...eventsOutput });

export const getJobEvents = defineTool({
  name: 'get_job_events',
  title: 'Get job events',
  description: `Newest events of a job: queuing, scheduling, pod creation, restarts. The first step of a diagnosis${ifOffered(' after get_job')}.`,
  inChinese: '任务事件',
  toolset: 'logs',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJobEvents'],
  input: z.strictObject({ job_id: jobId, max_events: maxEvents(50), ...eventWindow }),
  output: jobEventsOutput,
  foreign: ['events'],
  check: null,
  async run(ctx, input) {
    const { job_id, max_events } = input;
    // Without MaxEventsNum the cloud may answer a single event: its schema and its text disagree on the default.
    const answer = await ctx.call('GetJobEvents', {
      JobId: job_id,
      MaxEventsNum: max_events,
      ...windowRequest(cloudWindow(input)),
    });
    return { job_id, ...eventsOf(await shapeEvents(eventLines(answer), max_events)) };
  },
  render: (output, input) => renderEvents(output.job_id, output, input),
  // That no pod is shown says nothing of a log: the list is of a window, and without one of the last days.
  next: (output, input) =>
    eventSteps(
      output,
      input,
      showsPods(output.events)
        ? `get_pod_logs job_id=${input.job_id} shows what the program wrote${ifOffered('; where that is nothing, get_pod_events shows why it does not start')}.`
        : `get_job job_id=${input.job_id} says where it is.`,
    ),
});

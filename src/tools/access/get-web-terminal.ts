import * as z from 'zod';
import { leadingPod, type Pod, podIdOf } from '../../jobs/pods.ts';
import { decideTerminal, defaultPod, mayRun } from '../../policy/web-terminal.ts';
import { blockerOf } from '../kit/blocker.ts';
import { consoleUrl } from '../kit/console-url.ts';
import { terminalLink } from '../kit/decoders/handed-over.ts';
import { handedOverText, jobId, podId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
/** How a link of a WebSocket is used; the frames are those of the API's own example (api-notes: access). */
const WITH_CLIENT =
  'A browser does not open a wss: link. A WebSocket client does, such as `wscat -c LINK` or `websocat LINK`; it sends frames like {"operation":"stdin","data":"nvidia-smi\\r"} and gets {"operation":"stdout","data":...}.';
/** Running pods that a refusal may name. */
const MOST_NAMED = 20;

/**
 * The pods that the policy needs to decide: the named one, the leader of those that run, and some that a refusal can
 * name.
 */
function meant(pods: readonly Pod[], podId: string | undefined): Pod[] {
  const running = pods.filter((pod) => pod.isStatus('Running'));
  const named = podId === undefined ? undefined : pods.find((pod) => pod.isNamed(podId));
  const leader = leadingPod(running);
  return [...new Set([...(named ? [named] : []), ...(leader ? [leader] : []), ...running.slice(0, MOST_NAMED)])];
}

export const getWebTerminal = defineTool({
  name: 'get_web_terminal',
  title: 'Open a terminal',
  description:
    'A link to a terminal (shell) in a pod of a Running job. Valid for 30 s: give it to the user at once. A person is asked first.',
  inChinese: '容器终端',
  toolset: 'access',
  core: true,
  effect: 'grants_access',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['GetWebTerminal', 'GetJob', 'GetJobEvents', 'GetPodEvents'],
  input: z.strictObject({
    job_id: jobId,
    pod_id: podId.optional().describe('Default: the leader'),
    shared: z.boolean().default(false).describe('Works once without a login'),
  }),
  output: z.object({
    url: handedOverText,
    pod_id: text,
    shared: z.boolean(),
    expires: text,
    opened_with: text,
    console_url: text,
  }),
  async check(ctx, { job_id, pod_id: named, shared }) {
    const job = await readJob(ctx, job_id);
    const pod_id = podIdOf(job_id, named, job.pods);
    const pods = meant(job.pods, pod_id).map(({ podId, podUid, status }) => ({ podId, podUid, status }));
    const { displayName, status } = job;
    const blocker = status !== 'Running' && mayRun(status) ? await blockerOf(ctx, job, job_id) : undefined;
    const target = { jobId: job_id, displayName, status, pods, blocker };
    const chosen = pod_id ?? defaultPod(pods);
    return {
      decision: decideTerminal(target, pod_id, shared),
      prepared: {
        podId: chosen,
        podUid: pods.find(({ podId }) => podId === chosen)?.podUid,
        workspaceId: job.workspaceId,
      },
    };
  },
  async run(ctx, { job_id, shared }, { podId: pod, podUid, workspaceId }) {
    if (pod === undefined) throw new Error('get_web_terminal runs without a pod');
    const answer = await ctx.call('GetWebTerminal', {
      JobId: job_id,
      PodId: pod,
      IsShared: shared,
      ...(podUid === undefined ? {} : { PodUid: podUid }),
    });
    const url = terminalLink(answer);
    return {
      url,
      pod_id: pod,
      shared,
      expires: 'must be opened within 30 s',
      opened_with: url.startsWith('wss:') ? WITH_CLIENT : 'A browser opens it.',
      console_url: consoleUrl(ctx.region, workspaceId, job_id),
    };
  },
  render: ({ url, pod_id, shared, opened_with, console_url }) =>
    [
      `Terminal of ${pod_id}, to be opened within 30 s${shared ? ', once, without a login' : ', with a login'}:`,
      url,
      opened_with,
      `Without such a client, the job's page in the console leads into its pods: ${console_url}`,
    ].join('\n'),
  next: () => ['give the link to the user now; call again for a new one.'],
});

import * as z from 'zod';
import { readPods } from '../../jobs/pods.ts';
import { record, shown } from '../../jobs/wire.ts';
import { decideTerminal, defaultPod } from '../../policy/web-terminal.ts';
import { jobId, podId } from '../kit/fields.ts';
import { link } from '../kit/handed-over.ts';
import { defineTool } from '../tool.ts';

const text = z.string();

export const getWebTerminal = defineTool({
  name: 'get_web_terminal',
  title: 'Open a terminal',
  description:
    'A link to a terminal (shell) in a pod of a Running job. Valid for 30 s: give it to the user at once. A person is asked first.',
  inChinese: '容器终端',
  toolset: 'access',
  effect: 'grants_access',
  target: ({ job_id }) => job_id,
  scope: 'region',
  actions: ['GetWebTerminal', 'GetJob'],
  input: z.strictObject({
    job_id: jobId,
    pod_id: podId.optional().describe('Default: the leader'),
    shared: z.boolean().default(false).describe('Works once without a login'),
  }),
  output: z.object({ url: text, pod_id: text, shared: z.boolean(), expires: text }),
  async check(ctx, { job_id, pod_id, shared }) {
    const job = record(await ctx.call('GetJob', { JobId: job_id, NeedDetail: true }));
    const pods = readPods(job.Pods);
    const target = {
      jobId: job_id,
      displayName: shown(job.DisplayName, 256) ?? '',
      status: shown(job.Status, 40) ?? 'Unknown',
      pods: pods.map((pod) => ({ podId: pod.pod_id, podUid: pod.pod_uid, status: pod.status })),
    };
    const chosen = pod_id ?? defaultPod(target.pods);
    return {
      decision: decideTerminal(target, pod_id, shared),
      prepared: { podId: chosen, podUid: pods.find((pod) => pod.pod_id === chosen)?.pod_uid },
    };
  },
  async run(ctx, { job_id, shared }, { podId: pod, podUid }) {
    if (pod === undefined) throw new Error('get_web_terminal runs without a pod');
    const { WebTerminalUrl } = await ctx.call('GetWebTerminal', {
      JobId: job_id,
      PodId: pod,
      IsShared: shared,
      ...(podUid === undefined ? {} : { PodUid: podUid }),
    });
    return { url: link(WebTerminalUrl, 'GetWebTerminal'), pod_id: pod, shared, expires: 'must be opened within 30 s' };
  },
  render: ({ url, pod_id, shared }) =>
    [
      `Terminal of ${pod_id}, to be opened within 30 s${shared ? ', once, without a login' : ', with a login'}:`,
      url,
    ].join('\n'),
  next: () => ['give the link to the user now; call again for a new one.'],
});

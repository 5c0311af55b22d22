import { quoted } from '../domain/brief.ts';
import { hint } from '../domain/hint.ts';
import { LEADER_PODS } from '../domain/identifiers.ts';
import { statusFacts } from '../domain/job-status.ts';
import { en, say, zh } from '../domain/said.ts';
import { neverRuns } from './blocked.ts';
import { confirm, type Decision, refuse } from './decision.ts';

/** A job as freshly read, its texts cleaned. */
export interface TerminalTarget {
  jobId: string;
  displayName: string;
  status: string;
  /** What keeps it from ever running by itself, in our own words; `undefined` where nothing says so. */
  blocker?: string | undefined;
  pods: readonly { podId: string; status: string; podUid?: string | undefined }[];
}

/** Whether a job of this status may still come to run, also where the status is not one that is known. */
const mayRun = (status: string): boolean => statusFacts(status).phase === 'live' && status !== 'Stopping';

/** The pod a terminal opens in when none is named: the leader if it lives, else the first live pod. */
export function defaultPod(pods: TerminalTarget['pods']): string | undefined {
  const live = pods.filter(({ status }) => status === 'Running').map(({ podId }) => podId);
  return (
    LEADER_PODS.map((leader) => live.find((podId) => leader.test(podId))).find((podId) => podId !== undefined) ??
    live[0]
  );
}

/** R30: a terminal only into a live pod of a running job, and only after a person's yes. */
export function decideTerminal(job: TerminalTarget, podId: string | undefined, shared: boolean): Decision {
  const notNow = `${job.jobId} is ${job.status}; a terminal opens only in a running job`;
  if (job.blocker !== undefined)
    return refuse(
      'R30',
      `${notNow}, and ${neverRuns(job.blocker)}`,
      `Do not wait for it${hint('why not', job.jobId)}.`,
    );
  if (job.status !== 'Running')
    return refuse(
      'R30',
      `${notNow}.`,
      mayRun(job.status)
        ? `${hint('wait for job', job.jobId, 'Running')}${hint('or events')}.`
        : hint('read logs', job.jobId),
    );
  const live = job.pods.filter(({ status }) => status === 'Running').map((pod) => pod.podId);
  const chosen = podId ?? defaultPod(job.pods);
  if (chosen === undefined)
    return refuse('R30', `${job.jobId} has no running pod.`, `${hint('read events', job.jobId)} again later.`);
  if (!live.includes(chosen)) {
    const known = job.pods.find((pod) => pod.podId === chosen);
    return refuse(
      'R30',
      known === undefined ? `${job.jobId} has no pod "${chosen}".` : `Pod ${chosen} is ${known.status}, not Running.`,
      live.length === 0 ? 'None of its pods is running now.' : 'Use one of its running pods, or leave pod_id out.',
      live,
    );
  }
  return confirm({
    rule: 'R30',
    label: say(en`Yes, hand out the link`, zh`是，提供该链接`),
    question: {
      consequence: [
        say(
          en`Hand out a terminal? Whoever holds the link can run commands with the data and the permissions of the job.`,
          zh`打开终端？持有链接的人可以用该任务的数据和权限执行任意命令。`,
        ),
        shared
          ? say(
              en`The link is shared: it works once, for anybody, without a login.`,
              zh`这是共享链接：任何人无需登录即可使用一次。`,
            )
          : say(en`The link asks for an Alibaba Cloud login.`, zh`使用该链接需要登录阿里云账号。`),
      ],
      identity: say(
        en`Pod ${chosen} of job ${job.jobId} ${quoted(job.displayName, 80)}.`,
        zh`任务 ${job.jobId} ${quoted(job.displayName, 80)} 的实例 ${chosen}。`,
      ),
    },
    // A restarted pod keeps its name but not its uid: a yes to a terminal in
    // the old one does not count for the new one.
    more: { pod_uid: job.pods.find(({ podId: id }) => id === chosen)?.podUid ?? '' },
  });
}

import { quoted } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import { duration } from '../domain/duration.ts';
import { hint } from '../domain/hint.ts';
import { statusFacts } from '../domain/job-status.ts';
import { type Resources, resources } from '../domain/quantity.ts';
import { asIs, en, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { statusSaid } from '../domain/status-said.ts';
import { isYetToRun, neverRuns } from './blocked.ts';
import { confirm, type Decision, refuse } from './decision.ts';
import type { Question } from './question.ts';

/** A job as freshly read, its texts cleaned. */
export interface StopTarget {
  jobId: string;
  displayName: string;
  jobType: string;
  status: string;
  /** ISO 8601. */
  created: string | undefined;
  /** ISO 8601; `undefined` where it never ran. */
  runningSince: string | undefined;
  /** Seconds since it began to run; `undefined` where it never did. */
  runningSeconds: number | undefined;
  /** Seconds since it was created. */
  ageSeconds: number | undefined;
  pods: number;
  totals: Resources & { complete: boolean };
  /** Its page in the console, where a person can stop it, if it has one. */
  console: string | undefined;
  /** What keeps it from ever running by itself, in our own words; `undefined` where nothing says so. */
  blocker?: string | undefined;
}

/** Whether what a refusal says depends on what keeps the job from running. */
export const asksForBlocker = (status: string, stoppable: 'standard' | 'live'): boolean =>
  isYetToRun(status) && !isOpen(status, stoppable);

/** What a person can do where this server does not stop a job. */
const otherwise = (console: string | undefined): string =>
  `Only the operator can allow stopping it now (--stoppable live)${console === undefined ? '.' : `; a person can stop it in the console: ${console}`}`;

function notStoppable({ jobId, status, console, blocker }: StopTarget): Decision {
  const { phase, next } = statusFacts(status);
  const is = `${jobId} is ${status}`;
  if (phase === 'terminal')
    return refuse('R15', `${is}: it is already over and holds no resources (R28).`, 'Nothing needs to be stopped.');
  if (status === 'Stopping') return refuse('R15', `${is}: a stop is already under way.`, hint('watch stop', jobId));
  if (phase === 'reserving')
    return refuse(
      'R15',
      `${is}: its work is finished, and its pods are kept until the reservation ends.`,
      `Wait: it becomes ${next}. ${otherwise(console)}`,
    );
  const window = `${is}; it can be stopped only when it is Running or Queuing`;
  if (blocker !== undefined)
    return refuse('R15', `${window}, and ${neverRuns(blocker)}`, `Do not wait for it. ${otherwise(console)}`);
  return refuse(
    'R15',
    `${window}.`,
    `Next comes ${next}. ${hint('wait for job', jobId, 'Running or Queuing')}, then stop it again. ${otherwise(console)}`,
    ['Running', 'Queuing'],
  );
}

const OF_THE_QUEUE = say(
  en`Lost: its place in the queue. Nothing has been computed yet.`,
  zh`将失去：排队位置。任务尚未开始计算。`,
);

const LOST: ReadonlyMap<string, Said> = new Map([
  ['Queuing', OF_THE_QUEUE],
  ['Creating', OF_THE_QUEUE],
  [
    'Bidding',
    say(en`Lost: its place in the bidding. Nothing has been computed yet.`, zh`将失去：竞价位置。任务尚未开始计算。`),
  ],
  [
    'EnvPreparing',
    say(
      en`Lost: the resources it was given. Nothing has been computed yet.`,
      zh`将失去：已分配到的资源。任务尚未开始计算。`,
    ),
  ],
  [
    'SucceededReserving',
    say(
      en`Lost: the pods that are kept for a look; the work itself is finished.`,
      zh`将失去：为排查而保留的实例；任务本身已完成。`,
    ),
  ],
  [
    'FailedReserving',
    say(
      en`Lost: the pods that are kept for a look; the work itself has failed.`,
      zh`将失去：为排查而保留的实例；任务本身已失败。`,
    ),
  ],
]);

export const SINCE_CHECKPOINT = say(
  en`Lost: all progress since its last saved checkpoint, and everything on the pods outside mounted storage.`,
  zh`将失去：最近一次保存的 checkpoint 之后的全部进度，以及实例上未写入挂载存储的所有内容。`,
);

/** What a stop loses of a job in this status. */
export const lossOf = (status: string): Said => LOST.get(status) ?? SINCE_CHECKPOINT;

/**
 * @param since how a time of the job is written: in words from the seconds that
 * have passed, or as the instant, which stays
 */
function question(job: StopTarget, since: (seconds: number, instant: string | undefined) => Said): Question {
  const { jobId, status, runningSeconds, ageSeconds } = job;
  const name = quoted(job.displayName, 80);
  const created = ageSeconds === undefined ? undefined : since(ageSeconds, job.created);
  const age = created === undefined ? NOTHING : say(en`, created ${created} ago`, zh`，创建于 ${created}前`);
  const running = runningSeconds === undefined ? undefined : since(runningSeconds, job.runningSince);
  const ran =
    running === undefined
      ? say(en`it has not run yet`, zh`尚未运行`)
      : say(en`it has been running for ${running}`, zh`已运行 ${running}`);
  const size = resources(job.totals);
  return {
    consequence: [say(en`Stop a job? ${lossOf(status)}`, zh`停止任务？${lossOf(status)}`)],
    identity: say(
      en`${jobId} ${name}: a ${job.jobType || 'job'} in status ${statusSaid(status)}; ${ran}${age}.`,
      zh`${jobId} ${name}：${job.jobType || '任务'}，状态为${statusSaid(status)}；${ran}${age}。`,
    ),
    details: [
      say(
        en`A stopped job cannot be resumed. This one has ${count(job.pods, 'pod')} with ${size}.`,
        zh`已停止的任务无法恢复运行。该任务有 ${job.pods} 个实例，共 ${size}。`,
      ),
    ],
  };
}

/** Whether the operator lets a job be stopped in this status. */
function isOpen(status: string, stoppable: 'standard' | 'live'): boolean {
  const facts = statusFacts(status);
  const widened = stoppable === 'live' && facts.documented && facts.phase !== 'terminal' && status !== 'Stopping';
  return facts.stoppable || widened;
}

/**
 * R15: a job may be stopped while it is Running or Queuing, after a person's yes. The operator can widen
 * that (`live`) to every documented status in which something is left to stop. In another status nobody
 * knows what a stop would do: it is refused.
 */
export function decideStop(job: StopTarget, stoppable: 'standard' | 'live'): Decision {
  if (!isOpen(job.status, stoppable)) return notStoppable(job);
  return confirm({
    rule: 'R15',
    label: say(en`Yes, stop this job`, zh`是，停止该任务`),
    question: question(job, duration),
    steady: question(job, (_seconds, instant) => asIs(instant ?? '')),
    console: job.console,
  });
}

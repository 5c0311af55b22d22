import { count } from '../domain/count.ts';
import { duration } from '../domain/duration.ts';
import { resources } from '../domain/quantity.ts';
import { asIs, en, listed, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { statusSaid } from '../domain/status-said.ts';
import { allRefusals, confirm, type Decision } from './decision.ts';
import type { Question } from './question.ts';
import { firstLinks, nameOfSeveral } from './several.ts';
import { decideStop, lossOf, SINCE_CHECKPOINT, type StopTarget } from './stop-job.ts';

/** How a time of a job is written: in words from the seconds that have passed, or as the instant, which stays. */
type Since = (seconds: number, instant: string | undefined) => Said;

/** What all of them take together. */
const totalsOf = (jobs: readonly StopTarget[]): StopTarget['totals'] =>
  jobs.reduce<StopTarget['totals']>(
    (sum, { totals }) => ({
      gpus: sum.gpus + totals.gpus,
      cpus: sum.cpus + totals.cpus,
      memoryGib: sum.memoryGib + totals.memoryGib,
      complete: sum.complete && totals.complete,
    }),
    { gpus: 0, cpus: 0, memoryGib: 0, complete: true },
  );

/** Who has run longest first, and last who has not run: what is lost most is read first. */
function byLoss(a: StopTarget, b: StopTarget): number {
  const [one, other] = [a, b].map(({ runningSince }) => Date.parse(runningSince ?? '') || Number.POSITIVE_INFINITY);
  if (one === other) return a.jobId < b.jobId ? -1 : 1;
  return (one ?? 0) - (other ?? 0);
}

/** One line of a job: who it is, how far it is, and what it holds. */
function lineOf(job: StopTarget, amount: number, since: Since): Said {
  const { jobId, status, runningSeconds, runningSince, totals, pods } = job;
  const name = nameOfSeveral(job.displayName, amount);
  const state = statusSaid(status);
  const ran = runningSeconds === undefined ? say(en`not run`, zh`未运行`) : since(runningSeconds, runningSince);
  const { gpus, complete } = totals;
  const size =
    gpus > 0 || !complete
      ? say(en`${complete ? '' : '>='}${gpus} GPU`, zh`${complete ? '' : '>='}${gpus} GPU`)
      : say(en`${count(pods, 'pod')}`, zh`${pods} 个实例`);
  return say(en`${jobId} ${name}: ${state}, ${ran}, ${size}`, zh`${jobId} ${name}：${state}，${ran}，${size}`);
}

/** Which jobs lose this, where others lose something else: `Of 2 jobs that are Queuing: `. */
function whoLoses(jobs: readonly StopTarget[], loss: Said): Said {
  const statuses = jobs.filter(({ status }) => lossOf(status) === loss).map(({ status }) => statusSaid(status));
  const which = listed([...new Map(statuses.map((each) => [each.en, each])).values()], say(en` or `, zh`、`));
  const amount = statuses.length;
  return say(
    en`Of ${count(amount, 'job')} that ${amount === 1 ? 'is' : 'are'} ${which}: `,
    zh`其中 ${amount} 个任务（${which}）`,
  );
}

function question(jobs: readonly StopTarget[], since: Since): Question {
  const amount = jobs.length;
  const losses = [...new Set(jobs.map(({ status }) => lossOf(status)))];
  const worst = losses.includes(SINCE_CHECKPOINT) ? SINCE_CHECKPOINT : (losses[0] ?? SINCE_CHECKPOINT);
  const others = losses.filter((loss) => loss !== worst);
  const which = others.length === 0 ? NOTHING : whoLoses(jobs, worst);
  const size = resources(totalsOf(jobs));
  const pods = jobs.reduce((sum, job) => sum + job.pods, 0);
  return {
    consequence: [
      say(en`Stop ${count(amount, 'job')}? ${which}${worst}`, zh`停止 ${amount} 个任务？${which}${worst}`),
      ...others.map((loss) => say(en`${whoLoses(jobs, loss)}${loss}`, zh`${whoLoses(jobs, loss)}${loss}`)),
    ],
    identity: say(
      en`A stopped job cannot be resumed. These have ${count(pods, 'pod')} with ${size}:`,
      zh`已停止的任务无法恢复运行。这些任务共有 ${pods} 个实例，${size}：`,
    ),
    details: jobs.toSorted(byLoss).map((job) => lineOf(job, amount, since)),
  };
}

/**
 * R15 for several jobs: each is held to what one alone is, and one that may not be stopped refuses the call. Otherwise
 * a person is asked once, and reads each of them. Jobs that are over are no part of it: there is nothing to stop.
 */
export function decideStops(jobs: readonly StopTarget[], stoppable: 'standard' | 'live'): Decision {
  const refused = allRefusals(jobs.map((job) => decideStop(job, stoppable)));
  if (refused !== undefined) return refused;
  return confirm({
    rule: 'R15',
    label:
      jobs.length === 1
        ? say(en`Yes, stop this job`, zh`是，停止该任务`)
        : say(en`Yes, stop these ${jobs.length} jobs`, zh`是，停止这 ${jobs.length} 个任务`),
    question: question(jobs, duration),
    steady: question(jobs, (_seconds, instant) => asIs(instant ?? '')),
    console: firstLinks(jobs),
  });
}

import { count } from '../domain/count.ts';
import { durationWords } from '../domain/duration.ts';
import { resourceWords } from '../domain/quantity.ts';
import { allRefusals, confirm, type Decision } from './decision.ts';
import type { Question } from './question.ts';
import { firstLinks, nameOfSeveral } from './several.ts';
import { decideStop, lossOf, SINCE_CHECKPOINT, type StopTarget } from './stop-job.ts';

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

/** Who has run longest first, and last who has not run: what is lost most is read first. Instants of equal form compare as text. */
const byLoss = (a: StopTarget, b: StopTarget): number =>
  (a.runningSince ?? '~').localeCompare(b.runningSince ?? '~', 'en') || a.jobId.localeCompare(b.jobId, 'en');

function question(
  jobs: readonly StopTarget[],
  since: (seconds: number, instant: string | undefined) => string,
): Question {
  const losses = [...new Set(jobs.map(({ status }) => lossOf(status)))];
  const [worst] = losses.includes(SINCE_CHECKPOINT) ? [SINCE_CHECKPOINT] : losses;
  const others = losses.filter((loss) => loss !== worst);
  const of = (loss: string): string => {
    const names = jobs.filter(({ status }) => lossOf(status) === loss).map(({ status }) => status);
    return `Of ${count(names.length, 'job')} that ${names.length === 1 ? 'is' : 'are'} ${[...new Set(names)].join(' or ')}: ${loss}`;
  };
  return {
    consequence: [
      `Stop ${count(jobs.length, 'job')}? ${others.length === 0 ? '' : 'Of those that run: '}${worst}`,
      ...others.map(of),
    ],
    identity: `A stopped job cannot be resumed. These have ${count(
      jobs.reduce((sum, { pods }) => sum + pods, 0),
      'pod',
    )} with ${resourceWords(totalsOf(jobs))}:`,
    details: jobs.toSorted(byLoss).map(({ jobId, displayName, status, runningSeconds, runningSince, totals, pods }) => {
      const ran = runningSeconds === undefined ? 'not run' : since(runningSeconds, runningSince);
      return `${jobId} ${nameOfSeveral(displayName, jobs.length)}: ${status}, ${ran}, ${totals.gpus > 0 || !totals.complete ? `${totals.complete ? '' : '>='}${totals.gpus} GPU` : count(pods, 'pod')}`;
    }),
  };
}

/**
 * R15 for several jobs: each is held to what one alone is, and one that may not be stopped refuses the call. Otherwise a person is
 * asked once, and reads each of them. Jobs that are over are no part of it: there is nothing to stop.
 */
export function decideStops(jobs: readonly StopTarget[], stoppable: 'standard' | 'live'): Decision {
  const refused = allRefusals(jobs.map((job) => decideStop(job, stoppable)));
  if (refused !== undefined) return refused;
  return confirm({
    rule: 'R15',
    label: `Yes, stop ${jobs.length === 1 ? 'this job' : `these ${jobs.length} jobs`}`,
    question: question(jobs, durationWords),
    steady: question(jobs, (_seconds, instant) => instant ?? ''),
    console: firstLinks(jobs),
  });
}

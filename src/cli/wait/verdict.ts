import { quoted } from '../../domain/brief.ts';
import { count } from '../../domain/count.ts';
import type { FaultDetails } from '../../domain/fault.ts';
import type { Ending } from '../../domain/wait-endings.ts';
import { durationWords } from '../../shaping/times.ts';
import { settledStatus } from '../../tools/workflows/wait-for-job/judge.ts';
import { doubtsOf, type Match, type Watched } from '../../tools/workflows/wait-for-job/watch.ts';
import type { WaitAsk } from './ask.ts';
import type { Cut } from './follow.ts';

/** What a wait came to. */
export interface WaitVerdict {
  outcome: Ending;
  /** The job that decided it; the first one where none did. */
  job: Watched;
  /** All of it in one sentence. */
  sentence: string;
  /** Why the cloud could not be asked any more, where that is how it ended. */
  fault?: FaultDetails;
}

const LONGEST_NAME = 60;
const LONGEST_LINE = 200;

type Fate = Exclude<Ending, 'denied' | 'on_end_failed'>;

/** A job is over, and whether its log has a line that matches cannot be told. */
const isUnsearched = ({ standing }: Watched): boolean => standing === 'unknown' || standing === 'searching';

/** What became of one job. */
function fateOf(job: Watched, { statuses, matches }: WaitAsk): Fate {
  const { standing, status = '' } = job;
  if (standing === 'not_found') return 'not_found';
  if (standing === 'waiting') return 'timeout';
  const finished = statuses === undefined && matches === undefined;
  if (standing === 'reached' && !finished) return 'reached';
  const end = settledStatus(status);
  if (end === 'Failed') return 'failed';
  if (end === 'Stopped') return 'stopped';
  if (isUnsearched(job)) return 'unknown';
  return finished ? 'succeeded' : 'missed';
}

/** The worst first: what has to be looked at decides how a wait for several ends. */
const ORDER: readonly Fate[] = [
  'failed',
  'not_found',
  'stopped',
  'unknown',
  'missed',
  'timeout',
  'reached',
  'succeeded',
];

const nameOf = ({ jobId, job }: Watched): string =>
  job === undefined || job.displayName === '' ? jobId : `${jobId} (${quoted(job.displayName, LONGEST_NAME)})`;

/** ` after 3 min`, where the cloud tells how long a job took. */
const after = ({ job }: Watched): string => (job && job.seconds > 0 ? ` after ${durationWords(job.seconds)}` : '');

const WORDS: Readonly<Record<Fate, string>> = {
  succeeded: 'succeeded',
  reached: 'reached it',
  failed: 'failed',
  stopped: 'was stopped',
  unknown: 'succeeded',
  missed: 'ended without it',
  not_found: 'does not exist here',
  timeout: 'goes on',
};

/** The status that it was in and left, where that was what it was waited for. */
const wasWords = ({ passed }: Watched): string =>
  `was ${passed?.status}${passed?.start ? ` from ${passed.start}` : ''}`;

const reachedWords = (job: Watched, match: Match | undefined): string => {
  if (match)
    return `wrote a line that matches, in the log of ${match.podId}: ${quoted(match.lines.at(-1) ?? '', LONGEST_LINE)}`;
  return job.passed ? `${wasWords(job)}; it is ${job.status} now` : `is ${job.status}`;
};

/** Ended, but not as it was waited for. */
function endedWords(job: Watched, fate: 'failed' | 'stopped' | 'missed' | 'unknown', goal: string): string {
  const code = job.job?.reason.reason_code;
  const bad = fate === 'failed' || fate === 'stopped';
  const why = bad && code !== undefined ? ` (${quoted(code, LONGEST_NAME)})` : '';
  const how = `${bad ? WORDS[fate] : WORDS.succeeded}${after(job)}${why}`;
  if (isUnsearched(job))
    return `${how}; whether it wrote a line that matches is not known: ${doubtsOf(job).join('; ')}`;
  if (job.passed) return `${how}; it ${wasWords(job)}, before the wait began`;
  const where = job.log === undefined ? '' : ` in the log of ${job.log.podId}`;
  return goal === '' ? how : `${how}, without ${goal}${where}`;
}

function wordsOf(job: Watched, fate: Fate, goal: string, match: Match | undefined): string {
  if (fate === 'not_found') return `There is no job ${job.jobId}.`;
  const holds = job.status !== undefined && settledStatus(job.status) !== job.status;
  const words =
    fate === 'succeeded'
      ? `succeeded${after(job)}`
      : fate === 'reached'
        ? reachedWords(job, match)
        : fate === 'timeout'
          ? `is ${job.status ?? 'not read yet'}`
          : endedWords(job, fate, goal);
  return `Job ${nameOf(job)} ${words}${holds ? '; it still holds its resources' : ''}.`;
}

/** `3 jobs: 2 succeeded, 1 failed (dlc3).` What is well is counted, what is not is named. */
function severalWords(fates: ReadonlyMap<Watched, Fate>): string {
  const parts = ORDER.flatMap((fate) => {
    const ids = [...fates].flatMap(([{ jobId }, each]) => (each === fate ? [jobId] : []));
    if (ids.length === 0) return [];
    const named = fate === 'succeeded' ? '' : ` (${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''})`;
    return [`${ids.length} ${WORDS[fate]}${named}`];
  });
  return `${count(fates.size, 'job')}: ${parts.join(', ')}.`;
}

const goalWords = ({ statuses, matches }: WaitAsk): string =>
  [...(statuses ? [`having been ${statuses.join(' or ')}`] : []), ...(matches ? ['a line that matches'] : [])].join(
    ' or ',
  );

const why = (fault: FaultDetails | undefined): string =>
  fault === undefined ? 'no answer in time' : `${fault.kind}: ${fault.message.replace(/\.$/, '')}`;

/** What is said where the cloud could not be asked any more. */
function lostVerdict(jobs: readonly [Watched, ...Watched[]], fault: FaultDetails | undefined): WaitVerdict {
  const [first] = jobs;
  const seen = first.status === undefined ? '' : `; when it was seen last, it was ${first.status}`;
  const which = jobs.length === 1 ? `job ${nameOf(first)}` : count(jobs.length, 'job');
  const denied = fault?.kind === 'credentials' || fault?.kind === 'permission_denied';
  return {
    outcome: denied ? 'denied' : 'unknown',
    job: first,
    ...(fault ? { fault } : {}),
    sentence: `What became of ${which} is not known (${why(fault)})${jobs.length === 1 ? seen : ''}.`,
  };
}

/**
 * What a wait came to.
 * @param region in which a job that does not exist was looked for
 * @param seconds how long it was waited
 */
export function waitVerdict(
  { jobs, match }: { jobs: readonly Watched[]; match: Match | undefined },
  ask: WaitAsk,
  cut: Cut | undefined,
  { region, seconds }: { region: string; seconds: number },
): WaitVerdict {
  const [first, ...others] = jobs;
  if (first === undefined) throw new Error('a wait is for one job at least');
  if (cut !== undefined && cut.kind !== 'timeout') return lostVerdict([first, ...others], cut.fault);
  const fates = new Map(jobs.map((job) => [job, fateOf(job, ask)] as const));
  const outcome = cut && !isUnsearched(first) ? 'timeout' : decided(fates, ask);
  const job = jobs.find((each) => fates.get(each) === outcome) ?? first;
  const said = others.length > 0 ? severalWords(fates) : wordsOf(job, outcome, goalWords(ask), match);
  const waited = durationWords(seconds);
  if (outcome === 'timeout')
    return { outcome, job, sentence: `${said.replace(/\.$/, '')} after ${waited} of waiting, which is no failure.` };
  return { outcome, job, sentence: outcome === 'not_found' ? `${said.replace(/\.$/, '')} in ${region}.` : said };
}

/** With `--any` the first that got there decides, whatever it came to; else the worst of those that are over. */
function decided(fates: ReadonlyMap<Watched, Fate>, { until }: WaitAsk): Fate {
  const over = [...fates].filter(([{ standing }]) => standing !== 'waiting');
  const counted =
    until === 'any' && over.some(([{ standing }]) => standing === 'reached')
      ? over.filter(([{ standing }]) => standing === 'reached')
      : over;
  const found = ORDER.find((fate) => counted.some(([, each]) => each === fate));
  if (found === undefined) throw new Error('a wait that is decided has a job that is over');
  return found;
}

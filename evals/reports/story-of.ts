import { createHash } from 'node:crypto';
import type { Story, StoryPod } from '../../src/simulator/api/simulator.ts';
import type { Case, CasePod, LogItem } from './cases.ts';
import { expand, type Tokens } from './tokens.ts';

/** Seconds from a repeated text to its next repetition, and from any other line to the next. */
const PACE = 10;
const AT_ONCE = 0.01;
/** Seconds from the start of a pod to its first line. */
const LEAD = 60;
/** Seconds since a job ended, and since one was created that has not run. */
const ENDED_AGO = 600;
const WAITS = 1800;

/** A text with the seconds that pass until it is printed, and its counter. */
interface Said {
  text: string;
  after: number;
  i?: number;
}

function said(item: LogItem): Said[] {
  if (typeof item === 'string') return [{ text: item, after: AT_ONCE }];
  if ('giant' in item) {
    const states = Array.from({ length: item.giant }, (_, i) => item.t.replaceAll('{tqdm1:', `{${i}/tqdm1:`));
    return [{ text: `${states.join('\r')}\r${item.tail}`, after: item.giant }];
  }
  const { rep, t, from = 0, step = 1 } = item;
  return Array.from({ length: rep }, (_, index) => ({ text: t, after: PACE, i: from + index * step }));
}

/** The states of a giant line have counters of their own. */
const counted = (text: string, tokens: Tokens): string =>
  expand(
    text.replace(/\{(\d+)\/(tqdm1:\d+)\}/g, (_, i: string, name: string) =>
      expand(`{${name}}`, { ...tokens, i: Number(i) }),
    ),
    tokens,
  );

/** Events up to the start of the container, or to the pull that it waits for, are as old as the pod; the others are told at its end. */
function eventsOf(events: readonly string[], began: number, end: number): { at: number; text: string }[] {
  const started = events.findLastIndex((text) => /^(Started container|Pulling image)/.test(text)) + 1;
  return events.map((text, index) => ({
    at: index < started ? began - (started - index) : end - (events.length - 1 - index),
    text,
  }));
}

interface Names {
  jobId: string;
  ips: readonly string[];
  now: number;
}

/** Seconds before now at which a pod printed its last line, negative. */
const lastAt = ({ status, last_age = 0, ended = 0 }: CasePod): number =>
  status === 'Running' ? -last_age : -ENDED_AGO + ended;

function podOf(pod: CasePod, { tz = 0 }: Case, { jobId, ips, now }: Names): StoryPod {
  const { role, n, status, sub, exit, events = [] } = pod;
  const all = pod.log.flatMap(said);
  const end = lastAt(pod);
  const times: number[] = [];
  let at = end;
  for (const { after } of all.toReversed()) {
    times.unshift(at);
    at -= after;
  }
  const ran = status !== 'Pending';
  const began = at - LEAD;
  const log = all.map(({ text, i }, index) => {
    const when = times[index] ?? end;
    const tokens = { at: now + when * 1000, zone: tz, pod: `${jobId}-${role}-${n}`, job: jobId, ips };
    return { at: when, text: counted(text, i === undefined ? tokens : { ...tokens, i }) };
  });
  const named = events.map((text) => text.replaceAll('{job}', jobId));
  return {
    role,
    index: n,
    status,
    subStatus: sub ?? 'Normal',
    ...(exit === undefined ? {} : { exitCode: exit }),
    startedAt: ran ? began : null,
    ...(ran && status !== 'Running' ? { endedAt: end } : {}),
    log,
    events: eventsOf(named, ran ? began : -WAITS, ran ? end : -AT_ONCE),
  };
}

/** Id of the job of a case. */
const idOf = ({ id }: Case): string => `dlc${createHash('sha256').update(id).digest('hex').slice(0, 13)}`;

/**
 * A case as a story of the simulator.
 * @param now the time of the simulated cloud, milliseconds since 1970
 * @param quota name of the quota of the jobs that have one
 */
export function storyOf(one: Case, { now, quota }: { now: number; quota: string }): Story {
  const { job, pods } = one;
  const jobId = idOf(one);
  const ips = pods.map((_, index) => `10.224.${60 + index}.${17 + index}`);
  const told = pods.map((pod, index) => ({ ...podOf(pod, one, { jobId, ips, now }), ip: ips[index] ?? '' }));
  const starts = told.flatMap(({ startedAt }) => (typeof startedAt === 'number' ? [startedAt] : []));
  const started = starts.length === 0 ? null : Math.min(...starts);
  return {
    jobId,
    displayName: one.id,
    jobType: job.type,
    status: (job.status ?? 'Failed') as NonNullable<Story['status']>,
    ...(job.reason ? { reason: job.reason } : {}),
    ...(job.quota ? { quota } : {}),
    ...(job.spot ? { spot: true } : {}),
    createdAt: (started ?? -WAITS) - 300,
    startedAt: started,
    endedAt: -ENDED_AGO,
    ...(job.events
      ? { events: eventsOf(job.events, started ?? -WAITS, started === null ? -AT_ONCE : -ENDED_AGO) }
      : {}),
    pods: told,
  };
}

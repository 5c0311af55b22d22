import { type Durations, type JobRecord, priorityAt } from './record.ts';
import { type Amount, fits, plus } from './resources.ts';
import { phasesOf, TERMINAL } from './timeline.ts';

/**
 * When each job of one quota gets its resources, by job id; absent: never, as things stand. Higher priority first, then the
 * older; a job that does not fit does not hold up a smaller one behind it. Nothing known at a time changes what came before it,
 * so the plan can be made anew after each change.
 */
export function planQuota(jobs: readonly JobRecord[], total: Amount, durations: Durations): Map<string, number> {
  const starts = new Map<string, number>();
  const submitAt = (job: JobRecord): number => job.createdAt + durations.creating * 1000;
  let waiting = jobs.filter((job) => job.scenario !== 'quota_starvation');
  let holders: { until: number; demand: Amount }[] = [];
  let free = total;
  const moments = [...new Set(jobs.flatMap((job) => [submitAt(job), ...job.priorities.map((change) => change.at)]))];
  moments.sort((a, b) => a - b);

  let next = 0;
  for (;;) {
    const release = Math.min(...holders.map((holder) => holder.until));
    const now = Math.min(moments[next] ?? Number.POSITIVE_INFINITY, release);
    if (!Number.isFinite(now) || waiting.length === 0) return starts;
    if (moments[next] === now) next += 1;
    for (const holder of holders) if (holder.until <= now) free = plus(free, holder.demand);
    holders = holders.filter((holder) => holder.until > now);
    waiting = waiting.filter((job) => !(job.stopAt !== undefined && job.stopAt <= now));
    const queue = waiting
      .filter((job) => submitAt(job) <= now)
      .sort((a, b) => priorityAt(b, now) - priorityAt(a, now) || a.sequence - b.sequence);
    for (const job of queue) {
      if (!fits(job.demand, free)) continue;
      starts.set(job.id, now);
      free = plus(free, job.demand, -1);
      holders.push({ until: endOf(job, now, durations), demand: job.demand });
    }
    if (queue.length > 0) waiting = waiting.filter((job) => !starts.has(job.id));
  }
}

const endOf = (job: JobRecord, startAt: number, durations: Durations): number =>
  phasesOf(job, startAt, durations).find((phase) => TERMINAL.includes(phase.status))?.from ?? Number.POSITIVE_INFINITY;

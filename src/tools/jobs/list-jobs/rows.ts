import * as z from 'zod';
import { jobSpans, resourceText } from '../../../jobs/job-view.ts';
import { number, positive, raw, record, records, shown, type WireRecord } from '../../../jobs/wire.ts';
import { durationWords, isoTime } from '../../../shaping/times.ts';

const opt = z.string().optional();

const jobRow = z.object({
  job_id: z.string(),
  display_name: z.string(),
  job_type: z.string(),
  status: z.string(),
  created: opt,
  age: opt,
  run_time: opt,
  finished: opt,
  gpus: z.number().optional(),
  quota: opt,
  machine: opt,
  user: opt,
  workspace_id: opt,
});

export const jobRows = z.array(jobRow);

export type JobRow = z.output<typeof jobRow>;

/** GPUs of the whole job: as the cloud counts them, else the sum of its task specs; unknown for machine types. */
function gpusOf(job: WireRecord): number | undefined {
  const counted = positive(job.RequestGPU);
  if (counted !== undefined) return counted;
  const sums = records(job.JobSpecs).map(
    (spec) => (number(spec.PodCount) ?? 0) * (number(record(spec.ResourceConfig).GPU) ?? 0),
  );
  return positive(sums.reduce((sum, each) => sum + each, 0));
}

/** One job of a ListJobs answer, safe to show. */
export function readJobRow(job: WireRecord, now: Date): JobRow {
  const created = isoTime(raw(job.GmtCreateTime));
  const specs = records(job.JobSpecs);
  const machines = specs.flatMap((spec) => (shown(spec.EcsSpec) ? [resourceText(spec) ?? ''] : []));
  return {
    job_id: shown(job.JobId, 64) ?? '',
    display_name: shown(job.DisplayName, 256) ?? '',
    job_type: shown(job.JobType, 40) ?? '',
    status: shown(job.Status, 40) ?? 'Unknown',
    created,
    age: created === undefined ? undefined : durationWords((now.getTime() - Date.parse(created)) / 1000),
    run_time: jobSpans(job, now).run_time,
    finished: isoTime(raw(job.GmtFinishTime)),
    gpus: gpusOf(job),
    quota: shown(job.ResourceId, 80),
    machine: machines.length === 0 ? undefined : [...new Set(machines)].join(', '),
    user: shown(job.Username, 80) ?? shown(job.UserId, 40),
    workspace_id: shown(job.WorkspaceId, 64),
  };
}

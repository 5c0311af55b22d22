import type { JobDraft } from '../domain/job-draft.ts';
import { allNotes, allRefusals, confirm, type Decision, refuse } from './decision.ts';
import { checkCodeSource, checkDataSources } from './sources.ts';
import { checkSpot } from './spot.ts';
import { checkTaskSpecs } from './task-specs.ts';

/** What the person is shown beyond the draft itself. */
export interface CreateContext {
  region: string;
  workspaceId: string | undefined;
  /** `16 GPUs, ...` over all pods. */
  totals: string;
  /** Notes from fresh reads, such as stock of a machine type. */
  notes: readonly string[];
  /** `yyyymmdd`, for the suggestion of a name. */
  today: string;
}

/** R24: the name is one the API accepts; a rename is not possible later. */
function checkName(name: string, today: string): Decision[] {
  if (/^[0-9A-Za-z_.-]{1,256}$/.test(name)) return [];
  const tidy =
    name
      .trim()
      .replace(/[^0-9A-Za-z_.-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 200) || 'project-model';
  const dated = /\d{8}$/.test(tidy) ? tidy : `${tidy}-${today}`;
  return [
    refuse(
      'R24',
      `display_name "${name.slice(0, 80)}" is not 1 to 256 letters, digits, "_", "." or "-".`,
      `Use a sortable name such as "${dated}".`,
    ),
  ];
}

const describeTask = ({ type, pod_count, ecs_spec, image }: JobDraft['task_specs'][number]): string =>
  `${type} x ${pod_count}${ecs_spec === undefined ? '' : ` on ${ecs_spec}`}, image ${image}`;

function question(job: JobDraft, { region, workspaceId, totals, notes }: CreateContext): string[] {
  return [
    `Create job "${job.display_name}" (${job.job_type}) in workspace ${workspaceId}, ${region}?`,
    `It takes ${totals}${job.resource_id === undefined ? ', on public pay-as-you-go resources' : ` of quota ${job.resource_id}`}.`,
    ...job.task_specs.map(describeTask),
    ...notes,
  ];
}

/** R25 and R26, and what else a person should know of a job that passes: when it ends, how it may be lost. */
export function createNotes(job: JobDraft): string[] {
  const spot = job.task_specs.some((task) => task.spot !== undefined);
  return [
    job.job_max_running_time_minutes === undefined
      ? 'Nothing will stop it: no job_max_running_time_minutes is set.'
      : `It is stopped after ${job.job_max_running_time_minutes} minutes at the latest.`,
    ...(spot ? ['Spot capacity: it can be reclaimed at any time, and the job then fails.'] : []),
    ...allNotes(checkTaskSpecs(job)),
  ];
}

/**
 * Whether a job may be created: R1, R5, R6, R7, R9, R24 refuse; what passes is put to a person (R25, R26).
 * All refusals come at once, so that the call is repaired in one turn. R8 is the schema's closed list of job types.
 */
export function decideCreate(job: JobDraft, context: CreateContext): Decision {
  const decisions: Decision[] = [
    ...(context.workspaceId === undefined
      ? [
          refuse(
            'R1',
            "The job has no workspace; the API would silently take the caller's default one.",
            'Pass workspace_id from list_workspaces.',
          ),
        ]
      : []),
    ...checkName(job.display_name, context.today),
    ...checkTaskSpecs(job),
    ...checkSpot(job.task_specs),
    ...checkDataSources(job.data_sources ?? []),
    ...checkCodeSource(job.code_source),
  ];
  const refusal = allRefusals(decisions);
  if (refusal !== undefined) return refusal;
  const notes = [...createNotes(job), ...context.notes];
  return confirm({ rule: 'R25', label: 'Yes, create this job', lines: question(job, { ...context, notes }) });
}

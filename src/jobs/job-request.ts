import type { Input } from '../api/operations.ts';
import { REQUEST_TAG } from '../domain/create-ledger.ts';
import { userCommand } from '../domain/script.ts';
import { type CreateJobInput, jobFields, taskFields } from './job-fields.ts';
import { type OfTemplate, templateMembers } from './template.ts';
import { writeFields } from './write-fields.ts';

/**
 * The body of `CreateJob`, in wire names. The workspace is always explicit (R1).
 * @param template of which the job is made
 */
export const createRequest = (job: CreateJobInput, workspaceId: string, template?: OfTemplate): Input<'CreateJob'> =>
  // The compiler checks each row against the contract, but not that all of them together make a request.
  ({
    WorkspaceId: workspaceId,
    ...writeFields(jobFields, { ...job, command: userCommand(job) }),
    ...(template && templateMembers(template)),
  }) as Input<'CreateJob'>;

/** The request with the tag by which a later search can prove which job it has made. */
export const withTag = (request: Input<'CreateJob'>, requestId: string): Input<'CreateJob'> => ({
  ...request,
  Settings: { ...request.Settings, Tags: { ...request.Settings?.Tags, [REQUEST_TAG]: requestId } },
});

export interface UpdateJobChanges {
  priority?: number | undefined;
  accessibility?: 'PUBLIC' | 'PRIVATE' | undefined;
  description?: string | undefined;
  task_specs?: readonly { type: string; pod_count: number }[] | undefined;
}

/**
 * The body of `UpdateJob`, in wire names. Pod counts are sent for every role of the job, changed or not: whether the
 * API takes the list for a whole is not documented, and a role must not be lost.
 *
 * @param current roles and pod counts the job has now
 */
export function updateRequest(
  jobId: string,
  { priority, accessibility, description, task_specs }: UpdateJobChanges,
  current: readonly { type: string; podCount: number | undefined }[],
): Input<'UpdateJob'> {
  const counts = new Map(task_specs?.map(({ type, pod_count }) => [type, pod_count]));
  const tasks =
    task_specs &&
    current.map(({ type, podCount }) => writeFields(taskFields, { type, pod_count: counts.get(type) ?? podCount }));
  return {
    JobId: jobId,
    ...writeFields(jobFields, { priority, accessibility, description }),
    ...(tasks && { JobSpecs: tasks }),
  };
}

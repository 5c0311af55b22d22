import { JOB_ID } from '../domain/identifiers.ts';
import type { Certain } from './contract/types.ts';

/**
 * The members of answers that the server depends on, by schema of the contract. An answer without them is no answer:
 * - `there`: it is there and has its type
 * - `filled`: and is not the empty text
 * - a pattern: and has this form
 * - `typed`: it may be missing, but must not have another type: to drop it silently would mislead
 */
export const certain = {
  // An id of another form is no receipt: nothing could be done with it.
  CreateJobResponseBody: { JobId: JOB_ID },
  UpdateJobResponseBody: { JobId: 'filled' },
  StopJobResponseBody: { JobId: 'filled' },
  GetJobResponseBody: {
    JobId: 'filled',
    Status: 'there',
    DisplayName: 'typed',
    JobSpecs: 'typed',
    Pods: 'typed',
    Priority: 'typed',
    ResourceId: 'typed',
    WorkspaceId: 'typed',
  },
  ListJobsResponseBody: { Jobs: 'there', TotalCount: 'there' },
  JobItem: { JobId: 'filled', Status: 'there', DisplayName: 'typed', Pods: 'typed' },
  GetPodLogsResponseBody: { Logs: 'there' },
  GetPodEventsResponseBody: { Events: 'there' },
  GetJobEventsResponseBody: { Events: 'there' },
  ListJobSanityCheckResultsResponseBody: { SanityCheckResults: 'typed' },
  GetJobSanityCheckResultResponseBody: { SanityCheckResult: 'typed' },
  GetWebTerminalResponseBody: { WebTerminalUrl: 'filled' },
  GetTokenResponseBody: { Token: 'filled' },
  ListEcsSpecsResponseBody: { EcsSpecs: 'there', TotalCount: 'there' },
  EcsSpec: { InstanceType: 'there' },
  ListWorkspacesResponseBody: { Workspaces: 'there', TotalCount: 'there' },
  ListWorkspacesResponseBodyWorkspaces: { WorkspaceId: 'there' },
  ListImagesResponseBody: { Images: 'there', TotalCount: 'there' },
  ListImagesResponseBodyImages: { ImageUri: 'there', Labels: 'typed' },
  ListImageLabelsResponseBody: { Labels: 'there' },
  ListImageLabelsResponseBodyLabels: { Key: 'there', Value: 'there' },
  GetImageResponseBody: { ImageUri: 'there', Labels: 'typed' },
  ListDatasetsResponseBody: { Datasets: 'there', TotalCount: 'there' },
  Dataset: { DatasetId: 'there' },
  GetDatasetResponseBody: { DatasetId: 'there' },
  ListCodeSourcesResponseBody: { CodeSources: 'there', TotalCount: 'there' },
  CodeSourceItem: { CodeSourceId: 'there' },
  GetCodeSourceResponseBody: { CodeSourceId: 'there' },
} as const satisfies Certain;

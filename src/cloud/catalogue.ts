import type * as z from 'zod';
import { createJob } from './operations/create-job.ts';
import { getCodeSource } from './operations/get-code-source.ts';
import { getDataset } from './operations/get-dataset.ts';
import { getImage } from './operations/get-image.ts';
import { getJob } from './operations/get-job.ts';
import { getJobEvents } from './operations/get-job-events.ts';
import { getJobSanityCheckResult } from './operations/get-job-sanity-check-result.ts';
import { getPodEvents } from './operations/get-pod-events.ts';
import { getPodLogs } from './operations/get-pod-logs.ts';
import { getQuotaWorkloadDiagnosis } from './operations/get-quota-workload-diagnosis.ts';
import { getToken } from './operations/get-token.ts';
import { getWebTerminal } from './operations/get-web-terminal.ts';
import { listCodeSources } from './operations/list-code-sources.ts';
import { listDatasets } from './operations/list-datasets.ts';
import { listEcsSpecs } from './operations/list-ecs-specs.ts';
import { listImageLabels } from './operations/list-image-labels.ts';
import { listImages } from './operations/list-images.ts';
import { listJobSanityCheckResults } from './operations/list-job-sanity-check-results.ts';
import { listJobs } from './operations/list-jobs.ts';
import { listWorkspaces } from './operations/list-workspaces.ts';
import { stopJob } from './operations/stop-job.ts';
import { updateJob } from './operations/update-job.ts';

/** Every operation the server can call, by action name. */
export const operations = {
  CreateJob: createJob,
  ListJobs: listJobs,
  GetJob: getJob,
  UpdateJob: updateJob,
  StopJob: stopJob,
  GetPodLogs: getPodLogs,
  GetPodEvents: getPodEvents,
  GetJobEvents: getJobEvents,
  ListJobSanityCheckResults: listJobSanityCheckResults,
  GetJobSanityCheckResult: getJobSanityCheckResult,
  ListEcsSpecs: listEcsSpecs,
  GetWebTerminal: getWebTerminal,
  GetToken: getToken,
  ListWorkspaces: listWorkspaces,
  ListImageLabels: listImageLabels,
  ListImages: listImages,
  GetImage: getImage,
  ListDatasets: listDatasets,
  GetDataset: getDataset,
  ListCodeSources: listCodeSources,
  GetCodeSource: getCodeSource,
  GetQuotaWorkloadDiagnosis: getQuotaWorkloadDiagnosis,
} as const;

/** Name of an operation, as the API spells it. */
export type Action = keyof typeof operations;

/** Path, query and body members of an operation in one flat object, in wire names. */
export type Input<A extends Action> = z.input<(typeof operations)[A]['input']>;

/** Answer of an operation: listed members typed, unknown ones passed through as they came. */
export type Output<A extends Action> = z.output<(typeof operations)[A]['output']>;

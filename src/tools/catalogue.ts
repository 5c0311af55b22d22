import { createJob } from './create-job.ts';
import { getCodeSource } from './get-code-source.ts';
import { getDataset } from './get-dataset.ts';
import { getImage } from './get-image.ts';
import { getJob } from './get-job.ts';
import { getJobEvents } from './get-job-events.ts';
import { getJobSanityCheckResult } from './get-job-sanity-check-result.ts';
import { getPodEvents } from './get-pod-events.ts';
import { getPodLogs } from './get-pod-logs.ts';
import { getToken } from './get-token.ts';
import { getWebTerminal } from './get-web-terminal.ts';
import { listCodeSources } from './list-code-sources.ts';
import { listDatasets } from './list-datasets.ts';
import { listEcsSpecs } from './list-ecs-specs.ts';
import { listImageLabels } from './list-image-labels.ts';
import { listImages } from './list-images.ts';
import { listJobSanityCheckResults } from './list-job-sanity-check-results.ts';
import { listJobs } from './list-jobs.ts';
import { listWorkspaces } from './list-workspaces.ts';
import { stopJob } from './stop-job.ts';
import type { Tool } from './tool.ts';
import { updateJob } from './update-job.ts';
import { checkJobHealth } from './workflows/check-job-health.ts';
import { cloneJob } from './workflows/clone-job.ts';
import { diagnoseJob } from './workflows/diagnose-job.ts';
import { waitForJob } from './workflows/wait-for-job.ts';

/** Every tool, in the order `tools/list` shows them. The only list of tools there is. */
export const catalogue: readonly Tool[] = [
  listWorkspaces,
  listImageLabels,
  listImages,
  getImage,
  listDatasets,
  getDataset,
  listCodeSources,
  getCodeSource,
  listEcsSpecs,
  createJob,
  listJobs,
  getJob,
  updateJob,
  stopJob,
  getPodLogs,
  getPodEvents,
  getJobEvents,
  listJobSanityCheckResults,
  getJobSanityCheckResult,
  getWebTerminal,
  getToken,
  diagnoseJob,
  waitForJob,
  checkJobHealth,
  cloneJob,
];

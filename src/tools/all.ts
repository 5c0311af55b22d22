import { getToken } from './access/get-token.ts';
import { getWebTerminal } from './access/get-web-terminal.ts';
import { operateNode } from './admin/operate-node.ts';
import { scaleQuota } from './admin/scale-quota.ts';
import { updateQuota } from './admin/update-quota.ts';
import { readJobPage } from './app/read-job-page.ts';
import { readJobsPage } from './app/read-jobs-page.ts';
import { showJob } from './app/show-job.ts';
import { showJobs } from './app/show-jobs.ts';
import { addImage } from './assets/add-image.ts';
import { addImageLabels } from './assets/add-image-labels.ts';
import { createCodeSource } from './assets/create-code-source.ts';
import { createDataset } from './assets/create-dataset.ts';
import { createDatasetVersion } from './assets/create-dataset-version.ts';
import { deleteCodeSource } from './assets/delete-code-source.ts';
import { deleteDataset } from './assets/delete-dataset.ts';
import { deleteDatasetVersion } from './assets/delete-dataset-version.ts';
import { getDatasetVersion } from './assets/get-dataset-version.ts';
import { listDatasetVersions } from './assets/list-dataset-versions.ts';
import { publishCodeSource } from './assets/publish-code-source.ts';
import { publishDataset } from './assets/publish-dataset.ts';
import { publishImage } from './assets/publish-image.ts';
import { removeImage } from './assets/remove-image.ts';
import { removeImageLabels } from './assets/remove-image-labels.ts';
import { updateCodeSource } from './assets/update-code-source.ts';
import { updateDataset } from './assets/update-dataset.ts';
import { updateDatasetVersion } from './assets/update-dataset-version.ts';
import { getCodeSource } from './catalogue/get-code-source.ts';
import { getDataset } from './catalogue/get-dataset.ts';
import { getImage } from './catalogue/get-image.ts';
import { listCodeSources } from './catalogue/list-code-sources.ts';
import { listDatasets } from './catalogue/list-datasets.ts';
import { listEcsSpecs } from './catalogue/list-ecs-specs.ts';
import { listImageLabels } from './catalogue/list-image-labels.ts';
import { listImages } from './catalogue/list-images/list-images.ts';
import { listWorkspaces } from './catalogue/list-workspaces.ts';
import { createExperiment } from './experiments/create-experiment.ts';
import { createModel } from './experiments/create-model.ts';
import { createModelVersion } from './experiments/create-model-version.ts';
import { createRun } from './experiments/create-run.ts';
import { getExperiment } from './experiments/get-experiment.ts';
import { getModel } from './experiments/get-model.ts';
import { getModelVersion } from './experiments/get-model-version.ts';
import { getRun } from './experiments/get-run.ts';
import { listExperiments } from './experiments/list-experiments.ts';
import { listModelVersions } from './experiments/list-model-versions.ts';
import { listModels } from './experiments/list-models.ts';
import { listRunMetrics } from './experiments/list-run-metrics.ts';
import { listRuns } from './experiments/list-runs.ts';
import { logRunMetrics } from './experiments/log-run-metrics.ts';
import { cloneJob } from './jobs/clone-job.ts';
import { createJob } from './jobs/create-job.ts';
import { createJobs } from './jobs/create-jobs/create-jobs.ts';
import { createSignal } from './jobs/create-signal.ts';
import { deleteJob } from './jobs/delete-job.ts';
import { getJob } from './jobs/get-job/get-job.ts';
import { getJobSanityCheckResult } from './jobs/get-job-sanity-check-result.ts';
import { getSignal } from './jobs/get-signal.ts';
import { listJobSanityCheckResults } from './jobs/list-job-sanity-check-results.ts';
import { listJobs } from './jobs/list-jobs/list-jobs.ts';
import { listSignals } from './jobs/list-signals.ts';
import { stopJob } from './jobs/stop-job.ts';
import { stopJobs } from './jobs/stop-jobs.ts';
import { tagResources } from './jobs/tag-resources.ts';
import { untagResources } from './jobs/untag-resources.ts';
import { updateJob } from './jobs/update-job.ts';
import { getJobEvents } from './logs/get-job-events.ts';
import { getPodEvents } from './logs/get-pod-events.ts';
import { getPodLogs } from './logs/get-pod-logs/get-pod-logs.ts';
import { compareJobs } from './metrics/compare-jobs/compare-jobs.ts';
import { estimateCost } from './metrics/estimate-cost/estimate-cost.ts';
import { getJobMetrics } from './metrics/get-job-metrics.ts';
import { plotJob } from './metrics/plot-job/plot-job.ts';
import { getQuota } from './quotas/get-quota.ts';
import { getResourceGroup } from './quotas/get-resource-group.ts';
import { getResourceGroupMachineGroup } from './quotas/get-resource-group-machine-group.ts';
import { getSpotPriceHistory } from './quotas/get-spot-price-history.ts';
import { listNodePods } from './quotas/list-node-pods.ts';
import { listNodeTypes } from './quotas/list-node-types.ts';
import { listNodes } from './quotas/list-nodes.ts';
import { listQuotaActiveUserUsages } from './quotas/list-quota-active-user-usages.ts';
import { listQuotaWorkloads } from './quotas/list-quota-workloads.ts';
import { listQuotas } from './quotas/list-quotas.ts';
import { listResourceGroupMachineGroups } from './quotas/list-resource-group-machine-groups.ts';
import { listResourceGroups } from './quotas/list-resource-groups.ts';
import { createRayHistoryServer } from './ray/create-ray-history-server.ts';
import { deleteRayHistoryServer } from './ray/delete-ray-history-server.ts';
import { getDashboard } from './ray/get-dashboard.ts';
import { getRayDashboard } from './ray/get-ray-dashboard.ts';
import { getRayHistoryServer } from './ray/get-ray-history-server.ts';
import { getRayHistoryServerLink } from './ray/get-ray-history-server-link.ts';
import { listRayHistoryServers } from './ray/list-ray-history-servers.ts';
import { startRayHistoryServer } from './ray/start-ray-history-server.ts';
import { stopRayHistoryServer } from './ray/stop-ray-history-server.ts';
import { createJobFromTemplate } from './templates/create-job-from-template.ts';
import { createJobTemplate } from './templates/create-job-template.ts';
import { deleteJobTemplate } from './templates/delete-job-template.ts';
import { getJobTemplate } from './templates/get-job-template.ts';
import { listJobTemplates } from './templates/list-job-templates.ts';
import { setJobTemplateDefaultVersion } from './templates/set-job-template-default-version.ts';
import { updateJobTemplate } from './templates/update-job-template.ts';
import { createTensorboard } from './tensorboard/create-tensorboard.ts';
import { deleteTensorboard } from './tensorboard/delete-tensorboard.ts';
import { getTensorboard } from './tensorboard/get-tensorboard.ts';
import { getTensorboardSharedUrl } from './tensorboard/get-tensorboard-shared-url.ts';
import { listTensorboards } from './tensorboard/list-tensorboards.ts';
import { startTensorboard } from './tensorboard/start-tensorboard.ts';
import { stopTensorboard } from './tensorboard/stop-tensorboard.ts';
import { updateTensorboard } from './tensorboard/update-tensorboard.ts';
import type { Tool } from './tool.ts';
import { checkJobHealth } from './workflows/check-job-health/check-job-health.ts';
import { diagnoseJob } from './workflows/diagnose-job/diagnose-job.ts';
import { waitForJob } from './workflows/wait-for-job/wait-for-job.ts';
import { getDefaultWorkspace } from './workspace/get-default-workspace.ts';
import { getWorkspace } from './workspace/get-workspace.ts';
import { listMembers } from './workspace/list-members.ts';
import { listPermissions } from './workspace/list-permissions.ts';
import { listProducts } from './workspace/list-products.ts';
import { listResources } from './workspace/list-resources.ts';

/** Every tool, in the order `tools/list` shows them. The only list of tools there is. */
export const allTools: readonly Tool[] = [
  listWorkspaces,
  listImageLabels,
  listImages,
  getImage,
  listDatasets,
  getDataset,
  listCodeSources,
  getCodeSource,
  listEcsSpecs,
  listQuotas,
  getQuota,
  listQuotaWorkloads,
  createJob,
  createJobs,
  cloneJob,
  listJobs,
  getJob,
  getJobMetrics,
  plotJob,
  compareJobs,
  estimateCost,
  updateJob,
  stopJob,
  stopJobs,
  deleteJob,
  tagResources,
  untagResources,
  createSignal,
  getSignal,
  listSignals,
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
  showJob,
  showJobs,
  readJobPage,
  readJobsPage,
  getWorkspace,
  getDefaultWorkspace,
  listMembers,
  listResources,
  listProducts,
  listPermissions,
  listTensorboards,
  getTensorboard,
  getTensorboardSharedUrl,
  createTensorboard,
  startTensorboard,
  updateTensorboard,
  stopTensorboard,
  deleteTensorboard,
  getDashboard,
  getRayDashboard,
  listRayHistoryServers,
  getRayHistoryServer,
  getRayHistoryServerLink,
  createRayHistoryServer,
  startRayHistoryServer,
  stopRayHistoryServer,
  deleteRayHistoryServer,
  listJobTemplates,
  getJobTemplate,
  createJobTemplate,
  createJobFromTemplate,
  updateJobTemplate,
  setJobTemplateDefaultVersion,
  deleteJobTemplate,
  addImage,
  addImageLabels,
  removeImageLabels,
  publishImage,
  removeImage,
  createCodeSource,
  updateCodeSource,
  publishCodeSource,
  deleteCodeSource,
  listDatasetVersions,
  getDatasetVersion,
  createDataset,
  updateDataset,
  publishDataset,
  deleteDataset,
  createDatasetVersion,
  updateDatasetVersion,
  deleteDatasetVersion,
  listExperiments,
  getExperiment,
  createExperiment,
  listRuns,
  getRun,
  createRun,
  listRunMetrics,
  logRunMetrics,
  listModels,
  getModel,
  createModel,
  listModelVersions,
  getModelVersion,
  createModelVersion,
  listQuotaActiveUserUsages,
  listNodes,
  listNodePods,
  listNodeTypes,
  listResourceGroups,
  getResourceGroup,
  listResourceGroupMachineGroups,
  getResourceGroupMachineGroup,
  getSpotPriceHistory,
  updateQuota,
  scaleQuota,
  operateNode,
];

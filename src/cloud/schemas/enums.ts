import * as z from 'zod';
import { JOB_STATUSES } from '../../domain/job-status.ts';
import { JOB_TYPES } from '../../domain/job-type.ts';

// Closed lists of the request side. Answers keep plain strings: an unknown value there must not fail a call.

/** `CreateJob` metadata lists eight; `DataJuicerJob` is in the newer client's documentation. */
export const jobType = z.enum(JOB_TYPES);
export const jobStatus = z.enum(JOB_STATUSES);

export const accessibility = z.enum(['PUBLIC', 'PRIVATE']);
export const successPolicy = z.enum(['AllWorkers', 'ChiefWorker', 'Never']);
export const restartPolicy = z.enum(['Always', 'Never', 'OnFailure', 'ExitCode']);
export const oversoldType = z.enum(['ForbiddenQuotaOverSold', 'AcceptQuotaOverSold', 'ForceQuotaOverSold']);
export const jobReservedPolicy = z.enum(['Always', 'OnFailure', 'OnSucceed']);
export const spotStrategy = z.enum(['SpotWithPriceLimit']);
export const elasticSpotStrategy = z.enum(['LowestPrice', 'CapacityOptimized']);
export const scalingStrategy = z.enum(['Default', 'ScaleByAPI', 'RayAutoscaler', 'CloudMonitor']);
export const serviceMode = z.enum(['PerPod', 'PerRole']);
export const mountMode = z.enum(['Block', 'Filesystem']);
export const mountAccess = z.enum(['RO', 'RW']);
export const seccompType = z.enum(['Localhost', 'RuntimeDefault', 'Unconfined']);
export const defaultRoute = z.enum(['eth0', 'eth1']);
export const dataJuicerCommand = z.enum(['shell', 'config']);
export const dataJuicerMode = z.enum(['standalone', 'distributed']);

/** Job operations order in lower case, AIWorkSpace in upper case. */
export const order = z.enum(['desc', 'asc']);
export const upperOrder = z.enum(['ASC', 'DESC']);

export const oversoldInfo = z.enum([
  'ForbiddenQuotaOverSold',
  'ForceQuotaOverSold',
  'AcceptQuotaOverSold-true',
  'AcceptQuotaOverSold-false',
]);
export const paymentType = z.enum(['PrePaid', 'Spot', 'PostPaid']);
export const jobSortBy = z.enum(['DisplayName', 'JobType', 'Status', 'GmtCreateTime', 'GmtFinishTime']);
export const sanityCheckPhase = z.enum([
  'CheckInit',
  'DeviceCheck',
  'SingleNodeCommCheck',
  'TwoNodeCommCheck',
  'AllNodeCommCheck',
]);
export const acceleratorType = z.enum(['CPU', 'GPU']);
export const ecsResourceType = z.enum(['ECS', 'Lingjun']);
export const tokenTargetType = z.enum(['job', 'tensorboard']);

export const workspaceOption = z.enum(['GetWorkspaces', 'GetResourceLimits']);
export const workspaceSortBy = z.enum(['GmtCreateTime', 'GmtModifiedTime']);
export const workspaceStatus = z.enum(['ENABLED', 'INITIALIZING', 'FAILURE', 'DISABLED', 'FROZEN', 'UPDATING']);
export const imageSortBy = z.enum(['GmtCreateTime']);
export const datasetEdition = z.enum(['BASIC', 'ADVANCED', 'LOGICAL']);
export const shareScope = z.enum(['TO_ME', 'BY_ME']);
export const codeSourceSortBy = z.enum(['GmtModifyTime', 'DisplayName', 'CodeSourceId', 'GmtCreateTime']);

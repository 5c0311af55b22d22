import { fail } from '../errors.ts';
import { admit, JOB_TYPES } from '../jobs/admit.ts';
import { type JobRecord, priorityAt } from '../jobs/record.ts';
import { podName, replicasOf } from '../jobs/replicas.ts';
import { parseJobRequest, parseTaskSpecs } from '../jobs/request.ts';
import { selectJobs } from '../jobs/select.ts';
import { type Status, TERMINAL } from '../jobs/timeline.ts';
import { wholeSecond } from '../jobs/times.ts';
import { jobDetail } from '../jobs/wire.ts';
import type { Param, Route } from '../route.ts';
import { text } from '../world/query.ts';
import { type JobContext, ORDER, ownJob, readableJob, STRING, strings } from './pai-dlc-shared.ts';

const ACCESSIBILITY: Param = { type: 'string', values: ['PUBLIC', 'PRIVATE'] };
const PRIORITY: Param = { type: 'integer', min: 1, max: 9 };
const OBJECT: Param = { type: 'object' };
const ARRAY: Param = { type: 'array' };

const STATUSES = [
  'Creating',
  'Queuing',
  'Bidding',
  'EnvPreparing',
  'SanityChecking',
  'Running',
  'Restarting',
  'Stopping',
  'SucceededReserving',
  'FailedReserving',
  'Succeeded',
  'Failed',
  'Stopped',
];

const CREATE_BODY: Route['body'] = {
  ...strings('WorkspaceId', 'ResourceId', 'Description', 'Options', 'SchedulingStrategy', 'SuccessPolicy'),
  ...strings('TemplateId', 'ThirdpartyLibDir', 'DebuggerConfigContent'),
  DisplayName: { type: 'string', required: true, maxLength: 1024 },
  JobType: { type: 'string', required: true, values: JOB_TYPES },
  JobSpecs: { type: 'array', required: true },
  UserCommand: { type: 'string', required: true },
  Accessibility: ACCESSIBILITY,
  Priority: PRIORITY,
  JobMaxRunningTimeMinutes: { type: 'integer', min: 1 },
  TemplateVersion: { type: 'integer' },
  DataSources: ARRAY,
  CustomEnvs: ARRAY,
  ThirdpartyLibs: ARRAY,
  CodeSource: OBJECT,
  CredentialConfig: OBJECT,
  ElasticSpec: OBJECT,
  Envs: OBJECT,
  Settings: OBJECT,
  UserVpc: OBJECT,
};

const LIST_QUERY: Route['query'] = {
  ...strings('BusinessUserId', 'Caller', 'Description', 'DisplayNameSearchMode', 'EnableAssignNode', 'EndTime'),
  ...strings('ImageSearch', 'JobId', 'JobIds', 'NumericRangeField', 'PipelineId', 'ReasonSearch', 'ResourceId'),
  ...strings('ResourceIds', 'ResourceQuotaName', 'StartTime', 'TemplateId', 'TimeRangeField', 'UserCommandSearch'),
  ...strings('UserIdForFilter', 'Username', 'WorkspaceId'),
  DisplayName: { type: 'string', maxLength: 1024 },
  Accessibility: ACCESSIBILITY,
  JobType: { type: 'string', values: JOB_TYPES },
  Status: { type: 'string', values: STATUSES },
  SortBy: { type: 'string', values: ['DisplayName', 'JobType', 'Status', 'GmtCreateTime', 'GmtFinishTime'] },
  Order: ORDER,
  PaymentType: { type: 'string', values: ['PrePaid', 'Spot', 'PostPaid'] },
  OversoldInfo: {
    type: 'string',
    values: ['ForbiddenQuotaOverSold', 'ForceQuotaOverSold', 'AcceptQuotaOverSold-true', 'AcceptQuotaOverSold-false'],
  },
  PageNumber: { type: 'integer', min: 1, max: 1000 },
  PageSize: { type: 'integer', min: 1, max: 100 },
  NumericRangeMin: { type: 'number' },
  NumericRangeMax: { type: 'number' },
  ShowOwn: { type: 'boolean' },
  FromAllWorkspaces: { type: 'boolean' },
  Tags: { type: 'object', serialised: 'json' },
};

/** Where an update of the priority has an effect; elsewhere it is answered with 200 and ignored (facts 6). */
const PRIORITY_WINDOW: readonly Status[] = ['Creating', 'Queuing', 'EnvPreparing'];

/** `CreateJob`, `ListJobs`, `GetJob`, `UpdateJob`, `StopJob`. */
export function jobRoutes(context: JobContext): Route[] {
  const { store } = context;
  const base = { product: 'pai-dlc', query: {}, body: {} } as const;
  return [
    {
      ...base,
      action: 'CreateJob',
      method: 'POST',
      path: '/api/v1/jobs',
      body: CREATE_BODY,
      handle: ({ params, caller }) => {
        const record = admit(parseJobRequest(params), caller, context);
        store.add(record);
        return { JobId: record.id };
      },
    },
    {
      ...base,
      action: 'ListJobs',
      method: 'GET',
      path: '/api/v1/jobs',
      query: LIST_QUERY,
      handle: ({ params, caller }) => selectJobs(params, caller, store, context),
    },
    {
      ...base,
      action: 'GetJob',
      method: 'GET',
      path: '/api/v1/jobs/{JobId}',
      query: { NeedDetail: { type: 'boolean' } },
      handle: (request) =>
        jobDetail(store.view(readableJob(context, request)), context, request.params.NeedDetail !== false),
    },
    {
      ...base,
      action: 'UpdateJob',
      method: 'PUT',
      path: '/api/v1/jobs/{JobId}',
      body: { Accessibility: ACCESSIBILITY, Description: STRING, JobSpecs: ARRAY, Priority: PRIORITY },
      handle: (request) => {
        const record = ownJob(context, request);
        update(context, record, request.params);
        return { JobId: record.id };
      },
    },
    {
      ...base,
      action: 'StopJob',
      method: 'POST',
      path: '/api/v1/jobs/{JobId}/stop',
      handle: (request) => {
        const record = ownJob(context, request);
        const { status } = store.view(record).current;
        if (TERMINAL.includes(status)) throw fail('BadRequest', `Job ${record.id} is ${status} and cannot be stopped.`);
        if (status !== 'Stopping') record.stopAt = wholeSecond(store.now());
        store.changed(record);
        return { JobId: record.id };
      },
    },
  ];
}

function update({ store }: JobContext, record: JobRecord, params: Readonly<Record<string, unknown>>): void {
  const now = wholeSecond(store.now());
  const { status } = store.view(record).current;
  const wider = text(params, 'Accessibility');
  if (wider === 'PRIVATE' && record.accessibility === 'PUBLIC')
    throw fail('BadRequest', 'Accessibility can only be changed to PUBLIC.');
  // Checked before anything is changed, so that a refused update changes nothing.
  if (params.JobSpecs !== undefined) scale(record, params.JobSpecs, status, now);
  if (wider === 'PUBLIC') record.accessibility = wider;
  if (typeof params.Description === 'string') record.description = params.Description;
  const { Priority: priority } = params;
  const counts = Boolean(record.request.ResourceId) && PRIORITY_WINDOW.includes(status);
  if (typeof priority === 'number' && counts && priority !== priorityAt(record, now))
    record.priorities.push({ at: now, value: priority });
  record.modifiedAt = now;
  store.changed(record);
}

/** Takes over the pod counts of an elastic job; its demand stays what it was admitted with. */
function scale(record: JobRecord, value: unknown, status: Status, now: number): void {
  const wanted = parseTaskSpecs(value);
  const { JobSpecs: present, ElasticSpec: elastic } = record.request;
  if (!elastic?.EnableElasticTraining && !present.some((spec) => spec.AutoScalingSpec))
    throw fail('BadRequest', 'JobSpecs can only be updated for elastic jobs.');
  if (TERMINAL.includes(status)) throw fail('BadRequest', `Job ${record.id} is ${status} and cannot be scaled.`);
  const before = new Set(replicasOf(record).map((replica) => podName(record, replica)));
  const next = present.map((spec) => {
    const change = wanted.find((candidate) => candidate.Type === spec.Type);
    const { MinReplicas: least = 1, MaxReplicas: most = Number.POSITIVE_INFINITY } = spec.AutoScalingSpec ?? {};
    if (change && (change.PodCount < least || change.PodCount > most))
      throw fail('InvalidParameter', `PodCount of ${spec.Type} must be from ${least} to ${most}.`);
    return change ? { ...spec, PodCount: change.PodCount } : spec;
  });
  record.request = { ...record.request, JobSpecs: next };
  for (const replica of replicasOf(record)) {
    const name = podName(record, replica);
    if (!before.has(name)) record.podsAddedAt[name] = now;
  }
}

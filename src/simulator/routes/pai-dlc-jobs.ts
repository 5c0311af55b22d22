import { fail } from '../errors.ts';
import { admit, JOB_TYPES } from '../jobs/admit.ts';
import { parseJobRequest } from '../jobs/request.ts';
import { selectJobs } from '../jobs/select.ts';
import { STATUSES, TERMINAL } from '../jobs/status.ts';
import { wholeSecond } from '../jobs/times.ts';
import { readUpdate } from '../jobs/update.ts';
import { jobDetail } from '../jobs/wire.ts';
import { type Param, type Route, strings } from '../route.ts';
import { type JobContext, LOWER_ORDER, ownJob, readableJob, STRING } from './pai-dlc-shared.ts';

const ACCESSIBILITY: Param = { type: 'string', values: ['PUBLIC', 'PRIVATE'] };
const PRIORITY: Param = { type: 'integer', min: 1, max: 9 };
const OBJECT: Param = { type: 'object' };
const ARRAY: Param = { type: 'array' };

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
  Order: LOWER_ORDER,
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

/** `CreateJob`, `ListJobs`, `GetJob`, `UpdateJob`, `StopJob`, `DeleteJob`. */
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
        const changes = readUpdate(request.params, record, store.view(record).current.status, request.ignores);
        if (changes.length > 0)
          store.update(record, (at) => {
            for (const change of changes) change(record, at);
            record.modifiedAt = at;
          });
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
        if (status !== 'Stopping' && !request.ignores()) {
          record.stopAt = wholeSecond(store.now());
          store.changed(record);
        }
        return { JobId: record.id };
      },
    },
    {
      ...base,
      action: 'DeleteJob',
      method: 'DELETE',
      path: '/api/v1/jobs/{JobId}',
      handle: (request) => {
        const record = ownJob(context, request);
        const { status } = store.view(record).current;
        // Only jobs that are over can be deleted; what a live one is answered with is not published.
        if (!TERMINAL.includes(status))
          throw fail('BadRequest', `Job ${record.id} is ${status}; only a job that is over can be deleted.`);
        if (!request.ignores()) store.remove(record);
        return { JobId: record.id };
      },
    },
  ];
}

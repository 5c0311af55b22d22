import * as z from 'zod';
import { JOB_TYPES } from '../jobs/admit.ts';

/** Ten years: what is older is a typing error. */
const OLDEST_SECONDS = 315_360_000;
const MOST_PODS = 1024;
const MOST_LINES = 1_000_000;

const time = z
  .union([
    z.number().min(-OLDEST_SECONDS).max(0),
    z.iso.datetime({ offset: true }).transform((text) => new Date(text).getTime()),
  ])
  .meta({ kind: 'time' });
/** Told as seconds (negative or 0), or already milliseconds since 1970 where it was ISO 8601. */
export type ToldTime = z.output<typeof time>;

const line = z.union([z.string(), z.strictObject({ at: time, text: z.string() })]);
const lines = z.union([z.string(), z.array(line).max(MOST_LINES)]).meta({ kind: 'lines' });
export type ToldLines = z.output<typeof lines>;

const POD_STATUSES = ['Pending', 'Running', 'Succeeded', 'Failed', 'Stopped'] as const;
const JOB_STATUSES = [
  'Creating',
  'Queuing',
  'Bidding',
  'EnvPreparing',
  'SanityChecking',
  'Running',
  'Restarting',
  'SucceededReserving',
  'FailedReserving',
  'Stopping',
  'Succeeded',
  'Failed',
  'Stopped',
] as const;

/** One pod of a story. The descriptions make the table of the guide. */
export const toldPod = z.strictObject({
  role: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,30}$/, 'not a role such as worker')
    .optional()
    .describe('as in the name of the pod; default: `master` for the first pod of a PyTorchJob, else `worker`'),
  index: z.int().min(0).max(9999).optional().describe('number within its role; default: the next one'),
  status: z.enum(POD_STATUSES).optional().describe('default: by the status of the job and the exit code'),
  subStatus: z.string().max(100).optional().describe('such as `Evicted`; default `Normal`'),
  exitCode: z.int().min(0).max(255).optional().describe('told in the reason of a failed job'),
  ip: z.ipv4().optional().describe('default: one drawn from its name'),
  startedAt: time.nullable().optional().describe('default: that of the job; `null`: it never ran'),
  endedAt: time.optional().describe('default: that of the job, for a pod that has ended'),
  log: lines.optional().describe('what it printed'),
  events: lines.optional().describe('its events, without the time in front'),
});

const reason = z.strictObject({ code: z.string().max(200), message: z.string().max(20_000) });

/** A job's life as somebody tells it. The descriptions make the table of the guide. */
export const toldStory = z.strictObject({
  jobId: z
    .string()
    .regex(/^dlc[a-z0-9]{1,40}$/, 'not a job id such as dlc1a2b3c4d5e6f7')
    .optional()
    .describe('default: a new one'),
  displayName: z.string().min(1).max(256).default('told').describe('name of the job'),
  jobType: z.enum(JOB_TYPES).default('PyTorchJob').describe('as in `CreateJob`'),
  status: z.enum(JOB_STATUSES).default('Failed').describe('the status it is in, and stays in until somebody stops it'),
  reason: reason
    .optional()
    .describe('`code` and `message` of the status; default: as the platform words it, with the exit codes of the pods'),
  createdAt: time.optional().describe('default: five minutes before it started'),
  startedAt: time
    .nullable()
    .optional()
    .describe('when it began to run; default: an hour before its end; `null`: it never ran'),
  endedAt: time.optional().describe('default: ten minutes ago, for a job that has ended'),
  quota: z.string().optional().describe('name or id of a quota; default: public machines'),
  spot: z.boolean().default(false).describe('runs on preemptible machines'),
  request: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('members of its `CreateJob` that differ from those the story makes, such as `Settings` or `UserCommand`'),
  events: lines
    .optional()
    .describe('events of the job, without the time in front; default: that its pods were created'),
  quotaDiagnosis: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('what `GetQuotaWorkloadDiagnosis` answers for it; default: that there is none'),
  pods: z.array(toldPod).min(1).max(MOST_PODS).describe('its pods, in order of rank; see below'),
});

export type CheckedStory = z.output<typeof toldStory>;
export type CheckedPod = z.output<typeof toldPod>;
/** A pod with what is in its name, and the index of its task spec. */
export type NamedPod = CheckedPod & { role: string; index: number; spec: number };

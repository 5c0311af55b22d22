import * as z from 'zod';
import { JOB_TYPES } from '../jobs/admit.ts';
import { POD_STATUSES, STATUSES } from '../jobs/status.ts';

/** Ten years: what is older is a typing error. */
const OLDEST_SECONDS = 315_360_000;
const MOST_PODS = 1024;
const MOST_LINES = 1_000_000;

const time = z.union(
  [
    z.number().min(-OLDEST_SECONDS).max(0),
    z.iso.datetime({ offset: true }).transform((text) => new Date(text).getTime()),
  ],
  { error: 'neither seconds before now, such as -600, nor a time such as 2026-01-31T08:00:00Z' },
);
/** Told as seconds (negative or 0), or already milliseconds since 1970 where it was ISO 8601. */
export type ToldTime = z.output<typeof time>;

const line = z.union([z.string(), z.strictObject({ at: time, text: z.string() })]);
const lines = z.union([z.string(), z.array(line).max(MOST_LINES)], {
  error: 'neither a text nor a list of texts and of {"at": a time, "text": ...}',
});
export type ToldLines = z.output<typeof lines>;

/** One pod of a story; what its members mean stands in `api/story.ts`. */
export const toldPod = z.strictObject({
  role: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,30}$/, 'not a role such as worker')
    .optional(),
  index: z.int().min(0).max(9999).optional(),
  status: z.enum(POD_STATUSES).optional(),
  subStatus: z.string().max(100).optional(),
  exitCode: z.int().min(0).max(255).optional(),
  ip: z.ipv4().optional(),
  startedAt: time.nullable().optional(),
  endedAt: time.optional(),
  log: lines.optional(),
  events: lines.optional(),
});

const reason = z.strictObject({ code: z.string().max(200), message: z.string().max(20_000) });

/** A job's life as somebody tells it; what its members mean stands in `api/story.ts`. */
export const toldStory = z.strictObject({
  jobId: z
    .string()
    .regex(/^dlc[a-z0-9]{1,40}$/, 'not a job id such as dlc1a2b3c4d5e6f7')
    .optional(),
  displayName: z.string().min(1).max(256).default('told'),
  jobType: z.enum(JOB_TYPES).default('PyTorchJob'),
  status: z.enum(STATUSES).default('Failed'),
  reason: reason.optional(),
  createdAt: time.optional(),
  startedAt: time.nullable().optional(),
  endedAt: time.optional(),
  quota: z.string().optional(),
  spot: z.boolean().default(false),
  request: z.record(z.string(), z.unknown()).default({}),
  events: lines.optional(),
  quotaDiagnosis: z.record(z.string(), z.unknown()).optional(),
  pods: z.array(toldPod).min(1).max(MOST_PODS),
});

export type CheckedStory = z.output<typeof toldStory>;
export type CheckedPod = z.output<typeof toldPod>;
/** A pod with what is in its name, and the index of its task spec. */
export type NamedPod = CheckedPod & { role: string; index: number; spec: number };

import * as z from 'zod';
import type { Route } from '../route.ts';

const LONGEST_MS = 600_000;
/** Milliseconds of real time. */
const ms = z.int().min(0).max(LONGEST_MS);

/**
 * The answer comes later; goes together with another effect. A client that gives up meanwhile does not stop the call.
 */
const latency = z.strictObject({ kind: z.literal('latency'), ms });
/** The connection is reset; the client gets nothing. */
const reset = z.strictObject({ kind: z.literal('reset') });
/** The connection stays open; nothing is ever answered. */
const hang = z.strictObject({ kind: z.literal('hang') });
/**
 * The cloud's error envelope. Status and message default to the ones of the code (400 and a text that says it is
 * simulated for an unknown one); `retryAfterMs` is sent as `x-acs-retry-after`; `members` are added to the envelope.
 */
const error = z.strictObject({
  kind: z.literal('error'),
  code: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,99}$/, 'not an error code such as Throttling.User'),
  status: z.int().min(400).max(599).optional(),
  message: z.string().max(2000).optional(),
  retryAfterMs: ms.optional(),
  members: z.record(z.string(), z.unknown()).optional(),
});
/** An answer that is none: `html` is a proxy's page (502 unless given), the others have status 200 unless given. */
const malformed = z.strictObject({
  kind: z.literal('malformed'),
  body: z.enum(['not_json', 'empty', 'array', 'html', 'no_job_id']),
  status: z.union([z.literal(200), z.int().min(400).max(599)]).optional(),
});
/** Headers and half of the body, then the connection is closed. */
const cut = z.strictObject({ kind: z.literal('cut') });
/** A whole HTTP answer whose JSON ends half way. */
const truncated = z.strictObject({ kind: z.literal('truncated') });

/** The client's connection is reset at once; the call is handled that much later. */
const late = z.strictObject({ kind: z.literal('late'), ms });
/** A write is answered with 200 and not done; with `fields`, only these of an `UpdateJob`. */
const ignored = z.strictObject({
  kind: z.literal('ignored'),
  fields: z
    .array(z.enum(['Priority', 'Accessibility', 'Description', 'JobSpecs']))
    .min(1)
    .optional(),
});
/**
 * Just before the call is handled, another job of the same owner and name takes the place of the one in the path: under
 * an id of its own, while the old one is stopped, or, with `keepId`, under the same id with another creation time.
 */
const swapped = z.strictObject({ kind: z.literal('swapped'), keepId: z.boolean().optional() });

const common = {
  /** An operation, or `*` for each. */
  action: z.string(),
  /** Shown in the request log; default: the effect and the stage. */
  name: z.string().min(1).max(100).optional(),
  /** How many calls it hits. */
  times: z.union([z.int().min(1), z.literal('always')]).default(1),
  /** How many matching calls it lets pass first. */
  after: z.int().min(0).default(0),
  /** All that is given must hold. */
  match: z
    .strictObject({
      /** `DisplayName` of the body. */
      displayName: z.string().optional(),
      /** Part of the value of any query parameter. */
      query: z.string().min(1).optional(),
      /** `JobId` of the path. */
      jobId: z.string().optional(),
      /** Name of the user who calls. */
      caller: z.string().optional(),
    })
    .default({}),
};

export const faultRule = z.discriminatedUnion('stage', [
  z.strictObject({
    ...common,
    /** The handler never runs, except after mere latency. */
    stage: z.literal('before_commit'),
    effect: z.discriminatedUnion('kind', [latency, reset, hang, error, malformed]),
  }),
  z.strictObject({
    ...common,
    /** The handler runs otherwise than it should. */
    stage: z.literal('at_commit'),
    effect: z.discriminatedUnion('kind', [late, ignored, swapped]),
  }),
  z.strictObject({
    ...common,
    /** The handler has run; its answer does not arrive as it was. */
    stage: z.literal('after_commit'),
    effect: z.discriminatedUnion('kind', [latency, reset, hang, error, malformed, cut, truncated]),
  }),
]);

/** A fault as tests write it; see the schema's comments for its members. */
export type FaultRule = z.input<typeof faultRule>;
/** The same with its defaults filled in. */
export type CheckedRule = z.output<typeof faultRule>;
export type Stage = CheckedRule['stage'];
/** What the rules of a stage can do. */
export type EffectAt<S extends Stage> = Extract<CheckedRule, { stage: S }>['effect'];
/** The effects that decide what the client gets. */
export type AnswerEffect = Exclude<EffectAt<'before_commit' | 'after_commit'>, { kind: 'latency' }>;

type Commit = EffectAt<'at_commit'>['kind'];

const isWrite = ({ method }: Route): boolean => method !== 'GET';

/** Which operations an effect at the commit is for; the effects of other stages are for each. */
export const MAY_GO_WRONG: Readonly<Record<Commit, (route: Route) => boolean>> = {
  late: isWrite,
  // A create answers with the id of what it made, which has to be there.
  ignored: (route) => isWrite(route) && !route.action.startsWith('Create'),
  swapped: ({ path }) => path.includes('{JobId}'),
};

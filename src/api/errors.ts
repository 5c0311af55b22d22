import { Fault, type FaultDetails } from '../domain/fault.ts';
import { hint } from '../domain/hint.ts';
import { jobOfPod } from '../domain/identifiers.ts';
import { MOST_CLOUD_BYTES, MOST_VALUES } from './answer-bound.ts';
import { type Answered, kindOfBody } from './answered.ts';
import { saidOf } from './messages.ts';
import type { Operation } from './operation.ts';
import { KINDS, type Kind } from './operations/ids.ts';
import { pathNames } from './path.ts';
import { leastPolicy, missingActions } from './permission.ts';
import { isDefinite, judge, readUpstream, soughtKinds, type Upstream, type UpstreamKind } from './upstream.ts';

/**
 * How credentials can be supplied, as part of a sentence.
 * @param profile that the operator has named, which rules out every other way
 */
export const credentialWays = (profile?: string): string =>
  profile === undefined
    ? 'set the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and ' +
      'ALIBABA_CLOUD_SECURITY_TOKEN for STS), or run `aliyun configure`, or attach an ECS RAM role, or use OIDC'
    : `correct --profile (or its variable), which is ${JSON.stringify(profile)} and lets no other credentials count, or drop it, or ` +
      `set the profile up: \`${configuring(profile)}\``;

/** The command that sets up a profile. */
export const configuring = (profile: string): string =>
  `aliyun configure --profile ${/^[\w.-]+$/.test(profile) ? profile : JSON.stringify(profile)}`;

/** The same for a model, which must not ask for keys in the conversation. */
export const configureCredentials = (profile?: string): string =>
  `Credentials are configured outside this conversation, never passed to a tool: ${credentialWays(profile)}; then restart the server.`;

/** What a write makes or changes: the kind that its name ends with, such as `CreateDataset`, or that it is found by. */
function touchedKind(operation: Operation): string {
  const ends = (Object.keys(KINDS) as Kind[]).filter((kind) =>
    operation.action.toLowerCase().endsWith(kind.toLowerCase()),
  );
  return ends.sort((one, other) => other.length - one.length)[0] ?? missingKind(operation);
}

/** What to do about a write of which nobody knows what it did. */
export function readBack(operation: Operation): string {
  const kind = touchedKind(operation);
  const where = kind === 'job' ? hint('look at jobs') : hint('what exists', kind);
  return `It may or may not have taken effect: do not repeat it. Read back first${where}.`;
}

/** A failed call, with what the retry loop needs to know of it. */
export interface FailedCall {
  fault: Fault;
  /** Whether the same read may succeed in a moment. */
  transient: boolean;
  retryAfterMs: number | undefined;
}

type Wording = Pick<FaultDetails, 'kind' | 'message' | 'fix' | 'denied'> & { retryable?: boolean };

interface Context {
  operation: Operation;
  upstream: Upstream;
  answered: Answered;
  profile: string | undefined;
  input: unknown;
}

const codeOf = ({ code, status }: Upstream): string => code || (status === undefined ? 'no code' : `HTTP ${status}`);

/** The longest wait that is told in seconds: what names a longer one has no sense of it. */
const MOST_SECONDS = 3600;

function throttled({ operation, upstream }: Context): Wording {
  const seconds = Math.min(MOST_SECONDS, Math.max(1, Math.ceil((upstream.retryAfterMs ?? 5000) / 1000)));
  return {
    kind: 'throttled',
    message: `The cloud is limiting requests: ${operation.action} was not carried out.`,
    fix: `Wait ${seconds} s or longer, then call again; ask for fewer and smaller pages.`,
    retryable: true,
  };
}

/** Codes that mean a missing role in the workspace, which is needed besides the RAM action (api-notes: permissions). */
const WORKSPACE_CODE = /^(?:OperationForbidden|Forbidden\.AccessDenied)/;

/** R23: names the action, prints the least policy, and says to pause. */
function permissionDenied({ operation, upstream }: Context): Wording {
  const [first = '', ...others] = missingActions(operation, upstream.authAction);
  const action = others.length > 0 ? `${first} (also written ${others.join(', ')})` : first;
  const policy = leastPolicy([first, ...others]);
  const byRole = WORKSPACE_CODE.test(upstream.code) && !upstream.explicitDeny;
  const lack = byRole
    ? ' and a role in the workspace that allows it; the caller lacks one'
    : ', which the caller lacks';
  const role = 'The role in the PAI workspace must allow it too.';
  const remedy = upstream.explicitDeny
    ? `An explicit Deny covers it: an administrator has to lift that, adding an Allow is not enough. What has to be allowed then: ${policy}. ${role}`
    : byRole
      ? `Ask an administrator of the PAI workspace for a role that allows it, and of the account for this RAM policy: ${policy}.`
      : `Ask an administrator to grant this RAM policy: ${policy}. ${role}`;
  return {
    kind: 'permission_denied',
    message: `${operation.action} needs the RAM action ${action}${lack} (${upstream.code || 'HTTP 403'}).`,
    fix: `${remedy} Do not retry and do not try another route until then.`,
    denied: { actions: [first, ...others], explicit: upstream.explicitDeny },
  };
}

/** Of what kind the id is that an operation found nothing by. */
const missingKind = (operation: Operation): string => soughtKinds(operation).at(-1) ?? '';

/** What to pass where a job was looked for by the id of one of its pods. */
function podInstead({ operation, input }: Context): string {
  const last = pathNames(operation.path).at(-1) ?? '';
  const given = operation.ids[last] === 'job' ? String(Reflect.get(Object(input), last)) : '';
  const job = jobOfPod(given);
  return job === undefined ? '' : `${given} has the form of a pod's id: pass ${job}, the id of its job. `;
}

const clockIsOff = (code: string): boolean => code.startsWith('InvalidTimeStamp');

const WORDING: Readonly<Record<UpstreamKind, (context: Context) => Wording>> = {
  throttled,
  permission_denied: permissionDenied,
  credentials: ({ upstream, profile }) => ({
    kind: 'credentials',
    message: `The cloud does not accept the credentials in use (${upstream.code || `HTTP ${upstream.status}`}).`,
    fix: clockIsOff(upstream.code)
      ? 'Set the clock of this machine: the request was dated too far off.'
      : configureCredentials(profile),
  }),
  not_found: (context) => ({
    kind: 'not_found',
    message: `${context.operation.action} found nothing by that id (${codeOf(context.upstream)}).`,
    fix: `${podInstead(context)}Check the id, the region and the workspace${hint('what exists', missingKind(context.operation))}.`,
  }),
  invalid_input: (context) => ({
    kind: 'invalid_input',
    message: `The cloud refused ${context.operation.action} (${codeOf(context.upstream)}).`,
    fix: 'Correct the input by what the cloud says, then call again.',
  }),
  server: (context) => ({
    kind: 'unavailable',
    message: `The cloud failed to answer ${context.operation.action} (${[`HTTP ${context.upstream.status}`, context.upstream.code].filter(Boolean).join(', ')}).`,
    fix: 'Call again in a minute; quote the request id if it stays.',
    retryable: true,
  }),
  not_sent: ({ operation, upstream }) => ({
    kind: 'unavailable',
    message: `${operation.action} was not sent: the cloud could not be reached (${upstream.code}).`,
    fix: 'Check network, proxy and region, then call again.',
    retryable: true,
  }),
  too_large: ({ operation }) => ({
    kind: 'unavailable',
    message: `The cloud answered ${operation.action} with more than ${MOST_CLOUD_BYTES / 1024 / 1024} MiB or ${MOST_VALUES} values, which was not read.`,
    fix: 'Ask for less: a smaller page, fewer lines, a shorter time, one pod.',
  }),
  unreadable: ({ operation, upstream, answered: { begins = '', parsed = !upstream.unreadable } }) => ({
    kind: 'unavailable',
    message: `${operation.action} got HTTP ${upstream.status} with ${kindOfBody(begins, parsed)}, which is not how the cloud answers.`,
    fix: 'Something in between, such as a proxy or a login page, answered in its place: check proxy and network, then call again.',
    retryable: true,
  }),
  transport: ({ operation, upstream }) => ({
    kind: 'unavailable',
    message: `The connection broke or the answer was unreadable during ${operation.action} (${upstream.code || 'no code'}).`,
    fix: 'Call again in a moment; if it stays, check network and proxy.',
    retryable: true,
  }),
};

const TRANSIENT: ReadonlySet<UpstreamKind> = new Set(['throttled', 'server', 'not_sent', 'unreadable', 'transport']);

/** A write without a definite answer may or may not have been carried out, and is reported as neither. */
const unknownOutcome = ({ operation, upstream }: Context): Wording => ({
  kind: 'unknown_outcome',
  message: `${operation.action} was sent, but its outcome is not known (${upstream.status ? `HTTP ${upstream.status}` : upstream.code || 'no answer'}).`,
  fix: readBack(operation),
  retryable: false,
});

/**
 * Failures whose message is passed on. That of others only repeats our sentence, or comes from something in between.
 */
const TELLING: ReadonlySet<UpstreamKind> = new Set(['not_found', 'invalid_input', 'server']);

/**
 * Turns what the SDK threw into a fault in our words. Kept of the original are code, status and request id, each only
 * where it has the form of one, and the cloud's message, cleaned and apart from our sentence (R34).
 * @param profile that the credentials are of, where the operator has named one
 * @param input what was asked for
 */
export function toFailure(
  operation: Operation,
  error: unknown,
  answered: Answered = {},
  profile: string | undefined = undefined,
  input: unknown = undefined,
): FailedCall {
  const upstream = readUpstream(error, answered);
  const { code } = upstream;
  const context: Context = { operation, upstream, answered, profile, input };
  const verdict = judge(upstream, operation);
  const lost = operation.effect === 'write' && !isDefinite(verdict, upstream);
  const said = TELLING.has(verdict) ? saidOf(upstream.message) : undefined;
  const fault = new Fault({
    ...(lost ? unknownOutcome(context) : WORDING[verdict](context)),
    ...(said === undefined ? {} : { said }),
    ...(upstream.requestId === undefined ? {} : { requestId: upstream.requestId }),
    ...(upstream.status === undefined ? {} : { httpStatus: upstream.status }),
    ...(code === '' ? {} : { code }),
  });
  return { fault, transient: !lost && TRANSIENT.has(verdict), retryAfterMs: upstream.retryAfterMs };
}

/** The fault of a call whose `expires` had passed when its turn came. */
export const expired = (operation: Operation): Fault =>
  new Fault({
    kind: 'unavailable',
    message: `${operation.action} was not sent: its turn came too late.`,
    fix: 'Call again.',
    retryable: true,
  });

/**
 * The fault of a call that failed within this process before anything was sent, such as where the SDK does not load.
 */
export const notSent = (operation: Operation, error: unknown): Fault =>
  new Fault({
    kind: 'unavailable',
    message: `${operation.action} was not sent: the cloud SDK could not be used (${readUpstream(error).code || 'no code'}).`,
    fix: 'Tell the operator: the installation of this server may be damaged; restart it, then reinstall it.',
  });

/** The fault of a write that was cancelled after it was sent. */
export const abortedWrite = (operation: Operation): Fault =>
  new Fault({
    kind: 'unknown_outcome',
    message: `${operation.action} was cancelled after it was sent; its outcome is not known.`,
    fix: readBack(operation),
    retryable: false,
  });

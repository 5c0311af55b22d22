import { Foreign } from '../shaping/foreign.ts';
import { TOO_LARGE } from './answer-bound.ts';
import type { Answered } from './answered.ts';
import type { Operation } from './operation.ts';
import { type Kind, known } from './operations/ids.ts';
import { pathNames } from './path.ts';

/** What is taken from the error that the SDK threw; nothing else of it is kept. */
export interface Upstream {
  /** HTTP status, where the cloud answered. */
  status: number | undefined;
  /** The cloud's error code, or the system's (`ECONNREFUSED`); empty for what does not look like one. */
  code: string;
  /** Whether the cloud itself has refused: the answer names a code and a request (api-notes: errors). */
  own: boolean;
  /** Whether no connection was made, so that no byte of the request has left. */
  unconnected: boolean;
  /** Whether an answer arrived whole and was nothing that the SDK can read. */
  unreadable: boolean;
  message: Foreign | undefined;
  requestId: string | undefined;
  /** Milliseconds, from `x-acs-retry-after`. */
  retryAfterMs: number | undefined;
  authAction: string | undefined;
  explicitDeny: boolean;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

// For a value that the answer lacks, the SDK puts the word `undefined` or `null` into its error.
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== 'undefined' && value !== 'null' ? value : undefined;

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

const CONNECTING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/**
 * The form of an error code, the cloud's (`Forbidden.RAM`, `InvalidParameter.Format2`) or the system's
 * (`ERR_TLS_CERT_ALTNAME_INVALID`). Anything else in its place is text that somebody wrote, and is not shown.
 */
const CODE =
  /^(?=.{1,80}$)(?:[A-Z][A-Za-z]{1,60}\d{0,4}(?:[.-][A-Z][A-Za-z]{0,60}\d{0,4}){0,5}|[A-Z0-9]{1,20}(?:_[A-Z0-9]{1,20}){0,8}|\d{1,12})$/;
const REQUEST_ID = /^[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}$/i;
/** The form of a RAM action, of products that a job has to do with. */
const ACTION =
  /^(?:pai[a-z]{0,20}|aiworkspace|eas|ram|sts|oss|nas|cpfs|vpc|ecs|log|cms|cr|acr|bss|arms):[A-Z*][A-Za-z*]{0,60}$/;

/**
 * Whether no connection was made. The system call that failed tells; the code does not, as
 * EHOSTUNREACH also ends connections that have carried the request. Where a host has several
 * addresses, one error lists what happened with each.
 */
function neverConnected(error: unknown): boolean {
  const each = field(error, 'errors');
  return Array.isArray(each) && each.length > 0 ? each.every(neverConnected) : CONNECTING.has(field(error, 'syscall'));
}

/**
 * Reads an error without trusting its shape: it may be the SDK's, the system's or anything else that was thrown.
 * @param answered what came back before it; an error without a status that follows a whole answer is of its parsing
 */
export function readUpstream(error: unknown, answered: Answered = {}): Upstream {
  const denied = field(error, 'accessDeniedDetail');
  const status = number(field(error, 'statusCode'));
  const unreadable = status === undefined && answered.complete === true && field(error, 'code') === undefined;
  return {
    status: unreadable ? answered.status : status,
    unreadable,
    // The name of a parse error tells nothing that the status and the kind of the body do not.
    code: unreadable ? '' : (Foreign.of(text(field(error, 'code')) ?? text(field(error, 'name')))?.plain(CODE) ?? ''),
    own: text(field(error, 'code')) !== undefined && text(field(error, 'requestId')) !== undefined,
    unconnected: neverConnected(error),
    message: Foreign.of(text(field(error, 'message'))),
    requestId: Foreign.of(text(field(error, 'requestId')))?.plain(REQUEST_ID),
    retryAfterMs: number(field(error, 'retryAfter')),
    authAction: Foreign.of(text(field(denied, 'AuthAction')))?.plain(ACTION),
    explicitDeny: field(denied, 'NoPermissionType') === 'ExplicitDeny',
  };
}

export type UpstreamKind =
  | 'credentials'
  | 'permission_denied'
  | 'throttled'
  | 'not_found'
  | 'invalid_input'
  | 'server'
  | 'not_sent'
  | 'too_large'
  | 'unreadable'
  | 'transport';

const CREDENTIAL_CODE =
  /^(?:InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|InvalidTimeStamp|InvalidCredentials|MissingSecurityToken)/;
const CREDENTIAL_TEXT = /Specified (?:access key|signature|SecurityToken)/i;
/** The gateway's own flow control, which comes before the service whatever the status (api-notes: errors). */
const GATEWAY_THROTTLING = /^Throttling(?:\.|$)/;
/** Statuses that say that somebody stopped waiting. What was asked for may have been done all the same. */
const GAVE_UP: ReadonlySet<number> = new Set([408, 499]);
const PERMISSION_CODE = /^(?:Forbidden|NoPermission|OperationForbidden|AccessDenied)/;

/** AIWorkSpace's codes are numbers: of which kinds of things each says that there is none (api-notes: errors). */
const NUMBERED: Readonly<Record<string, readonly Kind[]>> = {
  '100400008': ['workspace'],
  '100400027': ['workspace'],
  '100700008': ['workspace'],
  '201300003': ['dataset', 'datasetVersion'],
  '201400002': ['codeSource'],
};
/** A code that says that there is none of what it names: `JobNotFound`, `InvalidJobId.NotFound`; `NotFound` alone. */
const NONE = /^(?:Invalid)?([A-Z][A-Za-z]*?)??\.?Not(?:Found|Exists?)(?:ErrorProblem)?$/;
/** What the gateway says of a request that it does not take, before any service has looked for anything. */
const OF_THE_REQUEST = /^(?:Invalid|Missing|Unsupported)/;

/** What a code may call things of a kind. */
const wordsFor = (kind: Kind): string[] => {
  const { member } = known(kind);
  return [kind, member, member.replace(/I[dD]$/, '')].map((word) => word.toLowerCase());
};

/**
 * The kinds of ids that an operation finds its object by: those in its path, the last one part of those before it;
 * without any the object that it is held by, and of a list the workspace that it is of.
 */
export function soughtKinds({ path, ids, method, hold }: Pick<Operation, 'path' | 'ids' | 'method' | 'hold'>): Kind[] {
  const inPath = pathNames(path).flatMap((name) => ids[name] ?? []);
  const beside = hold.by === 'object' ? hold.id : method === 'GET' ? 'WorkspaceId' : '';
  return inPath.length > 0 ? inPath : [ids[beside] ?? []].flat();
}

/**
 * Whether a refusal says that there is no such object as the operation names. A code of another object, of the
 * operation itself or of another part of the request does not, whatever the status.
 */
function saysNone({ status, code }: Upstream, operation: Operation): boolean {
  const sought = soughtKinds(operation);
  const numbered = NUMBERED[code];
  if (numbered !== undefined) return sought.length === 0 || numbered.some((kind) => sought.includes(kind));
  const none = NONE.exec(code);
  if (none !== null) return none[1] === undefined || sought.flatMap(wordsFor).includes(none[1].toLowerCase());
  // Codes are not published for every operation, so the status of one that is not known counts.
  return status === 404 && !OF_THE_REQUEST.test(code);
}

/**
 * What kind of failure it is, by code and status. The message counts only where it
 * says that the key or signature is wrong. What the cloud itself does not say is no refusal, whatever its status.
 */
export function judge(upstream: Upstream, operation: Operation): UpstreamKind {
  const { status, code, message, unconnected, unreadable, own } = upstream;
  if (code === TOO_LARGE) return 'too_large';
  if (unreadable) return 'unreadable';
  if (status === undefined) return unconnected ? 'not_sent' : 'transport';
  if (GATEWAY_THROTTLING.test(code)) return 'throttled';
  if (status >= 500 || GAVE_UP.has(status)) return 'server';
  // Each request has a nonce of its own, so something on the way has sent this one twice: the first may have arrived.
  if (code === 'SignatureNonceUsed') return 'transport';
  if (code.includes('Throttling') || status === 429) return 'throttled';
  if (!own) return 'unreadable';
  if (CREDENTIAL_CODE.test(code) || status === 401 || message?.matches(CREDENTIAL_TEXT)) return 'credentials';
  if (PERMISSION_CODE.test(code) || status === 403) return 'permission_denied';
  if (saysNone(upstream, operation)) return 'not_found';
  return 'invalid_input';
}

const OPEN: ReadonlySet<UpstreamKind> = new Set(['server', 'transport', 'too_large', 'unreadable']);

/**
 * Whether a write that failed this way was certainly not carried out. Only the cloud can say so. An answer of
 * something in front of it leaves the outcome open.
 */
export const isDefinite = (verdict: UpstreamKind, { own }: Upstream): boolean =>
  verdict === 'not_sent' || (own && !OPEN.has(verdict));

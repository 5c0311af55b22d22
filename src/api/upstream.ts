import { Foreign } from '../shaping/foreign.ts';
import { TOO_LARGE } from './answer-bound.ts';
import type { Answered } from './answered.ts';

/** What is taken from the error that the SDK threw; nothing else of it is kept. */
export interface Upstream {
  /** HTTP status, where the cloud answered. */
  status: number | undefined;
  /** The cloud's error code, or the system's (`ECONNREFUSED`); empty for what does not look like one. */
  code: string;
  /** Whether the answer itself named a code, as every refusal of the cloud does (api-notes: errors). */
  named: boolean;
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
    named: text(field(error, 'code')) !== undefined,
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

/**
 * AIWorkSpace's codes are numbers: no such workspace, dataset or version, code source;
 * or no such experiment (api-notes: errors).
 */
const NOT_FOUND_CODE = /NotFound$|^(?:100400008|100400027|100700008|201300003|201400002|NotFoundErrorProblem)$/;

/**
 * What kind of failure it is, by code and status. The message counts only where it
 * says that the key or signature is wrong.
 */
export function judge({ status, code, message, unconnected, unreadable }: Upstream): UpstreamKind {
  if (code === TOO_LARGE) return 'too_large';
  if (unreadable) return 'unreadable';
  if (status === undefined) return unconnected ? 'not_sent' : 'transport';
  if (GATEWAY_THROTTLING.test(code)) return 'throttled';
  if (status >= 500 || GAVE_UP.has(status)) return 'server';
  // Each request has a nonce of its own, so something on the way has sent this one twice: the first may have arrived.
  if (code === 'SignatureNonceUsed') return 'transport';
  if (code.includes('Throttling') || status === 429) return 'throttled';
  if (CREDENTIAL_CODE.test(code) || status === 401 || message?.matches(CREDENTIAL_TEXT)) return 'credentials';
  if (PERMISSION_CODE.test(code) || status === 403) return 'permission_denied';
  if (status === 404 || NOT_FOUND_CODE.test(code)) return 'not_found';
  return 'invalid_input';
}

const OPEN: ReadonlySet<UpstreamKind> = new Set(['server', 'transport', 'too_large', 'unreadable']);

/**
 * Whether a write that failed this way was certainly not carried out. Only the cloud can say so, and each of its
 * refusals names a code. An answer without one may come from a proxy in front of it, and leaves the outcome open.
 */
export const isDefinite = (verdict: UpstreamKind, { named }: Upstream): boolean =>
  verdict === 'not_sent' || (named && !OPEN.has(verdict));

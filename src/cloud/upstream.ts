/** The parts of whatever the SDK threw that are looked at; nothing else of it is kept. */
export interface Upstream {
  /** HTTP status, where the cloud answered. */
  status: number | undefined;
  /** The cloud's error code, or the system's (`ECONNREFUSED`). */
  code: string;
  /** Raw: not to be shown before `cleanMessage`. */
  message: string;
  requestId: string | undefined;
  /** Milliseconds, from `x-acs-retry-after`. */
  retryAfterMs: number | undefined;
  authAction: string | undefined;
  explicitDeny: boolean;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

// The SDK writes missing values into its errors as the word.
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== 'undefined' && value !== 'null' ? value : undefined;

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** Reads an error of any origin, without trusting its shape. */
export function readUpstream(error: unknown): Upstream {
  const denied = field(error, 'accessDeniedDetail');
  const requestId = text(field(error, 'requestId'));
  return {
    status: number(field(error, 'statusCode')),
    code: text(field(error, 'code')) ?? text(field(error, 'name')) ?? '',
    message: text(field(error, 'message')) ?? '',
    requestId: requestId !== undefined && /^[\w-]{1,80}$/.test(requestId) ? requestId : undefined,
    retryAfterMs: number(field(error, 'retryAfter')),
    authAction: text(field(denied, 'AuthAction')),
    explicitDeny: field(denied, 'NoPermissionType') === 'ExplicitDeny',
  };
}

/** Errors that end a connection before a byte of the request has left. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EHOSTUNREACH', 'ENETUNREACH']);

export type Verdict =
  | 'credentials'
  | 'permission_denied'
  | 'throttled'
  | 'not_found'
  | 'invalid_input'
  | 'server'
  | 'not_sent'
  | 'transport';

const CREDENTIAL_CODE =
  /^(?:InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|InvalidTimeStamp|InvalidCredentials|MissingSecurityToken)/;
const CREDENTIAL_TEXT = /Specified (?:access key|signature|SecurityToken)/i;
const PERMISSION_CODE = /^(?:Forbidden|NoPermission|OperationForbidden|AccessDenied)/;

/** What kind of failure it is, by code prefix and class of status; the message counts only for a lost access key. */
export function judge({ status, code, message }: Upstream): Verdict {
  if (status === undefined) return NOT_SENT.has(code) ? 'not_sent' : 'transport';
  // Some products throttle with 503: the gateway refused the call, so its outcome is known (facts, section 4.2).
  if (code.includes('Throttling') || status === 429) return 'throttled';
  if (status >= 500) return 'server';
  if (CREDENTIAL_CODE.test(code) || status === 401 || CREDENTIAL_TEXT.test(message)) return 'credentials';
  if (PERMISSION_CODE.test(code) || status === 403) return 'permission_denied';
  if (status === 404 || /NotFound$/.test(code)) return 'not_found';
  return 'invalid_input';
}

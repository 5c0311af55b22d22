import { SimError } from './route.ts';

/**
 * HTTP status by error code. Most of these are inferred (no error list is published), so this is the one table to edit,
 * and `startSimulator({ errorStatuses })` replaces single rows, including those of errors thrown with a status of their
 * own.
 */
const ERROR_STATUSES = {
  BadRequest: 400,
  InvalidParameter: 400,
  MissingParameter: 400,
  NotFound: 404,
  OperationForbidden: 403,
  'InvalidAction.NotFound': 404,
  InvalidVersion: 400,
  IncompleteSignature: 400,
  SignatureDoesNotMatch: 400,
  SignatureNonceUsed: 400,
  'InvalidTimeStamp.Expired': 400,
  'InvalidAccessKeyId.NotFound': 404,
  'InvalidSecurityToken.MismatchWithAccessKey': 400,
  // 403 in some sources, 400 in others (api-notes: errors).
  'InvalidSecurityToken.Expired': 403,
  'InvalidAccessKeyId.Inactive': 403,
  'Forbidden.RAM': 403,
  NoPermission: 403,
  Throttling: 400,
  'Throttling.User': 400,
  'Throttling.Api': 400,
  RequestEntityTooLarge: 413,
  InternalError: 500,
  ServiceUnavailable: 503,
} as const satisfies Record<string, number>;

const NOT_AUTHORIZED = "User not authorized to operate on the specified resource, or this API doesn't support RAM.";

/** The gateway's standard texts, where one is known (api-notes: errors); the simulator's own say that they are. */
const STANDARD_MESSAGES: Readonly<Partial<Record<string, string>>> = {
  'InvalidTimeStamp.Expired': 'Specified time stamp or date value is expired.',
  'InvalidSecurityToken.Expired': 'Specified SecurityToken is expired.',
  'Forbidden.RAM': NOT_AUTHORIZED,
  NoPermission: NOT_AUTHORIZED,
  'Throttling.User': 'Request was denied due to user flow control.',
};

export type ErrorCode = keyof typeof ERROR_STATUSES;

/** Statuses that replace rows of the table. */
export type ErrorStatuses = Readonly<Record<string, number>>;

/** The cloud's error of that code, with the table's status; to be thrown. */
export const fail = (code: ErrorCode, message: string, extra: Readonly<Record<string, unknown>> = {}): SimError =>
  new SimError(ERROR_STATUSES[code], code, message, extra);

/** The gateway's text for a code. */
export const standardMessage = (code: string): string => STANDARD_MESSAGES[code] ?? `Simulated error ${code}.`;

/** The status of any code: the table's, else 400. */
export const statusOf = (code: string): number => (ERROR_STATUSES as Readonly<Record<string, number>>)[code] ?? 400;

/** The members of the error envelope besides `RequestId`. `Recommend` points nowhere real for a simulated id. */
export function envelope(
  error: SimError,
  context: { requestId: string; product: string; region: string },
): Record<string, unknown> {
  const host = context.product === 'paistudio' ? 'pai' : context.product;
  return {
    ...error.extra,
    RequestId: context.requestId,
    HostId: `${host}.${context.region}.aliyuncs.com`,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${error.code}&product=${context.product}&requestId=${context.requestId}`,
  };
}

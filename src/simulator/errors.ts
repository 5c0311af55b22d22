import { SimError } from './route.ts';

/**
 * HTTP status by error code. Most of these are inferred (no error list is published), so this is the one table to edit,
 * and `startSimulator({ errorStatuses })` replaces single rows, including those of errors thrown with a status of their own.
 */
export const ERROR_STATUSES = {
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
  RequestEntityTooLarge: 413,
  InternalError: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUSES;

/** Statuses that replace rows of the table. */
export type ErrorStatuses = Readonly<Record<string, number>>;

/** The cloud's error of that code, with the table's status; to be thrown. */
export const fail = (code: ErrorCode, message: string): SimError => new SimError(ERROR_STATUSES[code], code, message);

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

import { randomUUID } from 'node:crypto';
import type { SimClock } from '../clock.ts';
import { type ErrorStatuses, envelope, fail } from '../errors.ts';
import { type Route, SimError, type SimUser } from '../route.ts';
import { createMatcher, productOf } from './match.ts';
import { readParams } from './params.ts';
import type { RequestLog } from './request-log.ts';
import { createVerifier, type RawRequest } from './signature.ts';

export interface FrontOptions {
  routes: readonly Route[];
  users: readonly SimUser[];
  region: string;
  clock: SimClock;
  log: RequestLog;
  errorStatuses: ErrorStatuses;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** What is known of a request while it is being served; the log and the error envelope need it at any point. */
interface Progress {
  requestId: string;
  product: string;
  action: string;
  caller: string;
  body: unknown;
}

/** The gateway: signature, then route, then parameters, then the handler; every outcome is logged and enveloped. */
export function createFront(options: FrontOptions): (request: RawRequest) => Answer {
  const verifier = createVerifier(options.users);
  const match = createMatcher(options.routes);

  const serve = (request: RawRequest, progress: Progress): Record<string, unknown> => {
    const product = productOf(request.headers['x-acs-version']);
    progress.product = product;
    const caller = verifier.verify(request);
    progress.caller = caller.userName;
    progress.body = parseBody(request.body);
    const found = match(product, request.method, request.rawPath);
    // A path that belongs to another action than the signed one is a client's mistake that must not pass unseen.
    if (!found || (progress.action !== '' && progress.action !== found.route.action))
      throw fail('InvalidAction.NotFound', 'Specified api is not found, please check your url and method.');
    const { route, path } = found;
    progress.action = route.action;
    const params = readParams(route, new URLSearchParams(request.rawQuery), objectOf(progress.body));
    const answer = route.handle({ path, params, caller, region: options.region });
    return { ...answer, [route.requestIdKey ?? 'RequestId']: progress.requestId };
  };

  return (request) => {
    const progress: Progress = {
      requestId: randomUUID().toUpperCase(),
      product: 'pai-dlc',
      action: request.headers['x-acs-action'] ?? '',
      caller: '',
      body: null,
    };
    const answer = attempt(
      () => serve(request, progress),
      (error) => ({
        status: options.errorStatuses[error.code] ?? error.status,
        body: envelope(error, { ...progress, region: options.region }),
      }),
    );
    options.log.add({
      at: options.clock.now().toISOString(),
      action: progress.action,
      method: request.method,
      path: request.rawPath,
      query: Object.fromEntries(new URLSearchParams(request.rawQuery)),
      body: progress.body,
      userAgent: request.headers['user-agent'] ?? '',
      status: answer.status,
      caller: progress.caller,
    });
    return answer;
  };
}

function attempt(serve: () => Record<string, unknown>, refuse: (error: SimError) => Answer): Answer {
  try {
    return { status: 200, body: serve() };
  } catch (error) {
    if (error instanceof SimError) return refuse(error);
    const detail = error instanceof Error ? error.message : String(error);
    return refuse(fail('InternalError', `The simulator has a bug: ${detail}`));
  }
}

function parseBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw fail('InvalidParameter', 'The body is not valid JSON.');
  }
}

const objectOf = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};

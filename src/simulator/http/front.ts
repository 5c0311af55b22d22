import { randomUUID } from 'node:crypto';
import type { SimClock } from '../clock.ts';
import { type ErrorStatuses, envelope, fail } from '../errors.ts';
import type { createFaults } from '../faults/faults.ts';
import { type Answer, distort, type Reply, type ReplyContext, whole } from '../faults/reply.ts';
import type { EffectAt, Stage } from '../faults/rule.ts';
import type { JobStore } from '../jobs/store.ts';
import type { createPermissions } from '../ram/permissions.ts';
import { type Route, SimError, type SimUser } from '../route.ts';
import type { Activity } from './activity.ts';
import { createMatcher, productOf } from './match.ts';
import { readParams } from './params.ts';
import type { RequestLog, RequestLogEntry } from './request-log.ts';
import { createVerifier, type RawRequest } from './signature.ts';

export interface FrontOptions {
  routes: readonly Route[];
  users: readonly SimUser[];
  region: string;
  clock: SimClock;
  log: RequestLog;
  errorStatuses: ErrorStatuses;
  store: Pick<JobStore, 'revision'>;
  faults: ReturnType<typeof createFaults>;
  permissions: ReturnType<typeof createPermissions>;
  activity: Activity;
  /** Puts another job in the place of one. */
  swap: (jobId: string, keepId: boolean) => void;
}

/** A call whose signature and address are right. */
interface Call {
  route: Route;
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  caller: SimUser;
}

/**
 * The gateway: signature, then route, then faults before the commit; RAM, parameters and the handler in one go; then
 * faults after the commit. Every request is logged as it comes in, and every refusal enveloped.
 */
export function createFront(options: FrontOptions): (request: RawRequest) => Promise<Reply> {
  const { log, region, faults, activity } = options;
  const verifier = createVerifier(options.users);
  const match = createMatcher(options.routes);

  const identify = (request: RawRequest, entry: RequestLogEntry, context: ReplyContext): Call => {
    const product = productOf(request.headers['x-acs-version']);
    context.product = product;
    const caller = verifier.verify(request);
    entry.caller = caller.userName;
    entry.body = parseBody(request.body);
    const found = match(product, request.method, request.rawPath);
    // A path that belongs to another action than the signed one is a client's mistake that must not pass unseen.
    if (!found || (entry.action !== '' && entry.action !== found.route.action))
      throw fail('InvalidAction.NotFound', 'Specified api is not found, please check your url and method.');
    entry.action = found.route.action;
    return { ...found, query: new URLSearchParams(request.rawQuery), body: objectOf(entry.body), caller };
  };

  const commit = (call: Call, effect: CommitEffect, entry: RequestLogEntry, context: ReplyContext): Answer => {
    const { route, path, query, body, caller } = call;
    if (effect?.kind === 'swapped') options.swap(path.JobId ?? '', effect.keepId === true);
    const before = options.store.revision();
    const answer = attempt(() => {
      options.permissions.check(caller, route);
      const params = readParams(route, query, body);
      const members = route.handle({ path, params, caller, region, ignores: ignoring(effect) });
      return { ...members, [route.requestIdKey ?? 'RequestId']: entry.requestId };
    }, context);
    entry.committed = options.store.revision() !== before;
    if (entry.committed && route.action === 'CreateJob') entry.jobId = String(answer.body.JobId);
    return answer;
  };

  const serve = async (request: RawRequest, entry: RequestLogEntry, context: ReplyContext): Promise<Reply> => {
    const call = identify(request, entry, context);
    const hits = faults.meet(subjectOf(call));
    const take = <S extends Stage>(stage: S) => {
      const hit = hits.take(stage);
      const names = hits.names();
      if (names.length > 0) entry.fault = names.join(' + ');
      return hit;
    };
    const before = take('before_commit');
    await activity.delay(before.latencyMs);
    if (before.effect) return distort(before.effect, { status: 200, body: { RequestId: entry.requestId } }, context);
    const { effect } = take('at_commit');
    if (effect?.kind === 'late') {
      const later = activity.delay(effect.ms).then(() => commit(call, undefined, entry, context));
      // Rejects where the simulator is closed first: then there is no commit.
      activity.track(later).catch(() => {});
      return { kind: 'reset' };
    }
    const answer = commit(call, effect, entry, context);
    const after = take('after_commit');
    await activity.delay(after.latencyMs);
    return after.effect ? distort(after.effect, answer, context) : whole(answer);
  };

  const handle = async (request: RawRequest): Promise<Reply> => {
    const entry = entryOf(request, options.clock);
    log.add(entry, request.body.length);
    const context = {
      requestId: entry.requestId,
      product: 'pai-dlc',
      region,
      statusOf: (code: string) => options.errorStatuses[code],
    };
    const reply = await serve(request, entry, context).catch((error: unknown): Reply => {
      const closing = error instanceof Error && error.name === 'AbortError';
      return closing ? { kind: 'reset' } : whole(refusal(error, context));
    });
    if ('status' in reply) entry.status = reply.status;
    return reply;
  };
  return (request) => activity.track(handle(request));
}

type CommitEffect = Exclude<EffectAt<'at_commit'>, { kind: 'late' }> | undefined;

const ignoring =
  (effect: CommitEffect) =>
  (parameter?: string): boolean =>
    effect?.kind === 'ignored' && (effect.fields === undefined || effect.fields.some((field) => field === parameter));

const entryOf = (request: RawRequest, clock: SimClock): RequestLogEntry => ({
  at: clock.now().toISOString(),
  requestId: randomUUID().toUpperCase(),
  action: request.headers['x-acs-action'] ?? '',
  method: request.method,
  path: request.rawPath,
  query: Object.fromEntries(new URLSearchParams(request.rawQuery)),
  body: null,
  userAgent: request.headers['user-agent'] ?? '',
  status: 0,
  caller: '',
  committed: false,
});

const subjectOf = ({ route, path, query, body, caller }: Call) => ({
  action: route.action,
  caller: caller.userName,
  jobId: path.JobId,
  displayName: body.DisplayName,
  queryValues: [...query.values()],
});

function attempt(handle: () => Record<string, unknown>, context: ReplyContext): Answer {
  try {
    return { status: 200, body: handle() };
  } catch (error) {
    return refusal(error, context);
  }
}

function refusal(error: unknown, context: ReplyContext): Answer {
  const detail = error instanceof Error ? error.message : String(error);
  const known = error instanceof SimError ? error : fail('InternalError', `The simulator has a bug: ${detail}`);
  return { status: context.statusOf(known.code) ?? known.status, body: envelope(known, context) };
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

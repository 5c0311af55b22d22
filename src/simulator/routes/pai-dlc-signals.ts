import { fail } from '../errors.ts';
import type { SentSignal } from '../jobs/record.ts';
import { signalItem } from '../jobs/signal-item.ts';
import { newSignalId } from '../jobs/signals.ts';
import { wholeSecond } from '../jobs/times.ts';
import { type Route, type SimRequest, strings } from '../route.ts';
import { exact, page, sorted, text } from '../world/query.ts';
import { type JobContext, ownJob, readableJob, STRING } from './pai-dlc-shared.ts';

/** The only signal that any source names. */
const SIGNALS = ['SIGUSR1'];

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** What a signal is for; what a call without a target does is not published. */
function targetOf({ params }: SimRequest): Pick<SentSignal, 'scope' | 'podNames' | 'roles'> {
  const { Scope: scope, PodNames, Roles } = { ...(params.Target as Record<string, unknown> | undefined) };
  if (scope !== 'pods' && scope !== 'roles')
    throw fail('InvalidParameter', 'Target.Scope is invalid; valid values: pods, roles.');
  const [podNames, roles] = [texts(PodNames), texts(Roles)];
  if (scope === 'pods' && podNames.length === 0) throw fail('MissingParameter', 'Target.PodNames is mandatory.');
  if (scope === 'roles' && roles.length === 0) throw fail('MissingParameter', 'Target.Roles is mandatory.');
  return { scope, podNames, roles };
}

/** `CreateSignal`, `GetSignal`, `ListSignals`. A program that does not handle a signal dies of it. */
export function signalRoutes(context: JobContext): Route[] {
  const { store } = context;
  const base = { product: 'pai-dlc', query: {}, body: {} } as const;
  return [
    {
      ...base,
      action: 'CreateSignal',
      method: 'POST',
      path: '/api/v1/jobs/{JobId}/signals',
      body: { Signal: STRING, Target: { type: 'object' } },
      handle: (request) => {
        const record = ownJob(context, request);
        const signal = text(request.params, 'Signal') ?? 'SIGUSR1';
        if (!SIGNALS.includes(signal))
          throw fail('InvalidParameter', `Signal is invalid; valid values: ${SIGNALS.join(', ')}.`);
        const target = targetOf(request);
        const { status } = store.view(record).current;
        if (status !== 'Running') throw fail('BadRequest', `Job ${record.id} is ${status} and takes no signal.`);
        const sent = { id: newSignalId(record), signal, ...target, at: wholeSecond(store.now()) };
        record.signals = [...(record.signals ?? []), sent];
        store.changed(record);
        return { JobId: record.id, Signal: signal, SignalId: sent.id, Status: 'Running' };
      },
    },
    {
      ...base,
      action: 'GetSignal',
      method: 'GET',
      path: '/api/v1/jobs/{JobId}/signals/{SignalId}',
      query: { Token: STRING },
      handle: (request) => {
        const record = readableJob(context, request);
        const { SignalId: id } = request.path;
        const sent = record.signals?.find((each) => each.id === id);
        if (sent === undefined) throw fail('NotFound', `Signal ${id} does not exist.`);
        return { JobId: record.id, ...signalItem(store.view(record), sent) };
      },
    },
    {
      ...base,
      action: 'ListSignals',
      method: 'GET',
      path: '/api/v1/jobs/{JobId}/signals',
      query: strings('Order', 'PageNumber', 'PageSize', 'SortBy', 'Status', 'Token'),
      handle: (request) => {
        const { params } = request;
        const record = readableJob(context, request);
        const view = store.view(record);
        const all = (record.signals ?? [])
          .map((sent) => signalItem(view, sent))
          .filter(({ Status }) => exact(text(params, 'Status'), String(Status)))
          .toReversed();
        const by = text(params, 'SortBy') === 'Status' ? 'Status' : 'GmtCreated';
        const order = text(params, 'Order') ?? 'desc';
        const rows = sorted(order === 'asc' ? all.toReversed() : all, by, order);
        // The paging parameters of this operation are strings.
        const numbers = { PageNumber: Number(params.PageNumber ?? 1), PageSize: Number(params.PageSize ?? 20) };
        return { JobId: record.id, Signals: page(rows, numbers, 20), TotalCount: all.length, ...numbers };
      },
    },
  ];
}

import { type Ceilings, NO_CEILINGS } from '../../../src/domain/ceilings.ts';
import type { HourlyPrice } from '../../../src/domain/prices.ts';
import { asIs } from '../../../src/domain/said.ts';
import {
  decideCreateViewer,
  decideDeleteViewer,
  decideLink,
  decideStartViewer,
  decideStopViewer,
  decideUpdateViewer,
  decideViewerLink,
  VIEWERS,
  type ViewerChange,
  type ViewerCost,
  type ViewerDraft,
  type ViewerTarget,
} from '../../../src/policy/viewers.ts';
import { each, type Scenes } from './scenes.ts';

const price: HourlyPrice = {
  known: true,
  perHour: 1.5,
  currency: 'CNY',
  date: '2026-11-01',
  sources: ['contract'],
  atMost: false,
};
const unpriced: HourlyPrice = { known: false, why: 'the operator has given no prices (--prices)' };
const billed: ViewerCost = { payment: 'billed', on: 'ecs.g6.large', price, minutes: 120 };
const inQuota: ViewerCost = { payment: 'quota', on: 'quota1', price: unpriced, minutes: undefined };
const free: ViewerCost = { payment: 'free', on: '', price: unpriced, minutes: 240 };
const untold: ViewerCost = { ...free, payment: 'untold' };
const endless: ViewerCost = { ...billed, minutes: undefined };
const within = (ceilings: Partial<Ceilings>): Ceilings => ({ ...NO_CEILINGS, ...ceilings });
const LOW = within({ machineTypes: ['ecs.c*'], minutes: 60, pricePerHour: 1 });
const HIGH = within({ machineTypes: ['ecs.g*'], minutes: 120, pricePerHour: 1.5 });

const draft: ViewerDraft = {
  ...billed,
  kind: 'tensorboard',
  displayName: 'curves',
  workspaceId: '123',
  region: 'cn-hangzhou',
  shows: 'dlc1',
  accessibility: 'PRIVATE',
  others: [],
  warnings: [],
};
const made = (more: Partial<ViewerDraft>, ceilings = NO_CEILINGS) =>
  decideCreateViewer({ ...draft, ...more }, ceilings);

const target: ViewerTarget = { kind: 'tensorboard', id: 'tb1', displayName: 'curves', status: 'Stopped' };
const history: ViewerTarget = { ...target, kind: 'history_server', id: 'rhs1' };
const started = (of: ViewerTarget, cost = billed, ceilings = NO_CEILINGS) => decideStartViewer(of, cost, ceilings);
/** A word of each phase, and one that no source has. */
const STATUSES = ['Creating', 'Running', 'Stopping', 'Stopped', 'Deleted', 'Odd'];

const changed = (change: ViewerChange, cost = billed, accessibility?: string, ceilings = NO_CEILINGS) =>
  decideUpdateViewer({ ...target, status: 'Running', accessibility }, cost, change, ceilings);
const link = { what: VIEWERS.tensorboard, id: 'tb1', displayName: 'curves', status: 'Running' };

/** R52, R53, R42 and R45 for what shows what jobs have written. */
export const viewers = (): Scenes => ({
  'a new one': made({}),
  'a new one of the other kind, in a quota': made({ ...inQuota, kind: 'history_server' }),
  'a new one on shared machines': made(free),
  'a new one without an end': made(endless),
  'a new one of an unknown price': made({ price: unpriced }),
  'a new one that is PUBLIC, with a warning': made({ accessibility: 'PUBLIC', warnings: [asIs('A dataset is odd.')] }),
  'a new one beside others, the running first': made({
    others: ['Stopped', 'Running', 'Failed', 'running'].map((status, at) => ({ id: `tb${at}`, status })),
  }),
  'a new one beside more than are listed': made({
    others: Array.from({ length: 6 }, (_, at) => ({ id: `tb${at}`, status: 'S'.repeat(30) })),
  }),
  'a new one above all ceilings': made({}, LOW),
  'a new one at all ceilings': made({}, HIGH),
  'a new one without an end and a price, where both have ceilings': made({ ...endless, price: unpriced }, HIGH),
  'a new one on shared machines, with ceilings': made(free, LOW),
  'a new one in a quota, with ceilings': made(inQuota, LOW),
  ...each('started while it is', STATUSES, (status) => started({ ...target, status })),
  'started without an end': started(target, endless),
  'one of the other kind, started without an end': started(history, endless),
  'started without an end in a quota': started(history, inQuota),
  'started above a ceiling': started(target, billed, LOW),
  'started on machines of which nobody knows': started(target, untold),
  'started on machines of which nobody knows, above a ceiling on minutes': started(target, untold, LOW),
  'started on machines of which nobody knows, at that ceiling': started(target, { ...untold, minutes: 60 }, LOW),
  ...each('stopped while it is', STATUSES, (status) => decideStopViewer({ ...target, status })),
  ...each('deleted while it is', STATUSES, (status) => decideDeleteViewer({ ...history, status })),
  'changed while it is gone': decideUpdateViewer(
    { ...target, status: 'Deleting', accessibility: undefined },
    billed,
    { minutes: 10 },
    NO_CEILINGS,
  ),
  ...each('two hours become minutes:', [119, 120, 121], (minutes) => changed({ minutes })),
  'an end for one that tells none': changed({ minutes: 10_000 }, endless),
  'an end for one that tells none, above a ceiling': changed({ minutes: 10_000 }, endless, undefined, HIGH),
  'longer on machines of which nobody knows': changed({ minutes: 241 }, untold),
  'longer on machines of which nobody knows, above a ceiling': changed({ minutes: 241 }, untold, undefined, HIGH),
  'no longer on machines of which nobody knows': changed({ minutes: 240 }, untold, undefined, HIGH),
  'longer in a quota': changed({ minutes: 121 }, { ...inQuota, minutes: 120 }),
  'longer, above a ceiling': changed({ minutes: 180 }, billed, undefined, HIGH),
  'shorter, and still above a ceiling': changed({ minutes: 90 }, billed, undefined, LOW),
  PUBLIC: changed({ accessibility: 'PUBLIC' }, billed, 'PRIVATE'),
  'PUBLIC, as it is': changed({ accessibility: 'PUBLIC' }, billed, 'PUBLIC'),
  PRIVATE: changed({ accessibility: 'PRIVATE' }, billed, 'PUBLIC'),
  'longer and PUBLIC': changed({ minutes: 180, accessibility: 'PUBLIC' }),
  'a link that a login may guard': decideLink({ ...link, isRunning: true, openFor: undefined }),
  'a link for an hour': decideLink({ ...link, isRunning: true, openFor: 3600 }),
  'a link to what never runs': decideLink({
    ...link,
    status: 'EnvPreparing',
    isRunning: false,
    openFor: undefined,
    blocker: 'odd',
  }),
  'a link to a stopped history server': decideViewerLink(history, undefined),
  'a link to nothing': decideLink({ ...link, status: 'Stopped', isRunning: false, openFor: 3600 }),
});

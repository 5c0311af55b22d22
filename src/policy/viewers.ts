import { brief, quoted } from '../domain/brief.ts';
import type { Ceilings } from '../domain/ceilings.ts';
import { duration } from '../domain/duration.ts';
import { hint } from '../domain/hint.ts';
import { type HourlyPrice, hourly, money } from '../domain/prices.ts';
import { en, firstOf, type Said, say, zh } from '../domain/said.ts';
import { phaseOf } from '../domain/viewer-status.ts';
import { neverRuns } from './blocked.ts';
import { numeric } from './ceilings.ts';
import { type Check, refusalsOf, warningsOf } from './checks.ts';
import { machineCeiling } from './create-ceilings.ts';
import { allow, allRefusals, confirm, type Decision, type Refuse, refuse } from './decision.ts';

/** What shows what jobs have written. */
export const VIEWERS = {
  tensorboard: say(en`TensorBoard`, zh` TensorBoard `),
  history_server: say(en`Ray history server`, zh` Ray 历史服务器`),
} as const;
export type ViewerKind = keyof typeof VIEWERS;

/**
 * What one runs on, and who pays. `free`: shared machines of the platform, for which nothing is billed. `untold`: a
 * read named neither machine nor quota, so it is free, unless the cloud left something out.
 */
export interface ViewerCost {
  payment: 'billed' | 'quota' | 'free' | 'untold';
  /** The machine type of what is billed, or the quota; empty for others. */
  on: string;
  price: HourlyPrice;
  /** After how long it is stopped; `undefined`: nothing stops it, or a read did not tell. */
  minutes: number | undefined;
}

/** Whether it costs money, for all that is known. */
const mayBeBilled = ({ payment }: ViewerCost): boolean => payment === 'billed' || payment === 'untold';

/** One as freshly read, its texts cleaned. */
export interface ViewerTarget {
  kind: ViewerKind;
  id: string;
  displayName: string;
  status: string;
}

/** What the question about a new one needs. */
export interface ViewerDraft extends ViewerCost {
  kind: ViewerKind;
  displayName: string;
  workspaceId: string;
  region: string;
  /** What it shows: ids or a path, written by a model. */
  shows: string;
  accessibility: 'PUBLIC' | 'PRIVATE';
  /** Those of the same source that there are. */
  others: readonly { id: string; status: string }[];
  /** What else is unusual. */
  warnings: readonly Said[];
  /** What was found of its quota. */
  checks?: readonly Check[];
}

/** What it costs in all, where a price is known. */
function inAll({ price, minutes }: ViewerCost): Said[] {
  if (!price.known || minutes === undefined) return [];
  const most = money((price.perHour * minutes) / 60, price.currency);
  return [say(en`At most ${most} in all.`, zh`合计最高 ${most}。`)];
}

/** Whether it costs, how much, and when that ends. */
function costLines(cost: ViewerCost): [Said, ...Said[]] {
  const { payment, on, price, minutes } = cost;
  const name = brief(on, 60);
  const end =
    minutes === undefined
      ? say(en`until it is stopped: nothing stops it by itself`, zh`直到被停止：不会自动停止`)
      : say(
          en`until it is stopped, for ${duration(minutes * 60)} at the latest`,
          zh`直到被停止，最长 ${duration(minutes * 60)}`,
        );
  if (payment === 'free')
    return [say(en`It runs on free shared machines, ${end}.`, zh`使用免费的共享资源运行，${end}。`)];
  if (payment === 'untold')
    return [
      say(
        en`The cloud names no machine for it: it is free on shared machines, or billed on one of its own, ${end}.`,
        zh`未能获知其运行的机器：可能使用免费的共享资源，也可能在独立机器上计费，${end}。`,
      ),
    ];
  if (payment === 'quota') return [say(en`It takes of quota ${name}, ${end}.`, zh`占用资源配额 ${name}，${end}。`)];
  const known = price.known ? hourly(price) : say(en`at an unknown price: ${price.why}`, zh`价格未知`);
  return [
    say(en`It is billed, ${known}, on ${name}, ${end}.`, zh`在 ${name} 上运行并计费，${known}，${end}。`),
    ...inAll(cost),
  ];
}

/** R52: nothing that is billed runs without an end. */
const endless = ({ kind }: Pick<ViewerTarget, 'kind'>, what: string, fix: string): Refuse =>
  refuse(
    'R52',
    `${what} would be billed until somebody stops it: it has no longest running time.`,
    `${fix} A ${VIEWERS[kind].en} is cheap to start again.`,
  );

/** R42 for what runs beside the jobs: the ceilings on machine types, minutes and price. */
function ceilingRefusals(cost: ViewerCost, ceilings: Ceilings): Refuse[] {
  if (!mayBeBilled(cost)) return [];
  const minutes = numeric(ceilings, 'minutes', cost.minutes, { unknown: 'Nothing ends it' });
  // Without a machine, machine type and price are held against nothing.
  if (cost.payment === 'untold') return minutes === undefined ? [] : [minutes];
  return [
    machineCeiling(cost.on, ceilings),
    minutes,
    numeric(ceilings, 'pricePerHour', cost.price.known ? cost.price.perHour : undefined, {
      unknown: 'What it costs per hour is not known: the operator has given no price for it',
      verb: 'would cost',
    }),
  ].flatMap((refusal) => refusal ?? []);
}

const PUBLIC = say(
  en`PUBLIC: everybody in its workspace can open it.`,
  zh`公开可见（PUBLIC）：工作空间内的所有人都能打开。`,
);

/**
 * R52, R42, R43: a new one is made after a person's yes, who is told what it costs,
 * when it ends, and which there are already.
 */
export function decideCreateViewer(draft: ViewerDraft, ceilings: Ceilings): Decision {
  const { kind, others, accessibility, workspaceId, region, checks = [] } = draft;
  const refused = allRefusals([...refusalsOf(checks), ...ceilingRefusals(draft, ceilings)]);
  if (refused !== undefined) return refused;
  const noun = VIEWERS[kind];
  const [first, ...more] = costLines(draft);
  const running = (status: string): boolean => phaseOf(status) === 'running';
  const there = firstOf(
    others
      .toSorted((a, b) => Number(running(b.status)) - Number(running(a.status)))
      .map(({ id, status }) => say(en`${id} (${brief(status, 20)})`, zh`${id}（${brief(status, 20)}）`)),
    5,
  );
  return confirm({
    rule: 'R52',
    label: say(en`Yes, create it`, zh`是，创建`),
    question: {
      consequence: [say(en`Create a ${noun}? ${first}`, zh`创建${noun}？${first}`), ...more],
      warnings: [
        ...(accessibility === 'PUBLIC' ? [PUBLIC] : []),
        ...(others.length > 0
          ? [
              say(
                en`Already there of the same source or name, and this would be another: ${there}.`,
                zh`已有相同来源或名称的实例，将再创建一个：${there}。`,
              ),
            ]
          : []),
        ...draft.warnings,
        ...warningsOf(checks),
      ],
      identity: say(
        en`${quoted(draft.displayName, 80)} in workspace ${brief(workspaceId, 64)}, ${region}`,
        zh`${quoted(draft.displayName, 80)}，工作空间 ${brief(workspaceId, 64)}，${region}`,
      ),
      details: [say(en`It shows ${brief(draft.shows, 200)}.`, zh`显示内容：${brief(draft.shows, 200)}。`)],
    },
  });
}

const named = ({ kind, id, displayName, status }: ViewerTarget): Said =>
  say(
    en`${VIEWERS[kind]} ${id} ${quoted(displayName, 80)}, which is ${brief(status, 40)}.`,
    zh`${VIEWERS[kind]} ${id} ${quoted(displayName, 80)}，状态为 ${brief(status, 40)}。`,
  );

/** R52: one that is over is started again after a person's yes, who is told what it costs and when it ends. */
export function decideStartViewer(target: ViewerTarget, cost: ViewerCost, ceilings: Ceilings): Decision {
  const { kind, id, status } = target;
  const phase = phaseOf(status);
  if (phase === 'gone') return refuse('R52', `${id} is ${status}.`, 'Create a new one.');
  if (phase !== 'over' && phase !== 'unknown')
    return refuse(
      'R52',
      `${id} is ${status}; only one that is stopped can be started.`,
      phase === 'stopping' ? 'Wait until it is Stopped.' : 'It runs already, so nothing has to be done.',
    );
  if (cost.payment === 'billed' && cost.minutes === undefined)
    return endless(
      target,
      id,
      kind === 'tensorboard'
        ? `Give it one first${hint('viewer limit', id)}.`
        : 'Create a new one with max_runtime_minutes instead.',
    );
  const refused = allRefusals(ceilingRefusals(cost, ceilings));
  if (refused !== undefined) return refused;
  const [first, ...more] = costLines(cost);
  return confirm({
    rule: 'R52',
    label: say(en`Yes, start it`, zh`是，启动`),
    question: {
      consequence: [say(en`Start a ${VIEWERS[kind]}? ${first}`, zh`启动${VIEWERS[kind]}？${first}`), ...more],
      identity: named(target),
    },
  });
}

/** A stop loses nothing, as what is shown stays where it is: it is only refused where there is nothing to stop. */
export function decideStopViewer({ id, status }: ViewerTarget): Decision {
  const phase = phaseOf(status);
  if (phase === 'over' || phase === 'gone')
    return refuse('R52', `${id} is ${status}: it is over and costs nothing.`, 'Nothing needs to be stopped.');
  return phase === 'stopping' ? refuse('R52', `${id} is ${status} already.`, 'Wait until it is Stopped.') : allow();
}

/** R45: only what is over is deleted, after a person's yes. */
export function decideDeleteViewer(target: ViewerTarget): Decision {
  const { kind, id, status } = target;
  const phase = phaseOf(status);
  if (phase === 'gone') return refuse('R45', `${id} is ${status} already.`, 'Nothing needs to be deleted.');
  if (phase !== 'over')
    return refuse(
      'R45',
      `${id} is ${status}; only one that is over is deleted.`,
      `Stop it first${hint('viewer stop', kind, id)}.`,
    );
  return confirm({
    rule: 'R45',
    label: say(en`Yes, delete it`, zh`是，删除`),
    question: {
      consequence: [
        say(
          en`Delete a ${VIEWERS[kind]}? It is gone for good, with its settings. The logs that it showed stay where they are.`,
          zh`删除${VIEWERS[kind]}？将连同其配置永久删除，无法恢复；其显示的日志文件仍保留在原处。`,
        ),
      ],
      identity: named(target),
    },
  });
}

/** What a changed one would be; what is not changed is `undefined`. */
export interface ViewerChange {
  minutes?: number | undefined;
  accessibility?: 'PUBLIC' | 'PRIVATE' | undefined;
}

/** R52, R42: longer running costs more and wider visibility cannot be unseen, so a person is asked about both. */
export function decideUpdateViewer(
  target: ViewerTarget & { accessibility: string | undefined },
  cost: ViewerCost,
  change: ViewerChange,
  ceilings: Ceilings,
): Decision {
  if (phaseOf(target.status) === 'gone')
    return refuse('R52', `${target.id} is ${target.status}.`, 'Nothing about it can be changed any more.');
  const changed = { ...cost, minutes: change.minutes ?? cost.minutes };
  // Whether a limit that was not told is a longer one or a shorter one is not known.
  const longer = mayBeBilled(cost) && change.minutes !== undefined && change.minutes > (cost.minutes ?? 0);
  const refused = allRefusals(longer ? ceilingRefusals(changed, ceilings) : []);
  if (refused !== undefined) return refused;
  const wider = change.accessibility === 'PUBLIC' && target.accessibility !== 'PUBLIC';
  const lines = [...(longer ? costLines(changed) : []), ...(wider ? [PUBLIC] : [])];
  const [first, ...more] = lines;
  if (first === undefined) return allow();
  return confirm({
    rule: 'R52',
    label: say(en`Yes, change it`, zh`是，修改`),
    question: {
      consequence: [
        say(en`Change a ${VIEWERS[target.kind]}? ${first}`, zh`修改${VIEWERS[target.kind]}？${first}`),
        ...more,
      ],
      identity: named(target),
    },
  });
}

/** What a link leads to. */
export interface LinkTarget {
  what: Said;
  id: string;
  displayName: string;
  status: string;
  /** Whether there is something behind the link now. */
  isRunning: boolean;
  /** Seconds for which it opens without a login; `undefined`: for whoever may log in. */
  openFor: number | undefined;
  /** What to do where nothing runs. */
  otherwise?: string;
  /** What keeps it from ever running by itself, in our own words. */
  blocker?: string | undefined;
}

/** R53: a link is handed out only where something runs behind it, and after a person's yes. */
export function decideLink(target: LinkTarget): Decision {
  const { what, id, displayName, status, isRunning, openFor, blocker } = target;
  const nothing = `${id} is ${status}, so there is nothing behind a link to it`;
  if (blocker !== undefined)
    return refuse('R53', `${nothing}, and ${neverRuns(blocker)}`, `Do not wait for it${hint('why not', id)}.`);
  if (!isRunning) return refuse('R53', `${nothing}.`, target.otherwise ?? 'Ask again when it is Running.');
  const shared =
    openFor === undefined
      ? say(
          en`It may open without a login, so give it to nobody who must not see it.`,
          zh`该链接可能无需登录即可打开，请勿提供给无权查看的人。`,
        )
      : say(
          en`It opens for anybody who holds it, without a login, for ${duration(openFor)}; it cannot be taken back before that.`,
          zh`持有链接的人无需登录即可打开，有效期 ${duration(openFor)}，到期前无法收回。`,
        );
  return confirm({
    rule: 'R53',
    label: say(en`Yes, hand out the link`, zh`是，提供该链接`),
    question: {
      consequence: [say(en`Hand out a link to a ${what}? ${shared}`, zh`提供${what}的链接？${shared}`)],
      identity: say(en`${id} ${quoted(displayName, 80)}.`, zh`${id} ${quoted(displayName, 80)}。`),
    },
  });
}

/** R53 for a viewer as freshly read. */
export const decideViewerLink = (viewer: ViewerTarget, openFor: number | undefined): Decision =>
  decideLink({
    ...viewer,
    what: VIEWERS[viewer.kind],
    isRunning: phaseOf(viewer.status) === 'running',
    openFor,
    ...(phaseOf(viewer.status) === 'over'
      ? { otherwise: `Start it first${hint('viewer start', viewer.kind, viewer.id)}.` }
      : {}),
  });

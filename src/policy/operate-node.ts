import { count } from '../domain/count.ts';
import type { NODE_OPERATIONS } from '../domain/lists.ts';
import { asIs, en, firstOf, type Said, say, zh } from '../domain/said.ts';
import { confirm, type Decision, refuse } from './decision.ts';

/** What is on a machine and would go with a drain. */
export interface OnNode {
  /** A pod where those can be listed, else a workload. */
  id: string;
  /** The product that it is of, as the cloud spells it (`dlc`); absent where it does not say. */
  product: string | undefined;
  /** Whose it is: its workload and user, as far as they are known. */
  of: string;
}

/** What was read to be on a machine. */
export interface Holds {
  rows: readonly OnNode[];
  /** Whether those are pods. */
  pods: boolean;
  /** Whether they are all. */
  complete: boolean;
}

/** A machine as freshly read, its texts cleaned. */
export interface AdminNode {
  nodeId: string;
  quotaId: string;
  status: string;
  cordoned: boolean;
  /** `undefined` where it could not be read. */
  holds: Holds | undefined;
}

export type NodeOperation = (typeof NODE_OPERATIONS)[number];
/** Whose pods a drain can be narrowed to (api-notes: nodes). */
export const SUB_PRODUCTS = ['DLC', 'DSW', 'EAS', 'Tensorboard'] as const;
export type SubProduct = (typeof SUB_PRODUCTS)[number];

export interface NodeAsked {
  operation: NodeOperation;
  /** The one workspace whose pods a cordon is about. */
  only_workspace_id?: string | undefined;
  pod_names?: readonly string[] | undefined;
  sub_products?: readonly SubProduct[] | undefined;
}

/** Names in one line of a question; the rest are counted, and are part of what the yes is for. */
const MOST_NAMED = 8;

const identity = ({ nodeId, quotaId, status }: AdminNode): Said =>
  say(
    en`Machine ${nodeId} of quota ${quotaId}, ${status}.`,
    zh`节点 ${nodeId}，属于资源配额 ${quotaId}，状态 ${status}。`,
  );

const scopeSaid = ({ only_workspace_id: only }: NodeAsked): Said =>
  only === undefined
    ? say(en`It counts for all workspaces.`, zh`对所有工作空间生效。`)
    : say(en`It counts for workspace ${only} alone.`, zh`仅对工作空间 ${only} 生效。`);

/** Whether a drain of these products takes it. What is of none that is known may go, so it counts as going. */
function isOf({ product }: OnNode, asked: NonNullable<NodeAsked['sub_products']>): boolean {
  const known = SUB_PRODUCTS.find((each) => each.toLowerCase() === product?.toLowerCase());
  return known === undefined || asked.includes(known);
}

/** What goes with a drain, as far as the call narrows it down. */
export const goesWith = ({ rows }: Holds, { pod_names, sub_products }: NodeAsked): readonly OnNode[] =>
  rows.filter(
    (row) => (pod_names?.includes(row.id) ?? true) && (sub_products === undefined || isOf(row, sub_products)),
  );

/** One thing on a machine, with whose it is. */
export const onNodeSaid = ({ id, of }: OnNode): string => (of ? `${id} (${of})` : id);

function decideDrain(node: AdminNode, asked: NodeAsked): Decision {
  const { nodeId, holds } = node;
  if (holds === undefined || !holds.complete)
    return refuse(
      'R55',
      `Whose pods are on ${nodeId} is not known, so nobody could say yes to what a drain evicts.`,
      'Cordon it instead, which evicts nothing; an administrator can drain it in the console.',
      ['Cordon'],
    );
  const unknown = holds.pods ? (asked.pod_names ?? []).filter((name) => !holds.rows.some(({ id }) => id === name)) : [];
  if (unknown.length > 0)
    return refuse(
      'R55',
      `${unknown.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not on ${nodeId}.`,
      'Take pod_names from the machine, or leave them out to evict all.',
      holds.rows.map(({ id }) => id),
    );
  if (!holds.pods && asked.pod_names !== undefined)
    return refuse(
      'R55',
      `The pods on ${nodeId} cannot be listed, so pod_names cannot be told apart.`,
      'Leave pod_names out; the question then names the workloads on the machine.',
    );
  const rows = goesWith(holds, asked);
  const names = rows.map((row) => asIs(onNodeSaid(row)));
  const what = holds.pods ? 'pod' : 'workload';
  const { sub_products } = asked;
  return confirm({
    rule: 'R55',
    label: say(en`Yes, evict them and close it`, zh`是，驱逐并关闭该节点`),
    question: {
      consequence:
        rows.length === 0
          ? [
              say(
                en`Drain a machine? ${holds.rows.length === 0 ? 'Nothing runs on it now' : 'Nothing on it is evicted'}; it is closed to new pods until it is opened again.`,
                zh`排空节点？${holds.rows.length === 0 ? '目前没有任务在其上运行' : '不驱逐其上的任何任务'}；重新开放前不再接收新实例。`,
              ),
            ]
          : [
              say(
                en`Drain a machine? ${count(rows.length, what)} of its users ${rows.length === 1 ? 'is' : 'are'} evicted at once and cannot be brought back; what was not saved is lost. It is closed to new pods.`,
                zh`排空节点？将立即驱逐其上的 ${rows.length} 个${holds.pods ? '实例' : '任务'}，无法恢复，未保存的内容会丢失；节点不再接收新实例。`,
              ),
              say(en`Evicted: ${firstOf(names, MOST_NAMED)}.`, zh`被驱逐：${firstOf(names, MOST_NAMED)}。`),
            ],
      identity: identity(node),
      details: [
        // Only pods that there are can be named to the cloud.
        ...(holds.pods && rows.length > 0
          ? []
          : [
              say(
                en`What starts there before the machine is closed is evicted too.`,
                zh`关闭节点前在其上启动的内容也会被驱逐。`,
              ),
            ]),
        ...(sub_products === undefined
          ? []
          : [say(en`Only pods of ${sub_products.join(', ')}.`, zh`仅限 ${sub_products.join('、')} 的实例。`)]),
      ],
    },
    more: {
      on: rows
        .map(({ id }) => id)
        .toSorted()
        .join(','),
    },
  });
}

/**
 * R55: a machine is closed, opened or drained after a person's yes. Of a drain the question names what it evicts; where
 * that cannot be read there is no question to ask.
 */
export function decideOperateNode(node: AdminNode, asked: NodeAsked): Decision {
  const { operation, only_workspace_id } = asked;
  if (operation === 'Drain') {
    if (only_workspace_id !== undefined)
      return refuse(
        'R55',
        'A drain is of the whole machine.',
        'Leave only_workspace_id out, or cordon the machine for it.',
      );
    return decideDrain(node, asked);
  }
  if (asked.pod_names !== undefined || asked.sub_products !== undefined)
    return refuse('R55', `${operation} evicts no pods.`, 'Leave pod_names and sub_products out; they are of Drain.');
  // How a cordon of one workspace shows is not established, so only one for all tells that there is nothing to do.
  if (only_workspace_id === undefined && node.cordoned === (operation === 'Cordon'))
    return refuse(
      'R55',
      `${node.nodeId} is ${node.cordoned ? 'closed' : 'open'} already.`,
      'Nothing needs to be done.',
    );
  const closes = operation === 'Cordon';
  return confirm({
    rule: 'R55',
    label: closes
      ? say(en`Yes, close this machine`, zh`是，关闭该节点`)
      : say(en`Yes, open this machine`, zh`是，开放该节点`),
    question: {
      consequence: [
        closes
          ? say(
              en`Close a machine to new pods? What runs there goes on; nothing new starts there until it is opened again. ${scopeSaid(asked)}`,
              zh`关闭节点、不再接收新实例？其上运行的任务继续；重新开放前不会有新实例启动。${scopeSaid(asked)}`,
            )
          : say(
              en`Open a machine to new pods again? Whoever closed it may have had a reason. ${scopeSaid(asked)}`,
              zh`重新开放节点、接收新实例？此前关闭它的人可能有其理由。${scopeSaid(asked)}`,
            ),
      ],
      identity: identity(node),
    },
  });
}

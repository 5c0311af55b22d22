import { type AdminQuota, decideScaleQuota, decideUpdateQuota } from '../../../src/policy/admin-quota.ts';
import { type AdminNode, decideOperateNode, type NodeAsked, type OnNode } from '../../../src/policy/operate-node.ts';
import type { Scenes } from './scenes.ts';

const quota: AdminQuota = {
  quotaId: 'quota1',
  name: 'research',
  queueStrategy: 'PaiStrategyIntelligent',
  sizes: [{ type: 'ml.a', count: 8, special: false }],
  gpus: { total: 64, allocated: 40 },
  workspaces: 2,
  subQuotas: 1,
};
const scaled = (count: number, more: Partial<AdminQuota> = {}) =>
  decideScaleQuota({ ...quota, ...more }, [{ type: 'ml.a', count }]);

const pod = (id: string, product: string): OnNode => ({ id, product, of: `${product} dlc7` });
const node = (rows: readonly OnNode[], more: Partial<AdminNode> = {}): AdminNode => ({
  nodeId: 'lingj1',
  quotaId: 'quota1',
  status: 'Ready',
  cordoned: false,
  holds: { rows, pods: true, complete: true },
  ...more,
});
const two = [pod('dlc7-worker-0', 'dlc'), pod('dsw-9', 'dsw')];
const many = Array.from({ length: 11 }, (_, rank) => pod(`dlc7-worker-${rank}`, 'dlc'));
const drained = (on: AdminNode, more: Partial<NodeAsked> = {}) =>
  decideOperateNode(on, { operation: 'Drain', ...more });

/** R55: what an administrator is asked about quotas and machines, and what is refused before. */
export const admin = (): Scenes => ({
  'more machines': scaled(10),
  'fewer machines, on which jobs may run': scaled(4),
  'a size of which nobody knows what is there': scaled(4, { gpus: { total: undefined, allocated: undefined } }),
  'the size that it has': scaled(8),
  'a size without one of its types': decideScaleQuota(quota, [{ type: 'ml.b', count: 1 }]),
  'machines that are bound in a way of their own': scaled(9, { sizes: [{ type: 'ml.a', count: 8, special: true }] }),
  'a size that it has of one type and not of the other': decideScaleQuota(
    { ...quota, sizes: [...quota.sizes, { type: 'ml.b', count: undefined, special: false }] },
    [
      { type: 'ml.b', count: 1 },
      { type: 'ml.a', count: 8 },
    ],
  ),
  'more of one type and less of the other': decideScaleQuota(
    { ...quota, sizes: [...quota.sizes, { type: 'ml.b', count: 3, special: false }] },
    [
      { type: 'ml.a', count: 9 },
      { type: 'ml.b', count: 1 },
    ],
  ),
  'more of two types': decideScaleQuota(
    { ...quota, sizes: [...quota.sizes, { type: 'ml.b', count: 3, special: false }] },
    [
      { type: 'ml.a', count: 9 },
      { type: 'ml.b', count: 3 },
    ],
  ),
  'a new type beside the old one': decideScaleQuota(quota, [
    { type: 'ml.c', count: 1 },
    { type: 'ml.a', count: 8 },
  ]),
  'a new type of which there are to be none': decideScaleQuota(quota, [
    { type: 'ml.a', count: 8 },
    { type: 'ml.c', count: 0 },
  ]),
  'a type that is named twice': decideScaleQuota(quota, [
    { type: 'ml.a', count: 9 },
    { type: 'ml.a', count: 4 },
  ]),
  'a size that lacks two types': decideScaleQuota(
    { ...quota, sizes: ['ml.a', 'ml.b', 'ml.c'].map((type) => ({ type, count: 1, special: true })) },
    [{ type: 'ml.b', count: 2 }],
  ),
  'machines that are bound in two ways': decideScaleQuota(
    { ...quota, sizes: ['ml.a', 'ml.b'].map((type) => ({ type, count: 1, special: true })) },
    ['ml.a', 'ml.b'].map((type) => ({ type, count: 2 })),
  ),
  'the first machines of a quota': decideScaleQuota({ ...quota, sizes: [] }, [{ type: 'ml.a', count: 1 }]),
  'a size of which the count is not known': scaled(4, { sizes: [{ type: 'ml.a', count: undefined, special: false }] }),
  'GPUs of which nobody knows how many are in use': scaled(9, { gpus: { total: 64, allocated: undefined } }),
  'another queue in place of an unknown one': decideUpdateQuota(
    { ...quota, queueStrategy: '' },
    { queue_strategy: 'PaiStrategyStrictFIFO' },
  ),
  'another queue': decideUpdateQuota(quota, { queue_strategy: 'PaiStrategyStrictFIFO' }),
  'another name': decideUpdateQuota(quota, { quota_name: 'research-2', description: 'of the second floor' }),
  'a drain': drained(node(two)),
  'a drain of many pods': drained(node(many)),
  'a drain of one product': drained(node(two), { sub_products: ['DSW'] }),
  'a drain of some pods': drained(node(two), { pod_names: ['dsw-9'] }),
  'a drain of an empty machine': drained(node([])),
  'a drain of what could not be listed': drained(node([], { holds: undefined })),
  'a drain of a pod that is elsewhere': drained(node(two), { pod_names: ['dlc8-worker-0'] }),
  'a drain of two pods that are elsewhere': drained(node(two), {
    pod_names: ['dlc8-worker-0', 'dlc8-worker-1', 'dsw-9'],
  }),
  'a drain of what nothing is evicted of': drained(node(two), { sub_products: ['EAS', 'Tensorboard'] }),
  'a drain of workloads': drained(node([], { holds: { rows: two, pods: false, complete: true } })),
  'a drain of pods where only workloads are known': drained(
    node([], { holds: { rows: two, pods: false, complete: true } }),
    { pod_names: ['dsw-9'] },
  ),
  'a drain of what is known in part': drained(node([], { holds: { rows: two, pods: true, complete: false } })),
  'a drain for one workspace': drained(node(two), { only_workspace_id: '7' }),
  'a cordon of some pods': decideOperateNode(node(two), { operation: 'Cordon', pod_names: ['dsw-9'] }),
  'a cordon of one product': decideOperateNode(node(two), { operation: 'Cordon', sub_products: ['DSW'] }),
  'an opening of what is open': decideOperateNode(node(two), { operation: 'Uncordon' }),
  'a cordon for one workspace of what is closed': decideOperateNode(node(two, { cordoned: true }), {
    operation: 'Cordon',
    only_workspace_id: '7',
  }),
  'a cordon': decideOperateNode(node(two), { operation: 'Cordon' }),
  'a cordon for one workspace': decideOperateNode(node(two), { operation: 'Cordon', only_workspace_id: '7' }),
  'a cordon of what is closed': decideOperateNode(node(two, { cordoned: true }), { operation: 'Cordon' }),
  'an opening': decideOperateNode(node(two, { cordoned: true }), { operation: 'Uncordon' }),
});

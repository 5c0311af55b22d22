import type { CauseTexts } from './texts.ts';

export const shortage: CauseTexts = {
  more_than_whole: {
    says: [
      "couldn't assign flavors to pod set main: insufficient quota for cpu in flavor a, request (100) > maximum capacity (40)",
      'The requested 8 GPUs are larger than the maximum of the quota, which is 4',
    ],
    not: ['the request exceeds the remaining quota', 'more than the maximum of 8 GPUs per node of the cluster'],
  },
  queue_closed: {
    says: ["LocalQueue team-a doesn't exist", 'ClusterQueue team-cq is inactive'],
    not: ['the queue is full', 'the job was not found, its queue is fine'],
  },
  pod_refused: {
    says: [
      'Failed to create Pod: pods "dlc1-worker-0" is forbidden: failed quota: leaf: must specify limits.cpu,requests.cpu',
      'pods "dlc1-worker-0" is forbidden: [maximum memory usage per Container is 8Gi, but limit is 64Gi]',
      'Pod "dlc1-worker-0" is invalid: spec.containers[0].resources.requests: Invalid value: "8": must be at most the limit',
    ],
    not: [
      'Failed to create Pod: the API server timed out',
      'Exceeded quota: leaf, requested: 8, used: 60, limited: 64',
    ],
  },
  quota_used: {
    says: [
      'Exceeded quota: gpu-quota, requested: 8, used: 60, limited: 64',
      'Error creating: pods "dlc1-worker-0" is forbidden: exceeded quota: gpu-quota, requested: requests.nvidia.com/gpu=8, used: requests.nvidia.com/gpu=62, limited: requests.nvidia.com/gpu=64',
    ],
    not: ['Disk quota exceeded: /mnt/nas'],
  },
  nodes_unreachable: {
    says: [
      '0/6 nodes are available: 6 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.',
      '0/2 nodes are available: 2 node(s) had untolerated taint {node.kubernetes.io/unreachable: }. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ],
    not: ['0/6 nodes are available: 6 node(s) had untolerated taint {dedicated: infer}.'],
  },
  node_taint: {
    says: [
      '0/6 nodes are available: 6 node(s) had untolerated taint {team: speech}.',
      '0/12 nodes are available: 12 node(s) had untolerated taint {dedicated: inference}. preemption: 0/12 nodes are available: 12 Preemption is not helpful for scheduling.',
    ],
    not: ['0/6 nodes are available: 2 Insufficient nvidia.com/gpu, 4 node(s) had untolerated taint {team: speech}.'],
  },
  volume_elsewhere: {
    says: [
      '0/3 nodes are available: 3 node(s) had volume node affinity conflict.',
      '0/18 nodes are available: 18 node(s) had volume node affinity conflict. preemption: 0/18 nodes are available: 18 Preemption is not helpful for scheduling.',
    ],
    not: ["0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."],
  },
  topology: {
    says: [
      'Network topology not satisfied: no hyper-node domain has 4 nodes; topology constraint is unsatisfied',
      "0/32 nodes are available: 20 Insufficient nvidia.com/gpu, 12 node(s) didn't match pod topology spread constraints (missing required label). preemption: 0/32 nodes are available: 32 Preemption is not helpful for scheduling.",
    ],
    not: ['The topology file was written'],
  },
  gang_not_let_in: {
    says: [
      '0/0 tasks in gang unschedulable: pod group is not ready, 1 minAvailable',
      'default:a unschedule,reason: 4/0 tasks in gang unschedulable: pod group is not ready, 4 minAvailable',
    ],
    not: ['10/10 tasks in gang unschedulable: pod group is not ready, 10 Pending, 10 minAvailable'],
  },
  gang: {
    says: [
      'PreFilter: gang children are not complete: 5 of 8 wait',
      'gang scheduling failed: 3 of 8 members could be placed',
      '8/8 tasks in gang unschedulable: pod group is not ready, 8 Pending, 8 minAvailable; Pending: 3 Schedulable, 5 Unschedulable',
      '1/1 tasks in gang unschedulable: pod group is not ready, 1 Pending, 1 minAvailable; Pending: 1 Unschedulable',
    ],
    not: ['All pods of the gang are running'],
  },
  cluster_used_up: {
    says: ['queue default: resource quota insufficient', 'resource in cluster is overused'],
    not: ['The queue is empty'],
  },
  bid: {
    says: [
      'Bidding: the market price 0.62 is higher than the bid',
      'bid price 0.3 is lower than the current market price 0.42',
    ],
    not: ['Bid accepted at 0.42'],
  },
  no_matching_node: {
    says: [
      "0/2 nodes are available: 2 node(s) didn't satisfy existing pods anti-affinity rules.",
      "0/8 nodes are available: 8 node(s) didn't match Pod's node affinity/selector.",
    ],
    not: ['0/2 nodes are available: 2 Insufficient cpu.'],
  },
  cloud_refuses: {
    says: [
      'acme.cloud.ApiError: code NoStock: the type big.48 is sold out in zone b',
      'acme.cloud.ApiError: VcpuLimitExceeded',
      'launch: error: the order would exceed your approved regional quota of 8',
      'launch: error: size big_96 is currently not available in location north',
      'launch: error: zone b does not have enough machines available for 4 pods',
      'ApiError: HTTP Status: 403 Error:Order.NoStock the type is out of stock in zone b',
      'Error from server (Forbidden): pods "w-0" is forbidden: exceeded quota: team, requested: requests.acme.com/gpu=8',
      'pod w-0 unschedulable: 0/7 nodes are available: 7 Insufficient acme.com/gpu. preemption: 0/7',
      'srun: error: step of job 7: Requested nodes are busy',
      'acme.cloud.ApiError: there are no longer any instances available of that size',
      'acme.cloud.ApiError: cards of type B9 are insufficient in pool 7',
      'acme.cloud.ApiError: the account has a quota of 100, which is less than the job needs',
      'acme.cloud.ApiError: the spot price of 0.1 is below the current minimum of 0.7',
    ],
    not: [
      'launch: error: the tokenizer is not available in this location',
      'RateError: the quota of 30 requests per minute was exceeded',
      "OSError: [Errno 122] Disk quota exceeded: '/mnt/out/7.pt'",
      'StoreError: the storage quota of the team is exceeded',
      "ValueError: row 7: 'out of stock' is no number",
      'acme.PoolError: the resources of host memory are not enough',
      'ValueError: no backend is available at this size',
    ],
  },
  shortage: {
    says: [
      'resource type is not enough',
      'ResourceAllocateFailed: resource type is not enough',
      '0/12 nodes are available: 12 Insufficient nvidia.com/gpu. preemption: 0/12 nodes are available: 12 No preemption victims found for incoming pod.',
    ],
    not: ['insufficient permission to read the quota'],
  },
};

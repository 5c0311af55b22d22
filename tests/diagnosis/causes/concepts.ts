import type { CauseTexts } from './texts.ts';

export const concepts: CauseTexts = {
  image_trouble: {
    says: ['the image layers of the job are missing', 'Error: image "reg/a:latest" has no manifest for linux/amd64'],
    not: ['the driver of the image processor is missing'],
  },
  storage_trouble: {
    says: [
      'Permission check failed: role AliyunPAIDLCAccessingOSSRole has no permission on bucket train-data',
      'Data source oss://bucket/p is not accessible: NoSuchBucket',
    ],
    not: ['the volume of the data set was mounted: success'],
  },
  memory_trouble: {
    says: ['pod killed: memory above its limit', 'Container killed: memory usage 96Gi reached limit 96Gi'],
    not: ['GPU memory reached its limit, killed'],
  },
  device_trouble: {
    says: [
      'SingleNodeCommCheck did not pass on lrn-5: all-reduce 40 GB/s, expected 180 GB/s',
      'Detected GPU drop on node lrn-8 (7 of 8 GPUs visible)',
      'AIMaster: node lrn-8 added to blacklist because of repeated CUDA ECC errors',
    ],
    not: ['device plugin has no free GPU, allocation failed'],
  },
  machine_trouble: {
    says: ['host node-3: kernel panic', 'Machine of pod dlc1-worker-3 crashed and rebooted'],
    not: ['the spot machine is offline'],
  },
  per_node_limit: {
    says: [
      '8 GPUs per node is the maximum, the task asks for more than that',
      'Requested GPU 16 per pod exceeds the maximum of 8 per node',
    ],
    not: ['one pod per node is running'],
  },
  unschedulable: {
    says: [
      '0/9 nodes are available: 9 node(s) were not ready for scheduling gates.',
      '0/4 nodes are available: 4 node(s) exceed max pod count. preemption: not eligible',
    ],
    not: [
      '0/9 nodes are available: persistentvolumeclaim "train-data" not found.',
      '0/9 nodes are available: 9 Insufficient nvidia.com/gpu.',
    ],
  },
  scarcity: {
    says: [
      'zone cn-hangzhou-k has no capacity for ecs.gn7i-c32g1.8xlarge',
      'Waiting in queue: ahead 5 jobs, quota GPU used 128/128',
      'No inventory for ml.gu7xf.8xlarge-gu108',
    ],
    not: ['the disk of the zone is full, network not available'],
  },
  does_not_fit: {
    says: [
      "Workload didn't fit in the remaining quota",
      'Application job-7 does not fit into root.team-a queue',
      'PodGroup job-1 is pending: waiting for 8 more pods',
      'job is queued behind 12 jobs with higher priority',
      'pod set worker: topology "default" allows to fit only 3 out of 8 pod(s)',
    ],
    not: ['job is enqueued', 'queue quota remains 12 GPUs', 'Created PodGroup job-1', 'the jobs fit the nodes'],
  },
  pending_reason: {
    says: ['(QOSMaxGRESPerUser)', 'job 7 waits: ReqNodeNotAvail, UnavailableNodes:node[1-4]'],
    not: ['(Priority)'],
  },
  setting_trouble: {
    says: ['Error: container create failed: env LD_PRELOAD is not valid', 'UserVpc vsw-abc does not exist'],
    not: ['all parameters are valid, no error'],
  },
  service_trouble: {
    says: ['operation timed out: api server not reachable', 'The DLC service is under maintenance'],
    not: ['the user program of the container exited with an error'],
  },
  unknown_trouble: {
    says: [
      'Exceeded the PodsReady timeout team/job-7',
      'The gate of the pod timed out',
      'Quux could not be reconciled',
    ],
    not: [
      'PyTorchJob dlc1 failed because 1 Worker replica(s) failed.',
      'Quota reserved in ClusterQueue q1',
      'all checks passed, no error',
    ],
  },
};

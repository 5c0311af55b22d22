import type { CauseTexts } from './texts.ts';

export const preemption: CauseTexts = {
  preempted: {
    says: [
      'Pod dlc1-worker-1 was preempted by a job of higher priority',
      'Preempted by t1/dlc2-master-0 on node lrn1',
      'The spot instance was interrupted by the system',
    ],
    not: [
      '0/12 nodes are available: 12 Insufficient nvidia.com/gpu. preemption: 0/12 nodes are available: 12 No preemption victims found.',
      'TaintManagerEviction: deleting pod due to NoExecute taint node.kubernetes.io/not-ready',
    ],
  },
  spot_ended: {
    says: [
      'Spot machine lrn-2 revoked by the market',
      'interruption notice received for the instance',
      'Spot instance i-2zej0x will be released in 5 minutes',
    ],
    not: ['Spot interruption handler enabled'],
  },
  spot_notice: {
    says: [
      'received an interruption notice, saving a checkpoint',
      '[node-agent] spot instance will be reclaimed in 180 seconds',
      'meta-data/instance/spot/termination-time: 2026-03-05T12:05:00Z',
    ],
    not: ['waiting for an interruption notice in the background'],
  },
  preemption_notice: {
    says: [
      'this job was preempted, writing a last checkpoint',
      'slurmstepd: error: *** JOB 8812 ON node-3 CANCELLED AT 2026-03-05T12:00:00 DUE TO PREEMPTION ***',
    ],
    not: ['preemption handler: listening for a preemption notice'],
  },
  machine_goes: {
    says: [
      'trainer-7 watcher: the metadata server reports that preemption is imminent',
      'Mar 05 12:00:09 lrn-2 systemd-logind[811]: Power key pressed.',
      '{"EventId":"A1","EventType":"Preempt","ResourceType":"VirtualMachine","Resources":["lrn-2"]}',
      'instance-action: {"action":"terminate","time":"2026-03-05T12:02:00Z"}',
      'meta-data/spot/instance-action says hibernate at 12:05',
      'computeMetadata/v1/instance/preempted: TRUE',
    ],
    not: [
      'polling the metadata server: termination is not imminent',
      'saves a checkpoint when termination is imminent',
      'GET /latest/meta-data/spot/instance-action -> 404',
      'computeMetadata/v1/instance/preempted: FALSE',
      'kernel: ACPI: Power Button [PWRF]',
      '"EventType": "Reboot"',
    ],
  },
  drained: {
    says: ['The node was drained: imminent node shutdown', 'Node i-2zej0x is being drained for maintenance'],
    not: ['The log buffer was drained'],
  },
  taint_eviction: {
    says: [
      'TaintManagerEviction: Marking for deletion Pod t1/dlc1-worker-0',
      'TaintManagerEviction: deleting pod because of the taint dedicated',
    ],
    not: ['TaintManagerEviction: Cancelling deletion of Pod t1/dlc1-worker-0'],
  },
};

import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { CREDENTIALS, MOUNT } from './remedies.ts';

const VOLUME = /(?:volume|volumes=\[)[ ]?\\?"?([\w./-]{2,80})/;
const MOUNTING = /mount|attach|NodePublishVolume|NodeStageVolume|ossfs|\bnas\b|cpfs|volume|\u6302\u8f7d/i;
const MOUNTED =
  /(successfully|succeeded to) mount|mount(ed)? success|pod sandbox|\beni\b|network interface|nodes are available/i;

/** Storage that cannot be mounted, and what the platform says of permissions. */
export const mountCauses: readonly Cause[] = [
  {
    id: 'mount_denied',
    category: 'permission_or_mount',
    in: ['cloud'],
    match:
      /access denied|AccessDenied|permission denied|not authori[sz]ed|\b403 Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|NoPermission|Forbidden\b/i,
    also: MOUNTING,
    unless: MOUNTED,
    directness: 'direct',
    says: 'the storage refuses the mount: the role, the key or the network of the job may not use it',
    thing: VOLUME,
    remedy: change('data_owner', 'let the role of the job and its network in (RAM policy, NAS permission group)'),
  },
  {
    id: 'mount_missing',
    category: 'permission_or_mount',
    in: ['cloud'],
    match:
      /NoSuchBucket|(bucket|file ?system|mount ?target|directory|path|\bpvc?\b|persistentvolumeclaim)\b.{0,120}(not exist|not found|not be found)|unbound immediate PersistentVolumeClaim|No such file or directory|hostPath type check failed|\bis not a (directory|file|block device|socket)\b/i,
    also: MOUNTING,
    unless: /(successfully|succeeded to) mount|mount(ed)? success|exec: |executable/i,
    directness: 'direct',
    says: 'what should be mounted does not exist',
    thing: VOLUME,
    remedy: change('settings', "correct the data source's path, or make it first"),
  },
  {
    id: 'mount_unreachable',
    category: 'permission_or_mount',
    in: ['cloud'],
    match: anyOf(
      /Connection (timed out|refused|reset)/i,
      /Cannot connect to \w{2,6} host/i,
      /No route to host|Network is unreachable/i,
      /DeadlineExceeded|context deadline exceeded/i,
      /Failed to resolve server|Name or service not known|no such host/i,
    ),
    also: MOUNTING,
    unless: MOUNTED,
    directness: 'direct',
    says: 'the storage does not answer from the network of the job, so it could not be mounted',
    thing: VOLUME,
    remedy: change(
      'settings',
      "check that mount target and job are in one VPC, with an access rule for the job's network",
    ),
  },
  {
    // What follows from any trouble with a volume, when it lasts: another event says which.
    id: 'mount_waits',
    category: 'permission_or_mount',
    in: ['cloud'],
    match: /\b(timeout expired|timed out) waiting for (the condition|volumes? to)\b/i,
    also: MOUNTING,
    unless: MOUNTED,
    directness: 'direct',
    vague: true,
    says: 'storage could not be mounted in time',
    thing: VOLUME,
    remedy: MOUNT,
  },
  {
    id: 'mount',
    category: 'permission_or_mount',
    in: ['cloud'],
    match: anyOf(
      /MountVolume\S{0,20}.{0,20}fail/i,
      /FailedMount/i,
      /FailedAttachVolume/i,
      /AttachVolume\S{0,20}.{0,20}fail/i,
      /Unable to (attach or )?mount/i,
      /\b(fail(ed|ure)?|unable|error|cannot|could not|timed? ?out)\b.{0,30}\b(mount|attach)(ing|ed)?\b/i,
      /\bmount(ing|ed)?\b.{0,200}\b(fail\w{0,3}|timed? ?out|denied|refused|error|not permitted|not exist)\b/i,
      /NodePublishVolume/i,
      /NodeStageVolume/i,
      /\w{0,10}Mount(Failed|Error|Timeout|Failure)/i,
      /ossfs.{0,120}(fail|error|denied)/i,
      /volume node affinity conflict|no persistent volumes available for this claim/i,
      // A mount point that cannot be looked at is made again in vain: what was mounted there broke.
      /\bmkdir \/\S{1,200}: file exists/i,
      /\u6302\u8f7d.{0,20}\u5931\u8d25/i,
    ),
    unless: /(successfully|succeeded to) mount|mount(ed)? success|pod sandbox|\beni\b|network interface/i,
    directness: 'direct',
    vague: true,
    says: 'storage could not be mounted',
    thing: VOLUME,
    remedy: MOUNT,
  },
  {
    id: 'cloud_denied',
    category: 'permission_or_mount',
    in: ['cloud'],
    match: anyOf(
      /AccessDenied/i,
      /access (is )?denied/i,
      /permission denied/i,
      /not authori[sz]ed to/i,
      /\b403 Forbidden/i,
      /NoPermission/i,
      /Forbidden\.RAM/i,
      /AssumeRole.{0,60}(fail|denied)/i,
      /bucket .{0,80}(does not belong|denied)/i,
      /credential.{0,60}(expired|invalid)/i,
    ),
    unless: /pull|image|manifest|registry|exceeded quota/i,
    directness: 'direct',
    says: 'the job lacks a permission',
    remedy: CREDENTIALS,
  },
];

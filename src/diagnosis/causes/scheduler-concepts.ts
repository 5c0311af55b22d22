import { change } from '../remedy.ts';
import { anyOf, type Cause, concept as row } from './cause.ts';
import { IMAGE_LOGIN, WAIT } from './remedies.ts';

/* What errors that no cause knows say of clusters, of what is free in them, and of schedulers; see
   error-concepts.ts. */

export const shortageWords: readonly Cause[] = [
  row({
    id: 'shortage_words',
    category: 'quota_or_stock_shortage',
    match: anyOf(
      /\b(Resources?Unavailable\w{0,8}|Insufficient(Instance|Host)?Capacity\w{0,8}|ResourceLimitExceeded|\w{0,40}POOL_EXHAUSTED\w{0,30}|Stockout\w{0,8}|QuotaExceeded\w{0,8}|OutOfCapacity)\b/i,
      /\b(accounts?|service|instances?|GPUs?|CPUs?|vCPUs?|nodes?|regional|project|subscription)\b.{0,20}\b(limits?|quotas?)\b.{0,80}\b(exceed\w{0,3}|reached|is 0|insufficient|not enough)\b/i,
      /\b(no|not enough|insufficient|lack of) .{0,26}\b(capacity|stock)\b|\bout of (capacity|stock)\b|\bexceed\w{0,3} (the )?quota\b/i,
      /\b(fail\w{0,3}|unable|could not|cannot) (to )?(provision|acquire|obtain|procure) .{0,40}\b(resources?|instances?|nodes?|machines?|TPUs?|GPUs?|VMs?)\b/i,
    ),
    unless:
      /\b(rows?|records?|columns?|labels?|disk|storage|memory|inodes?|buffers?|tokens?|rate|API|requests? per)\b/i,
    says: 'the message speaks of machines or a quota that cannot be had now',
    remedy: WAIT,
  }),
];

/** Of images that a program in a container pulls itself, as Slurm's plugins, Singularity and Docker do. */
export const imageWords: readonly Cause[] = [
  row({
    id: 'image_words',
    category: 'image_pull',
    match: anyOf(
      /\b(fail\w{0,3}|errors?|unable|could not|cannot|can't|denied)\b.{0,60}\b(import|pull)(ing)? .{0,40}\bimages?\b/i,
      /\bmanifest\b.{0,80}\b(unknown|not found|denied)\b|\b(reading|fetching) manifest\b|\bpull access denied\b|\brequested access to the resource is denied\b/i,
      /\b(docker|OCI|registry|singularity|apptainer|enroot|podman)\b.{0,80}\bimages?\b.{0,80}\b(fail\w{0,3}|not found|(does|do) not exist|denied|unauthori[sz]ed)\b/i,
    ),
    unless: /\bimport image ?io\b|\bNo space left\b/i,
    says: 'the message speaks of a container image that could not be had',
    remedy: IMAGE_LOGIN,
  }),
];

export const clusterWords: readonly Cause[] = [
  row({
    id: 'cluster_words',
    category: 'bad_configuration',
    match:
      /\b(machine|host|node|worker|server|peer)s? ?(list|file)\b|\blist of (machines|hosts|nodes|servers|workers)\b|\bTF_CONFIG\b|\bcluster[ _]?(spec|resolver|def)\w{0,10}\b|\b(local_listen_port|machine_list_filename)\b|\b(in|of) (the )?machines$/i,
    also: /\b(not|\w{2,6}n't|no|invalid|pars(e|ing)|malformed|missing|empty|duplicat\w{1,3}|inconsistent|must|should|please|expected|mismatch\w{0,2}|fewer|more than|cannot|could not|unable|fail\w{0,3})\b/i,
    unless: /\b(rows?|records?|samples?|graphs?|columns?|features?)\b/i,
    says: 'the message speaks of the list of machines or addresses that the processes were given, which does not fit this job',
    remedy: change(
      'settings',
      'give every process the same list of the pods that the job has, with their own addresses',
    ),
  }),
];

export const limitWords: readonly Cause[] = [
  row({
    id: 'limit_words',
    category: 'resource_limit',
    match:
      /\b(exceed\w{0,3}|violat\w{1,3}|over|above|reach\w{0,3}|hit|more than)\b.{0,40}\b(limits?|ulimit)\b|\blimits?\b.{0,40}\b(exceeded|reached|hit)\b/i,
    unless:
      /\b(tokens?|sequence|context|prompt|length|rate|retr(y|ies)|recursion|messages?|warn\w{0,4}|loss|iterations?|steps?|epochs?|patience|grad\w{0,6}|power|temperature|lines?|characters?)\b/i,
    says: 'the message speaks of a limit of the system, the job or its scheduler that was exceeded',
    remedy: change('settings', 'stay below the limit that the message names, or have it raised'),
  }),
];

/** Told last: that a job was not taken says less than why. */
export const submissionWords: readonly Cause[] = [
  row({
    id: 'submission_words',
    category: 'bad_configuration',
    match:
      /\b(job|submission|request)\b.{0,40}\b(not submitted|rejected|refused|(submission |submit )?failed: )|\bsubmit error\b|\bunable to run job\b|\bsubmission failed\b|\bfailed to (submit|create) (the |a )?job\b|\bq(sub|alter): .{0,20}\b(bad|illegal|invalid|unknown)\b/i,
    says: 'the message says that a scheduler does not take a job as it was given to it',
    remedy: change('settings', 'correct what the scheduler names: its queue, account, limits or form'),
  }),
];

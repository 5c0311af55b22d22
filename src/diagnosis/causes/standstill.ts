import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import {
  DAMAGED,
  FILE_SYSTEM,
  FREE_SPACE,
  LESS_GPU_MEMORY,
  MISSING_RANK,
  NETWORK_BETWEEN,
  WAY_OUT,
} from './remedies.ts';

const row = (entry: Omit<Cause, 'in' | 'directness'>): Cause => ({
  ...entry,
  in: ['standstill'],
  directness: 'indirect',
});

/**
 * What a job that gets no further repeats, or wrote last. In a job that gets on these lines mean nothing, so nothing
 * else reads them.
 */
export const standstillCauses: readonly Cause[] = [
  row({
    id: 'every_batch_oom',
    category: 'cuda_oom',
    match: /out of memory/i,
    unless: /host|system memory|cgroup/i,
    says: 'batch after batch runs out of GPU memory and is skipped, so there is no progress',
    remedy: LESS_GPU_MEMORY,
  }),
  row({
    id: 'every_sample_skipped',
    category: 'user_code_error',
    match:
      /\b(batch(es)?|samples?|records?|images?|items?|examples?|utterances?|clips?|videos?|rows?)\b.{0,80}\b(skip(s|ped|ping)?|discard(s|ed|ing)?|ignored)\b|\bskipp(ed|ing)\b.{0,30}\b(batch(es)?|samples?|records?|images?|items?|examples?|utterances?|clips?|videos?|rows?)\b/i,
    unless: /overflow|\b(nan|inf)\b|loss scal/i,
    says: 'what it reads is skipped again and again as faulty, so there is no progress',
    remedy: change(
      'data_owner',
      'see why the loader refuses the data: their form, their paths, or what it filters out',
    ),
  }),
  row({
    id: 'full_disk_waits',
    category: 'storage_failure',
    match: /No space left on device|Disk quota exceeded|disk (is )?full/i,
    says: 'it tries again and again to write to a disk that is full: no progress',
    remedy: FREE_SPACE,
  }),
  row({
    id: 'file_system_silent',
    category: 'storage_failure',
    match: anyOf(
      /\b(nfs|lustre|cifs|ceph|gpfs|beegfs)\b.{0,60}\bnot responding\b|\bnot responding, (still trying|timed out)\b|\bblocked for more than \d{1,6} seconds\b/i,
      /\bin progress operations using this service will wait\b|\blibceph: \w{3,6}\d{1,4}\b.{0,60}\b(connect error|socket closed|down|hunting for new mon)\b/i,
    ),
    says: 'a file system does not answer, and the program waits for it: no progress',
    thing: /server ([\w.:-]{3,80}) not responding/,
    remedy: FILE_SYSTEM,
  }),
  row({
    id: 'processor_stuck',
    category: 'hardware_fault',
    match: /\b(soft|hard) lockup\b|\brcu_\w{2,12} (self-)?detected stalls?\b|\brcu: INFO: .{0,40}\bstalls?\b/i,
    says: 'the kernel says that a processor is stuck, and what runs on it stands: a driver, the machine, or far too much load',
    remedy: change(
      'platform',
      'let the job run on another node; if it comes back there, tell the platform the lines of the kernel',
    ),
  }),
  row({
    id: 'cluster_too_small',
    category: 'bad_configuration',
    match: anyOf(
      /cannot be scheduled right now/i,
      /No available node types can fulfill/i,
      /\b(could not|cannot|can't|unable to) (find|get) a node\b.{0,40}\b(satisf|fulfil)/i,
      /Waiting for (creating )?a? ?placement group/i,
      /resource request.{0,120}(pending|infeasible|cannot be)/i,
      /(Trial|actor|task)s?.{0,60}(pending|waiting).{0,80}resources/i,
      /Initial job has not accepted any resources/i,
      /\b(requires?|needs?|asks? for|asked for|requested|wants?|expects?|expected|waiting for) \d{1,6} (\w{1,12} )?(slots?|cores?|GPUs?|CPUs?|NPUs?|devices|executors?|workers?|nodes?|tasks?|replicas?)\b.{0,40}\b(only \d{1,6}\b|\d{1,6} (is |are |were |so far )?(available|free|registered|ready|alive))/i,
      /step creation (still|temporarily) disabled|Requested nodes are busy/i,
      /Failed to (schedule|create) placement group\b/i,
      /\b(no|not find|not (enough|sufficient)|insufficient|lacks?|lack of|waiting for|waits for)\b.{0,20}\b(available |free |idle |suitable |matching |new )?(node types?|nodes?|(cluster )?resources|slots|executors|GPUs|CPUs|cores)\b.{0,20}\b(to (satisfy|fulfill?|run|schedule|place|launch|start)|that (can|could|satisf\w{2,3}|fits?)|for (the|this|its|your) (request|job|task|trial|actor|placement))/i,
    ),
    says: 'it waits for resources that its own cluster (Ray, Spark, Slurm) does not have: no progress until it asks for less or gets more',
    thing: /(\{'(?:GPU|CPU)': ?[\d.]{1,8}(?:, '(?:GPU|CPU|memory)': ?[\d.]{1,14})?\})/,
    remedy: change('settings', 'ask for no more GPUs and CPUs than the pods of the job have, or give it more pods'),
  }),
  row({
    id: 'rendezvous_again',
    category: 'nccl_timeout',
    match: anyOf(
      /\brende[zs]?vous\b.{0,80}\b(changed|incomplete|destroy\w{0,4}|abandon\w{0,2}|again|re-?try|re-?join\w{0,3}|closed|not renewed|start(ing)? over)\b/i,
      /\b(destroy\w{0,4}|attempt\w{0,3} to (re-?)?join|re-?join\w{0,3}|re-?start\w{0,3})\b.{0,40}\brende[zs]?vous\b/i,
      /\brank_?\d{1,6}\b.{0,20}\bis not renewed/i,
    ),
    says: 'its processes meet at the rendezvous again and again and never come to training: one leaves, or is too late, each time',
    remedy: NETWORK_BETWEEN,
  }),
  row({
    id: 'waits_for_first',
    category: 'nccl_timeout',
    match: anyOf(
      /Waiting for model to be ready|Variables not initialized/i,
      /\b(wait\w{0,3}|block\w{0,3})\b.{0,20}\b(for|on|until) (the |its |local[ _]|global[ _])?(chief|main process|rank[ _]?0|master (worker|process|rank)|process 0|leader|first (rank|process|worker))\b.{0,12}\b(to |has |is |(is )?done|finish\w{0,4}|initiali[sz]\w{1,4}|build\w{0,3}|creat\w{1,3}|load\w{0,3}|download\w{0,3}|preprocess\w{0,3}|prepar\w{1,3}|sav\w{1,3}|sync\w{0,3})/i,
    ),
    says: 'it waits for what another of its processes does first (chief, rank 0: to initialise, load, build or save), and that does not come',
    remedy: MISSING_RANK,
  }),
  row({
    id: 'waits_for_server',
    category: 'network_failure',
    match: anyOf(
      /CreateSession still waiting/i,
      /Failed to connect to GCS|Unable to connect to GCS|waiting for (the )?(head|GCS)/i,
      /can't resolve|could not resolve|cannot resolve|NXDOMAIN|name (resolution|or service)/i,
      /Connection (refused|timed out|reset)|kex_exchange_identification/i,
      /attempts? to join the next round of the rendezvous|waiting for more participants/i,
      /Waiting for [\w.-]{3,80}:\d{2,5}/i,
      /waiting for (the )?(master|svc|service|chief|ps|parameter server|scheduler|head|launcher|server|rank ?0|worker[-\w]{0,8})\b/i,
      /\b(connection|channel|stream|socket|link) (is |was |has been )?(shut ?down|closed|lost|aborted|dropped)\b/i,
      /failed to connect to|\bconnect\w{0,3}\b.{0,40}\bfailed\b|unreachable|No route to host/i,
    ),
    unless: /\bRetry\(|https?:\/\/(?!localhost|127|10\.|192\.168)/i,
    says: 'it waits for another process that does not answer, and says the same again and again: no progress',
    remedy: NETWORK_BETWEEN,
  }),
  row({
    id: 'server_not_up',
    category: 'bad_configuration',
    match:
      /server (is )?not (up|ready)|not up yet|waiting for (the )?(vllm|inference|reward|judge|rollout|api|tracking) ?\w{0,10} ?(server|service)|waiting for .{1,60} to (start|come up|be ready)/i,
    says: 'it waits for a server that does not come up: no progress',
    remedy: change('settings', 'start that server in the job, or correct the address and port that the program asks'),
  }),
  row({
    id: 'download_again',
    category: 'network_failure',
    match:
      /resume download|(download|fetch|read operation|request|https?:|url|connection).{0,120}(timed out|broken|failed|retry\w{0,3}|incomplete|error)|\bretry(ing)?\b.{0,120}(download|fetch|request|https?:|url|connection)/i,
    says: 'a download breaks off and is tried again and again: no progress',
    thing: /(?:from|requesting \w{3,4}) (https?:\/\/[\w.:/-]{3,160})/,
    remedy: WAY_OUT,
  }),
  row({
    id: 'stalled_collective',
    category: 'nccl_timeout',
    match: anyOf(
      /missing ranks|Stalled (ops|tensor|ranks)/i,
      /waiting for remainder of ranks|submitted to be reduced/i,
      /Running collective|waiting in (all.?reduce|all.?gather|barrier|broadcast|all.?to.?all)/i,
      /(Timeout at NCCL work|last enqueued (NCCL )?work)/i,
      /(enter|wait|start)\w{0,3} .{0,30}\b(barrier|all_?reduce|all_?gather|broadcast)\b/i,
    ),
    says: 'a collective operation stands still: some rank does not take part',
    thing: /missing ranks:? ?\[?(\d[\d, ]{0,60})/,
    remedy: MISSING_RANK,
  }),
  row({
    id: 'saving_stands',
    category: 'storage_failure',
    match:
      /\b(sav|writ|upload|flush|dump)(e|ing)\b.{0,60}\b(checkpoint|model|state|weights|optimizer|snapshot)|\bsave_(checkpoint|model|state|weights)/i,
    unless: /saved|done|complete|finish/i,
    says: 'it stands still since it began to save a checkpoint: most likely the file system',
    thing: /(?:to|path|at) (\/[\w./-]{2,160})/,
    remedy: FILE_SYSTEM,
  }),
  row({
    id: 'loading_stands',
    category: 'unknown',
    match: /\bload(ing)?\b.{0,60}(checkpoint|shards?|weights|model)|(Resolving|Fetching|Copying) .{0,40}files/i,
    says: 'it stands still while it loads a model or data: slow or dead storage, or a damaged file',
    remedy: DAMAGED,
  }),
  row({
    id: 'preparing_stands',
    category: 'unknown',
    match:
      /(tokeniz|map|filter|pack|pre-?process|group|shuffl|index|cach|generat)\w{0,6}\b.{0,120}\d{1,3}%|Map \(num_proc/i,
    unless: /\bthroughput\b|\b(cache|memory|GPU|CPU) \w{0,8} ?usage\b/i,
    says: 'it stands still while it prepares data, before any training: a worker process that died or waits for a lock',
    remedy: change('settings', 'use fewer worker processes (num_proc), and a local cache directory'),
  }),
  row({
    id: 'first_batch_stands',
    category: 'unknown',
    match: /\b0%\|.{0,120}\b0\/\d{1,9} \[|(epoch|pass) \d{1,4}\s{0,3}(begin|start\w{0,3})?$/i,
    // Then it is within the epoch.
    unless: /\b(step|batch|iter\w{0,6})\b\W{0,3}[1-9]/i,
    says: 'it stands still before the first step of an epoch: most likely the data loader',
    remedy: change(
      'settings',
      'try num_workers=0 to see the error of a data loader worker, and check the storage it reads',
    ),
  }),
  row({
    id: 'extension_lock',
    category: 'unknown',
    match:
      /torch_extensions|PyTorch extensions root|Detected CUDA files|waiting for (the )?(lock|file lock|baton)\b(?! on\b)|Emitting ninja build file/i,
    says: 'it stands still while an extension is built: it waits for a lock file that an ended run has left behind',
    thing: /Using (\/[\w./-]{2,160}) as PyTorch extensions/,
    remedy: change(
      'settings',
      'remove the lock file in the extensions directory, or set TORCH_EXTENSIONS_DIR to a local one',
    ),
  }),
  row({
    id: 'package_stands',
    category: 'unknown',
    match:
      /^(Collecting|Building wheels? for|Cloning into|Installing build dependencies|Preparing metadata|Solving environment)\b|(Could not get|Unable to (acquire|obtain|get)) .{0,40}\block\b|Waiting for (cache |file )?lock|\bwaiting for file lock\b/i,
    unless: /done$/i,
    says: 'it stands still while packages or code are fetched or built: a network that does not answer, a long compilation, or a lock',
    thing: /(?:Collecting|wheels? for collected packages:|wheels? for) ([\w.-]{2,60})/,
    remedy: change(
      'settings',
      'put packages and code into the image or a mounted dataset, and take packages that are built already',
    ),
  }),
  row({
    id: 'does_not_end',
    category: 'unknown',
    match:
      /\btraining (is |has )?(finished|complete[d]?|done|ended)\b|wandb: (Waiting for|Run (history|summary)|Synced|You can sync)|^(all )?done[.!]?$|finished training|Successfully saved the final|\b(loss|results?|metrics?|accuracy)\b.{0,20}\bfinal (step|epoch|iteration)|^\W{0,4}final (evaluation|results?|loss|accuracy|metrics?)\b/i,
    says: 'it has finished its work and does not end: an uploader, a thread or a rank that keeps it',
    remedy: change(
      'code',
      'end data loaders, trackers (wandb.finish) and process groups, and see that every rank gets there',
    ),
  }),
  row({
    id: 'tracker_waits',
    category: 'unknown',
    match:
      /start listen on|Received start signal|waiting for \d{1,5} (more )?(workers?|peers?|processes|nodes|ranks)|wait(ing)? for (all )?(workers|peers|nodes|ranks|others|connections)/i,
    says: 'it waits for workers that do not come',
    remedy: NETWORK_BETWEEN,
  }),
  row({
    id: 'restart_loop',
    category: 'unknown',
    match: /attempts? left|will restart worker group|Restarting worker|restart(ing)? \(attempt/i,
    says: 'its processes fail and are restarted again and again, with the same error: the attempts run out',
    thing: /(\d{1,3}\/\d{1,3}) attempts/,
    remedy: change('code', 'correct the error that comes before each restart'),
  }),
  // Last: what is tried again says more where a line tells it.
  row({
    id: 'tried_again',
    category: 'network_failure',
    match: /\bretry(ing)? in \d|^\W{0,4}Retrying\b.{0,30}$/i,
    says: 'it tries the same again and again, and says no more than that: no progress',
    remedy: WAY_OUT,
  }),
];

import { again, change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { LONGER_LOOK, PACKAGES, PEER, RETRY, SETTING, TAKEN } from './remedies.ts';

/* What the words of an error that no cause knows say of other processes and of ports; see error-concepts.ts. */

const row = (entry: Omit<Cause, 'in' | 'directness'>): Cause => ({
  ...entry,
  in: ['unknown_error'],
  directness: 'indirect',
});

/** What a job has a number of. */
const COUNTED =
  '(?:nodes?|slots?|process(?:es)?|procs?|ranks?|hosts?|workers?|devices?|GPUs?|NPUs?|cores?|CPUs?|replicas?)';

/** What came from another process, as native code names it. */
export const RECEIVED = String.raw`\b(?:meta|recv|received|msg|packet)_?(?:buf\w{0,4}|data|bytes)\b`;

export const processConcepts: readonly Cause[] = [
  row({
    id: 'foreign_message_words',
    category: 'bad_configuration',
    match: new RegExp(RECEIVED, 'i'),
    also: /\b(pars(e|ing)|decod(e|ing)|deseriali[sz]\w{1,4}|ParseFrom\w{2,12}|magic|unexpected)\b/i,
    says: 'the message speaks of something that another process sent and this one cannot read: another version, or another program at that port',
    remedy: change('settings', 'start all processes from one image, and give the job ports that nothing else talks to'),
  }),
  row({
    id: 'shared_device_words',
    category: 'bad_configuration',
    match:
      /\bduplicate\w{0,2} (GPU|NPU|device|rank|NIC|card|host)\w{0,2}\b|\b(both|two|multiple|several|more than one)\b.{0,40}\b(on|use|using|share|bound to|assigned to) (the )?same (GPU|NPU|device|NIC|card|rank)\b|\b(ranks?|process(es)?|workers?) \d{1,6}.{0,40}\bboth (on|use)\b/i,
    says: 'the message speaks of ranks that were given the same device, number or name',
    remedy: change('settings', 'give each rank a device of its own: one process per GPU, by its local rank'),
  }),
  row({
    id: 'interface_words',
    category: 'bad_configuration',
    match: anyOf(
      /\b(no|unknown|invalid|wrong|missing|bad) (\w{1,12} )?(socket|network|net|tcp|ethernet) ?interfaces?\b|\b(network |net )?interfaces? \S{1,20} (is |was |are )?(not (be )?(found|up)|down|missing|does not exist)|\bfamily \d{1,6} is (neither|not|unknown)\b|\b(fail\w{0,3}|unable|cannot|can't|could not|couldn't) (to )?(get|find|determine|detect|obtain) .{0,30}\b(IP|local address|host ?ip|network address|interface)\b/i,
      // Of the process itself.
      /\b(fail\w{0,3} to|cannot|can't|could not|couldn't|unable to|did not) (get|find|determine|detect|obtain|resolve|work out)\b.{0,30}\b(ip|ip address(es)?|(network )?interfaces?|network address|host ?ip|(own|local|host|node) (ip|address|name))\b/i,
    ),
    unless: /\b(https?|url|dns|class|method|implement\w{0,5}|python|name resolution)\b/i,
    says: 'the message speaks of a network interface that this machine does not have by that name, or no address on',
    remedy: change('settings', 'name an interface that every pod has (eth0, say), or leave the choice to the library'),
  }),
  row({
    id: 'port_words',
    category: 'bad_configuration',
    match:
      /\bno address added out of total\b|\bno (free |new )?(space|port) for the listen\w{0,3}\b|\b(bind(ing)?|listen(ing)?)\b.{0,60}\b(fail\w{0,3}|errors?|denied|cannot|could not|unable|in use|occupied|taken)\b|\b(fail\w{0,3}|errors?|cannot|can't|could not|couldn't|unable)\b.{0,30}\b(bind|listen)(ing)?\b.{0,60}\b(port|socket|address|\d{4,5}|[\w.]{1,40}:\d{2,5})\b|\b(fail\w{0,3} to|cannot|can't|could not|couldn't|unable to) start .{0,26}\bserver\b|\bports?\b.{0,40}\b(in use|occupied|taken|not (available|free)|unavailable)\b|\u7aef\u53e3.{0,20}(\u5360\u7528|\u4f7f\u7528)/i,
    unless: /\b(variable|name|parameter|tensor|volume|mount)\b/i,
    says: 'the message speaks of a port or address that cannot be listened on: it is taken, or not of this pod',
    remedy: change('settings', 'give each process a port of its own, and addresses of the pod that it runs in'),
  }),
  row({
    id: 'exists_words',
    category: 'bad_configuration',
    match:
      /\balready exists?\b|\bexists already\b|\bfile exists\b|\b(dir\w{0,7}|folder|path)\b.{0,60}\b(is|was|already) not empty\b|\u5df2\u5b58\u5728/i,
    unless: /\b(skip\w{0,4}|ignor\w{2,3}|reus\w{2,3}|using (it|the)|overwrit\w{2,4} it)\b/i,
    says: 'the message speaks of something that is there already, as an earlier run or another rank leaves it',
    remedy: change('settings', 'remove it first, take another name or folder for each run, or let one rank make it'),
  }),
  row({
    id: 'count_words',
    category: 'bad_configuration',
    match: new RegExp(
      [
        /\b(not enough|too (few|many)|fewer|insuffici?ent number of|insuffici?ent|more|an (even|odd) number of) (\w{2,20} )?(node entries|entries|slots|process(es)?|process(or|er)s|procs|ranks|hosts|nodes|workers|tasks|devices|cores|(Neuron ?Core|NC)s|NCsCPUs|threads|replicas|partitions)\b/,
        /\b(at least|at most|only|exactly|more than|fewer than|less than) \d{1,6} (\w{2,12} )?(GPUs?|NPUs?|TPUs?|cards|devices|nodes|process(es)?|ranks|workers)\b|\b\d{1,6} (GPUs?|NPUs?|devices|nodes|processes|ranks|workers)\b.{0,20}\bbut\b/,
        /\b(CPU|GPU|node|task|core|processor|slot|gres)s? (count|specification|configuration)\b.{0,40}\b(not|cannot|\w{2,6}n't)\b.{0,8}\b(satisf\w{3,5}|met|available|valid)\b/,
        new RegExp(
          String.raw`\b(${COUNTED})\b.{0,40}\b((less|fewer|more|larger|greater|smaller) than|exceeds?)\b.{0,40}\b(${COUNTED})\b`,
        ),
        new RegExp(
          String.raw`\bmismatch\w{0,2}\b.{0,30}\b(${COUNTED}|world).(count|size|number)s?\b|\b(${COUNTED}|world).(count|size|number)s?\b.{0,40}\b(mismatch\w{0,2}|(does|do|did) not (match|equal|agree)|differs?)\b`,
        ),
        /\b(allocated|got|found|has|have|only) \d{1,6} (nodes|hosts|GPUs|devices|tasks|slots|workers|processes|ranks)\b.{0,30}\b(asked|requested|required|expected|needed|wanted)\b/,
        /\bno (\w{2,12} )?(training |compute )?(resources|hosts|slots|devices|workers) (are |is )?available\b|\bno slots? .{1,20} (specified|available)\b/,
        /\b(resource|placement group|request|task|actor|allocation)s?\b.{0,60}\b(infeasible|(cannot|can't|can not|could not) be (fulfilled|satisfied))\b/,
        /\binsuffi\w{3,6} \w{1,20} for (the |this )?(request\w{0,3}|operation|job|task)\b/,
        /\benough (free |available )?(resources|GPUs|CPUs|nodes|workers)\b/,
        /\b(nodes|slots|processors|cores|hosts)\b.{0,40}\b(already|all) (filled|taken|occupied|in use)\b/,
        /\b(adjust|reduce|increase|change) .{0,20}\bnumber of (node entries|slots|process(es)?|procs|ranks|hosts|nodes|workers|tasks|devices|cores|CPUs)\b/,
      ]
        .map(({ source }) => source)
        .join('|'),
      'i',
    ),
    also: /\b(request\w{0,4}|requir\w{1,3}|need\w{0,2}|selected|launched|found|got|available|given|support|specified|than|must|expected|configured|allocated|system|adjust|permitted|allowed|filled|satisf\w{3,5}|met|valid|infeasible|fulfilled|asked|wanted|needed|mismatch\w{0,2}|match|equal|agree|differs?|exceeds?)\b/i,
    unless: /\b(zones?|GPU memory|out of memory|loop devices?|space|samples?|labels?|time)\b/i,
    says: 'the message speaks of a number of processes, slots or machines that does not suffice',
    remedy: change('settings', 'make the number of processes fit the pods and devices that the job has'),
  }),
  row({
    id: 'order_words',
    category: 'user_code_error',
    match: anyOf(
      /\b(attempted to )?(initiali[sz]e\w?|finali[sz]e\w?|invoked|called) .{0,60}\b(more than once|multiple times|twice)\b|\battempted to \w{3,12} .{0,80}\b(after|before) MPI_\w{4,8}\b/i,
      /\b(not|\w{2,6}n't) (yet )?been initiali[sz]ed\b.{0,40}\b(call|use|first|before)\b/i,
      /\b((process|parallel) group|parallel state|distributed (environment|backend|context|package))\b.{0,30}\b(not|\w{2,6}n't) (yet )?(been )?(initiali[sz]ed|set up|created)\b/i,
      /\b(communicator|allocator|trainer|tracker|engine)\b.{0,30}\b(not|\w{2,6}n't) (yet )?(been )?initiali[sz]ed\b|\bprocess group .{0,60}\balready (been )?(created|initiali[sz]ed)\b/i,
      /\b(was|is|been|being|be|were) (called|invoked|used|accessed|run)\b.{0,20}\b(before|after|without|outside|twice|more than once)\b.{0,80}(\binit\w{0,14}|_INIT\b|\bfinali[sz]\w{1,4}|_FINALIZE\b|\bstart\w{0,4}|\bcreat\w{1,3}|\bset ?up|\bclos\w{1,3}|\bshut ?down|\bdestroy\w{0,3}|\bregister\w{0,3}|\bcontext|\bsession)\b/i,
    ),
    says: 'the message speaks of a call at the wrong time: before something was started, after it ended, or twice',
    remedy: change('code', 'call it in the order that the message asks for'),
  }),
  row({
    id: 'mpi_usage_words',
    category: 'user_code_error',
    match: /\bMPI_ERR_(TRUNCATE|COUNT|TYPE|BUFFER|TAG|COMM|RANK|ARG|OP|ROOT|REQUEST)\b|\bmessage truncated\b/i,
    says: 'the message speaks of a call of MPI that does not fit the one of another rank, or its own arguments',
    remedy: change(
      'code',
      'compare sizes, types and order of the calls on all ranks, and that all use one MPI library',
    ),
  }),
  row({
    id: 'undetermined_words',
    category: 'bad_configuration',
    match: /\b(unable|could not|couldn't|cannot|can't|failed) (to )?(determine|infer|deduce|work out|guess)\b/i,
    unless: /\b(d?types?|shapes?|gradients?|dimensions?|devices?|GPUs?|drivers?|handle|cause|reason|whether)\b/i,
    says: 'the message speaks of something that the program could not work out by itself: a name or a value that a setting has to tell',
    remedy: change('settings', 'set what the message names, or correct what it is worked out from'),
  }),
  row({
    id: 'node_words',
    category: 'platform_error',
    match:
      /\b(seccomp|cgroups?|user namespaces?|unshare|apparmor|selinux|sysctl|overlayfs|fusectl|containerd|dockerd|kubelet|(linux )?kernel (version|modules?|parameter)|modprobe|insmod|container (runtime|engine)|docker daemon|loop devices?)\b/i,
    also: /\b(fail\w{0,3}|error|not (be )?(implemented|supported|permitted|available|found|loaded)|denied|cannot|could not|unable|missing|no .{1,20} available|too old)\b/i,
    says: 'the message speaks of the kernel or container runtime of the machine, which does not do what is asked of it',
    remedy: RETRY,
  }),
  row({
    id: 'preempted_words',
    category: 'preempted_or_reclaimed',
    match: /\b(pre-?empt(ed|ion|ing)|reclaim(ed|ing)?|evict(ed|ion)|spot (instance|interruption)|re-?queued?)\b/i,
    also: /\b(jobs?|nodes?|instances?|machines?|hosts?|steps?|allocations?|due to)\b/i,
    unless:
      /\b(sequences?|KV|requests?|cache|recompute|enabled|disabled|handlers?|hooks?|not (be )?re-?queued?|timed[- ]out|time limit|may|might|could|likely|possibl[ey]|preempted, or|or (got |was |been )?preempted)\b/i,
    says: 'the message speaks of a job whose machines were taken back',
    remedy: TAKEN,
  }),
  row({
    id: 'machine_leaves_words',
    category: 'preempted_or_reclaimed',
    match: anyOf(
      /\b(nodes?|instances?|machines?|hosts?|vms?|metadata (service|server)|hypervisor|the system)\b.{0,60}\b(is|was|are|were|being|now|says?)\b.{0,24}\b(terminati(ng|on)|shut(ting)? down|shutdown|going (down|away)|power(ed|ing) (off|down)|drain(ed|ing)|decommission(ed|ing)|taken away)\b/i,
      /\bpower (key|button) (was )?pressed\b/i,
    ),
    unless:
      /\b(may|might|could|can|if|when|unless|until|not|never|process(es)?|(?<!-)workers?|tasks?|program|threads?|socket|http|grpc|dashboard|actors?)\b|\binput:/i,
    says: 'the message speaks of the machine, which was told to go, as clouds do when they take one back',
    remedy: TAKEN,
  }),
  row({
    id: 'person_words',
    category: 'stopped_by_person',
    match: anyOf(
      /\b(cancell?ed|stopped|killed|aborted|terminated|deleted|interrupted|ended)\b.{0,40}\b(by|on behalf of|(at|on|by) (the )?request of)\b (the |an? |its )?(\w{1,16} )?(user|owner|admin\w{0,10}|operator|person|root)\b/i,
      /\b(user|owner|admin\w{0,10}|operator)([- ](requested|initiated) (cancell?ation|stop|abort|termination|shutdown)|,? (requested|asked for) (a |the |to )?(cancell?\w{0,5}|stop|abort|terminat\w{1,4}))\b/i,
    ),
    unless:
      /\b(may|might|could|can|if|when|unless|not|or) (be |been |was |were )?(cancell?ed|stopped|killed)|\b(pre-?empt|evict)/i,
    says: 'the message says that a person ended it',
    remedy: again('nobody', 'ask whoever stopped it before starting it again'),
  }),
  row({
    id: 'lost_process_words',
    category: 'unknown',
    role: 'consequence',
    match: new RegExp(
      [
        /\b\w{0,40}(Killed|Died|Dead|Lost|Crashed|Vanished)(Worker|Actor|Node|Executor|Process|Task|Child|Peer)\w{0,20}\b/,
        /\b\w{0,40}(Worker|Actor|Node|Executor|Process|Child|Peer|Comm|Object|Owner)(Killed|Died|Dead|Lost|Crashed|Vanished|Closed|Gone|Terminated|Disconnected)\w{0,20}\b/,
        /\b([Ww]orkers?|[Ee]xecutors?|[Aa]ctors?|[Nn]odes?|([Cc]hild|[Ss]ub)?[Pp]rocess(es)?|[Tt]asks?|[Pp]eers?|[Rr]anks?|[Dd]aemons?|[Rr]eplicas?|(?<!\b(to|with) )([Mm]achines?|[Hh]osts?|[Ss]erver \d{1,6}))\b.{0,60}\b(?<!\b(that|which|who|if|when) )(died|dead|was lost|were lost|lost|(is|was|were|been) killed|disappeared|vanished|crashed|(terminated|exited|ended|stopped|failed) (unexpectedly|abruptly|prematurely|abnormally))\b/,
      ]
        .map(({ source }) => source)
        .join('|'),
    ),
    // Why it died is told with it.
    unless: /\b(signal|by):? (Killed|SIGKILL)\b|\bmemory (pressure|limits?|budget|usage)\b/,
    says: 'another process of it died, and nothing in this message says why',
    remedy: PEER,
  }),
];

/** What a command prints in place of its work, and nothing else of the log says why. */
export const usageConcepts: readonly Cause[] = [
  row({
    id: 'usage_words',
    category: 'bad_configuration',
    match: /^\s{0,4}usage: {1,3}\S|^\s{0,4}try [`'"]?[\w./-]{1,80} (-h|-?-?help)\b/i,
    says: 'a command printed how it is used: it was given arguments that it does not take, or none',
    remedy: SETTING,
  }),
];

/** The id of the row for errors that ask for a report, whatever they are about. */
export const ASKS_FOR_REPORT = 'report_words';

/** Errors that only say that something failed: whatever else the words name comes before them. */
export const bareFailures: readonly Cause[] = [
  row({
    id: 'internal_words',
    category: 'framework_error',
    match:
      /\bINTERNAL ASSERT\b|\bthis (is|should be|looks like) a bug\b|\bshould never (happen|be reached)\b|\bunreachable code\b/i,
    says: 'a library says that it found a fault of its own',
    remedy: PACKAGES,
  }),
  row({
    id: 'cancelled_words',
    category: 'unknown',
    role: 'consequence',
    // A status of gRPC, TensorFlow and XLA, or a sentence.
    match:
      /\b(Cancell?ed|CANCELLED|Aborted|ABORTED)(Error)?: |\b(operation|request|call|step|session|execution|work|task) (was |has been )?(cancell?ed|aborted)\b/,
    unless: /\b(by (the )?user|keyboard|ctrl|SIGINT|limit)\b/i,
    says: 'the message says that its work was cancelled, as it is when something else broke, and not why',
    remedy: PEER,
  }),
  row({
    id: ASKS_FOR_REPORT,
    category: 'framework_error',
    match: /\b(please )?(report|file) (a|this|the|an) (bug|issue)\b/i,
    says: 'a library asks to report a fault of its own',
    remedy: PACKAGES,
  }),
  row({
    id: 'bare_failure_words',
    category: 'unknown',
    role: 'consequence',
    match: new RegExp(
      [
        /(Error|Exception)\b["']?: [A-Za-z ]{0,40}\b(failed|failure|aborted|interrupted|unsuccessful(ly)?)[.!]?$/,
        // The status of another process, whose own words would say more.
        /\b(non-?zero|unexpected|bad) (exit|return)\w{0,3}[ _-]?(code|status)\b|\bfailed with the following (details|errors?|output)\b/,
        /\b(failed|failure|error|exited|terminated|died|ended|finished)\b.{0,200}\b((return|exit)\w{0,3}[ _]?(code|status)\b\W{0,3}-?\d{1,3}|status -?\d{1,3}|code -\d{1,3})\b(?!.{0,40}(\berror|\bmessage|:\s))/,
      ]
        .map(({ source }) => source)
        .join('|'),
    ),
    unless: /\bHTTP|https?:|\b(response|request|server|url|api)\b/i,
    says: 'the message says that something failed, or with which status, and not why',
    remedy: LONGER_LOOK,
  }),
];

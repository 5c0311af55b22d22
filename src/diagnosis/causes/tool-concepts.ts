import { change } from '../remedy.ts';
import { anyOf, type Cause, concept as row } from './cause.ts';
import { CREDENTIALS, DAMAGED, FILE_SYSTEM, PACKAGES, PATH, RETRY, SETTING } from './remedies.ts';

/*
 * What errors that no cause knows say of the tools round a program: schedulers, installers, clients of stores and
 * databases. Told early, since such messages name packages, hosts and files whose words belong to other families.
 */

export const toolConcepts: readonly Cause[] = [
  row({
    // A scheduler or its daemons, which say so by their own parts.
    id: 'scheduler_fault_words',
    category: 'platform_error',
    match: anyOf(
      /\b((task|job|node|task_)?(prolog|epilog|prologue|epilogue)|munged?|slurmctld|slurmdbd|slurm controller|pbs_server|pbs_mom|sbatchd|(job|step) credential)\b.{0,80}\b(fail\w{0,3}|hung|errors?|invalid|timed? ?out|non-?zero|unable|cannot|could not|refused|down|exited|revoked)\b/i,
      /\b(unable to (contact|reach)|cannot (contact|reach)|could not (contact|reach)|(errors?|fail\w{0,3}) .{0,20}(contacting|generating)) .{0,20}\b(slurm controller|slurmctld|batch system|(job )?scheduler|(pbs|batch) server|LIM|LSF|(job|step) credential)\b/i,
      /\b(job|step)? ?(allocation|credential)\b.{0,30}\b(has been |was )?revoked\b|\b(by|due to|because of) node failure\b|\bunable to upgrade connection\b|\bcontainer not found \(/i,
      /\b(cgroup|switch|task|proctrack|jobacct_gather)(\/\w{2,20})? plugin\b.{0,30}\bfail\w{0,3}|\bauthentication error\b.{0,40}\bREQUEST_|\bREQUEST_\w{3,40} has authentication error/i,
      /\b(required |requested )?nodes?\b.{0,40}\b(not available|unavailable|not responding|still not ready)\b.{0,20}(\(?(down|drained|drain|reserved)\b|$)/i,
    ),
    unless: /\b(path|script) (is )?(not found|missing)\b|\bgraph\b/i,
    says: 'the message speaks of the scheduler itself, or of the machines that it holds, and not of the program',
    remedy: RETRY,
  }),
  row({
    id: 'bind_words',
    category: 'bad_configuration',
    match:
      /\b(cpu|gpu|core|task|mem(ory)?)[- _]?bind(ing)?\b.{0,60}\b(outside|request|invalid|unable|cannot|fail\w{0,3}|not (allowed|possible|supported|available))\b|\b(unable|cannot|fail\w{0,3}) .{0,26}\b(cpu|gpu|core|task)[- _]?bind/i,
    says: 'the message speaks of processors that a process is to be bound to and was not given',
    remedy: change('settings', 'leave the binding to the launcher, or bind within the processors of the job'),
  }),
  row({
    id: 'unschedulable_words',
    category: 'bad_configuration',
    match:
      /\b(task|actor|job|step|bundle|placement group|request)s?\b.{0,60}\b((is|are) not schedulable|unschedulable|cannot fit into|does not fit (in|into|on) any)\b|\b(step|job|task|array|submit) limit reached\b|\blicen[sc]es? .{0,20}\b(unavailable|not available|all in use|exhausted)\b/i,
    unless: /\b(time|memory|retry) limit\b/i,
    says: 'the message speaks of work that no part of the cluster can take, as it asks for more or other than there is',
    remedy: change('settings', 'ask for no more than the pods of the job have, or raise their number'),
  }),
  row({
    id: 'plugin_name_words',
    category: 'bad_configuration',
    match:
      /\b(could ?n[o']t|cannot|can't|unable to|fail\w{0,3} to) (find|load|locate|open) .{0,30}\b(plugin|back ?end|driver) (name )?(for )?[\w./]{2,40}|\binvalid (mpi|launcher|plugin|backend) type\b/i,
    also: /\b(mpi|pmix?\w{0,4}|select|accounting|auth|plugin name)\b/i,
    unless: /\.so\b|shared object/i,
    says: 'the message speaks of a plugin that was chosen by its name and is not part of this installation',
    remedy: SETTING,
  }),
  row({
    // A call between processes of a launcher, named by its plugin.
    id: 'process_manager_words',
    category: 'nccl_timeout',
    role: 'consequence',
    match: /\b_?pmixp?_\w{2,40}|\bPMI\w?_\w{3,40}|\bmpi\/pmi\w{0,6}:/i,
    also: /\b(send|recv|receive|connect|coll\w{0,10}|fence|barrier|wire\w{0,2})\w{0,10}\b.{0,80}\b(fail\w{0,3}|errors?|timed? ?out|timeout|limit|rc ?= ?-?\d)/i,
    unless: /\b(find|load|locate) .{0,40}plugin\b/i,
    says: 'the message speaks of the manager of the processes, whose parts on other machines did not answer',
    remedy: change('settings', 'find the machine that did not answer, and compare the versions of the launcher on all'),
  }),
  row({
    id: 'cli_argument_words',
    category: 'bad_configuration',
    match:
      /\b(found|unexpected|unknown|unrecogni[sz]ed|unsupported|invalid|bad|too (many|few)) (positional )?(arguments?|options?|flags?|switch)\b.{0,80}\b(wasn't expected|isn't valid|in this context|for this command|given|got \d|expected \d)\b|\binvalid (requirement|version|specifier|constraint|marker)s?: |\bmust (give|name|pass) at least one \w/i,
    says: 'the message speaks of an argument that the command does not take',
    remedy: SETTING,
  }),
  row({
    // The small commands of shell scripts.
    id: 'command_words',
    category: 'bad_configuration',
    match:
      /^(\[|timeout|sed|g?awk|mawk|jq|yq|expr|xargs|env|printenv|date|cut|head|tail|seq|printf|test|sleep|nohup|taskset|numactl|nice|basename|dirname|find|grep|sort|tr|bc|getopt|export|let|declare|shift|read|stat): .{0,80}\b(invalid|unterminated|syntax error|non-?(numeric|integer)|(missing|extra) operand|unrecognized|unknown|usage error|too many|not a (valid )?(number|integer|identifier)|cannot (index|iterate|be parsed)|requires an argument|argument expected|does not support|set affinity|failed to set)\b/i,
    unless: /\bno such file\b/i,
    says: 'a command of the start script was given arguments or a text that it cannot read',
    remedy: change('settings', 'correct the command in the start script: often a variable in it is empty'),
  }),
  row({
    id: 'bound_words',
    category: 'bad_configuration',
    match:
      /\b(minimum|maximum|lowest|highest|smallest|largest) (allowed|permitted|supported|accepted|possible)( \w{2,12})? (is|of|=)|\b(is |was )?(bigger|larger|greater|smaller|less) than (the )?(spark|yarn|ray|flink)\.[a-z][\w.]{3,60}|\bcannot modify limit\b|\bis too (large|big|long) \([^()]{0,40}[<>]/i,
    also: /\b(but|than|at|cannot|too|must|exceeds?|requested|got|given|while|bigger|larger|smaller)\b/i,
    unless: /\b(tokens?|sequence|context|prompt|tensors?|ind(ex|ices)|labels?)\b/i,
    says: 'the message speaks of a value outside of what the program allows for it',
    remedy: SETTING,
  }),
  row({
    // What a cluster or a scheduler says of the description of a job that it was given.
    id: 'manifest_words',
    category: 'bad_configuration',
    match:
      /\bfield is immutable\b|\bValidationError\([\w.]{1,80}\)|\bunknown field ["'`][\w.]{1,80}["'`]|\bno matches for kind\b|\berror validating (data|["'`])|\b(parsing|converting) .{0,60}\b(ya?ml|manifest)\b.{0,40}: \w|\bdoes not look like a batch script\b|\bDOS line (breaks|endings)\b|\b(chart|template|helm)\b.{0,80}\b(nil pointer evaluating|is invalid|fail\w{0,3})/i,
    unless: /\b(rows?|records?|samples?|columns?)\b/i,
    says: 'the message speaks of the description of a job that is not as its scheduler or cluster takes it',
    remedy: SETTING,
  }),
  row({
    id: 'address_form_words',
    category: 'bad_configuration',
    match:
      /\b(malformed|illegal|invalid|bad|missing|empty|unsupported|no) (format or |host in |protocol in |scheme in )?(request )?(URL|URI|endpoint URL|protocol scheme)\b|\bURL (using |has |with )?(an? )?(bad|illegal|invalid|malformed|no)\b|\bunsupported protocol scheme\b|\bno scheme supplied\b|\b(protocol|scheme) ["'`]?\w{0,12}["'`]? (is )?not supported( or disabled in lib\w{2,8})?\b|\bcould not parse .{0,12}\b(url|uri|connection string)\b|\bmust be addressed using the specified endpoint\b/i,
    unless: /\b(image|video|picture|row|sample)s?\b/i,
    says: 'the message speaks of an address that is not written as one',
    remedy: SETTING,
  }),
  row({
    id: 'download_check_words',
    category: 'missing_module_or_file',
    match: anyOf(
      /\b(hash(es)?|checksums?|crc\d{0,2}|md5(sum)?|sha\d{1,3}(sum)?|digest|etag)\b.{0,80}\b(do(es)? not match|did ?n[o']t match|mismatch\w{0,2}|inconsistent|(is|are) not (in)?consistent|differ(s|ent)?|unexpected|wrong|fail\w{0,3}|not equal)\b/i,
      /\b(do|does|did) not match the hash\w{0,2}\b|\b(mismatch\w{0,2}|unexpected|wrong|bad) (\w{2,10} )?(hash|checksum|crc\d{0,2}|md5|sha\d{1,3}|digest)\b|\bmismatch between the expected content and\b/i,
      /\b(wheel|archive|package|tarball|zip ?file)\b.{0,160}\bis (invalid|corrupt\w{0,3}|damaged|not valid)\W?$/i,
      /\.(zst|gz|bz2|xz|lz4|zip|tar|7z|rar)\b.{0,10}: (unsupported format|unknown format|not (in|a) .{1,20}|(premature|unexpected) end|data error)/i,
    ),
    unless:
      /\b(x-amz|headers?|you (specified|sent|provided)|Content-?(MD5|SHA256)|config\w{0,10}|lock ?file|schema|tokeni[sz]er|password|host key|fingerprint|commit|graph|cache key)\b/i,
    says: 'the message speaks of a file that is not what it should be: cut off, changed, or another one',
    remedy: DAMAGED,
  }),
  row({
    id: 'working_copy_words',
    category: 'bad_configuration',
    match:
      /\b(local changes|untracked (working tree )?files)\b.{0,60}\bwould be (overwritten|lost|removed)\b|\b(unmerged|merge) (paths|files|conflicts?)\b|\byou have unstaged changes\b|\b(\w{2,20}\.lock|lock ?file|\w{2,20}-lock\.\w{2,5})\b.{0,100}\b(out of (date|sync)|outdated|not up.to.date|last generated|needs to be (updated|regenerated)|does not match|changed)\b|\bnot possible to fast-forward\b|\bdivergent branches\b/i,
    says: 'the message speaks of a checkout or lock file whose state does not allow what is asked',
    remedy: change('settings', 'start from a clean checkout, or bring the lock file up to date and commit it'),
  }),
  row({
    // Before the names of packages: what the installer says of it is that it may not.
    id: 'write_access_words',
    category: 'permission_or_mount',
    match:
      /\b(no|not have|lacks?|missing|without|insufficient) (the )?(write|read|execute|admin\w{0,8}|root|sudo) (permissions?|access|privileges?)\b|\bmust be (run as )?root\b|\bare you root\b|\bnot writable\b|\bNotWritable\w{0,10}\b|\bWRONGPASS\b|\binvalid (user ?name|login)[- ](password|credentials?)?|\bNOPERM\b|\bNOAUTH\b|\bpassword is required\b|\beffective uid is not 0\b/i,
    says: 'the message speaks of an access that the user does not have',
    remedy: CREDENTIALS,
  }),
  row({
    id: 'shell_setup_words',
    category: 'bad_configuration',
    match:
      /\byour shell has not been (properly )?configured\b|\b(conda|mamba|micromamba|pyenv|nvm) (init|shell init|activate)\b.{0,40}\b(before|first|not|run)\b/i,
    says: 'the shell of the start script was not prepared for environments of conda or its like',
    remedy: change(
      'settings',
      'source its profile script first (etc/profile.d/conda.sh), or call the Python of the environment',
    ),
  }),
  row({
    // Names of packages belong to any field: what is asked is whether they can be had.
    id: 'package_lookup_words',
    category: 'missing_module_or_file',
    match:
      /\b(unable to find|cannot find|could not find|no) (a )?match(es)?( for( argument)?)?: ?\S|\bFind[A-Z]\w{1,40}\.cmake\b|\bpackage configuration file\b|\bcould not find (a package|[A-Z]\w{1,30} \(missing: )|\bcannot find required package\b|\bno package '[\w.+-]{2,60}' found|\bhas no installation candidate\b|\bunable to locate package\b|\bnothing provides\b/i,
    also: /\b(not|no|unable|cannot|missing|nothing)\b/i,
    says: 'the message speaks of a package that is not installed or not offered',
    remedy: change('settings', 'install the package in the image, from a repository that has it'),
  }),
  row({
    id: 'install_step_words',
    category: 'framework_error',
    match:
      /\b(post|pre)-?(installation|install|inst|removal|rm) script\b.{0,60}\b(error|fail\w{0,3}|exit)|\b(dpkg|rpm|apt|yum|dnf)\b.{0,60}\b(returned an error|error processing|was interrupted|scriptlet fail\w{0,3})/i,
    says: 'the message speaks of a package of the system whose installation broke off',
    remedy: PACKAGES,
  }),
  row({
    id: 'toolchain_words',
    category: 'framework_error',
    match:
      /\brequires (go|rustc|node|java|python|cmake|gcc|gradle|maven) ?(version )?[<>=~^]{0,2} ?v?\d{1,3}(\.\d{1,3})?|\b(running|currently active|you are running|current) (\w{2,8} )?(version )?(go|rustc|node|java|cmake) ?(version )?v?\d{1,3}\.\d|\binvalid (target|source) release\b|\b(un)?resolv\w{1,3} dependenc(y|ies) tree\b|\bERESOLVE\b|\bEBADENGINE\b|\*{3} (missing separator|(multiple )?target patterns?|recipe commences|unterminated)\b/i,
    unless: /\bsuccess\w{0,5}\b/i,
    says: 'the message speaks of a compiler, a language or packages whose versions do not fit what is built',
    remedy: PACKAGES,
  }),
  row({
    id: 'store_state_words',
    category: 'storage_failure',
    match: anyOf(
      /\b(name ?node|hdfs|cluster|region|tablet)\b.{0,30}\bin safe ?mode\b|\bSafeMode\w{0,10}\b|\b(could not obtain|missing|corrupt\w{0,3}|lost) block\b|\bBlockMissing\w{0,10}\b|\b(could only be (written|replicated) to \d|there are \d{1,6} datanode)/i,
      /\b(disk ?space|name ?space|storage|inode) quota\b.{0,80}\b(exceeded|reached|full)\b|\b(disk ?space|name ?space) quota\b.{0,60}\bis exceeded\b/i,
      /\b(not able|unable|cannot|fail\w{0,3}) to (persist|flush|write|save) .{0,20}\b(on|to) disk\b/i,
      /\b(OST|MDT|MDS|MGS|OSD|NSD|LustreError)\w{0,8}\b.{0,120}\b(rc ?[=:]? ?-\d|fail\w{0,3}|errors?|evicted|unavailable|not available|down)\b/i,
      /\bnfs: server \S{1,100} not responding\b|\b(EXT[234]-fs|XFS|BTRFS|F2FS)\b.{0,40}\berror\b|\bI\/O error,? (on )?dev\w{0,4} \w|\b(database|backend|store) space exceeded\b/i,
    ),
    says: 'the message speaks of a store that is full, in a protective state, or has lost a part of its data',
    remedy: FILE_SYSTEM,
  }),
  row({
    id: 'table_words',
    category: 'missing_module_or_file',
    match:
      /\b(relation|table|database|schema|collection|topic|index|stream)\b ["'`]?[\w.-]{1,80}["'`]? (does not|doesn't|did not) exist\b|\bno such (table|database|collection|topic|index)\b|\b(unknown (topic|database|table|collection))\b/i,
    says: 'the message speaks of a table, topic or database that is not there',
    remedy: PATH,
  }),
  row({
    id: 'replica_words',
    category: 'bad_configuration',
    match:
      /\b(write|writes|writing|command|transaction)\b.{0,40}\bread[- ]?only (replica|slave|mode|transaction|server|secondary)\b|\bnot (the )?(master|primary|leader)\b.{0,20}\b(node|replica|server|for)\b|\bNotMaster\w{0,12}\b/i,
    says: 'the message speaks of a server that takes no writes: a copy of another one',
    remedy: change('settings', 'give the address of the server that takes writes'),
  }),
  row({
    id: 'column_words',
    category: 'user_code_error',
    match:
      /\b(column|field|attribute|variable)\b.{0,80}\b(cannot be resolved|could not be resolved|is ambiguous)\b|\bcannot resolve ["'`][\w.]{1,80}["'`] given input columns\b|\bUNRESOLVED_COLUMN\b/i,
    says: 'the message speaks of a column that the data do not have',
    remedy: change('code', 'compare the name with the columns of the data'),
  }),
];

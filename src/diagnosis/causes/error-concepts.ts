import type { Category } from '../category.ts';
import { change } from '../remedy.ts';
import { ACCELERATOR, DEVICE_LIBRARY, DEVICE_MATH, PLATFORM } from './accelerators.ts';
import { anyOf, type Cause, concept as row } from './cause.ts';
import { classConcepts } from './class-concepts.ts';
import { deviceCodes } from './device-codes.ts';
import { machineConcepts } from './machine-concepts.ts';
import { nameConcepts, storeConcepts } from './name-concepts.ts';
import { readerConcepts } from './reader-concepts.ts';
import {
  CREDENTIALS,
  DAMAGED,
  FREE_SPACE,
  IMAGE_FOR_GPU,
  LESS_GPU_MEMORY,
  MORE_MEMORY,
  PACKAGES,
  PATH,
  SETTING,
  WAY_OUT,
} from './remedies.ts';
import { clusterWords, imageWords, limitWords, shortageWords, submissionWords } from './scheduler-concepts.ts';
import { QUOTED_BY_CLIENT, systemCodes } from './system-codes.ts';
import { nameErrors, systemConcepts } from './system-concepts.ts';
import { toolConcepts } from './tool-concepts.ts';

/*
 * No table knows the words of every library. An error that no cause knows still names one when the thing it speaks of
 * and the trouble with it both belong to it. These rows stand last, ask for one word of each, and are never direct.
 */

/** How an allocation is told that failed. */
const ALLOCATION =
  '(?:(?:fail\\w{0,3}|unable|could not|cannot|attempting)(?: to)?(?: \\w{1,10})? (?:re|c|m)?alloc(?:at\\w{1,3})?|bad_?alloc|alloc\\w{0,6} fail)';

export const errorConcepts: readonly Cause[] = [
  ...deviceCodes,
  row({
    id: 'gpu_memory_words',
    category: 'cuda_oom',
    match: anyOf(
      new RegExp(
        String.raw`\b(${ACCELERATOR}|${PLATFORM}|device|VRAM|HBM|XLA|\w{0,10}XlaRuntimeError)\b.{0,100}\b(memory|RAM)\b|\bmemory\b.{0,100}\b(${ACCELERATOR}|${PLATFORM}|VRAM|HBM)\b`,
        'i',
      ),
      /\b(ResourceExhausted\w{0,5}|RESOURCE_EXHAUSTED|OutOfMemoryError)\b.{0,200}\b(OOM|memory|allocat\w{2,4})\b|\bOOM when allocating tensor\b|(?<![A-Za-z])HBM\w{0,3}\)/i,
      new RegExp(String.raw`\b(${ACCELERATOR}|${PLATFORM})\d{0,2} buffer\b`, 'i'),
      // The check of Paddle before it takes memory of the GPU, in its own names.
      /\benforce allocating <= available\b/i,
      // The allocator of several frameworks, and the codes of OpenCL and Vulkan.
      /\bBFC\b.{0,60}\bmemory\b|\bCL_(MEM_OBJECT_ALLOCATION_FAILURE|OUT_OF_RESOURCES)\b|\bERROR_OUT_OF_DEVICE_MEMORY\b|\bstack_like_memory_pool\b/i,
      /\b(KV|key.value).?cache\b|gpu_memory_utili[sz]ation|mem.fraction|\u663e\u5b58/i,
      // Allocations, of which nobody says that they are of memory.
      new RegExp(
        String.raw`\b(${ACCELERATOR}|${PLATFORM}|device|VRAM|HBM\w{0,3}|${DEVICE_MATH})\b.{0,100}\b${ALLOCATION}|\b${ALLOCATION}.{0,100}\b(${ACCELERATOR}|${PLATFORM}|device|VRAM|HBM\w{0,3})\b`,
        'i',
      ),
      new RegExp(
        String.raw`\b(${DEVICE_LIBRARY})::.{0,160}\b(memory|bad_alloc)|\b(memory|bad_alloc)\b.{0,160}\b(${DEVICE_LIBRARY})::`,
        'i',
      ),
    ),
    also: /\b(out of|OOM|allocat\w{1,4}|larger|exceed\w{0,3}|insufficient|not enough|need(s|ed)?|full|exhausted|ran out|fail\w{0,4}|less than|fit|enough|increas\w{0,4}|decreas\w{0,4}|reduc\w{0,4}|lower\w{0,3}|too (small|low|large)|\w{0,30}(OUT_OF_\w{2,16}|ALLOCATION_FAILURE))\b|\u4e0d\u8db3/i,
    unless:
      /illegal|access|format|shared memory|\bregist(er|ering|ration of) (the )?\w{0,8} ?(memory|buffers?|regions?)|\bjava\.|\bGC overhead|\bheap space|\bdevice:CPU\b|\ballocator (mkl)?cpu\b|CPUAllocator|\bin-memory\b|\ballocat\w{1,4} (the )?(requested )?(devices?|GPUs?|ports?)\b/i,
    says: 'the message speaks of GPU memory that does not suffice',
    remedy: LESS_GPU_MEMORY,
  }),
  row({
    id: 'host_memory_words',
    category: 'host_oom',
    match:
      /\b(memory|heap|RAM|MemoryError|oom[-_ ]?kill\w{0,4}|(OOM|alloc\w{0,8})\b.{0,200}\b(device:CPU|allocator (mkl)?cpu|\w{0,8}CPUAllocator))\b|\u5185\u5b58/i,
    also: /(?<![\w.])MemoryError\b|\b(OOM|oom[-_ ]?kill\w{0,4}|unable to allocate|exceed\w{0,3}|insufficient|not enough|exhausted|ran out|run out|out of|low on|limit|killed|(fail\w{0,3}|unable|could not|cannot) (to )?(allocate|reserve|map))\b|\u4e0d\u8db3/i,
    unless: /illegal|format|shared memory|cuda|static TLS|\bUCX\b|\bibv_|\bmlx\d|\b(GPU|device|register)\b/i,
    says: 'the message speaks of host memory that does not suffice',
    remedy: MORE_MEMORY,
  }),
  ...nameErrors,
  ...toolConcepts,
  ...machineConcepts,
  ...storeConcepts,
  ...systemConcepts,
  ...systemCodes,
  row({
    id: 'client_words',
    category: 'network_failure',
    match: new RegExp(QUOTED_BY_CLIENT),
    says: 'a client of a connection quotes the error that its proxy or its socket gave it',
    remedy: WAY_OUT,
  }),
  row({
    id: 'storage_words',
    category: 'storage_failure',
    match:
      /\b(disks?|volume|file ?system|storage|NAS|OSS|CPFS|inodes?|mount(ed)?( point)?|(available|free) space)\b|\u78c1\u76d8|\u5b58\u50a8/i,
    also: /\b(full|no space|not enough space|out of space|quota|I\/O|exhausted|read.?only|stale|disconnected|fail\w{0,3} to (write|read|flush|sync))\b|\u7a7a\u95f4|\u5df2\u6ee1|\u4e0d\u8db3/i,
    says: 'the message speaks of a disk or file system that is full, or fails',
    remedy: FREE_SPACE,
  }),
  ...readerConcepts,
  ...shortageWords,
  ...imageWords,
  row({
    id: 'package_words',
    category: 'missing_module_or_file',
    match: anyOf(
      /(?<![\w/.-])([Ii]nstall(ed|ing)?|pip|[Cc]onda|apt(-get)?)\b(?!\/)/,
      // Programs have names with a capital, where settings have none.
      /(?:Error|Exception): \W?[A-Z][\w.+-]{1,30}\W? (?:is|are) (?:required|needed) (?:to|for)\b/,
    ),
    also: /\b(not|\w{2,6}n't|missing|without|required?|requires|needs?|please|make sure|cannot|could not|fail\w{0,3}|unmet|no (such|matching))\b/i,
    unless: /version|conflict|driver|toolkit|\bGPU\b/i,
    says: 'the message speaks of a package that is not installed, or cannot be',
    remedy: change('settings', 'install the package in the image, or with requirements'),
  }),
  row({
    id: 'operator_words',
    category: 'framework_error',
    match:
      /\b(unknown|no such|undefined|missing|unregistered) (builtin |built-in |custom |registered )?(op|operator|intrinsic)s?( type)?\b:? ["'`]?[\w:.]{2,80}|\bop type not registered\b|\b(op|operator|intrinsic)( type)? ["'`]?[\w:.]{2,80}["'`]? (is |was )?(not (registered|found|available)|unregistered|undefined|unknown|(does not|doesn't) exist)\b/i,
    unless: /\b(comparison|binary|unary|boolean) operator\b|\b(SQL|query|expression)\b/i,
    says: 'the message speaks of an operator that the installed libraries do not have',
    remedy: PACKAGES,
  }),
  row({
    id: 'version_words',
    category: 'framework_error',
    match: anyOf(
      /\b(cannot import name|version\w{0,2}|(?<!\+)ABI|(compiled|built) (in|with|for|against|without)|not compiled|incompatib\w{2,6}|no longer (supported|available|exists?)|(has been|was) (removed|deprecated)|dependenc(y|ies)|requirements|upgrade|downgrade|toolchain|toolkit|(CUDA|cuDNN|NCCL|Python|PyTorch|torch|gcc|glibc) ?[<>=~]{0,2} ?\d{1,3}\.\d{1,3}(\.\d{1,3})?)\b/i,
      /\u7248\u672c/i,
    ),
    also: /\b(not|\w{2,6}n't|mismatch\w{0,2}|conflict\w{0,3}|unsatisf\w{3,5}|require[sd]?|requires|needs?|must|should|unsupported|incompatib\w{2,6}|older|newer|at least|removed|fail\w{0,3}|upgrade|downgrade|but|cannot|no longer|(and|or) (above|newer|later|higher|up)|only (supports?|supported|works?|available))\b|\u4e0d/i,
    unless: /\bupgrade (the )?connection\b/i,
    says: 'the message speaks of versions that do not fit each other',
    remedy: PACKAGES,
  }),
  row({
    id: 'access_words',
    category: 'permission_or_mount',
    match:
      /\b((HTTP\S{0,6}|status( code)?|(response|error) code)\W{0,4}40[13]|40[13]\b.{0,30}(error|client|unauthori[sz]ed|forbidden)|unauthori[sz]ed|not (in the )?authori[sz]ed|gated (repo\w{0,8}|model|data ?set)|access to .{1,80} is restricted|forbidden|permissions?|denied|credentials?|dubious ownership|access.?key(.?id|.?secret)?|invalid_(grant|client|token)|logged in|log ?in|(read|get|prompt for) (a |the )?(user ?name|password|pass-?phrase)|authenticat\w{2,4}|authori[sz]ation|licen[sc]e ((check|verification|validation) (failed|error)|(is |has |was )?(invalid|expired))|(token|(api|access|secret|auth\w{0,6}|license|ssh)[ _-]?key) (is |has |was )?(invalid|expired|missing|required|not (set|found|provided))|(not a valid|invalid|unsupported|bad|no|load|read|parse|decrypt) .{0,20}\b(private|public|RSA|DSA|host|ed25519) key|(private|public|RSA|host) key\b.{0,40}\b(invalid|not (valid|found|accepted)|mismatch|verification failed|format))\b|\u6743\u9650/i,
    // A call of a library that gives back a number may give back any.
    unless: /https?_proxy|\bnon-?zero (exit )?(status|code)\b/i,
    says: 'the message speaks of an access that is refused, or of a login that is missing',
    remedy: CREDENTIALS,
  }),
  row({
    id: 'damaged_words',
    category: 'missing_module_or_file',
    match:
      /\b(truncated|corrupt\w{0,4}|damaged|data.?loss|unexpected (end|eof)|(?:size|length) (?:is |of )?(?:0|zero) bytes|zero.length|fail\w{0,3} (?:reading|finding|to (?:read|find)) .{0,20}\b(?:zip|archive|directory|header|footer)|(bad|invalid) (magic|header|archive)|checksum|(is not|not look like) (a|an) (valid )?\w{2,12} (archive|image)|not look like (a|an) \w{2,12} file|is not (a|an|the) (valid )?(?!(valid|regular|existing|checkpoint|model|weights?|config\w{0,10}) )\w{2,12} (image |data )?file|(disk image|database|archive|index) is malformed|(invalid|wrong) (hash|checksum)|not in \w{2,8} format)\b/i,
    // A log of which only the end is shown.
    unless: /sequence|tokens?\b|prompt|MPI_ERR_|\bmessage truncated\b|\b(logs?|output)\b.{0,20}\btruncated to\b/i,
    says: 'the message speaks of a file that is damaged or cut off',
    remedy: DAMAGED,
  }),
  ...clusterWords,
  row({
    id: 'unparsed_words',
    category: 'missing_module_or_file',
    match:
      /\b(pars(e|ing)|ParseFrom\w{3,12}|decod(e|ed|ing)|deseriali[sz]\w{1,4}|unmarshal\w{0,4}|malformed|syntax)\b/i,
    also: /\b(json|yaml|toml|xml|csv|document|manifest|pointer|requirements?|utf-?8|base64|protobuf|\w{2,12}_?proto|header)\b/i,
    unless: /\bresource requirement\b|\b(tensor|logits?|generat\w{2,4}|beam)\b/i,
    says: 'the message speaks of a file or a text that does not have the form that its reader expects',
    remedy: DAMAGED,
  }),
  row({
    id: 'network_words',
    category: 'network_failure',
    match: anyOf(
      // A class that is named for it says so, whatever its message is.
      /^[\w.]{0,80}(Connection|Connect|Disconnect\w{0,2}|Comm(unication)?(?=Error)|Proxy|Network(?!X)|Socket|SSL(?!ookup)|DNS)\w{0,10}(Error|Exception|Timeout)\b/i,
      /\bHTTP (status )?(client|server)? ?error\b|\bcurl\w{0,6}:? ?\(?\d{1,3}\b|\bNETWORK_\w{3,30}\b|\btimeout was reached\b/i,
      /\b(refused|reset by peer|unreachable|not reachable|name resolution|DNS|getaddrinfo|handshake|too many requests|rate.?limit\w{0,3}|max retries exceeded)\b/i,
      // A bare number may count anything.
      /\b(HTTP\S{0,6}|status|code|errors?|response|server)\b.{0,20}\b(50[0234]|429)\b|\b(50[0234]|429)\b.{0,6}\b(server|internal|bad gateway|service|gateway|too many|client|error)\b|\b(says|got|gave|returned|received|answered|with) (an? )?(50[0234]|429)\b/i,
      /\bconnect(ion|ing)?\b.{0,60}\b(timed?[ -]?out|timeout|error|fail\w{0,3}|closed|aborted|lost|broken)\b/i,
      /\b(fail\w{0,3}|unable|could not|couldn't|cannot|error)\b.{0,20}\b(connect\w{0,3}|(?<!\bha[sd] |\bhave )reach\w{0,3}|resolv\w{1,3}|request(s|ing)?)\b/i,
      /\b(read|request|response|server|socket)\b.{0,40}\b(timed? ?out|timeout)\b/i,
      /\b(dial|connect) (tcp|udp)\b|\bi\/o timeout\b/i,
      /\b(all|no) (\w{2,12} )?(masters?|servers?|brokers?|endpoints?|mirrors?) (are |is )?(unresponsive|unavailable|available|reachable|respond\w{0,3}|down|dead)\b/i,
      /\b(sockets?|recv|send(msg|to)?)\b.{0,40}\b((?<!\bno )errors?|fail\w{0,3}|closed|broken|aborted|lost)\b/i,
      // Of encryption: whoever answers is not whom it was asked for, or speaks otherwise.
      /\b(SSL|TLS|x509|certificates?)\b.{0,80}\b(fail\w{0,4}|errors?|verif\w{1,9}|expired|violation|wrong version|unknown authority|self.signed|(not |un)trusted|EOF|invalid|alert)\b|\b(self.signed|expired|untrusted) certificate\b/i,
      /\b(remote|peer|server|far|other) ?(end|side|host)?\b.{0,20}\b(hung up|disconnected|went away)\b|\bclosed by (the )?(remote|server|peer)\b/i,
      /\b(errors?|trouble|problem|trying)\b.{0,60}\b(on|from|with) the (hub|server|registry|package index|mirror)\b/i,
      /\u7f51\u7edc|\u8d85\u65f6/i,
    ),
    unless:
      /\b404\b|not found|no such file|(?<!\bretry )limit (is |was )?reached|\bnetwork_(dim|alpha|module|args|weights|dropout|type|name|size|pkl|aliases|group|train\w{0,20})\b|\bRefused to open\b|\b(dimensions?|shapes?|revision|class(es)?|pipelines?|interpolations?)\b.{0,80}\bresolved|\bresolve[dr]?\b.{0,60}\b(class(es)?|shapes?|interpolations?|pipelines?|name)\b|cannot open the connection|\b(columns?|tables?|references?|symbols?|variables?|dependenc(y|ies)|modules?|identifiers?)\b.{0,40}\bresolved|\bresolve\b.{0,80}\b(columns?|overloads?|symbols?|references?|imports?)\b/i,
    says: 'the message speaks of a service that could not be reached, or did not answer',
    remedy: WAY_OUT,
  }),
  row({
    id: 'checkpoint_words',
    category: 'bad_configuration',
    match:
      /\b(checkpoints?|ckpts?|state.?dict|optimi[sz]er state|resum(e|ed|ing)|restore item|(saved|on.disk|restored) .{0,40}\b(tree|structure|state|metadata)|(objects|weights|variables|parameters) (could not|cannot|can't) be loaded)\b/i,
    also: /\b(world.?size|mismatch\w{0,2}|(does|do|did) not (match|fit)|doesn't match|(could not|cannot|can't) be loaded|different|incompatible|unexpected|expected|is not an? (?!checkpoint file)|parallel|contains? only|(does|do) not (have|contain|include)|has no|have no|without|lacks?|missing (from|in|keys?))\b/i,
    unless: /corrupt|damaged|truncated/i,
    says: 'the message speaks of a checkpoint that does not fit this run',
    remedy: change('settings', 'load a checkpoint that was written with these settings, or set them as it has them'),
  }),
  ...nameConcepts,
  row({
    id: 'missing_words',
    category: 'missing_module_or_file',
    match: anyOf(
      /\b((?<![:.\d])404|not found|undefined|no such|errno[ =:]{1,3}2|\w{0,20}NotFound(Error|Exception)|no rule|not a git|is not a \w{2,12} command|(does|do) not exist|(doesn't|don't) exist|not (be )?(found|available|located)|(cannot|can't|could not|couldn't) be (found|opened|read|loaded|located|accessed)|(cannot|can't|could not|couldn't|unable to|failed to) (find|locate|open|load|read|stat|(access or )?execute)|no (module|package|library|program|command|plugin) named|missing|is empty|empty (list|set|sequence|collection) of|(is |was |are )?(not |un)readable|(does|do) not point to|not (yet )?(ready|there|downloaded|prepared|present)|(no|0|zero) (urls?|files?|objects?|keys?|paths?|shards?) match\w{0,3}|no rule to make|(wrong|bad|incorrect|invalid|non-?existent) .{0,20}\b(path|director(y|ies)|folder)|is not (a|an) (valid |regular |existing )?(checkpoint |model |weights? )?(files?|director(y|ies)|folder|path)|no \w{2,30} (was |were |is |are )?(found|there|installed|available)|there is no|neither .{1,80} nor .{1,80} (was |were )?found|(does|do) not (appear to )?(contain|have)|NoSuch\w{2,20})\b/i,
      /\u4e0d\u5b58\u5728|\u627e\u4e0d\u5230/i,
    ),
    also: anyOf(
      /\b(files?|director(y|ies)|folders?|paths?|models?|weights|checkpoints?|ckpts?|tokeni[sz]ers?|vocab\w{0,6}|data ?sets?|repo\w{0,8}|revision|packages?|modules?|librar(y|ies)|urls?|objects?|bucket|shards?|manifest|images?|videos?|audio|binary|executable|command|dependenc(y|ies)|\w{0,20}compiler|makefile|targets?|rule|git repository|hostkeys?|(object|host|private|public|ssh) keys?|key ?files?|NoSuch\w{2,20}|resources?|hosts?|hostname|lib\w{2,20})\b/i,
      /\w\.(jsonl?|ya?ml|toml|txt|py|pth?|ckpt|bin|safetensors|so|csv|parquet|arrow|idx|tar|gz|zip|zst|np[yz]|pkl|h5|tfrecord|onnx|sh|whl|mp4|wav|jpe?g|png)\b/i,
      /\u6587\u4ef6|\u76ee\u5f55|\u8def\u5f84|\u6a21\u578b/i,
    ),
    unless:
      /\b(layers?|class(es)?|attributes?|columns?|fields?|parameters?|arguments?|target modules|in the (base )?model|devices? not found|found in the config( file)?(?![\w/.-])|index_name|(pad|mask|eos|bos|unk|sep|cls|special|padding)[ _]token|(hidden|created \w{2,12}) modules|does not contain the module|\w+ method|is (currently |yet )?not supported|is not available (when|with|for|in) \w+|missing (a|an|the) \w{2,20} (name|id))\b/i,
    says: 'the message speaks of a file, model or package that is not there',
    remedy: PATH,
  }),
  row({
    id: 'device_words',
    category: 'bad_configuration',
    match: new RegExp(
      String.raw`\bno (visible |available |usable |supported )?(${ACCELERATOR}|${PLATFORM})\b|\b(${ACCELERATOR}|${PLATFORM})\b.{0,60}\b(not (be )?(found|available|visible|supported|detected|enough)|unavailable|required|requires)\b|\bdevices? not found\b|\bno (\w{2,20} )?(\w{2,20} )?devices? (of (the )?requested type |is |are |was |were )?(available|found|detected|visible)\b|\bno devices?($|[,.:)])|\bcould not find (a|an|any) devices? (with|of|that)\b`,
      'i',
    ),
    says: 'the message speaks of GPUs that the program does not find, or cannot use',
    remedy: IMAGE_FOR_GPU,
  }),
  row({
    id: 'display_words',
    category: 'bad_configuration',
    match:
      /\$DISPLAY\b|\bdisplay (name|variable|server)\b|\b(no|cannot (open|connect to)|could(n't| not) (open|connect to)|unable to (open|connect to)|failed to (open|connect to)) (the )?(X11? )?(display|screen)\b|\b(X ?server|X11|GLX|EGL|GLFW|OSMesa|glad\w{4,20}|OpenGL|pyglet|xcb|Xvfb)\b/i,
    also: /\b(not|no|\w{2,6}n't|fail\w{0,4}|error|cannot|could not|unable|missing|undefined|requires?|undefined|even though)\b/i,
    unless: /No such file|cannot open shared object/i,
    says: 'the message speaks of a display or of OpenGL, which a pod does not have',
    remedy: change(
      'settings',
      'draw without a display: MPLBACKEND=Agg, MUJOCO_GL=egl or osmesa, QT_QPA_PLATFORM=offscreen, or xvfb-run',
    ),
  }),
  row({
    id: 'setting_words',
    category: 'bad_configuration',
    match: anyOf(
      /\b(settings?|config\w{0,10}|host ?files?|options?|arguments?|args|param(eter)?s?|flags?|hyper.?parameters?|batch.?size|world.?size|(resource|qos)( \(\w{3,5}\))? specification|mutually exclusive|overrid\w{1,3}|(sequence|context|model|prompt|response) length|max_\w{2,30}|num_\w{2,30}|\w{2,30}_(size|len|length|type|name|path|dir)|environment variables?|unbound variable|mode|backend|strategy|partition|account|qos|constraint|node configuration|job type|queue|QOS policy|(heap|stack|buffer) size|VM option|specifications?|(spark|yarn|hadoop|hive|dfs|mapreduce|ray|flink)\.[a-z]\w{1,30}\.[\w.]{2,60}|mesh_\w{2,12}|device mesh|number of (devices|GPUs?|nodes|processes|ranks|workers|hosts)|configurables?|pattern|(uri|url|file ?system) scheme|(master|tracking|database|jdbc) (uri|url)|(tokeni[sz]er|model|checkpoint|data ?set|weights|vocab\w{0,6}|output)( \w{2,12})? (is |was )?not (specified|given|provided|set)|scheme '\w{1,12}|protocol|device string|endpoint|port number|\w{2,30}_(port|addr|rank|count)|IllegalArgumentException)\b/i,
      // Hyperparameters.
      /\b(learning.?rate|momentum|betas?|epsilon|weight.?decay|drop.?out|seed|shuffle|number of classes|device ids?|invalid device|\w{2,30}_(steps|rate|factor|ratio))\b/i,
      /[\s`'"(]--\w[\w-]{1,60}/i,
      /\u53c2\u6570|\u914d\u7f6e/i,
    ),
    also: /\b(could only|positive|is not an?|please (set|specify|provide|pass|give)|expected (one|at least|\d{1,3}) argument|expected\b.{0,60}\b(got|found|received)|(does|do) not match|must|should(?! (?:not|never) happen)|ha(s|ve) to|need(s|ed)?|requires?|required|invalid|non-?existent|bad (entry|value|line|format)|unbound|unknown|unrecogni[sz]ed|unsupported|not (be )?(supported|allowed|permitted|available|set|specified|valid|implemented|recogni[sz]ed|known|equal|compatible)|no \w{2,20} match\w{0,3}|(did not|didn't) find|ha(s|ve) no (section|option|key|entry)|cannot|can't|can not|could not|exceed\w{0,3}|(greater|less|larger|smaller|longer|bigger|higher|lower) than|increase|violat\w{1,3}|illegal|divisible|mismatch\w{0,2}|conflict\w{0,4}|ambiguous|not sure|unexpected|missing|undefined|at (least|most)|not (between|one of|in (the )?range)|inconsistent|incompatible|mutually exclusive|without (specifying|setting|giving|passing))\b|\u9519\u8bef|\u65e0\u6548/i,
    unless: /\b(NVRM|Xid|labels?|rows?|tensors?|shapes?|dtypes?|dimensions?|elements?|ind(ex|ices))\b/i,
    says: 'the message speaks of a setting that the program does not accept',
    remedy: SETTING,
  }),
  row({
    id: 'setting_class_words',
    category: 'bad_configuration',
    // The class of an exception may say what its message leaves open.
    match:
      /^[\w.]{0,100}(Config\w{0,20}|Overrides?\w{0,10}|(?<!Invalid|ctypes\.)Argument\w{0,6}|Options?|Usage|Validation|Settings?|(Bad|Invalid)?Parameters?|Schema\w{0,10}|Hparams?)(Error|Exception)\b/i,
    says: 'the class of the exception speaks of a setting that the program does not accept',
    remedy: SETTING,
  }),
  row({
    id: 'combination_words',
    category: 'bad_configuration',
    match: anyOf(
      /\b(can|may|should) (currently )?only (be )?(work|used?|run|enabled?|combined?|applied|called|set)\b|\bonly (works?|supports?|supported|available|compatible|implemented|allowed|valid|possible) (\w{1,12} )?(with|for|on|when|if|in|by|under)\b/i,
      /\b(does|do|is|are) (not|n't) (yet |currently )?(support(ed|s)?|compatible|implemented) ?(yet|with|for|on|when|in|by)?\b|\b(doesn't|don't|isn't|aren't) (yet |currently )?(support(ed)?|compatible|work with)\b/i,
      /\b(cannot|can't|must not|should not|may not) be (None|null|empty|unset)\b.{0,20}\b(when|if|with|for|unless)\b/i,
      /\b(cannot|can't|can not|could not) (run|be (used|combined|enabled|set|run|specified)) (together|with|when|at the same time|in|on|for)\b|\bmutually exclusive\b|\bnot both\b/i,
    ),
    unless:
      /\b(operands?|tensors?|shapes?|dtypes?|dimensions?|scalar types?|indexing|item assignment|subscript\w{0,4}|iterat\w{2,4}|labels?|gradients?|derivative|aten)\b|between instances/i,
    says: 'the message speaks of a combination of settings, model and devices that does not work together',
    remedy: SETTING,
  }),
  ...limitWords,
  row({
    id: 'range_words',
    category: 'user_code_error',
    match:
      /\b(labels?|class(es)?|targets?|tokens?|ind(ex|ices)|categor(y|ies)|ids?|values?|coordinates?)\b.{0,80}\b(outside|out of|beyond|not (with)?in|exceeds?|not between|must be in|should be in)\b.{0,40}\b(range|bounds|interval|vocab\w{0,6}|limits|num_class\w{0,2}|nc|number of (classes|labels|categories|tokens)|embedding\w{0,4})\b|\b(labels?|class(es)?|targets?|tokens?|ind(ex|ices)|ids?|values?)\b.{0,80}\b(outside|not (with)?in|must be in|should be in) ?[[(] ?-?\d/i,
    unless: /\b(ports?|versions?|ranks?|devices?|GPUs?|dates?|ip|memory|virtual|budget|time)\b/i,
    says: 'the message speaks of a label, an index or another value of the data outside of the range that the model has',
    remedy: change(
      'code',
      'compare the labels and indices in the data with the number of classes or the vocabulary that the model is given',
    ),
  }),
  row({
    id: 'unset_words',
    category: 'bad_configuration',
    match:
      /\bno (\w{2,20} )?\w{2,20} (is |was |were |are |has been )?(specified|configured|given|selected|chosen|defined)\b|\b(\w{2,20}) (is|was|are|were|has|have) (not|never) (been )?((properly|correctly|fully|yet) )?(specified|configured|selected|chosen)\b/i,
    unless: /\b(reason|details?|errors?|message|cause|explanation)\b.{0,6}(is |was )?(specified|given)/i,
    says: 'the message speaks of something that nobody chose or set',
    remedy: SETTING,
  }),
  row({
    // What was done when it failed says less than what was wrong with it, which may be a file, a name or a setting.
    id: 'fetch_words',
    category: 'network_failure',
    vague: true,
    match:
      /\b(fail\w{0,3}|unable|could not|couldn't|cannot|error)\b.{0,20}\b(download\w{0,3}|fetch\w{0,3}|pull(ing)?)\b/i,
    unless: /\b404\b|not found|no such file|limit (is |was )?reached|\brebase\b|\bmerge\b/i,
    says: 'the message speaks of something that could not be fetched, mostly since a service did not answer',
    remedy: WAY_OUT,
  }),
  row({
    id: 'data_words',
    category: 'user_code_error',
    match:
      /\b(records?|examples?|samples?|rows?|columns?|fields?|(?<!load )keys?|(\w{2,12}_)?features?|schemas?|annotations?|captions?|json|jsonl|csv|tsv|xml|parquet|arrow|tfrecords?|(?<!(error|log|warning|these|following|above) )messages|conversations?|data (conver\w{1,8}|types?|formats?)|line \d{1,9})\b/i,
    also: /\b(pars(e|ed|ing)|decod(e|ed|ing)|conver(t|sions?|ted)|malformed|mismatch\w{0,2}|inconsistent|missing|required?|requires|invalid|wrong|must|should|expect(ed|s)?|unexpected|empty|not (be )?(found|in|valid|present|implemented|supported|match)|(does|do) not|has no|have no|could not|couldn't|cannot|can't|different)\b/i,
    unless:
      /\b(tensors?|shapes?|dtypes?|dimensions?|channels?|layers?|gradients?|kernels?|arguments?|options?|config\w{0,10}|version|request|response)\b|HTTP/i,
    says: 'the message speaks of data that do not have the form which the program reads',
    remedy: change('data_owner', 'correct the data that the message names, or tell the program their columns and form'),
  }),
  ...classConcepts,
  ...submissionWords,
];

/** The ids of the rows of these categories: what is so of one family of words is so of its sisters. */
export const wordsAbout = (...categories: readonly Category[]): string[] =>
  errorConcepts.filter(({ category }) => categories.includes(category)).map(({ id }) => id);

/** Rules of errors of which too little is known to say why they came: whatever else explains them is the cause. */
export const UNCLEAR_ERRORS: readonly string[] = [
  'uncaught_exception',
  'unclear_exception',
  'refused_input',
  'declined',
  'judged',
  'demanded',
  'library_mistake',
  ...errorConcepts.map(({ id }) => id),
];

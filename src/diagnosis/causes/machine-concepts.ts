import { COLLECTIVE_WARNS } from '../../shaping/errors/signatures.ts';
import { change, elsewhere } from '../remedy.ts';
import { ACCELERATOR, DEVICE_FILE, MANAGEMENT, PLATFORM } from './accelerators.ts';
import { anyOf, type Cause, concept } from './cause.ts';
import { DIVERGED, FAULTY, IMAGE_FOR_GPU, NETWORK_BETWEEN, PACKAGES, SETTING, SHARED_MEMORY } from './remedies.ts';

/** Drivers in the kernel, as they sign their lines in its log. */
const KERNEL_DRIVER =
  'NVRM|nvidia-\\w{2,12}|amdgpu(?=[ :]\\S)|amdkfd|habanalabs|drv_davinci|mlx5_core|pcieport|AER|EDAC';

/** Libraries, operations and meeting places of the communication between ranks. */
const COMMUNICATION =
  /\b(\w{0,3}CCL\w{0,6}|CNCL|BKCL|nccl\w{2,40}|hccl\w{2,40}|gloo(::\w{2,20})?|UCX|UCC|libfabric|ibv_\w{3,30}|verbs|RDMA|RoCE|InfiniBand|GPUDirect|NVSHMEM|DeepEP|collectives?|all[-_ ]?reduce|all[-_ ]?gather|reduce[-_ ]?scatter|all[-_ ]?to[-_ ]?all|(?:[a-z]{2,20})?barrier|rende[zs][-_ ]?vous|process[-_ ]?group|communicator|TCP[ _]?Store|c10d|Dist(Store|Network|Backend)\w{0,10}|queue pair|\w{0,8}(stream|event|device)\w{0,3} ?synchroni[sz]\w{1,5}|wait for compute device|notify wait|waiting for (clients|peers|ranks|(other )?workers|members)|KV(Cache)? (cache )?transfers?|transfers? (?=.{0,30}\b(after|within|in) \d)|handshakes? with)\b/i;

/** Variables with which the libraries between the ranks are set, and the parameters of Open MPI. */
const LIBRARY_SETTING =
  /\b(?:NCCL|RCCL|HCCL|CCL|GLOO|UCX|UCC|FI|PSM[23]?|I_MPI|MPICH|MPIR|OMPI|PMIX|PRTE|OMPI_MCA|HOROVOD|NVSHMEM|TP)_[A-Z][A-Z0-9_]{2,40}\b|\bMCA (?:variables?|param(?:eter)?s?)\b|\bcomponents? (?:were|was|are|is) (?:able to be opened|found|available)|\b(?:job failed to|requested) map\w{0,4}\b|\b[Rr]ank ?[Tt]able\b|\bhccl version\b/;

/** How MPICH tells an error: its functions with their lines, the innermost last. */
const MPI_STACK = /^\s{0,4}P?MPI[A-Z]{0,3}_\w{2,60}\(\d{1,6}\)\.{0,60}: \S/i;
/** How Hydra, which starts the processes of MPICH, tells one. */
const HYDRA = /^(?:\[[\w:]{3,30}@[\w.-]{1,60}\] )?HYD\w{0,3}_\w{2,60} \(\S{3,80}:\d{1,6}\): \S/i;
const OPEN_MPI = /\bOpen MPI (?:failed|was unable|has detected|detected)\b/i;
const FROM_COLLECTIVES = anyOf(COLLECTIVE_WARNS, MPI_STACK, HYDRA, OPEN_MPI);

/** What errors nobody knows say of GPUs and their kin, of numbers, compilers and the communication between ranks. */
export const machineConcepts: readonly Cause[] = [
  concept({
    id: 'numbers_words',
    category: 'user_code_error',
    match: anyOf(
      /\b(loss(es)?|grad\w{0,6}|norms?|logits?|activations?|weights?|param\w{0,6}|outputs?|prob\w{0,9}|rewards?|embeddings?|tensors?|inputs?|scale|training|model)\b.{0,80}\b(nans?|infs?|infinit\w{1,3}|(not|non)[- ]?finite|not a number|diverg(e[ds]?|ing)|explod\w{2,3}|blew up)\b/i,
      /\b(nans?|infs?|infinit\w{1,3}|(not|non)[- ]?finite|diverg(e[ds]?|ing))\b.{0,80}\b(loss(es)?|grad\w{0,6}|norms?|logits?|activations?|weights?|param\w{0,6}|outputs?|prob\w{0,9}|rewards?|embeddings?|tensors?|inputs?|training)\b/i,
    ),
    says: 'the message speaks of numbers of the training that are none any more (nan, inf)',
    remedy: DIVERGED,
  }),
  concept({
    id: 'shared_memory_words',
    category: 'resource_limit',
    match: /\bshared[ _]?memory\b|\/dev\/shm\b|\bshm(_open|_size|get)?\b(?!\.\w)|\bobject store\b/i,
    also: /\b(fail\w{0,4}|errors?|full|no space|not enough|insufficient|exceed\w{0,3}|unable|cannot|could not|too small|out of|limit|exhausted|increase)\b/i,
    unless: /\b(CUDA|kernels?|blocks?|SMEM|registers?|hardware limit|per block|GPU)\b/i,
    says: 'the message speaks of shared memory that does not suffice, or cannot be had',
    remedy: SHARED_MEMORY,
  }),
  concept({
    id: 'device_fit_words',
    category: 'framework_error',
    match:
      /\b(drivers?|firmware|(CUDA|HIP|ROCm|CANN|NPU|GPU)( runtime| toolkit)?|compute capabilit(y|ies)|sm_?\d{2,3}|gfx\d{3,4}\w?|kernel image|device function|peer access|(GPU|device|hardware) arch\w{0,9}|binary for)\b/i,
    also: /\b(too old|insufficient for|not supported|unsupported|do(es)? not support|invalid device function|no kernel image|incompatible|(version|library) mismatch|mismatched versions?|forward compatibility|not compatible|(not |un)built for|newer than|older than|no (kernel |device )?(binary|image)|no binary)\b/i,
    unless:
      /\b(memory|tensors?|dtypes?|shapes?|layers?|backward|autograd|batch|operators?|sequence|half|bfloat16|layout)\b/i,
    says: 'the message speaks of a driver, a runtime or a device that do not fit each other',
    remedy: IMAGE_FOR_GPU,
  }),
  concept({
    id: 'cpu_instruction_words',
    category: 'framework_error',
    match:
      /\b(AVX\w{0,8}|SSE\d\w{0,4}|FMA\d?|AMX\w{0,6}|NEON|SVE|instruction sets?|CPU (instructions?|features?|flags?))\b/,
    also: /\b(not|\w{2,6}n't) (be )?(available|supported|found|present)\b|\b(lacks?|requires?|unsupported|missing|illegal)\b/i,
    // TensorFlow says at each start which ones it leaves unused.
    unless: /\bCPU supports instructions\b|\brebuild\b|\bfor better performance\b/i,
    says: 'the message speaks of instructions that the CPU of the machine does not have and the program was built for',
    remedy: PACKAGES,
  }),
  concept({
    id: 'linking_words',
    category: 'framework_error',
    match:
      /\b((undefined|unresolved|missing) (external )?symbols?|symbol lookup|symbol `?_?\w{1,120}\b.{0,60} (version|is not|was not|could not|not)|ELF(CLASS)?\w{0,8}|relocations?|static TLS block|undefined reference|unresolved external|GLIBC\w{0,4}|libstdc|shared objects?|librar(y|ies) (is|are|was|were) not linked|not linked (in|with|against|to) )\b/i,
    also: /\b(undefined|unresolved|not (be )?(found|defined|resolved|linked)|errors?|wrong|invalid|cannot (allocate|dynamically load|be preloaded)|lookup|missing|mismatch\w{0,2}|incompatible)\b/i,
    unless: /\b(no such file|cannot open shared object)\b/i,
    says: 'the message speaks of compiled code whose parts do not fit together: built for other libraries',
    remedy: PACKAGES,
  }),
  concept({
    id: 'gpu_fault_words',
    category: 'user_code_error',
    match: anyOf(
      /\b(memory access|page|protection|address\w{0,3}|aperture|instruction|kernel|wave|warp|(ai|vector|ai ?v|cube)[- _]?(core|vec)|shader)\b.{0,60}\b(faults?|violation|exceptions?|illegal|out of (range|bounds)|trap)\b/i,
      /\b(illegal|invalid|misaligned|unaligned)\b.{0,30}\b(memory|address\w{0,3}|instruction|access)\b/i,
      /\bHSA_STATUS_ERROR_(EXCEPTION|MEMORY_\w{2,30}|ILLEGAL\w{0,20}|INVALID_ISA)\b/i,
    ),
    also: new RegExp(
      String.raw`\b(${ACCELERATOR}|${PLATFORM}|devices?|kernels?|ai[- _]?core|ai[- _]?vec|vector core|HSA\w{0,60})\b`,
      'i',
    ),
    // Kernels on the processor beside its cores fail for any reason.
    unless: /\bai ?cpu\b/i,
    says: 'the message speaks of GPU code that accessed memory it may not; mostly a bug, rarely the hardware',
    remedy: change(
      'code',
      'run it with blocking launches (CUDA_LAUNCH_BLOCKING=1 or its like); other machines rule the hardware out',
    ),
  }),
  concept({
    // The checks of the C library and of compilers.
    id: 'heap_words',
    category: 'user_code_error',
    match:
      /\b(double free|use.after.free|(heap|stack|global).(buffer.overflow|corrupt\w{2,4})|corrupted (size|double.linked|unsorted|top)|stack smashing|buffer overflow detected|(free|malloc|realloc|calloc|munmap_chunk)\(\): {0,2}\w|invalid (next )?(size|pointer) \((fast|normal|out)\)|memory (was )?(corrupted|clobbered))/i,
    says: 'native code wrote to memory that is not its own, or gave it back twice',
    remedy: PACKAGES,
  }),
  concept({
    // What a machine is asked before the work begins.
    id: 'machine_check_words',
    category: 'hardware_fault',
    match:
      /\b(nodes?|machines?|hosts?|GPUs?|NPUs?|devices?|hardware|health|pre-?flight|self|burn-?in|DCGM|diagnostics?)[- ]?(self-?)?(checks?|tests?|diagnos\w{2,4}|diag)\b/i,
    also: /\b(fail\w{0,4}|(did|does|do) not pass|not passed|unhealthy|faulty|abnormal)\b/i,
    unless:
      /\b(loss|accuracy|assert\w{0,4}|unit tests?|test (set|data|split|loop)|0 (fail\w{0,4}|faulty|unhealthy)|no faulty)\b|\bcheck failed: /i,
    says: 'the message speaks of a check of the machines before the work, which they did not pass',
    remedy: FAULTY,
  }),
  concept({
    id: 'hardware_words',
    category: 'hardware_fault',
    match: new RegExp(
      String.raw`\b(hardware|s?xid|ECC|DBE|NVLink|NVSwitch|HCCS|PCIe?|${ACCELERATOR}|devices?|cards?|chips?|HBM|NICs?|HCA|DIMMs?|mlx5_\w{1,4}|GSP|InfoROM|pcieport)\b`,
      'i',
    ),
    also: anyOf(
      /\bhardware (faults?|errors?|failures?|exceptions?|problems?|issues?|malfunctions?)\b|\buncorrect\w{2,5}\b|\b(double|multi).?bit\b|\bunrecoverable\b/i,
      /\b(is|was|been|got|device|GPU|card) lost\b|\bhalted (prematurely|unexpectedly)\b|\bf[ea]ll\w{0,3} off\b|\bdropped off\b|\bdisappeared\b|\bheartbeats?\b.{0,20}\b(lost|abnormal|missed)\b|\b(lost|no|missed) (its |the )?heartbeats?\b/i,
      /\b(needs?|requires?|must be|required?)\b.{0,10}\breset\b|\breset (is )?(required|needed)\b|\bin (a |an )?(bad|error|faulty|broken) state\b/i,
      /\b(unhealthy|(is|are|was|were) not (yet )?healthy|faulty|malfunction\w{0,3}|overheat\w{0,3}|over.?temperature|thermal (shutdown|violation)|defective|link (is |went )?down|port (is |went )?down)\b/i,
      // What a test of the hardware finds.
      /\b(link|width|speed|bandwidth|clocks?|temperature|power|throughput)\b.{0,80}\b(below|under|above|over|degraded|downgraded)\b.{0,40}\b(minimum|maximum|expected|required|limit|threshold|allowed|nominal)\b|\bcaused by (a )?previous s?xid\b/i,
    ),
    unless: /\b(0|no|zero) (\w{1,20} )?(errors?|faults?|unhealthy)\b|\bcorrected\b/i,
    says: 'the message speaks of a fault of a device or a machine',
    remedy: FAULTY,
  }),
  concept({
    id: 'start_method_words',
    category: 'user_code_error',
    match:
      /\b(os\.fork|fork(ed|ing|s)?\b.{0,30}\b(sub|child)? ?process(es)?|(sub|child) ?process(es)?\b.{0,30}\bfork(ed|ing|s)?|after (a )?fork(ing)?|before fork(ing)?|(start|spawn).method|forkserver|freeze_support|bootstrapping phase)\b/i,
    also: /\b(cannot|can't|must|not (be )?(supported|safe|allowed)|incompatible|deadlock\w{0,2}|before|already|use (the )?['"]?spawn)\b/i,
    unless: /\b(Resource temporarily unavailable|Cannot allocate|out of memory|memory|EAGAIN)\b/i,
    says: 'the message speaks of processes that are started in a way that what they use does not bear (fork, spawn)',
    remedy: change(
      'code',
      "start workers with the method 'spawn', under if __name__ == '__main__', and touch devices only in them",
    ),
  }),
  concept({
    id: 'device_busy_words',
    category: 'platform_error',
    match: new RegExp(
      String.raw`\b(${ACCELERATOR}|devices?|cards?|(neuron|logical )?cores?)\b.{0,60}\b(already (been )?(acquired|in use|used|opened|locked|taken|held|occupied)|in use by|is (busy|occupied)|busy or unavailable|device or resource busy|held by another)\b`,
      'i',
    ),
    unless: /\b(port|address|socket|disk|mount|umount|volume)\b/i,
    says: 'the message speaks of a device that another process holds, or that was not given free',
    remedy: elsewhere(
      'platform',
      'run it on other machines; if two processes of the job take the same device, give each its own',
    ),
  }),
  concept({
    id: 'driver_words',
    category: 'platform_error',
    match: new RegExp(
      String.raw`\b((${ACCELERATOR}|${PLATFORM}|NVIDIA|AMD|Habana|kernel|device|video) driver|(Neuron|TPU|HPU|Habana|Synapse\w{0,3}|MUSA|MLU) runtime|libtpu\w{0,6}|TPU (initiali[sz]ation|system|topology|backend|mesh state)|backend 'tpu'|iommu group|driver error|Native API|(PI|UR|ZE)_(RESULT_)?ERROR_\w{2,40}|${MANAGEMENT}|syn(Device|Init)\w{0,30}|cnrt\w{3,30}|(?:cu|hip|acl|musa|tops|mc|ze)Init|HSA_STATUS_ERROR_(?:OUT_OF_RESOURCES|NOT_INITIALIZED|RESOURCE_FREE|INVALID_AGENT)|cuDevice\w{3,30}|cuCtx\w{3,30}|aclrtSetDevice|drv\w{3,30}|driver (?=(is |was )?not )|(${ACCELERATOR}|${PLATFORM}|device) (context|initiali[sz]ation)|(initiali[sz]e|open|set|get|reset|acquire|attach(ing)?( to)?) (the |an? |all |\d{1,4} )?(${ACCELERATOR}|${PLATFORM}|devices?|nd\d{1,2})|(${ACCELERATOR}|devices?) (acquire|acquisition|attach|open)\w{0,3}|(determine|get) the device handle|${KERNEL_DRIVER})\b|${DEVICE_FILE}\b`,
      'i',
    ),
    also: /\b(fail\w{0,4}|errors?|\w{0,40}error_\w{1,40}|not (be )?(open(ed)?|loaded|found|running|respond\w{0,3}|initiali[sz]ed|available|ready)|cannot|can't|could not|couldn't|unable|lost|timed? ?out|\w{0,40}timeout|busy|denied|internal|severity \d)\b/i,
    // Of the numbers of Xid these come from programs.
    unless:
      /\bs?xid\b.{0,60}: (13|31|43|45),|\bcorrected\b|\bversions? (\S{1,12} )?(mismatch\w{0,2}|\d|is|are|must|insufficient|does|do)\b|mismatch|insufficient|too old|memory|\binvalid -{0,2}\w{2,60} (specified|given|value|set)\b|\bexpected \d{1,6} .{1,60}\b(got|given|found) \d/i,
    says: 'the message speaks of the driver of the GPUs, or of a device that cannot be opened',
    remedy: elsewhere('platform', 'run it on other machines, and report the node with the message'),
  }),
  concept({
    id: 'fabric_words',
    category: 'network_failure',
    role: 'consequence',
    match:
      /\b(NET\/(IB|OFI|UCX)|RDMA|RoCE|InfiniBand|ibv_\w{3,40}|rdma_\w{3,40}|mlx\d_\w{1,10}|fi_\w{3,30}|uc[pt]_\w{3,30}|UCX|verbs|queue pairs?|(work|completion) queues?|work requests?|completion (from|with|queue)|create (a )?[QCS][PRQ]|HCA|GIDs?|libfabric|EFA)\b/i,
    also: /\b(fail\w{0,4}|errors?|err \d|status[ =:]{1,3}[1-9]\d?|unable|cannot|could not|timed? ?out|timeout|retry (count )?exceeded|flushed|(link|port) (is )?down)\b/i,
    unless:
      /\b(install\w{0,3}|compiled|built (with|without|for)|plugin|lib\w{2,20}\.so|cannot allocate memory|memlock|locked|environment variables?|illegal|out of memory)\b/i,
    says: 'the message speaks of the fast network between the machines (RDMA), which refused or lost a transfer',
    remedy: NETWORK_BETWEEN,
  }),
  concept({
    // Native code quotes what it compared: `Assertion `nranks == comm->size' failed`.
    id: 'compared_setting_words',
    category: 'bad_configuration',
    match:
      /\b(condition|check|assert\w{0,4}|requirement|enforce\w{0,2}|expect\w{0,3})\b.{0,60}\b(\w{0,20}(backend|world_?size|ranks|nproc\w{0,8}|num_?(devices|gpus|nodes|ranks|procs|processes|workers|hosts)|(local|group|comm|parallel|tp|pp|dp|ep)_?size)\w{0,12})(\(\))?\s?([=!<>]=|[<>])/i,
    says: 'the message quotes a comparison that does not hold: a backend, or a number of ranks or devices, is not as the library wants it',
    remedy: SETTING,
  }),
  concept({
    // Told before that the communication broke: it never came about.
    id: 'peer_connect_words',
    category: 'network_failure',
    role: 'consequence',
    match: COMMUNICATION,
    also: /\b(fail\w{0,3}|unable|could not|cannot|errors?)\b.{0,30}\bconnect\w{0,10}\b|\bconnect\w{0,10}\b(\(\))?.{0,40}\b(timed? ?out|timeout|fail\w{0,3}|refused)\b|\b(timed? ?out|timeout)\b.{0,60}\bconnect(ing)?\b|\bno route to host\b/i,
    unless: /\b(install\w{0,3}|compiled|reconnect\w{0,3}|illegal|out of memory|closed by|reset by)\b/i,
    says: 'the message speaks of another process of the job that could not be connected to',
    remedy: NETWORK_BETWEEN,
  }),
  concept({
    id: 'collective_order_words',
    category: 'user_code_error',
    match: COMMUNICATION,
    also: /\b(mismatch\w{0,2}|different|differ(s|ing)?|diverg\w{2,4}|inconsistent|unequal|not the same)\b.{0,60}\b(collectives?|operations?|ops?|calls?|orders?|shapes?|d?types?|sizes?|lengths?|counts?|roots?|ranks)\b|\b(collectives?|operations?|calls?|shapes?|d?types?|sizes?|counts?)\b.{0,40}\b(mismatch\w{0,2}|differs?|(does|do|did) not match|not the same)\b/i,
    unless: /\b(versions?|install\w{0,3}|compiled|world.?size|drivers?|time|timed? ?out|hosts?|machines?|nodes?)\b/i,
    says: 'the message speaks of ranks that do not call the same collective, or not with the same sizes and types',
    remedy: change(
      'code',
      'let every rank call the same collectives in the same order, with tensors of one shape and type',
    ),
  }),
  concept({
    // NCCL names the call of its own: nobody can tell whether the other rank ended, or the network between them.
    id: 'socket_call_words',
    category: 'nccl_timeout',
    role: 'consequence',
    match:
      /\b(?:socket\w{3,30}|bootstrap\w{3,30}|proxy\w{3,30}|net\w{3,30}):? (?:Call to|Calling)? ?(?:recv|send|connect|accept|poll|getsockopt|ioctl)\b.{0,120}\bfailed\b/,
    says: 'a call of a socket of the communication library failed: the rank at its other end ended, or the network between them broke',
    remedy: NETWORK_BETWEEN,
  }),
  concept({
    id: 'communication_words',
    category: 'nccl_timeout',
    role: 'consequence',
    match: COMMUNICATION,
    also: /\b(fail\w{0,4}|errors?|times? out|timed? ?out|timeout|abort\w{0,3}|hangs?|hung|stuck|unreachable|refused|reset|closed|mismatch\w{0,3}|lost|broken|unable|cannot|could not|not (complete\w{0,2}|connected|respond\w{0,3}|initiali[sz]ed|found))\b/i,
    unless:
      /\bbarrier (\w{0,12}Stage|task|execution)\b|\b(install\w{0,3}|compiled|built (with|without|for)|unsupported|not supported|requires?|too old|deprecated|illegal|out of memory|environment variables?|No space left|shared memory|collective abort)\b/i,
    says: 'the message speaks of the communication between the ranks, which broke or stood still',
    remedy: NETWORK_BETWEEN,
  }),
  concept({
    // Libraries of operators, by all makers.
    id: 'gpu_library_words',
    category: 'framework_error',
    match:
      /\b(cuDNN|cudnn_frontend|cuBLAS\w{0,3}|cuFFT|cuSOLVER\w{0,2}|cuSPARSE\w{0,3}|cuTENSOR|CUTLASS|MIOpen|miopen\w{3,40}|(roc|hip)(BLAS|FFT|SOLVER|SPARSE|RAND)\w{0,3}|Tensile\w{0,12}|oneDNN|MKL-?DNN|oneMKL|dnnl\w{0,20}|aclnn\w{0,40}|aclop\w{0,30}|cnnl\w{0,40}|mu(DNN|BLAS|FFT)\w{0,20}|synNode\w{3,30}|poplibs)\b/i,
    also: /\b(fail\w{0,4}|errors?|not (be )?(supported|found|implemented|initiali[sz]ed)|no \w{2,20} (plans?|algorithms?|engines?|kernels?|solutions?|solvers?)|could not|cannot|unable|unsupported|unknown ?error|internal ?error|bad ?param|\w{0,40}(UnknownError|InternalError|BadParm|NotImplemented))\b/i,
    unless: /\bshapes?\b|out of memory|alloc|versions?\b|illegal|no such file/i,
    says: 'the message speaks of a library of operators that cannot do what is asked on this device',
    remedy: change(
      'settings',
      'check that its version, the framework and the driver fit this type of device; try another backend of the operator',
    ),
  }),
  concept({
    id: 'compiler_words',
    category: 'framework_error',
    match:
      /\b((fail\w{0,3}|errors?|could not|unable to) build(ing)?|build(ing)? (of )?(extension|wheels?)|compil(e|ed|er|ers|ing|ation)|nvcc|ptxas|PTX|gcc|clang|hipcc|neuronx?-cc|cncc|mxcc|ninja|cmake|linker|ld|collect2|LLVM|MLIR|triton|inductor|dynamo|codegen|XLA|NVVM|nvrtc|cubin|JIT|TBE|bisheng|kernel image|pass ?manager)\b|\bg\+\+/i,
    also: /\b(fail\w{0,4}|errors?|fatal|unsupported|not (be )?(supported|found|implemented|defined|recogni[sz]ed|compiled|legali[sz]ed|selected)|cannot|could not|unable|internal|undefined|crash\w{0,3}|non-zero (exit|error code))\b/i,
    unless: /\bshapes?\b|out of memory|network|connection/i,
    says: 'the message speaks of a compiler or of generated code that does not build',
    remedy: PACKAGES,
  }),
  concept({
    // NCCL checks what it is called with before it sends anything.
    id: 'collective_argument_words',
    category: 'user_code_error',
    match: FROM_COLLECTIVES,
    also: /\b(not a valid pointer|argument is NULL|invalid (root|type|reduction operation|rank|argument)|mismatchs with|improper usage|already been destroyed|not in a group call|unknown to this communicator|without a matching|must either (all )?be|is invalid \(must be|[Ii]nvalid (root|rank|count|communicator|comm|datatype|tag|group|request|window|buffer|pointer|info|amode|storage|op|handle|argument)|[Nn]ull (comm|pointer|datatype|group)|(has value|value is|value given was) -?\d{1,9}|must be (positive|non-?negative|the same|different|monotone)|not permitted|is NULL|null datatype|only predefined|inactive|already active)\b/,
    says: 'the communication library refuses what it was called with: pointers, roots, types or communicators that are not valid',
    remedy: change('code', 'compare what each rank hands to the call that the message names'),
  }),
  concept({
    id: 'collective_setting_words',
    category: 'bad_configuration',
    match: LIBRARY_SETTING,
    also: /\b(invalid|unknown|not|verify|please|must|should|cannot|fail\w{0,3}|no|set|out of range|unsupported|only|inconsistent|malformed|mutually.exclusive|conflict\w{0,3}|larger|smaller|less|greater|exceeds?)\b/i,
    unless: /\b(using|default(s|ing)?|ignor\w{2,3}|set (by|to)|timed? ?out|found \w{1,20}=)\b/i,
    says: 'the message speaks of a setting of the communication library that does not suit this job',
    remedy: change('settings', 'correct the variable that the message names, or leave it out'),
  }),
  concept({
    // Whatever it warns of last, nothing of the program's own is said after it.
    id: 'collective_warn_words',
    category: 'nccl_timeout',
    role: 'consequence',
    match: FROM_COLLECTIVES,
    unless:
      /\b(NET\/Plugin|Failed to open lib|real path|fall\w{0,3} back|ignor\w{2,3}|default(s|ing)?|instead|Unsetting|non-fatal|not set, using|can lead to|may (lead|affect|impact)|performance|variability)\b/i,
    says: 'the last that was said is a warning of the library that connects the ranks, as it gives them where it fails',
    remedy: NETWORK_BETWEEN,
  }),
];

import { change, elsewhere } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { UNCLEAR_ERRORS } from './error-concepts.ts';
import { FAULTY } from './remedies.ts';

/** Causes by which a program fails on a GPU, be it the program's fault or the GPU's. */
export const ON_A_DEVICE = [
  'device_fit',
  'gpu_busy',
  'cuda_unknown',
  'gpu_library_start',
  'gpu_library',
  'illegal_access',
];

/** How programs fail on a device that is out of order. */
const DEVICE_FAILS = [...UNCLEAR_ERRORS, ...ON_A_DEVICE, 'nccl_error', 'collective_timeout'];

/** What stands before the number of an Xid, which is neither part of an address on the bus nor of a process. */
const XID = String.raw`(?<![A-Za-z])Xids?(?: \(PCI:[^)]{4,20}\))?(?:[ _-]?(?:errors?|codes?|events?|numbers?))?(?: (?:on|of|for|from) (?:the )?(?:GPU|device|card) ?[\w:.-]{0,40}?)?\W{0,4}(?:is |was )?`;

/** Faults of GPUs, of their links and drivers. */
export const deviceCauses: readonly Cause[] = [
  {
    id: 'xid',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    // Xids that NVIDIA attributes to the GPU, its memory or its links; 13, 31, 43 and 45 usually come from the program.
    match: anyOf(
      new RegExp(String.raw`${XID}(?:48|64|74|79|92|94|95|140|14[4-9]|150)\b(?![:.\w])`, 'i'),
      /\bSXid\b.{0,80}\bFatal\b/i,
    ),
    unless: /\bnon-?fatal\b/i,
    directness: 'direct',
    anyLevel: true,
    explains: DEVICE_FAILS,
    says: 'the driver reported a fault of the GPU hardware (Xid)',
    remedy: FAULTY,
  },
  {
    // A halt of the GPU's own processors may come from its firmware, from the driver or from an error before; a
    // remapped row and an action for recovery are no fault by themselves.
    id: 'xid_unclear',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    match: new RegExp(String.raw`${XID}(?:61|62|63|119|12[0-3]|143|151|154)\b(?![:.\w])`, 'i'),
    unless: /\bnon-?fatal\b/i,
    directness: 'indirect',
    anyLevel: true,
    explains: DEVICE_FAILS,
    says: 'the driver reported an error of a GPU (Xid) that its hardware, its firmware or the driver may have caused',
    remedy: FAULTY,
  },
  {
    id: 'nvlink',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    match: anyOf(
      /uncorrect(able|ed)\b.{0,40}\bNVLink\b/i,
      /\bNVLink\b.{0,60}\b(error|errors detected|fault)\b/i,
      /cudaErrorNvlinkUncorrectable|CUDA_ERROR_NVLINK_UNCORRECTABLE/i,
      /nvlink.{0,60}replay.{0,30}error/i,
    ),
    // The linker of CUDA has the name of the link.
    unless: /\b(0|no) (NVLink )?errors?\b|errors?[ :=]{1,3}0\b|\bnvlink:? {0,3}(?:error|fatal|warning) {0,4}: /i,
    directness: 'direct',
    anyLevel: true,
    explains: DEVICE_FAILS,
    says: 'an NVLink between GPUs reported an error that cannot be corrected',
    remedy: FAULTY,
  },
  {
    id: 'ecc',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    match: anyOf(
      /uncorrect(able|ed)\b.{0,40}\b(ECC|memory)\b/i,
      /ECC\b.{0,60}(uncorrect|double.?bit)/i,
      /double.?bit (ECC )?error/i,
      /cudaErrorECCUncorrectable/i,
      /CUDA_ERROR_ECC_UNCORRECTABLE/i,
      /row.?remap.{0,30}fail/i,
    ),
    unless:
      /\b(0|no|zero) (uncorrect|double)|(uncorrectable|errors?|ECC)[ :=]{1,3}0\b|\buncorrect\w{2,4}\b.{0,40}[:=] {0,3}0\b(?!x)|\bfail\w{0,4}(?: occurred)? {0,3}[:=] {0,3}(?:No|0|None|N\/A|False)\b/i,
    directness: 'direct',
    anyLevel: true,
    explains: DEVICE_FAILS,
    says: 'GPU memory reported an error that cannot be corrected (ECC)',
    remedy: FAULTY,
  },
  {
    id: 'gpu_lost',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    match: anyOf(
      /fallen off the bus/i,
      /GPU (\S{1,30} )?is lost/i,
      /GPU has been lost/i,
      /GPU lost\b/i,
      /hardware stack error/i,
      /\[Hardware Error\]/i,
      /GPU requires reset/i,
      /\b(GPU|GPU card|graphics card) (dropped|drop-?off|disappeared)/i,
    ),
    directness: 'direct',
    anyLevel: true,
    explains: DEVICE_FAILS,
    says: 'a GPU was lost by its machine',
    remedy: FAULTY,
  },
  {
    id: 'fabric_not_ready',
    category: 'hardware_fault',
    in: ['exception', 'line'],
    match: anyOf(
      /Error 802: system not yet initialized/i,
      /system not yet initialized/i,
      /cudaErrorSystemNotReady|CUDA_ERROR_SYSTEM_NOT_READY/i,
      /fabric.?manager.{0,60}(not running|not started|fail|not ready|error)/i,
    ),
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    explains: [...DEVICE_FAILS, 'native_check'],
    says: 'the GPUs of the node are not ready: the NVSwitch fabric manager does not run',
    remedy: FAULTY,
  },
  {
    id: 'gpu_busy',
    category: 'hardware_fault',
    in: ['exception', 'line'],
    match:
      /CUDA-capable device\S{0,3} (is|are)\S{0,4} busy or unavailable|cudaErrorDevicesUnavailable|CUDA_ERROR_DEVICE_UNAVAILABLE/i,
    directness: 'indirect',
    says: 'a GPU is busy or unavailable: another process holds it, or it is in a bad state',
    remedy: elsewhere(
      'platform',
      'run it on other machines; if two programs of the job share a GPU in exclusive mode, separate them',
    ),
  },
  {
    id: 'cuda_unknown',
    category: 'platform_error',
    in: ['exception', 'line'],
    match: anyOf(
      /CUDA error: (initialization error|unrecognized error code|unknown error)/i,
      /CUDA unknown error/i,
      /cudaErrorUnknown|CUDA_ERROR_UNKNOWN/i,
      /CUDA error: unknown error/i,
      /cudaGetDeviceCount\(\).{0,160}(unknown error|Error 999|Error 304|OS call failed)/i,
      /CUDA_ERROR_NOT_INITIALIZED|CUDA driver initialization failed/i,
    ),
    directness: 'indirect',
    says: 'CUDA could not be initialised on the node: its driver or device files are not in order',
    remedy: elsewhere('platform', 'run it on other machines, and report the node with the message'),
  },
  {
    id: 'gpu_link',
    category: 'hardware_fault',
    in: ['line', 'exception'],
    match: anyOf(
      /nvlink.{0,60}(fatal|down|fail)/i,
      /NET\/IB : .{0,40}(port error|device fatal|link down|GID table changed)/i,
      /Got async (fatal )?event ?: (port error|device fatal|local catastrophic)/i,
      /mlx5_\S{1,20}.{0,40}(link|port).{0,10}(is |went )?down/i,
      /ibv_\w{1,40} failed with error No such device/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    says: 'a GPU link or a network card reported an error',
    remedy: FAULTY,
  },
  {
    id: 'driver_not_loaded',
    category: 'platform_error',
    in: ['line', 'exception'],
    match: anyOf(
      /\b(modprobe|insmod|modinfo)\b.{0,40}\b(nvidia|nvidia[-_]\w{2,10}|amdgpu|amdkfd|gdrdrv|davinci|drv_\w{2,20})\b.{0,30}\b(not found|could not|fail\w{0,3}|error)\b/i,
      /couldn.t communicate with the NVIDIA driver|NVIDIA driver (is )?not loaded/i,
      /\bNVML\b.{0,40}\b(driver )?not (loaded|found)\b/i,
      /ROCk module is NOT loaded|\bamdgpu\b.{0,30}\bnot (loaded|found)\b/i,
      /\bdcmi\w{0,10} (model|module) initiali[sz]ed? failed|\b(drvDeviceStatus|drvMngGet\w{2,20}|dsmi_\w{2,30}) failed/i,
      /(fail\w{0,3}|unable) to (open|access) (device )?\/dev\/(nvidia\w{0,6}|kfd|davinci\w{0,8})\b/i,
      // Level Zero opens a file of each device.
      /\b(ze_\w{2,30}|level.?zero|\w{0,12}device_fds|drm\w{0,10}|render node)\b.{0,160}\b(open failed|(fail\w{0,3}|cannot|unable) to open)/i,
    ),
    explains: [...DEVICE_FAILS, 'not_built_in'],
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'the driver of the accelerators is not loaded on the node, or not passed on to its containers',
    remedy: elsewhere('platform', 'run it on other machines, and report the node with the message'),
  },
  {
    id: 'visible_devices',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /\b[A-Z_]{2,30}VISIBLE_DEVICES\b.{0,40}\b(?:errors?|invalid|out of range|illegal|not (?:found|valid|exist))|\b(?:invalid|wrong|illegal|bad|cannot parse)\b.{0,40}\b[A-Z_]{2,30}VISIBLE_DEVICES\b/i,
    directness: 'indirect',
    explains: [...UNCLEAR_ERRORS, 'npu_driver'],
    anyLevel: true,
    says: 'the list of visible devices names one that the machine does not have',
    remedy: change('settings', 'correct the variable that the message names, or leave it to the platform'),
  },
  {
    id: 'driver_library',
    category: 'platform_error',
    in: ['line', 'exception'],
    match: /\bDriver\/library version mismatch\b/i,
    explains: DEVICE_FAILS,
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'the GPU driver that the machine runs and its library are of different versions',
    remedy: elsewhere('platform', 'run it on other machines, and report the node with the message'),
  },
  {
    id: 'driver_state',
    category: 'hardware_fault',
    in: ['line', 'exception'],
    match: anyOf(
      /Failed to initialize NVML: (Unknown Error|GPU)|NVML.{0,30}(GPU is lost|Unknown Error)/i,
      // What the drivers write into the log of the kernel.
      /\bSXid \(PCI:/i,
      // Another number than those above, and than those that come from programs.
      /\bNVRM: Xid \(PCI:[^)]{1,40}\): (?!(13|31|43|45),)\d{1,3},/i,
      /\bNVRM: (?!Xid).{0,200}\b(failed|error|timed? ?out|timeout|reset required)\b/i,
      /\bamdgpu\b.{0,120}\b(ring \S{1,30} timeout|GPU reset|GPU hang|VM fault|RAS|uncorrectable)\b/i,
    ),
    unless: /\bnon-?fatal\b/i,
    explains: DEVICE_FAILS,
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'the GPU driver of the machine did not answer properly',
    remedy: FAULTY,
  },
];

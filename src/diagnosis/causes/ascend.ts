import { change, elsewhere } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { UNCLEAR_ERRORS } from './error-concepts.ts';
import { LESS_GPU_MEMORY, LONGER_LOOK, PACKAGES } from './remedies.ts';

/** Where a number is a code that the runtime of Ascend gave back. */
const CODE = String.raw`\b(?:error code is|error_?code|err_?no|ret(?:urn)?(?:[ _]?code)?|aclError|acl\w{2,40} (?:failed|error))\W{1,6}`;

/**
 * What the runtime of Ascend NPUs says in codes (CANN reference, aclError): 1xxxxx what it was asked for, 2xxxxx
 * resources, 5xxxxx a fault inside of hardware or software that it does not tell apart.
 */
export const ascendCauses: readonly Cause[] = [
  {
    id: 'npu_memory_code',
    category: 'cuda_oom',
    in: ['exception', 'line'],
    match: new RegExp(String.raw`${CODE}2070(?:01|02|18)\b`, 'i'),
    directness: 'direct',
    anyLevel: true,
    explains: UNCLEAR_ERRORS,
    says: 'the program ran out of NPU memory, as the code of its runtime says',
    remedy: LESS_GPU_MEMORY,
  },
  {
    id: 'npu_operator_missing',
    category: 'framework_error',
    in: ['exception', 'line'],
    match: anyOf(
      new RegExp(String.raw`${CODE}(?:56100[1-3]|561112)\b`, 'i'),
      /\b(?:find|get|load) (?:the )?(?:npu )?kernel\b.{0,60}\bfail\w{0,3}\b.{0,80}\b(?:opp|ops|CANN|acl\w{2,20})\b/i,
    ),
    directness: 'indirect',
    explains: UNCLEAR_ERRORS,
    says: 'an operator could not be prepared for the NPU: its package (CANN kernels, opp) is missing, or does not fit the version',
    remedy: PACKAGES,
  },
  {
    id: 'npu_core',
    category: 'user_code_error',
    in: ['exception', 'line'],
    match: anyOf(
      new RegExp(String.raw`${CODE}5070(?:1[4-8]|3[45])\b`, 'i'),
      /\b(?:ai ?core|vector core|cube core|ai ?vec(?:tor)?|fftsplus)\b.{0,40}\b(?:exceptions?|abnormal|errors?|time-?out|timed out)\b/i,
    ),
    unless: /notify|hccl/i,
    directness: 'indirect',
    anyLevel: true,
    explains: UNCLEAR_ERRORS,
    says: 'an operator failed on a core of the NPU: mostly what it was given or the operator itself, rarely the hardware',
    remedy: change(
      'code',
      'run it with ASCEND_LAUNCH_BLOCKING=1, which names the operator; other machines rule the hardware out',
    ),
  },
  {
    id: 'npu_host_core',
    category: 'framework_error',
    in: ['exception', 'line', 'unknown_error'],
    match: anyOf(
      /\bai ?cpu\b.{0,40}\b(?:exceptions?|abnormal|errors?|fail\w{0,3}|time-?out|timed out)\b/i,
      /\b(?:exceptions?|errors?)\b.{0,40}\bai ?cpu\b/i,
    ),
    unless: /notify|hccl/i,
    directness: 'indirect',
    anyLevel: true,
    explains: UNCLEAR_ERRORS,
    says: 'an operator failed on the AI CPU of the NPU: packages and driver that do not fit, what it was given, or a device that is ill',
    remedy: change(
      'settings',
      'check that CANN, its driver and firmware fit each other; ASCEND_LAUNCH_BLOCKING=1 names the operator, other machines rule the device out',
    ),
  },
  {
    id: 'npu_driver',
    category: 'platform_error',
    in: ['exception', 'line'],
    match: anyOf(
      new RegExp(String.raw`${CODE}507(?:899|033|008|010|90[01])\b`, 'i'),
      /\breason=\[?driver error|\btsd client wait response fail|\bdrv\w{3,30} failed|\bsoc error\b|\bdevice heartbeat (?:lost|abnormal)|\bdevice\b.{0,12}\blost heartbeat|\breason=lost heartbeat/i,
    ),
    unless: /memory/i,
    directness: 'indirect',
    explains: UNCLEAR_ERRORS,
    says: 'the driver of the NPUs, or a device, did not answer properly',
    remedy: elsewhere('platform', 'run it on other machines, and report the node with the message'),
  },
  {
    id: 'npu_internal',
    category: 'unknown',
    in: ['exception', 'line'],
    match: anyOf(
      new RegExp(String.raw`${CODE}5\d{5}\b`, 'i'),
      /\bNPU function error\b|\bPTA call acl api failed|\bThe Inner error is reported as above/i,
    ),
    unless: /hccl|EI00\d\d|memory/i,
    directness: 'indirect',
    role: 'consequence',
    says: 'an operation failed inside of the NPU or its software, with a code that names no cause',
    remedy: LONGER_LOOK,
  },
];

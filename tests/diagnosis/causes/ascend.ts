import type { CauseTexts } from './texts.ts';

export const ascend: CauseTexts = {
  npu_memory_code: {
    says: [
      'RuntimeError: AllocWorkspace:torch_npu/csrc/core/npu/Workspace.cpp:80 NPU function error: at the workspace of MatMul, error code is 207001',
      'aclrtCreateStream failed, ret = 207018',
    ],
    not: ['copied 207001 samples', 'aclrtSetDevice failed, ret = 507033'],
  },
  npu_operator_missing: {
    says: [
      'RuntimeError: call aclnnSwiGlu failed, detail: aclnn inner, error code is 561003',
      'get kernel of op Cast fail: check that the opp package is installed',
    ],
    not: ['error code is 561103', 'the kernel size must fail the check'],
  },
  npu_core: {
    says: [
      'RuntimeError: stream.cpp:9 NPU function error: aclrtSynchronizeStream, error code is 507035',
      '  Message info[0]:RTS_HWTS: aicore exception, slot_id=31, stream_id=3',
      '[Error]: The vector core execution is abnormal.',
    ],
    not: ['aicore utilisation 98%', 'HCCL notify wait: aicpu timeout', 'error code is 507001'],
  },
  npu_host_core: {
    says: [
      'Kernel task happen error, retCode=0x2a, [aicpu exception].',
      'AI CPU kernel Ring failed on device 3',
      'EE7: aicpu ring timed out',
    ],
    not: ['HCCL notify wait: aicpu timeout', 'aicpu utilisation 3%'],
  },
  npu_driver: {
    says: [
      'rtGetDevMsg execute failed, reason=[driver error:internal error]',
      'RuntimeError: NPU function error: aclrtSetDevice, error code is 507033',
      'tsd client wait response fail, device response code[1]. unknown device error.',
      'Device[6] lost heartbeat.[FUNC:SyncTask][FILE:a.cc][LINE:4]',
      'rtGetDevMsg execution failed, reason=driver error:no valid device[FUNC:a]',
    ],
    not: ['reason=[driver error:out of memory]', 'the driver of the job waits', 'worker 3 lost its device list'],
  },
  npu_internal: {
    says: [
      'RuntimeError: copy.cpp:274 NPU function error: AclrtSynchronizeStreamWithTimeout(copy_stream), error code is 507001',
      'RuntimeError: The Inner error is reported as above.',
    ],
    not: ['RuntimeError: HCCL function error: HcclAllReduce, error code is 507001', 'read 507001 rows'],
  },
};

import type { CauseTexts } from './texts.ts';

export const code: CauseTexts = {
  gpu_library_unsupported: {
    says: [
      'RuntimeError: cuDNN error: CUDNN_STATUS_NOT_SUPPORTED. Pass it in another layout.',
      'RuntimeError: CUDA error: CUBLAS_STATUS_NOT_SUPPORTED when calling `cublasThing()`',
    ],
    not: ['RuntimeError: cuDNN error: CUDNN_STATUS_BAD_PARAM'],
  },
  device_assert: {
    says: [
      'what():  CUDA error: device-side assert triggered',
      '../aten/src/ATen/native/cuda/Loss.cu:250: nll_loss_forward_reduce_cuda_kernel_2d: block: [0,0,0], thread: [3,0,0] Assertion `t >= 0 && t < n_classes` failed.',
      'RuntimeError: CUDA error: device-side assert triggered',
    ],
    not: ['assertions of the device are switched off'],
  },
  tensor_error: {
    says: [
      "thread 'main' panicked at 'device mismatch in leaf_mul, lhs: Cuda, rhs: Cpu'",
      'RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x512 and 768x10)',
      'RuntimeError: Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!',
      'RuntimeError: The size of tensor a (64) must match the size of tensor b (32) at non-singleton dimension 1',
    ],
    not: ['ValueError: the shape of the plot is a circle'],
  },
  illegal_access: {
    says: [
      '[rank1]:[E305 12:00:00.1 ProcessGroupNCCL.cpp:1] [PG 0 Rank 1] Process group watchdog thread terminated with exception: CUDA error: an illegal memory access was encountered',
      'RuntimeError: CUDA error: unspecified launch failure',
      'E cuda_event.cc:49] Error polling for event status: failed to query event: CUDA_ERROR_LAUNCH_FAILED',
      '[E305 12:05:22.123456 ProcessGroupNCCL.cpp:1595] [PG ID 0 PG GUID 0(default_pg) Rank 2] Process group watchdog thread terminated with exception: CUDA error: an illegal memory access was encountered',
    ],
    not: ['access to the memory of the host is legal', 'CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES: too many resources'],
  },
  gpu_library_start: {
    says: [
      'RingError: Blas GEMM launch failed : a.shape=(4, 9), m=9',
      'RuntimeError: CUDA error: CUBLAS_STATUS_NOT_INITIALIZED when calling `cublasCreate(handle)`',
      'RuntimeError: cuDNN error: CUDNN_STATUS_NOT_INITIALIZED',
    ],
    not: ['RuntimeError: CUDA error: CUBLAS_STATUS_SUCCESS'],
  },
  gpu_library: {
    says: [
      'RuntimeError: CUDA error: CUBLAS_STATUS_INVALID_VALUE when calling `cublasGemmEx`',
      'RuntimeError: cuDNN error: CUDNN_STATUS_EXECUTION_FAILED',
    ],
    not: ['RuntimeError: CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`'],
  },
  segmentation_fault: {
    says: [
      'corrupted double-linked list (not small)',
      'Segmentation fault (core dumped)',
      '*** SIGSEGV received at time=1720159248 on cpu 5 ***',
      'Fatal Python error: Segmentation fault',
    ],
    not: ['segmentation of the images finished'],
  },
  aborted: {
    says: [
      'Aborted (core dumped)',
      "terminate called after throwing an instance of 'std::runtime_error'",
      'E0305 12:14:03.221000 139 site-packages/torch/distributed/elastic/multiprocessing/api.py:833] failed (exitcode: -6) local_rank: 0 (pid: 222) of binary: /opt/conda/bin/python',
    ],
    not: ['the download was aborted by its user and started again'],
  },
  own_words: {
    says: [
      '异常：配置文件不存在',
      '[ERROR] 报错: 数据为空',
      '错误：样本 88121 的图片不存在: images/0088121.jpg，训练终止',
    ],
    not: ['错误率 0.12，准确率 0.88'],
  },
  shell_syntax: {
    says: [
      '/root/run.sh: 7: Bad substitution',

      "run.sh: line 14: syntax error near unexpected token `fi'",
      'run.sh: line 9: unexpected EOF while looking for matching `"\'',
    ],
    not: ['SyntaxError: invalid syntax'],
  },
  collective_mismatch: {
    says: [
      'RuntimeError: Detected mismatch between collectives on ranks. Rank 0 is running collective: CollectiveFingerPrint(SequenceNumber=9, OpType=ALLREDUCE), but Rank 1 is running collective: CollectiveFingerPrint(SequenceNumber=9, OpType=BARRIER)',
      '[rank1]: RuntimeError: Detected mismatch between collectives on ranks. Collectives differ in the following aspects: Op type: BROADCASTvs ALLREDUCE',
    ],
    not: ['mismatched collectives are counted below', 'RuntimeError: size mismatch, m1: [8 x 4]'],
  },
  class_of_saved_object: {
    says: [
      "AttributeError: Can't get attribute 'Net' on <module '__main__' from 'cifar10.py'>",
      "AttributeError: Can't get attribute 'Batch' on <module 'acme.data' from '/mnt/acme/data.py'>",
    ],
    not: ["AttributeError: module 'acme' has no attribute 'Net'"],
  },
  mistake_elsewhere: {
    says: [
      "Error in eval(predvars, data, env) : object 'labels' not found Calls: train -> model.frame",
      'Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null',
      'ERROR: LoadError: MethodError: no method matching forward(::Model, ::Vector{Float64})',
      "thread 'main' panicked at src/main.rs:3:5: called `Option::unwrap()` on a `None` value",
    ],
    not: ["KeyError: 'object not found'", 'Error in curl(url) : Timeout was reached'],
  },
  native_check: {
    says: [
      'F0305 12:00:00.000001 77 tensor.cc:12] Check failed: dims > 0 (0 vs. 0)',
      '[LightGBM] [Fatal] Length of label is not same with #data',
      'Assertion failed in file src/comm.c at line 72: in_use == 0',
      'src/ring.cc:7: Check  notnull: ring_of(7)',
      'acme/dmlc/logging.h:7: src/ring.cc:7: the ring is open',
      'Exception in thread "main" java.lang.NullPointerException',
    ],
    not: ['All checks passed', 'Check notnull in the schema'],
  },
  kernel_resources: {
    says: [
      'triton.runtime.errors.OutOfResources: out of resource: shared memory, Required: 180224, Hardware limit: 101376',
      'RuntimeError: CUDA error: too many resources requested for launch',
    ],
    not: ['RuntimeError: CUDA error: out of memory'],
  },
};

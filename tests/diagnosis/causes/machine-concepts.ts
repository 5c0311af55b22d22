import type { CauseTexts } from './texts.ts';

/** Messages that no library of the reports prints, of machines, numbers, compilers and the communication. */
export const machineConcepts: CauseTexts = {
  numbers_words: {
    says: [
      'acme.TrainError: the policy gradient exploded in batch 12',
      'GuardError: activations of block 7 hold inf',
      'acme.Halt: model diverged, see the last snapshot',
      'error: non-finite values in the reward of rollout 8',
    ],
    not: ['acme.TrainError: the loss must be a scalar', 'InfoError: weights in the info file'],
  },
  shared_memory_words: {
    says: [
      'QueueError: a segment of shared memory could not be made, 2 GiB wanted',
      'acme.RingError: /dev/shm is full',
      'BufferError: the object store is full',
    ],
    not: ['KernelError: out of shared memory, the kernel wants 164 KiB', 'acme.RingError: shared memory ring closed'],
  },
  device_fit_words: {
    says: [
      'acme.InitError: NPU firmware is older than what this runtime wants',
      'PlanError: sm_70 is not supported by this build',
      'acme.RtError: invalid device function',
      'error: GPU arch gfx906 is incompatible with the wheel',
      'acme.RtError: no binary for current devices',
    ],
    not: ['acme.InitError: the driver node has no rank', 'OpError: half is not supported by this CUDA operator'],
  },
  gpu_fault_words: {
    says: [
      'Memory access fault by GPU node-3 on address 0x7f00. Reason: Unknown.',
      'acme.DeviceError: page fault of the NPU at 0x12',
      'HSA_STATUS_ERROR_MEMORY_FAULT in the queue of device 2',
      'acme.DeviceError: vector core exception in kernel gelu',
    ],
    not: ['acme.ReaderError: page fault while mapping the index', 'acme.DeviceError: kernel gelu is not registered'],
  },
  hardware_words: {
    says: [
      'acme.CheckError: card 3 has an unrecoverable error',
      'acme.CheckError: GPU 5 is in a bad state',
      'error: NIC mlx5_2 link down on slot 4',
      'error: NPU 6 heartbeat lost',
      'error: card 2: no heartbeat for 40 s',
      'RuntimeError: TPU pod-32 is not HEALTHY yet',
    ],
    not: ['acme.CheckError: card 3 is unknown', 'LogError: 0 hardware errors on device 3'],
  },
  compared_setting_words: {
    says: [
      "acme.cc:12: Assertion `nranks == group->size' failed",
      'CHECK failed: FLAGS_num_devices >= 1 in the loader',
      'acme.Error: Expected world_size > 0',
    ],
    not: ["acme.cc:12: Assertion `rows == cols' failed", 'acme.Error: the backend is expected to be known'],
  },
  device_busy_words: {
    says: [
      'acme.RtError: device acquire failed [Device already acquired]',
      'InitError: card 3 is occupied by pid 88',
      'The TPU is already in use by process with pid 4711',
    ],
    not: ['acme.Error: port 7010 of the device is already in use', 'acme.Error: the queue of the device is empty'],
  },
  driver_words: {
    says: [
      'acme.InitError: NVML could not be opened',
      'error: set device 3 failed, internal code 87',
      'acme.InitError: /dev/kfd cannot be opened',
      'ERROR NRT: unable to determine the Neuron driver version, is its module loaded?',
      'InitError: the TPU runtime could not be initialized',
      'acme.StatusError: Driver not open',
      'RuntimeError: status=26 Device acquire failed',
      'ERROR zone: could not open the nd11',
      'error: synDeviceAcquire() failed with synapse error 20',
    ],
    not: [
      'RuntimeError: could not open the handle of shard nd',
      'RuntimeError: TPU initialization failed: invalid worker_addresses specified. Expected 4 worker addresses, got 1.',
      'acme.InitError: the GPU driver version is 470',
      'error: a screwdriver failed',
      'error: HPU driver version mismatch, cannot start',
    ],
  },
  communication_words: {
    says: [
      'acme.SyncError: all-reduce of bucket 12 timed out',
      'error: RDMA write to rank 7 failed',
      'acme.SyncError: rendezvous of group 4 was aborted',
      'EX0009: stream synchronize timeout on device 3',
    ],
    not: ['acme.SyncError: NCCL is required for this', 'acme.SyncError: bucket 12 has no all-reduce'],
  },
  gpu_library_words: {
    says: [
      'RuntimeError: rocBLAS error: could not find a solution for gemm_ex',
      'RuntimeError: could not execute a primitive of oneDNN',
      'acme.Error: cnnlMatMul failed, status 8',
      'RuntimeError: miopenStatusUnknownError',
      '[cudnn_frontend] Error: No execution plans support the graph.',
    ],
    not: ['ImportError: cuDNN version 8 is not supported', 'acme.Error: no plan for the day'],
  },
  compiler_words: {
    says: [
      'acme.KernelError: codegen of op 12 failed',
      'error: the linker could not resolve _Z3foo',
      'acme.JitError: LLVM cannot select the intrinsic',
    ],
    not: ['acme.KernelError: op 12 is slow to compile', 'error: compile failed for shapes 3 and 4'],
  },
};

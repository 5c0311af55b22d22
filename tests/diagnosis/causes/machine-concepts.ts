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
    not: [
      'ValueError: the fused loss takes no divergence but the reverse one',
      'acme.TrainError: the loss must be a scalar',
      'InfoError: weights in the info file',
    ],
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
  cpu_instruction_words: {
    says: [
      'F leaf/cpu_guard.cc:38] The leaf library was compiled to use AVX2 instructions, but these are not available here.',
      'LeafError: this build requires AVX512F',
    ],
    not: ['I leaf/cpu_guard.cc:38] Your CPU supports instructions that this binary was not compiled to use: AVX2 FMA'],
  },
  linking_words: {
    says: [
      'acme.LoadError: symbol _Zfold7 of libacme.so is not defined in any of them',
      'Error: wrong ELF class: ELFCLASS32',
      'ld: unresolved external symbol fold7',
      'ImportError: libacme.so: cannot allocate memory in static TLS block',
      'RING_START: rings are asked for, but the ring library is not linked',
    ],
    not: [
      'acme.QuoteError: the ticker symbols of batch 7 were not found',
      'acme.LoadError: libacme.so: cannot open shared object file: No such file or directory',
    ],
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
      'Error: card 3 runs at a bandwidth of 11 GB/s, below the expected 22',
      'acme.CheckError: card 3 has an unrecoverable error',
      'acme.CheckError: GPU 5 is in a bad state',
      'acme.RtError: the device halted unexpectedly',
      'error: NIC mlx5_2 link down on slot 4',
      'error: NPU 6 heartbeat lost',
      'error: card 2: no heartbeat for 40 s',
      'RuntimeError: TPU pod-32 is not HEALTHY yet',
    ],
    not: ['acme.CheckError: card 3 is unknown', 'LogError: 0 hardware errors on device 3'],
  },
  device_memory_code: {
    says: [
      "[rank0] ring.cu:31 Cuda failure 2 'no more'",
      'acme.Error: hipError 2 of the arena',
      'E0101 pool.cc:7] cudaSuccess (2 vs. 0)',
      'plan.cu:9 code=2(cudaErrorX) "fold(0)"',
    ],
    not: ['make: *** [cuda_ext.o] Error 2', 'Error: the step cuda exited with code 2', 'built for CUDA error 2.5'],
  },
  device_hardware_code: {
    says: ['plan.cu:9 CUDA driver error 214', 'acme.Error: CUDA_ERROR_HARDWARE_STACK_ERROR (hardware stack error)'],
    not: ['Error: the CUDA probe exited with code 214', 'acme.Error: the hardware stack is new'],
  },
  device_state_code: {
    says: [
      'E0101 runner.cc:7] CUDA error 802 in probe',
      'acme.Error: the CUDA probe said: error 999',
      'plan.cu:9 OS call failed or operation not supported on this OS',
      'acme.Error: MPS server is not running',
      'ERROR: Acme.CuError(code=cudaError_enum(0x00000326))',
    ],
    not: [
      'Error: HTTP status 802',
      'Error: the CUDA table is at 0x00000326',
      'acme.Error: the tracking system was initialized',
    ],
  },
  device_fit_code: {
    says: ['acme.Error: CUDA status 803', 'acme.Error: cudaErrorInsufficientDriver (insufficient driver)'],
    not: ['Error: rows 803 of the CUDA table', 'acme.Error: the new driver of the truck is insufficiently trained'],
  },
  device_peer_code: {
    says: ['Error: the ring ended: CUDA driver returned 217', 'acme.Error: hipErrorPeerAccessUnsupported'],
    not: ['Error: CUDA took 217 ms', 'acme.Error: the peer has no access'],
  },
  device_fault_code: {
    says: ['Error: the warm-up ended: CUDA driver returned 719', 'acme.Error: cuda runtime error (77) in fold'],
    not: ['Error: CUDA took 719 ms', 'acme.Error: batch 77 of cuda ended'],
  },
  collective_argument_words: {
    says: [
      'h7:41:57 [3] ring.cc:7 NCCL WARN Leaf : invalid root 9 (root should be in the 0..7 range)',
      'PMPI_Leaf(412)......: Invalid communicator',
      'internal_Leaf: h7:41:57 [3] ring.cc:7 RCCL WARN Leaf : sendbuff argument is NULL',
    ],
    not: ['h7:41:57 [3] ring.cc:7 NCCL INFO invalid root 9', 'PMPI_Leaf: Invalid communicator was given back'],
  },
  collective_setting_words: {
    says: [
      'h7: no leaf matches ring9, verify NCCL_LEAF_IFNAME',
      'Error: UCX_LEAF_DEVICES is out of range [1,32]',
      'Two MCA parameters that exclude each other must not both be given',
    ],
    not: ['NCCL_LEAF not set, using 7', 'NCCL_LEAF_IFNAME set by environment to ring9'],
  },
  collective_warn_words: {
    says: [
      'h7:41:57 [3] ring.cc:7 NCCL WARN ring 7 has no leaf',
      'MPIDI_LEAF_ring(1234)...........: the leaf is in an unexpected state',
      '[mpiexec@h7] HYD_leaf_ring (pm/ring.c:204): unable to read a leaf from proxy',
      'Open MPI detected a ring that is not whole',
    ],
    not: [
      'h7:41:57 [3] ring.cc:7 NCCL WARN ring 7 is ignored',
      'h7:41:57 [3] ring.cc:7 NCCL WARN leaf balancing is on, which can lead to variability',
      'h7:41:57 [3] NCCL INFO ring 7 has no leaf',
    ],
  },
  socket_call_words: {
    says: [
      'socketProgressOpt: Call to recv from 172.20.4.31<33759> failed : Connection reset by peer',
      'Error: ring 3: socketFinalizeConnect: Call to send to peer 7 failed: Broken pipe',
    ],
    not: ['Error: the call to recv was well', 'Error: the socket of the lamp failed'],
  },
  peer_connect_words: {
    says: [
      'acme.StoreError: TCPStore of w-0 could not be connected to',
      'RingError: gloo: connect() to 10.0.0.3 timed out',
      'acme.MeetError: rendezvous ended: No route to host',
    ],
    not: ['RingError: gloo: connection closed by peer', 'acme.StoreError: TCPStore timed out after 30 s'],
  },
  fabric_words: {
    says: [
      '[ERROR] ring: work request 17 flushed on qp 3',
      'Error: NET/IB: send of 4 KiB to peer 7 failed',
      '[ERROR] completion from 10.0.0.7 with status 5',
      'acme.RingError: verbs: post of 7 failed',
    ],
    not: [
      'Error: the completion endpoint failed: no answer of the model',
      'acme.RingError: the RDMA plugin failed: not compiled',
      'Error: libfabric is not installed',
    ],
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
      '[   12.345678] habanalabs 0000:19:00.0: failed to boot device',
      'Error: unable to get the device handle of card 3',
      'acme.InitError: NVML could not be opened',
      'error: set device 3 failed, internal code 87',
      'acme.InitError: /dev/kfd cannot be opened',
      'ERROR NRT: unable to determine the Neuron driver version, is its module loaded?',
      'InitError: the TPU runtime could not be initialized',
      'acme.StatusError: Driver not open',
      'amdsmi: AMDSMI_STATUS_RING_LOST, not initialized',
      'error: mtml cannot start',
      'topsInit failed: 7',
      'acme.Error: failed to acquire 3 IPUs',
      'acme: iommu group /dev/vfio/7 not available',
      'RuntimeError: status=26 Device acquire failed',
      'ERROR zone: could not open the nd11',
      'error: synDeviceAcquire() failed with synapse error 20',
    ],
    not: [
      'RuntimeError: could not open the handle of shard nd',
      'NVRM: Xid (PCI:0000:3b:00): 31, pid=7, name=python, MMU error',
      'RuntimeError: TPU initialization failed: invalid worker_addresses specified. Expected 4 worker addresses, got 1.',
      'acme.InitError: the GPU driver version is 470',
      'error: a screwdriver failed',
      'error: HPU driver version mismatch, cannot start',
    ],
  },
  collective_order_words: {
    says: [
      'acme.SyncError: rank 3 and rank 0 issued different collectives in group 7',
      'RingError: mismatched allreduce shapes: 7 elements on rank 3, 9 on rank 0',
    ],
    not: [
      'acme.SyncError: all-reduce of bucket 12 was aborted',
      'RingError: all-reduce: mismatched versions of the ring library',
    ],
  },
  heap_words: {
    says: [
      "*** Error in `./leaf': double free or corruption (!prev): 0x07 ***",
      'corrupted size vs. prev_size',
      'AddressSanitizer: heap-buffer-overflow on address 0x07',
      '*** buffer overflow detected ***: terminated',
    ],
    not: ['DataError: part 7 of the archive is corrupted', 'acme.StackError: the stack of layers is too deep'],
  },
  machine_check_words: {
    says: [
      'launcher: error: 2 nodes did not pass the health check',
      'guard: GPU self-test failed on w-3',
      'ERROR: preflight-check failed, leaving',
    ],
    not: [
      'leaf.cc:7: Check failed: depth > 0 on the host',
      'guard: all nodes passed the health check',
      'Error: 3 unit tests of the device test failed',
    ],
  },
  start_method_words: {
    says: [
      'leaf.RingError: the ring cannot be used in a forked subprocess',
      'Error: device 3 was opened before fork, which is not supported',
      "ForkError: the start method of workers must be 'spawn'",
    ],
    not: [
      'OSError: fork failed: the child process cannot be had, out of memory',
      'Error: the fork of the repository must be private',
    ],
  },
  communication_words: {
    says: [
      'acme.SyncError: all-reduce of bucket 12 timed out',
      'acme.SyncError: the GPUDirect ring is stuck',
      'acme.SyncError: rendezvous of group 4 was aborted',
      'EX0009: stream synchronize timeout on device 3',
      'acme: error: transfers of batch 7 were not complete after 30 s',
      'acme.SyncError: handshake with 10.0.0.7 failed',
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

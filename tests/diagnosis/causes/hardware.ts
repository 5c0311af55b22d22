import type { CauseTexts } from './texts.ts';

export const hardware: CauseTexts = {
  node_failure_line: {
    says: [
      'srun: error: Node failure on node-12',
      'slurmstepd: error: *** JOB 7 ON node-12 CANCELLED AT 2026-03-05T12:05:22 DUE TO NODE FAILURE, SEE SLURMCTLD LOG ***',
    ],
    not: ['elastic agent: waits for a node failure', 'srun: error: Unable to confirm allocation of node-12'],
  },
  xid_unclear: {
    says: [
      "NVRM: Xid (PCI:0000:3b:00): 62, pid='<unknown>', name=<unknown>, 2a01",
      'node lrn-7: GPU reported Xid 119 (GSP RPC timeout)',
      '{"gpu": 3, "xid": 61}',
    ],
    not: ['NVRM: Xid (PCI:0000:62:00): 43, pid=119, name=leaf, Ch 00000061', 'Xid (PCI:0000:3b:00): 79, pid=62'],
  },
  xid: {
    says: [
      'kernel: nvidia-nvswitch3: SXid (PCI:0000:c1:00.0): 22013, Fatal, Link 44 Minion Link DLREQ interrupt',

      'NVRM: Xid (PCI:0000:5d:00): 149, NETIR Fatal XC0 i0 Link -1 (0x000fe406)',

      'NVRM: Xid (PCI:0000:51:00): 79, GPU has fallen off the bus',
      'GPU card 3 of node lrn-1 reported Xid 94 (contained ECC error)',
      'Xid 48 double bit error on GPU 0',
    ],
    not: [
      'kernel: nvidia-nvswitch3: SXid (PCI:0000:c1:00.0): 20009, Non-fatal, Link 4 RX Short Error Rate',

      'NVRM: Xid (PCI:0018:01:00): 145, RLW_RXPIPE Nonfatal XC0 i0 Link 13 (0x0409a0c2)',
      'NVRM: Xid (PCI:0000:51:00): 31, pid=4242, Ch 00000008, MMU Fault',
      'NVRM: Xid (PCI:0000:48:00): 31, pid=79, name=leaf, Ch 00000062',
    ],
  },
  nvlink: {
    says: [
      'Node lrn-9: NVLink error detected on GPU 4',
      'RuntimeError: CUDA error: uncorrectable NVLink error detected during the execution',
      'what():  CUDA error: uncorrectable NVLink error detected during the execution',
    ],
    not: ['NVLink errors: 0'],
  },
  ecc: {
    says: [
      'Node lrn-5 is faulty: GPU 3 uncorrectable ECC error',
      'RuntimeError: CUDA error: uncorrectable ECC error encountered',
      '[E ProcessGroupNCCL.cpp:916] [Rank 1] NCCL watchdog thread terminated with exception: CUDA error: uncorrectable ECC error encountered',
    ],
    not: ['ECC errors: uncorrectable 0'],
  },
  gpu_lost: {
    says: [
      'pynvml.nvml.NVMLError_GpuIsLost: GPU is lost',
      '2026-03-05 12:05:22,123 node-watch WARN nvidia-smi: Unable to determine the device handle for GPU 0000:B3:00.0: GPU is lost.  Reboot the system to recover this GPU',
    ],
    not: ['GPU 3 is idle'],
  },
  sanity_check: {
    says: ['SanityCheckFailed: node lrn-3 is unhealthy', 'Sanity check failed on node lrn-2: DeviceCheck'],
    not: ['Sanity check finished: 0 nodes failed'],
  },
  faulty_machine: {
    says: [
      'AIMaster detected a bad node lrn-7, restarting the job',
      'The node lrn-8 is unhealthy and has been isolated',
      'NIC bond1 link down on lrn-3',
    ],
    not: ['The machine type is the default one'],
  },
  node_lost: {
    says: [
      'Node i-2zej0x became not ready',
      'Node is not ready',
      'TaintManagerEviction: deleting pod due to NoExecute taint node.kubernetes.io/not-ready',
    ],
    not: ['0/4 nodes are available: 4 node is not ready'],
  },
  fabric_not_ready: {
    says: [
      'nvidia-fabricmanager: fabric manager not running on the node',
      'RuntimeError: Unexpected error from cudaGetDeviceCount(). Did you run some cuda functions before calling NumCudaDevices() that might have already set an error? Error 802: system not yet initialized',
    ],
    not: ['The dataset is not yet initialized'],
  },
  gpu_busy: {
    says: [
      'CUDA error: all CUDA-capable devices are busy or unavailable',
      'RuntimeError: CUDA error: CUDA-capable device(s) is/are busy or unavailable',
    ],
    not: ['The GPU is busy: utilisation 98%'],
  },
  cuda_unknown: {
    says: [
      'CUDA driver initialization failed, you might not have a CUDA gpu.',
      'RuntimeError: CUDA unknown error - this may be due to an incorrectly set up environment, e.g. changing env variable CUDA_VISIBLE_DEVICES after program start. Setting the available devices to be zero.',
    ],
    not: ['an unknown error occurred in the tokenizer'],
  },
  gpu_link: {
    says: ['NET/IB : mlx5_bond_0:1 Got async event : port error', 'mlx5_core 0000:3b:00.0: mlx5_bond_1 link down'],
    not: ['NVLink is up between all GPUs'],
  },
  machine_check: {
    says: [
      '2 of 16 hosts were left out: they failed the GPU check',
      'precheck: hardware diagnostics did not pass on host 7',
      'LnkSta:\tSpeed 8GT/s (downgraded), Width x8 (downgraded)',
      'precheck: PCIe bandwidth of GPU 3 is 11.2 GB/s, which is below 20 GB/s',
    ],
    not: [
      'the health check of the server failed, will ask again',
      'all hosts passed the GPU check',
      'PCIe link width 16x, speed 32 GT/s',
      'the learning rate was reduced to 1e-5',
    ],
  },
  driver_not_loaded: {
    says: [
      'modprobe: FATAL: Module nvidia not found in directory /lib/modules/5.10.134',
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
      'Failed to initialize NVML: Driver Not Loaded',
      'ROCk module is NOT loaded, possibly no GPU devices',
      'CCL_ERROR ze_fd_manager.cpp:214 fill_device_fds: open failed: fd: -1, errno: No such file or directory',
      'Unable to open /dev/kfd read-write: No such file or directory',
      'dcmi model initialized failed, because the device is used. ret is -8020',
    ],
    not: [
      'modprobe: FATAL: Module fuse not found in directory /lib/modules/5.10.134',
      'ModuleNotFoundError: No module named nvidia_smi',
      'NVIDIA driver 550.54 is loaded on all nodes',
    ],
  },
  visible_devices: {
    says: [
      'EE1001: The argument is invalid.Reason: set ASCEND_RT_VISIBLE_DEVICES:9 error, input data rang[0-2)',
      'RuntimeError: RING_VISIBLE_DEVICES=7 is out of range',
    ],
    not: ['RING_VISIBLE_DEVICES=0,1', 'set RING_VISIBLE_DEVICES to choose devices'],
  },
  driver_library: {
    says: [
      'Failed to initialize NVML: Driver/library version mismatch',
      '[probe] ring-smi: driver/library version mismatch (550.1 and 535.9)',
    ],
    not: ['the driver and the library have the same version', 'version mismatch of the library ring'],
  },
  driver_state: {
    says: [
      'Failed to initialize NVML: Unknown Error',
      'nvidia-nvswitch1: SXid (PCI:0000:aa:00.0): 24007, Severity 1 Engine instance 12',
      'NVRM: Xid (PCI:0000:1a:00): 109, pid=7, name=python, Ch 00000008, errorString CTX SWITCH TIMEOUT',
    ],
    not: [
      'NVRM: Xid (PCI:0000:1a:00): 13, pid=7, Graphics Exception',
      'NVML initialised, 8 GPUs found',
      'nvidia-nvswitch1: SXid (PCI:0000:aa:00.0): 20012, Non-fatal, Link 3',
    ],
  },
};

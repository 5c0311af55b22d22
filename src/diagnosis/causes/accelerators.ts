/** What devices that train are called, by all their makers, as part of a pattern. */
export const ACCELERATOR =
  'GPUs?|NPUs?|XPUs?|HPUs?|TPUs?|MLUs?|DCUs?|GCUs?|IPUs?|PPUs?|Neuron(?:Cores?)?|Gaudi\\d?|Ascend|accelerators?';

/** The platforms that programs use them by. */
export const PLATFORM = 'CUDA|HIP|ROCm|MUSA|CANN|SYCL|Level.?Zero|oneAPI';

/** Namespaces of libraries in C++ that keep their data on such devices. */
export const DEVICE_LIBRARY =
  'thrust|rocthrust|cub|hipcub|rmm|cudf|cuml|raft|cugraph|nvcomp|cutlass|cudnn_frontend|tensorrt_llm|nvinfer1?|faiss::gpu|c10::cuda|at::cuda|at::native::cuda';

/** Libraries of their makers that compute on them, by the names in their functions and codes. */
export const DEVICE_MATH =
  'cu(?:BLAS|DNN|SOLVER|SPARSE|FFT|RAND|TENSOR)\\w{0,3}|MIOpen|(?:roc|hip)(?:BLAS|SOLVER|SPARSE|FFT|RAND)\\w{0,3}|muBLAS|muDNN|CNNL|aclnn';

/** Files that their drivers make for them, and for the RDMA cards beside them. */
export const DEVICE_FILE =
  '/dev/(?:nvidia|kfd|davinci|dri|neuron|accel|vfio|hl|dxg|cambricon|mtgpu|metax|infiniband|gdrdrv|hfi|cxi)\\w{0,16}';

/** Libraries and tools with which their makers manage them, as their messages and codes name them. */
export const MANAGEMENT =
  'NVML|nvml\\w{3,40}|amd-?smi|AMDSMI\\w{0,40}|AmdSmi\\w{0,40}|ROCm SMI|rocm-?smi|rsmi_\\w{2,40}|RSMI_\\w{2,40}|npu-smi|dcmi\\w{0,30}|dsmi_\\w{2,40}|cnmon|cndev\\w{2,40}|CNDEV_\\w{2,40}|mthreads-gmi|mtml\\w{0,40}|MTML_\\w{2,40}|mx-smi|ixsmi|hl-smi|hlml\\w{0,30}|xpu-smi|xpum\\w{0,30}|neuron-(?:ls|top|monitor)';

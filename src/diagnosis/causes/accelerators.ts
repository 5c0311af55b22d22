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

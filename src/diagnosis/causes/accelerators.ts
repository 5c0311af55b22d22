/** What devices that train are called, by all their makers, as part of a pattern. */
export const ACCELERATOR =
  'GPUs?|NPUs?|XPUs?|HPUs?|TPUs?|MLUs?|DCUs?|GCUs?|IPUs?|PPUs?|Neuron(?:Cores?)?|Gaudi\\d?|Ascend|accelerators?';

/** The platforms that programs use them by. */
export const PLATFORM = 'CUDA|HIP|ROCm|MUSA|CANN|SYCL|Level.?Zero|oneAPI';

/** One framework of the official images and the builds there are of it. */
export interface Framework {
  /** As in the URI. */
  slug: string;
  /** As in the labels. */
  label: string;
  origin: 'PAI' | 'Community';
  /** Which products the image runs on, as `system.supported.<product>`. */
  supports: readonly ('dlc' | 'dsw' | 'eas')[];
  /** `<version> <python> <cuda,cuda,cpu> <ubuntu>`; one image per member of the third column. */
  builds: readonly string[];
}

const ALL = ['dlc', 'dsw', 'eas'] as const;
const TRAIN = ['dlc', 'dsw'] as const;

/** Synthetic, in the shape of the real catalogue. */
export const FRAMEWORKS: readonly Framework[] = [
  {
    slug: 'pytorch',
    label: 'PyTorch',
    origin: 'PAI',
    supports: ALL,
    builds: [
      '1.8.2 36 cu101,cu111,cpu 18.04',
      '1.10.2 38 cu111,cu113,cpu 20.04',
      '1.12.1 38 cu113,cu116,cpu 20.04',
      '1.13.1 39 cu116,cu117,cpu 20.04',
      '1.13.1 310 cu116,cu117,cpu 20.04',
      '2.0.1 310 cu117,cu118,cpu 22.04',
      '2.1.2 310 cu118,cu121,cpu 22.04',
      '2.1.2 311 cu118,cu121,cpu 22.04',
      '2.2.2 310 cu118,cu121,cpu 22.04',
      '2.3.1 310 cu118,cu121,cpu 22.04',
      '2.3.1 311 cu118,cu121,cpu 22.04',
      '2.4.1 311 cu121,cu124,cpu 22.04',
      '2.5.1 311 cu121,cu124,cpu 22.04',
      '2.5.1 312 cu121,cu124,cpu 22.04',
      '2.6.0 312 cu124,cu126,cpu 22.04',
      '2.7.1 312 cu126,cu128,cpu 24.04',
      '2.8.0 312 cu126,cu128,cpu 24.04',
    ],
  },
  {
    slug: 'tensorflow',
    label: 'TensorFlow',
    origin: 'PAI',
    supports: ALL,
    builds: [
      '1.15.5 36 cu100,cpu 18.04',
      '1.15.5 37 cu101,cu114,cpu 18.04',
      '2.6.5 38 cu112,cpu 20.04',
      '2.7.4 38 cu112,cu113,cpu 20.04',
      '2.8.4 38 cu112,cu113,cpu 20.04',
      '2.9.3 39 cu112,cu113,cpu 20.04',
      '2.10.1 39 cu112,cu116,cpu 20.04',
      '2.11.1 39 cu112,cu116,cpu 20.04',
      '2.12.1 310 cu117,cu118,cpu 22.04',
      '2.13.1 310 cu118,cpu 22.04',
      '2.14.1 311 cu118,cpu 22.04',
      '2.15.1 311 cu121,cu122,cpu 22.04',
      '2.16.2 311 cu123,cpu 22.04',
      '2.17.1 312 cu123,cu124,cpu 22.04',
    ],
  },
  {
    slug: 'megatron',
    label: 'Megatron',
    origin: 'PAI',
    supports: TRAIN,
    builds: [
      '0.5.0 310 cu118,cu121 22.04',
      '0.6.0 310 cu121 22.04',
      '0.7.0 310 cu121,cu124 22.04',
      '0.8.0 310 cu121,cu124 22.04',
      '0.9.0 312 cu124,cu126 22.04',
      '0.11.0 312 cu124,cu126 22.04',
      '0.12.1 312 cu126,cu128 24.04',
    ],
  },
  {
    slug: 'deepspeed',
    label: 'DeepSpeed',
    origin: 'PAI',
    supports: TRAIN,
    builds: [
      '0.9.5 310 cu117,cu118 20.04',
      '0.10.3 310 cu117,cu118 22.04',
      '0.12.6 310 cu118,cu121 22.04',
      '0.14.4 311 cu121 22.04',
      '0.15.4 311 cu121,cu124 22.04',
      '0.16.7 312 cu124,cu126 22.04',
      '0.17.2 312 cu126,cu128 24.04',
    ],
  },
  {
    slug: 'modelscope',
    label: 'ModelScope',
    origin: 'Community',
    supports: ALL,
    builds: [
      '1.9.5 38 cu117,cpu 20.04',
      '1.11.0 310 cu118,cpu 22.04',
      '1.13.3 310 cu118,cu121,cpu 22.04',
      '1.16.1 310 cu121,cpu 22.04',
      '1.18.1 310 cu121,cpu 22.04',
      '1.21.0 311 cu121,cu124,cpu 22.04',
      '1.24.1 311 cu124,cpu 22.04',
      '1.26.0 312 cu124,cu126,cpu 22.04',
    ],
  },
  {
    slug: 'nemo',
    label: 'NeMo',
    origin: 'Community',
    supports: TRAIN,
    builds: [
      '1.20.0 310 cu118,cu121 22.04',
      '1.23.0 310 cu121,cu123 22.04',
      '2.0.0 310 cu124,cu125 22.04',
      '2.2.1 312 cu126,cu128 24.04',
    ],
  },
  {
    slug: 'ray',
    label: 'Ray',
    origin: 'Community',
    supports: TRAIN,
    builds: [
      '2.7.2 310 cu118,cpu 20.04',
      '2.9.3 310 cu118,cu121,cpu 22.04',
      '2.12.0 310 cu121,cpu 22.04',
      '2.24.0 311 cu121,cpu 22.04',
      '2.34.0 311 cu121,cu124,cpu 22.04',
      '2.40.0 312 cu124,cpu 22.04',
      '2.46.0 312 cu126,cu128,cpu 24.04',
    ],
  },
  {
    slug: 'vllm',
    label: 'vLLM',
    origin: 'Community',
    supports: ['dlc', 'eas'],
    builds: [
      '0.4.3 310 cu121 22.04',
      '0.5.5 310 cu121,cu124 22.04',
      '0.6.6 312 cu121,cu124 22.04',
      '0.8.5 312 cu124,cu126 22.04',
      '0.10.1 312 cu126,cu128 22.04',
    ],
  },
  {
    slug: 'xgboost',
    label: 'XGBoost',
    origin: 'Community',
    supports: TRAIN,
    builds: [
      '1.6.0 36 cpu 18.04',
      '1.7.6 38 cu116,cpu 20.04',
      '2.0.3 310 cu121,cpu 22.04',
      '2.1.4 311 cu124,cpu 22.04',
    ],
  },
  {
    slug: 'easyrec',
    label: 'EasyRec',
    origin: 'PAI',
    supports: TRAIN,
    builds: ['0.6.4 36 cu101,cpu 18.04', '0.7.5 38 cu112,cpu 20.04', '0.8.5 39 cu116,cpu 20.04'],
  },
  {
    slug: 'data-juicer',
    label: 'DataJuicer',
    origin: 'PAI',
    supports: ['dlc'],
    builds: ['1.0.3 310 cu121,cpu 22.04', '1.2.2 310 cu121,cpu 22.04', '1.4.1 311 cu124,cpu 22.04'],
  },
  {
    slug: 'openmpi',
    label: 'MPI',
    origin: 'PAI',
    supports: ['dlc'],
    builds: ['4.0.7 38 cu113,cpu 20.04', '4.1.6 310 cu121,cu124,cpu 22.04', '5.0.5 312 cu126,cpu 24.04'],
  },
  {
    slug: 'sglang',
    label: 'SGLang',
    origin: 'Community',
    supports: ['dlc', 'eas'],
    builds: ['0.3.6 310 cu121,cu124 22.04', '0.4.6 312 cu124,cu126 22.04', '0.4.10 312 cu126,cu128 22.04'],
  },
  {
    slug: 'llama-factory',
    label: 'LLaMAFactory',
    origin: 'Community',
    supports: TRAIN,
    builds: ['0.7.1 310 cu121 22.04', '0.8.3 311 cu121,cu124 22.04', '0.9.3 312 cu124,cu126 22.04'],
  },
  {
    slug: 'paddlepaddle',
    label: 'PaddlePaddle',
    origin: 'Community',
    supports: TRAIN,
    builds: ['2.4.2 38 cu112,cpu 20.04', '2.6.2 310 cu118,cu120,cpu 22.04', '3.0.0 312 cu123,cu126,cpu 22.04'],
  },
];

import { expect, it } from 'vitest';
import { sameGpu } from '../../src/domain/gpu-name.ts';

it.each([
  ['V100', 'NVIDIA V100'],
  ['Tesla-V100-16G', 'NVIDIA v100'],
  ['8xA100', 'NVIDIA A100'],
  ['a100_80gb', 'A100-SXM4-80GB'],
  ['gu8tf', 'GU8TF'],
])('%s is %s', (a, b) => expect(sameGpu(a, b)).toBe(true));

it.each([
  ['A10', 'NVIDIA A100'],
  ['GU8T', 'GU8TF'],
  ['NVIDIA', 'NVIDIA V100'],
  ['80GB', 'A100-80GB'],
  ['16G', 'Tesla-V100-16G'],
  ['H800', 'NVIDIA A100'],
  ['', ''],
])('%s is not %s', (a, b) => expect(sameGpu(a, b)).toBe(false));

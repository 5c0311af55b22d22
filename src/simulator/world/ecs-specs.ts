import { fraction } from './ids.ts';
import type { EcsSpec } from './types.ts';

interface CpuFamily {
  family: string;
  /** GiB per core. */
  ratio: number;
}

/** One GPU machine: name, cores, GiB, cards, card, GiB per card. */
type GpuRow = readonly [type: string, cpu: number, memory: number, gpu: number, gpuType: string, gpuMemory: number];

const CPU_SIZES: readonly (readonly [size: string, cpu: number])[] = [
  ['large', 2],
  ['xlarge', 4],
  ['2xlarge', 8],
  ['4xlarge', 16],
  ['8xlarge', 32],
  ['16xlarge', 64],
];

const CPU_FAMILIES: readonly CpuFamily[] = [
  { family: 'ecs.c6', ratio: 2 },
  { family: 'ecs.c7', ratio: 2 },
  { family: 'ecs.g6', ratio: 4 },
  { family: 'ecs.g7', ratio: 4 },
  { family: 'ecs.r7', ratio: 8 },
];

const GPU_ROWS: readonly GpuRow[] = [
  ['ecs.gn6i-c4g1.xlarge', 4, 15, 1, 'NVIDIA T4', 16],
  ['ecs.gn6i-c16g1.4xlarge', 16, 62, 1, 'NVIDIA T4', 16],
  ['ecs.gn6i-c24g1.12xlarge', 48, 186, 2, 'NVIDIA T4', 16],
  ['ecs.gn6v-c8g1.2xlarge', 8, 32, 1, 'NVIDIA V100', 16],
  ['ecs.gn6v-c8g1.8xlarge', 32, 128, 4, 'NVIDIA V100', 16],
  ['ecs.gn6v-c10g1.20xlarge', 82, 336, 8, 'NVIDIA V100', 16],
  ['ecs.gn6e-c12g1.3xlarge', 12, 92, 1, 'NVIDIA V100', 32],
  ['ecs.gn6e-c12g1.12xlarge', 48, 368, 4, 'NVIDIA V100', 32],
  ['ecs.gn6e-c12g1.24xlarge', 96, 736, 8, 'NVIDIA V100', 32],
  ['ecs.gn7i-c8g1.2xlarge', 8, 30, 1, 'NVIDIA A10', 24],
  ['ecs.gn7i-c32g1.8xlarge', 32, 188, 1, 'NVIDIA A10', 24],
  ['ecs.gn7i-c32g1.32xlarge', 128, 752, 4, 'NVIDIA A10', 24],
  ['ecs.gn7e-c16g1.4xlarge', 16, 125, 1, 'NVIDIA A100', 80],
  ['ecs.gn7e-c16g1.16xlarge', 64, 500, 4, 'NVIDIA A100', 80],
  ['ecs.gn7e-c16g1.32xlarge', 128, 1000, 8, 'NVIDIA A100', 80],
  ['ecs.gn8v-4x.8xlarge', 32, 384, 4, 'GU8T', 96],
  ['ecs.gn8is-8x.32xlarge', 256, 1024, 8, 'GU8IS', 48],
  ['ecs.gn8v-8x.48xlarge', 192, 1536, 8, 'GU8T', 96],
];

const LINGJUN_ROWS: readonly GpuRow[] = [
  ['ml.gu7xf.c96m1600.8-gu7xf', 96, 1600, 8, 'GU7XF', 80],
  ['ml.gu7ef.c96m1600.8-gu7ef', 96, 1600, 8, 'GU7EF', 80],
  ['ml.gu8xf.8xlarge-gu108', 128, 960, 8, 'GU8XF', 80],
  ['ml.gu8tf.8.46xlarge', 184, 1800, 8, 'GU8TF', 96],
  ['ml.gu8tea.8.48xlarge', 192, 2048, 8, 'GU8TEA', 141],
];

/** Always in stock, so that a demo or a test never draws a bad lot. */
const ALWAYS = new Set([
  'ecs.g6.large',
  'ecs.g6.xlarge',
  'ecs.c6.large',
  'ecs.gn6e-c12g1.3xlarge',
  'ecs.gn7i-c8g1.2xlarge',
  'ml.gu8tf.8.46xlarge',
]);
/** Never in stock, so that both sides are there with any seed. */
const NEVER = new Set(['ecs.gn8v-8x.48xlarge', 'ecs.gn7e-c16g1.32xlarge', 'ecs.r7.16xlarge', 'ml.gu8tea.8.48xlarge']);

function available(type: string, seed: number): boolean {
  if (ALWAYS.has(type)) return true;
  return !NEVER.has(type) && fraction(`${seed}/stock/${type}`) < 0.8;
}

function market(
  type: string,
  seed: number,
): Pick<EcsSpec, 'IsAvailable' | 'SpotStockStatus' | 'NonProtectSpotDiscount' | 'PaymentTypes'> {
  const inStock = available(type, seed);
  const spot = inStock && fraction(`${seed}/spot/${type}`) < 0.7;
  return {
    IsAvailable: inStock,
    SpotStockStatus: spot ? 'WithStock' : 'NoStock',
    NonProtectSpotDiscount: Math.round((0.1 + fraction(`${seed}/discount/${type}`) * 0.6) * 100) / 100,
    PaymentTypes: spot ? ['Spot', 'PostPaid'] : ['PostPaid'],
  };
}

const gpuSpec =
  (resourceType: EcsSpec['ResourceType'], seed: number) =>
  (row: GpuRow): EcsSpec => ({
    InstanceType: row[0],
    AcceleratorType: 'GPU',
    Cpu: row[1],
    Gpu: row[3],
    GpuType: row[4],
    GpuMemory: row[5],
    Memory: row[2],
    ResourceType: resourceType,
    DefaultGPUDriver: '535.54.03',
    SupportedGPUDrivers: ['470.199.02', '535.54.03', '550.127.08'],
    ...market(row[0], seed),
  });

/**
 * Machine types of the public resources: CPU and GPU on ECS, 8-card nodes on Lingjun. Names and sizes are synthetic.
 */
export function buildEcsSpecs(seed: number): EcsSpec[] {
  const cpu = CPU_FAMILIES.flatMap(({ family, ratio }) =>
    CPU_SIZES.map(([size, cores]): EcsSpec => {
      const type = `${family}.${size}`;
      return {
        InstanceType: type,
        AcceleratorType: 'CPU',
        Cpu: cores,
        Gpu: 0,
        GpuType: '',
        GpuMemory: 0,
        Memory: cores * ratio,
        ResourceType: 'ECS',
        DefaultGPUDriver: '',
        SupportedGPUDrivers: [],
        ...market(type, seed),
      };
    }),
  );
  return [...cpu, ...GPU_ROWS.map(gpuSpec('ECS', seed)), ...LINGJUN_ROWS.map(gpuSpec('Lingjun', seed))];
}

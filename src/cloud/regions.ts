import type { Product } from './operation.ts';

// Regions with an endpoint of their own, from the official metadata and the newer published clients (facts, section 5.1).
// The clients' tables also map some ids to one global legacy host; those are left out.

const EVERYWHERE = [
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-8',
  'cn-beijing',
  'cn-guangzhou',
  'cn-hangzhou',
  'cn-hongkong',
  'cn-shanghai',
  'cn-shanghai-finance-1',
  'cn-shenzhen',
  'cn-wulanchabu',
  'eu-central-1',
  'us-east-1',
  'us-southeast-1',
  'us-west-1',
];

const REGIONS: Readonly<Record<Product, readonly string[]>> = {
  'pai-dlc': [...EVERYWHERE, 'ap-southeast-7'].sort(),
  aiworkspace: [...EVERYWHERE, 'ap-northeast-2', 'ap-south-1', 'ap-southeast-7', 'cn-heyuan', 'na-south-1'].sort(),
  paistudio: [
    ...EVERYWHERE,
    'ap-northeast-2',
    'ap-south-1',
    'ap-southeast-2',
    'cn-qingdao',
    'cn-zhangjiakou',
    'cn-zhongwei',
    'me-east-1',
  ].sort(),
};

/**
 * Region ids the server knows, sorted.
 * @param product whose endpoints; left out, the regions where jobs run (`pai-dlc`)
 */
export const knownRegions = (product: Product = 'pai-dlc'): readonly string[] => REGIONS[product];

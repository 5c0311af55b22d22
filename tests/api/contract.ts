import { fileURLToPath } from 'node:url';
import { type Contract, type ProductName, readContract } from '../../scripts/contract/read.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the published clients say of one product. */
export const contractOf = (product: ProductName): Contract => readContract(ROOT, product);

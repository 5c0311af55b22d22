import { regions } from './contract/regions.ts';
import type { Product } from './operation.ts';

/**
 * Region ids the server knows, sorted.
 * @param product whose endpoints; left out, the regions where jobs run (`pai-dlc`)
 */
export const knownRegions = (product: Product = 'pai-dlc'): readonly string[] => regions[product];

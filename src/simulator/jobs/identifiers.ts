import { hash } from 'node:crypto';
import { seedOf } from '../world/ids.ts';

/** A lower-case UUID v4 that depends on nothing but `key`. */
export function uuidOf(key: string): string {
  const hex = hash('sha256', key);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An integer in [0, below) that depends on nothing but `key`. */
export const pick = (key: string, below: number): number => seedOf(key) % below;

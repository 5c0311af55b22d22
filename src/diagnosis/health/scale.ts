export const AREAS = ['throughput', 'hang', 'restarts', 'sanity'] as const;
export type Area = (typeof AREAS)[number];

/** Of a `small` job, restarts and checks are told only where something is wrong with them. */
export type Scale = 'small' | 'medium' | 'large';

const LARGE_ABOVE = 100;
const MEDIUM_FROM = 10;

/** The scale of the look (api-notes: diagnosis). */
export function scaleOf({ pods, gpus }: { pods: number; gpus: number }): Scale {
  if (pods > LARGE_ABOVE) return 'large';
  return Math.max(pods, gpus) >= MEDIUM_FROM ? 'medium' : 'small';
}

/** In which order findings are told: with many pods, hangs and hardware come first. */
export const orderOf = (scale: Scale): readonly Area[] =>
  scale === 'large' ? ['hang', 'sanity', 'restarts', 'throughput'] : ['throughput', 'hang', 'restarts', 'sanity'];

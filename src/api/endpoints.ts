import { Fault } from '../domain/fault.ts';
import { nearest } from '../domain/nearest.ts';
import type { CloudConfig } from './cloud.ts';
import type { Product } from './operation.ts';
import { knownRegions } from './regions.ts';

/** First label of each product's regional host (api-notes: endpoints). */
const HOST_PREFIX: Readonly<Record<Product, string>> = {
  'pai-dlc': 'pai-dlc',
  aiworkspace: 'aiworkspace',
  paistudio: 'pai',
};

const REGION_ID = /^[a-z]{2}-[a-z0-9-]+$/;
const HOST = /^[A-Za-z0-9.-]+(?::\d{1,5})?$/;
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::\d{1,5})?$/;

export interface Endpoint {
  protocol: 'http' | 'https';
  /** `host[:port]`. */
  host: string;
}

/**
 * Regions whose host of a product is formed. The lists of the products are not of one age, and hosts follow one
 * pattern: where jobs run, the other products are tried too (api-notes: endpoints).
 */
export const reachedRegions = (product: Product, extra: readonly string[] = []): string[] => [
  ...new Set([...knownRegions(product), ...knownRegions(), ...extra]),
];

function checkRegion(product: Product, region: string, extra: readonly string[]): void {
  const known = reachedRegions(product, extra);
  if (REGION_ID.test(region) && known.includes(region)) return;
  const [named] = known.filter((id) => id.split('-').includes(region.toLowerCase()));
  const meant = nearest(region, known) ?? named;
  throw new Fault({
    kind: 'invalid_input',
    message: `There is no known ${product} endpoint for the region ${JSON.stringify(region.slice(0, 60))}.`,
    fix: `${meant ? `Did you mean "${meant}"? ` : ''}Use one of the valid regions. A new one can be added by the operator (extra regions), never by a call.`,
    valid: known,
  });
}

const operatorFault = (message: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message,
    fix: 'The operator has to correct the configured endpoint: host[:port], http for loopback only.',
  });

/**
 * The host that a call goes to. A region is matched against the closed list before it becomes part of a host name: with
 * any other text, a signed request could be led to another host.
 * @throws Fault `invalid_input` for an unknown region, a malformed override or plain http beyond loopback
 */
export function endpointFor(product: Product, region: string, config: CloudConfig): Endpoint {
  checkRegion(product, region, config.extraRegions ?? []);
  const protocol = config.protocol ?? 'https';
  const host = (
    config.endpoints?.[product] ??
    config.endpoint ??
    `${HOST_PREFIX[product]}.${region}.aliyuncs.com`
  ).trim();
  if (!HOST.test(host)) throw operatorFault(`The configured ${product} endpoint is not host[:port].`);
  if (protocol === 'http' && !LOOPBACK.test(host))
    throw operatorFault(`Plain http to ${host} would send signed requests in the clear.`);
  return { protocol, host };
}

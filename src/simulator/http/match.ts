import { fail } from '../errors.ts';
import type { Route } from '../route.ts';

/** The products by their `x-acs-version`. */
const PRODUCTS: Readonly<Record<string, Route['product']>> = {
  '2020-12-03': 'pai-dlc',
  '2021-02-04': 'aiworkspace',
  '2022-01-12': 'paistudio',
};

export interface Match {
  route: Route;
  path: Record<string, string>;
}

/** The product of a version; 400 `InvalidVersion` for another one. */
export function productOf(version: string | undefined): Route['product'] {
  const product = PRODUCTS[version ?? ''];
  if (!product) throw fail('InvalidVersion', 'Specified parameter Version is not valid.');
  return product;
}

/** Finds routes by product, method and path; literal segments win over path parameters. */
export function createMatcher(
  routes: readonly Route[],
): (product: Route['product'], method: string, rawPath: string) => Match | undefined {
  const compiled = routes
    .map((route) => ({ route, segments: route.path.split('/') }))
    .sort((a, b) => placeholders(a.segments) - placeholders(b.segments));
  return (product, method, rawPath) => {
    const segments = rawPath.split('/').map(decode);
    for (const { route, segments: template } of compiled) {
      if (route.product !== product || route.method !== method || template.length !== segments.length) continue;
      const path = bind(template, segments);
      if (path) return { route, path };
    }
    return undefined;
  };
}

const placeholders = (segments: readonly string[]): number => segments.filter((part) => part.startsWith('{')).length;

function bind(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const path: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) {
      if (segment === '') return undefined;
      path[part.slice(1, -1)] = segment;
    } else if (part !== segment) return undefined;
  }
  return path;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw fail('InvalidParameter', 'The path is not valid percent-encoding.');
  }
}

import { parse } from 'node:url';

/**
 * Keeps Node.js 24 from printing a warning about `url.parse`, which both HTTP libraries of the SDK call. Node does not
 * warn about code below node_modules, but ours is bundled into dist/, and neither users nor we can mend it. Node warns
 * once per process, so one call with warnings off uses the warning up.
 */
export function quietUrlParse(): void {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  parse('http://127.0.0.1');
  process.noDeprecation = noDeprecation;
}

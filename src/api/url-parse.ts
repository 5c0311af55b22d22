import { parse } from 'node:url';

/**
 * Spends the one warning that Node.js 24 prints of `url.parse` in a process, without printing it. Both HTTP libraries of the
 * SDK call it. Node keeps quiet about code below node_modules, but ours is bundled into dist/: whoever runs a clone or a
 * desktop bundle would read of a fault that is neither theirs nor ours to mend.
 */
export function quietUrlParse(): void {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  parse('http://127.0.0.1');
  process.noDeprecation = noDeprecation;
}

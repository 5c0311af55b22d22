import { Fault } from '../domain/fault.ts';
import { SEGMENT } from '../domain/identifiers.ts';

/** What ids look like, by the parameter that takes one. */
const EXAMPLES: Readonly<Record<string, string>> = {
  JobId: 'dlc1xjcumbfm7aai',
  WorkloadId: 'dlc1xjcumbfm7aai',
  PodId: 'dlc1xjcumbfm7aai-worker-0',
  ImageId: 'image-tzi7f9abcdefghs45t',
  DatasetId: 'd-c0h44g3wlwkj8o4348',
  CodeSourceId: 'code-20210111103721-85qz78ia96lu',
  QuotaId: 'quotajradxh4abcd',
};

/** Names of the parameters of a path template, in order. */
export const pathNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => String(match[1]));

/**
 * Fills a path template, one segment per parameter.
 * @throws Fault `invalid_input` for a value that is not a plain id, before anything is sent
 */
export function fillPath({ path }: { path: string }, input: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = input[name];
    if (typeof value === 'string' && SEGMENT.test(value)) return value;
    throw new Fault({
      kind: 'invalid_input',
      message: `${name} ${JSON.stringify(String(value ?? '').slice(0, 60))} is not an id: only ASCII letters, digits, - and _ are.`,
      fix: `Pass an id${name in EXAMPLES ? ` such as ${EXAMPLES[name]}` : ''}; the list of such things shows them.`,
    });
  });
}

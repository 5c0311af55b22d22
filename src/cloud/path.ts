import { Fault } from '../domain/fault.ts';
import { SEGMENT } from '../domain/identifiers.ts';
import type { IdKind, Operation } from './operation.ts';

const EXAMPLE: Readonly<Record<IdKind, string>> = {
  job: 'dlc1xjcumbfm7aai (list_jobs shows them)',
  pod: 'dlc1xjcumbfm7aai-worker-0 (get_job shows them)',
  image: 'image-tzi7f9abcdefghs45t (list_images shows them)',
  dataset: 'd-c0h44g3wlwkj8o4348 (list_datasets shows them)',
  code_source: 'code-20210111103721-85qz78ia96lu (list_code_sources shows them)',
  quota: 'quotajradxh4abcd (get_job shows the one of a job)',
};

/**
 * Fills a path template, one segment per parameter.
 * @throws Fault `invalid_input` for a value that is not a plain id, before anything is sent
 */
export function fillPath(
  operation: Pick<Operation, 'path' | 'pathParams'>,
  input: Readonly<Record<string, unknown>>,
): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = input[name];
    if (typeof value === 'string' && SEGMENT.test(value)) return value;
    throw new Fault({
      kind: 'invalid_input',
      message: `${name} ${JSON.stringify(String(value ?? '').slice(0, 60))} is not an id: only ASCII letters, digits, - and _ are.`,
      fix: `Pass an id such as ${EXAMPLE[operation.pathParams[name] ?? 'job']}.`,
    });
  });
}

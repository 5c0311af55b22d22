import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allTools } from '../../src/tools/all.ts';
import { foreignText } from '../../src/tools/kit/fields.ts';

/** What a path through an output schema leads to; a loose object has members that its schema does not name. */
function at(schema: unknown, path: readonly string[]): unknown {
  if (schema instanceof z.ZodOptional) return at(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return at(schema.element, path);
  const [step, ...rest] = path;
  if (step === undefined || !(schema instanceof z.ZodObject)) return schema;
  return step in schema.shape ? at(schema.shape[step], rest) : 'unnamed';
}

describe('R34 text of others in structured answers', () => {
  const answers = allTools.flatMap(({ name, output, foreign, preview }) => [
    { name, output, foreign },
    { name, output: preview?.output, foreign: preview?.foreign },
  ]);
  const paths = answers.flatMap(({ name, output, foreign = [] }) =>
    foreign.map((path) => [name, path, at(output, path.replaceAll('[]', '').split('.'))] as const),
  );

  it('is typed where it is fenced, so that nothing else compiles there', () => {
    expect(paths.length).toBeGreaterThan(10);
    const others = paths.filter(([, , schema]) => schema !== foreignText).map(([name, path]) => `${name} ${path}`);
    // Records of the catalogue are advertised without their descriptions; the dry run of a job that is run again shows what is sent.
    expect(others.sort()).toEqual([
      'clone_job question',
      'clone_job request',
      'create_job_from_template question',
      'create_job_from_template request',
      'create_jobs question',
      'get_code_source description',
      'get_dataset description',
      'get_image description',
    ]);
  });
});

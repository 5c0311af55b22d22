import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { offer } from '../../src/server/advertise.ts';
import { readCallArguments } from '../../src/server/arguments.ts';
import { allTools } from '../../src/tools/all.ts';
import { VIEWER_NAMES } from '../named.ts';
import { argumentsInAnyForm, madeWrong, pathsIn, pathsOf, picker } from './forms.ts';
import { type FullCall, fullCalls } from './full-calls.ts';

const scope = { region: undefined, workspaceId: undefined };
const offered = new Map(allTools.map((tool) => [tool.name, offer(tool, scope)]));
const of = (name: string) => {
  const found = offered.get(name);
  if (found === undefined) throw new Error(`no tool ${name}`);
  return found;
};

const calls = fullCalls({
  workspace_id: '286569',
  job_id: 'dlc1xjcumbfm7aai',
  over_job_id: 'dlc1xjcumbfm7aai',
  signal_id: 'oper1',
  pod_id: 'dlc1xjcumbfm7aai-master-0',
  image_id: 'image-1',
  image: 'registry/pytorch:1',
  ecs_spec: 'ecs.gn6e-c12g1.3xlarge',
  dataset_id: 'd-1',
  code_source_id: 'code-1',
  private_code_source_id: 'code-1',
  private_dataset_id: 'd-1',
  private_image_id: 'image-1',
  versioned_dataset_id: 'd-1',
  quota: 'quota1',
  resource_group: 'rg1a',
  machine_group: 'mg1a',
  node: 'lingj1a',
  ...VIEWER_NAMES,
});

const RUNS = 200;
const tried = new Map<string, number>();
let [variants, refused, wrongs, taken] = [0, 0, 0, 0];

describe('arguments in any form', () => {
  it('are tried of every parameter of every tool, at every depth', () => {
    for (const { name } of allTools) {
      const { schema } = of(name);
      const used = calls.filter(({ tool }) => tool === name).flatMap(({ args }) => pathsIn(schema, args));
      // The token of a question is the server's own, and no call has one to begin with.
      const known = pathsOf(schema).filter((path) => path !== '.confirmation_token');
      expect([...new Set(used)].sort(), name).toEqual([...new Set(known)].sort());
    }
  });

  it.each(calls.map((call) => [call.tool, call] as const))('mean the same to %s', (tool, { args }) => {
    const at = of(tool);
    const { args: wanted, fault } = readCallArguments(at, args, scope);
    expect(fault?.details).toBeUndefined();
    fc.assert(
      fc.property(fc.gen(), (gen) => {
        const given = argumentsInAnyForm(at.schema, args, picker(gen, fc.constantFrom, tried));
        variants++;
        const read = readCallArguments(at, given, scope);
        // Of 30,000 variants all are the same: an assertion for each would cost more than reading it.
        if (read.fault === undefined && isDeepStrictEqual(read.args, wanted)) return;
        if (read.fault) refused++;
        expect(read.fault?.details, JSON.stringify(given)).toBeUndefined();
        expect(read.args).toEqual(wanted);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it.each(calls.map((call) => [call.tool, call] as const))(
    'that mean something else are refused by %s',
    (tool, call) => {
      const at = of(tool);
      for (const wrong of madeWrong(at.schema, call.args)) {
        if (typeof wrong !== 'object' || wrong === null || Array.isArray(wrong)) continue;
        wrongs++;
        const { fault } = readCallArguments(at, wrong as FullCall['args'], scope);
        if (fault !== undefined && !fault.details.message.includes('undefined')) continue;
        if (fault === undefined) taken++;
        expect(fault, JSON.stringify(wrong)).toBeDefined();
        expect(fault?.details.message).not.toContain('undefined');
      }
    },
  );

  afterAll(() => {
    const kinds = [...tried].map(([kind, count]) => `${kind} ${count}`).join(', ');
    console.log(
      `Arguments: ${variants} variants of ${calls.length} calls of ${allTools.length} tools, ${refused} refused wrongly; ` +
        `${wrongs} of another meaning, ${taken} taken wrongly (${kinds})`,
    );
  });
});

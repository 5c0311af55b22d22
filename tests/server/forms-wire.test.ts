import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offer } from '../../src/server/advertise.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { argumentsInAnyForm, picker } from './forms.ts';
import { type FullCall, fullCalls } from './full-calls.ts';
import { SCOPE, UNASKED, useWire } from './wire.ts';

const VARIANTS = 1;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const wire = useWire();

/** What goes over the wire for a call, in a world that is the same each time. */
async function requestsOf(tool: string, args: FullCall['args']): Promise<string[]> {
  // What was only read is as it was.
  if (wire.requests().every(({ method }) => method === 'GET')) wire.cloud.clearRequests();
  else wire.anew();
  await wire.call(tool, args);
  return wire
    .requests()
    .map(({ method, path, query, body }) => JSON.stringify([method, path, query, body]).replace(UUID, 'a UUID'))
    .sort();
}

describe('arguments in any form', () => {
  it('send the same requests, of every tool', async () => {
    const calls = fullCalls(wire.anew()).filter(({ sends }) => sends);
    const actions = new Set<string>();
    expect([...new Set(calls.map(({ tool }) => tool))].sort()).toEqual(allTools.map(({ name }) => name).sort());
    for (const { tool, args } of calls) {
      const { schema } = offer(allTools.find(({ name }) => name === tool) as Tool, SCOPE, UNASKED);
      const wanted = await requestsOf(tool, args);
      expect(wanted.length, tool).toBeGreaterThan(0);
      for (const { action } of wire.requests()) actions.add(action);
      const form = fc.gen().map((gen) => argumentsInAnyForm(schema, args, picker(gen, fc.constantFrom, new Map())));
      for (const given of fc.sample(form, VARIANTS))
        expect(await requestsOf(tool, given), JSON.stringify(given)).toEqual(wanted);
    }
    // Not refused before, so that the writes were compared too.
    expect([...actions]).toEqual(expect.arrayContaining(['CreateJob', 'UpdateJob']));
  });
});

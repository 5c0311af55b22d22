import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parametersOf, parametersSent } from '../../scripts/contract/parameters.ts';
import { PRODUCTS, readContract, readNotOffered } from '../../scripts/contract/read.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { offer } from '../../src/server/advertise.ts';
import type { RequestLogEntry } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { yes } from '../e2e/session.ts';
import { everyFullCall, otherCalls, type Sent, sentBy } from './every-call.ts';
import { argumentsInAnyForm, picker } from './forms.ts';
import { SCOPE, UNASKED, useWire } from './wire.ts';

const wire = useWire();
/** Every call is made once for all tests: to make them is most of what they take. */
const full: Sent[] = [];
beforeAll(async () => {
  for await (const sent of everyFullCall(wire, yes)) full.push(sent);
});

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const contracts = new Map(PRODUCTS.map((product) => [product, readContract(ROOT, product)]));
const reasons = readNotOffered(ROOT);
const offered = Object.values(operations);
const contractOf = (action: string) => {
  const contract = contracts.get(operations[action as Action].product);
  if (contract === undefined) throw new Error(`no contract of ${action}`);
  return contract;
};
/** The paths whose reason would hold for this one too, the nearest last: `A.*`, `A`, `A.B.*`, `A.B` of `A.B.C`. */
const above = (path: string): string[] =>
  path.split('.').flatMap((_, index, parts) => {
    const part = parts.slice(0, index).join('.');
    return part === '' ? [] : [`${part}.*`, part];
  });

describe('every parameter of an offered operation', () => {
  const sent = new Map<string, Set<string>>();
  beforeAll(async () => {
    const add = (requests: readonly RequestLogEntry[]): void => {
      for (const request of requests.filter(({ action }) => action in operations)) {
        const paths = sent.get(request.action) ?? new Set();
        for (const path of parametersSent(contractOf(request.action), request)) paths.add(path);
        sent.set(request.action, paths);
      }
    };
    for (const { requests } of full) add(requests);
    for await (const requests of otherCalls(wire, yes)) add(requests);
  });

  it.each(offered.map(({ action }) => action))('of %s is sent by some call, or has a reason why not', (action) => {
    const found = sent.get(action) ?? new Set();
    const listed = Object.keys(reasons.parameters[action] ?? {});
    const unsent = parametersOf(contractOf(action), action).filter((path) => !found.has(path));
    const missing = unsent.filter((path) => ![...above(path), path].some((part) => listed.includes(part)));
    expect(missing.filter((path) => !above(path).some((part) => missing.includes(part)))).toEqual([]);
    // A reason for what is sent, for what the contract does not have, or for what another reason covers anyway.
    const holds = (path: string) =>
      path.endsWith('.*') ? unsent.some((each) => above(each).includes(path)) : unsent.includes(path);
    const covered = (path: string) => above(path).some((part) => !part.endsWith('.*') && listed.includes(part));
    expect(listed.filter((path) => !holds(path) || covered(path))).toEqual([]);
  });
});

const VARIANTS = 1;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What goes over the wire, as the same call always sends it. */
const told = (requests: readonly RequestLogEntry[]): string[] =>
  requests
    .map(({ method, path, query, body }) => JSON.stringify([method, path, query, body]).replace(UUID, 'a UUID'))
    .sort();

describe('arguments in any form', () => {
  it('send the same requests, of every tool', async () => {
    const sending = full.filter(({ call }) => call.sends);
    expect([...new Set(sending.map(({ call }) => call.tool))].sort()).toEqual(allTools.map(({ name }) => name).sort());
    for (const { call, requests } of sending) {
      const { schema } = offer(allTools.find(({ name }) => name === call.tool) as Tool, SCOPE, UNASKED);
      expect(requests.length, call.tool).toBeGreaterThan(0);
      const form = fc
        .gen()
        .map((gen) => argumentsInAnyForm(schema, call.args, picker(gen, fc.constantFrom, new Map())));
      for (const args of fc.sample(form, VARIANTS))
        expect(told(await sentBy(wire, { ...call, args }, yes)), JSON.stringify(args)).toEqual(told(requests));
    }
    // Not refused before, so that the writes were compared too.
    const actions = sending.flatMap(({ requests }) => requests.map(({ action }) => action));
    expect(actions).toEqual(expect.arrayContaining(['CreateJob', 'UpdateJob']));
  });
});

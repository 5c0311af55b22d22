import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parametersOf, parametersSent } from '../../scripts/contract/parameters.ts';
import { PRODUCTS, readContract, readNotOffered } from '../../scripts/contract/read.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { allTools } from '../../src/tools/all.ts';
import { yes } from '../e2e/session.ts';
import { everyCall } from '../server/every-call.ts';
import { useWire } from '../server/wire.ts';

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

describe('every operation of the contract', () => {
  it.each(PRODUCTS)('of %s is called by a tool, or has one reason why not', (product) => {
    const all = Object.keys(contracts.get(product)?.operations ?? {});
    const called = offered.filter((each) => each.product === product).map(({ action }) => action);
    const listed = Object.keys(reasons.operations[product]);
    expect([...called, ...listed].sort()).toEqual(all.sort());
  });

  it('is called by a tool where it has a row', () => {
    const called = new Set<string>(allTools.flatMap(({ actions }) => actions));
    expect(offered.filter(({ action }) => !called.has(action))).toEqual([]);
  });

  it('has a reason that says something', () => {
    const all = [...Object.values(reasons.operations), ...Object.values(reasons.parameters)].flatMap(Object.values);
    expect(all.filter((reason: string) => !/^(?:not yet|never): \S.{8,}[^.]$/.test(reason))).toEqual([]);
  });
});

describe('every parameter of an offered operation', () => {
  const wire = useWire();
  const sent = new Map<string, Set<string>>();
  beforeAll(async () => {
    for await (const requests of everyCall(wire, yes))
      for (const request of requests.filter(({ action }) => action in operations)) {
        const paths = sent.get(request.action) ?? new Set();
        for (const path of parametersSent(contractOf(request.action), request)) paths.add(path);
        sent.set(request.action, paths);
      }
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

  it('has reasons for offered operations only', () => {
    expect(Object.keys(reasons.parameters).filter((action) => !(action in operations))).toEqual([]);
  });
});

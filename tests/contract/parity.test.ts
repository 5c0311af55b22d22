import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PRODUCTS, readContract, readNotOffered } from '../../scripts/contract/read.ts';
import { operations } from '../../src/api/operations.ts';
import { allTools } from '../../src/tools/all.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const contracts = new Map(PRODUCTS.map((product) => [product, readContract(ROOT, product)]));
const reasons = readNotOffered(ROOT);
const offered = Object.values(operations);

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

  it('has reasons for parameters of those that are called only', () => {
    expect(Object.keys(reasons.parameters).filter((action) => !(action in operations))).toEqual([]);
  });

  it('has a reason that says something', () => {
    const all = [...Object.values(reasons.operations), ...Object.values(reasons.parameters)].flatMap(Object.values);
    expect(all.filter((reason: string) => !/^(?:not yet|never): \S.{8,}[^.]$/.test(reason))).toEqual([]);
  });
});

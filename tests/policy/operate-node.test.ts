import { expect, it } from 'vitest';
import { type AdminNode, decideOperateNode } from '../../src/policy/operate-node.ts';

/** One pod of each product, one of a product nobody knows, and one that says none. */
const NODE: AdminNode = {
  nodeId: 'lrn1',
  quotaId: 'quota1',
  status: 'Ready',
  cordoned: false,
  holds: {
    rows: [
      { id: 'train', product: 'dlc', of: '' },
      { id: 'notebook', product: 'dsw', of: '' },
      { id: 'service', product: 'EAS', of: '' },
      { id: 'other', product: 'ray', of: '' },
      { id: 'silent', product: undefined, of: '' },
    ],
    pods: true,
    complete: true,
  },
};

const asked = (more: Partial<Parameters<typeof decideOperateNode>[1]>): string => {
  const decision = decideOperateNode(NODE, { operation: 'Drain', ...more });
  if (decision.verdict !== 'confirm') throw new Error(decision.verdict);
  return decision.question.en;
};

it.each([
  [undefined, ['train', 'notebook', 'service', 'other', 'silent']],
  [['DSW'], ['notebook', 'other', 'silent']],
  [
    ['DLC', 'EAS'],
    ['train', 'service', 'other', 'silent'],
  ],
] as const)('R55: a drain of %j asks about the pods that go, and about those that may', (sub_products, names) => {
  const question = asked(sub_products ? { sub_products } : {});
  expect(question).toContain(`Evicted: ${names.join(', ')}.`);
  expect(question).toContain(`${names.length} pods of its users are evicted`);
});

it('R55: a drain of a named pod that is of another product evicts nothing, and says so', () => {
  expect(asked({ pod_names: ['train'], sub_products: ['DSW'] })).toContain('Nothing on it is evicted');
  expect(asked({ pod_names: ['train'], sub_products: ['DLC'] })).toContain('Evicted: train.');
});

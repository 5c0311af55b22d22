import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { table } from '../../shaping/table.ts';
import { readProducts } from '../kit/decoders/workspace-details.ts';
import { defineTool } from '../tool.ts';

const code = z.string().regex(formed(/^[A-Za-z0-9_-]{1,64}$/, 'a code of letters, digits, _ and -'));
const row = z.object({ code: z.string(), on: z.boolean().optional(), may_buy: z.boolean().optional() });

const yesNo = (value: boolean | undefined): string => (value === undefined ? 'unknown' : value ? 'yes' : 'no');

export const listProducts = defineTool({
  name: 'list_products',
  title: 'List products',
  description: 'Which products and services (oss, nas, DLC ...) the account has bought or opened. Buys nothing.',
  inChinese: '已开通的产品',
  toolset: 'workspace',
  effect: 'read',
  scope: 'region',
  actions: ['ListProducts'],
  input: z.strictObject({
    product_codes: z.array(code).max(20).optional().describe('e.g. DLC_share'),
    service_codes: z.array(code).max(20).optional().describe('e.g. oss'),
  }),
  output: z.object({ products: z.array(row), services: z.array(row) }),
  check: null,
  async run(ctx, { product_codes, service_codes }) {
    const answer = await ctx.call('ListProducts', {
      ...(product_codes?.length ? { ProductCodes: product_codes.join(',') } : {}),
      ...(service_codes?.length ? { ServiceCodes: service_codes.join(',') } : {}),
    });
    const { products, services } = readProducts(answer);
    return {
      products: products.map((each) => ({ code: each.code, on: each.bought, may_buy: each.mayBuy })),
      services: services.map((each) => ({ code: each.code, on: each.open })),
    };
  },
  render: ({ products, services }) => {
    if (products.length + services.length === 0) return 'The cloud named no product and no service.';
    return table(
      ['kind', 'code', 'bought or open', 'may buy'],
      [
        ...products.map((each) => ['product', each.code, yesNo(each.on), yesNo(each.may_buy)]),
        ...services.map((each) => ['service', each.code, yesNo(each.on), '']),
      ],
    );
  },
  next: ({ products, services }) =>
    [...products, ...services].some(({ on }) => on === false)
      ? ['what is not open is opened by an administrator in the console.']
      : [],
});

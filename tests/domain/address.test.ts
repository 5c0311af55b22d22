import { expect, it } from 'vitest';
import { withoutUser } from '../../src/domain/address.ts';

it.each([
  ['https://joe:hunter2@example.com', 'https://***@example.com'],
  ['http://ghp_token@proxy.example:3128/', 'http://***@proxy.example:3128/'],
  ['https://joe:hun/ter@2@example.com', 'https://***@example.com'],
  ['joe:hun/ter2@example.com', '***@example.com'],
  ['https://joe:hun\nter2@example.com', 'https://***@example.com'],
  ['https://example.com/a', 'https://example.com/a'],
  ['localhost,10.0.0.0/8', 'localhost,10.0.0.0/8'],
])('an address is shown without a user: %j', (address, shown) => {
  expect(withoutUser(address)).toBe(shown);
});

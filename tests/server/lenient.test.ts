import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { lenient } from '../../src/server/lenient.ts';

const inner = z.strictObject({ type: z.string(), pods: z.int().min(1), size: z.string().optional() });
const schema = z.strictObject({
  id: z.string(),
  text: z.string().optional(),
  form: z
    .string()
    .regex(/^dlc[a-z]+$/)
    .optional(),
  wide: z
    .string()
    .regex(/^[ -~]+$/)
    .optional(),
  forms: z.array(z.string().regex(/^dlc[a-z]+$/)).optional(),
  held: z.string().trim().optional(),
  count: z.int().min(1).optional(),
  share: z.number().optional(),
  flag: z.boolean().default(false),
  order: z.enum(['asc', 'desc']).default('asc'),
  names: z.array(z.string()).optional(),
  some: z.array(z.string()).min(1).optional(),
  numbers: z.array(z.int()).optional(),
  tasks: z.array(inner).optional(),
  task: inner.optional(),
  envs: z.record(z.string(), z.string()).optional(),
  removable: z.strictObject({ text: z.string().nullish(), tasks: z.array(inner).nullish() }).optional(),
});

const read = (given: object) => lenient(schema, given);
const value = (given: object) => {
  const { value: read, doubts } = lenient(schema, given);
  expect(doubts).toEqual([]);
  return read;
};

describe('is read as the schema wants it', () => {
  it.each([
    ['null and empty text for what may be absent', { text: null, count: '', flag: null, tasks: '', envs: null }, {}],
    ['null and empty text for what may not, so that it is missing', { id: null }, {}],
    ['an empty list where one may be absent and not empty', { some: [] }, {}],
    ['the same as JSON text', { some: '[]' }, {}],
    ['a number for a text', { id: 286569, text: 0.5 }, { id: '286569', text: '0.5' }],
    ['numerals for numbers', { count: '20', share: '-1.5e2' }, { count: 20, share: -150 }],
    ['flags as text', { flag: 'true' }, { flag: true }],
    ['flags as Python writes them', { flag: 'False' }, { flag: false }],
    ['one value for a list of one', { names: 'a', numbers: '4' }, { names: ['a'], numbers: [4] }],
    ['one object for a list of one', { tasks: { type: 1, pods: '2' } }, { tasks: [{ type: '1', pods: 2 }] }],
    ['JSON text for a list', { names: ' ["a", 1]' }, { names: ['a', '1'] }],
    ['JSON text for an object', { task: '{"type":"w","pods":"2","size":""}' }, { task: { type: 'w', pods: 2 } }],
    ['JSON text of one object for a list', { tasks: '{"type":"w","pods":2}' }, { tasks: [{ type: 'w', pods: 2 }] }],
    ['JSON text in a list', { tasks: ['{"type":"w","pods":2}'] }, { tasks: [{ type: 'w', pods: 2 }] }],
    ['JSON text in JSON text', { tasks: '["{\\"type\\":\\"w\\"}"]' }, { tasks: [{ type: 'w' }] }],
    ['numbers and flags of a map', { envs: { LR: 0.1, N: 4, ON: true } }, { envs: { LR: '0.1', N: '4', ON: 'true' } }],
    ['white space around what has a form', { form: ' dlca \n', wide: '\tA 1 ' }, { form: 'dlca', wide: 'A 1' }],
    ['the same of other scripts', { form: '\u00a0dlca\u3000\ufeff' }, { form: 'dlca' }],
    ['the same in lists, alone and in JSON text', { forms: [' dlca', 'dlcb\r\n'] }, { forms: ['dlca', 'dlcb'] }],
    ['the same without a list', { forms: ' dlca ' }, { forms: ['dlca'] }],
    ['white space around what is held to a form elsewhere', { held: ' cn-hangzhou\n' }, { held: 'cn-hangzhou' }],
    [
      'white space around numbers, flags and listed values',
      { count: ' 5', flag: 'true\n', order: ' asc ' },
      { count: 5, flag: true, order: 'asc' },
    ],
    ['nothing but white space, as an empty text', { form: ' ', held: '\n' }, {}],
    ['a map as JSON text', { envs: '{"A":1}' }, { envs: { A: '1' } }],
  ])('%s', (_, given, wanted) => {
    expect(value(given)).toEqual(wanted);
  });
});

describe('stays as it is', () => {
  it.each([
    ['text that looks like something else', { id: 'true', text: '[1]', names: ['{"a":1}', '12', ''] }],
    ['texts of a map, empty ones too', { envs: { A: '', B: 'null', C: '007', D: '{"a":1}' } }],
    ['null where it means something', { removable: { text: null, tasks: null } }],
    ['an empty list where it is right', { names: [], envs: {} }],
    ['unknown members at every depth', { other: null, task: { typo: '', constructor: 1 }, toString: '[]' }],
    ['what is no numeral', { count: '20 lines', share: '0x10', numbers: ['１', '1_0', '007', '', '1e999'] }],
    ['a numeral of too many digits', { share: '9007199254740993' }],
    ['what is no flag', { flag: 'yes', order: true }],
    ['flags and numbers that are not', { flag: 1, count: true, text: false }],
    ['null in a map or a list', { envs: { A: null }, names: [null] }],
    ['other shapes', { text: ['a'], names: { a: 1 }, task: [{ type: 'w' }], envs: [{ name: 'A', value: '1' }] }],
    ['lists in a map', { envs: { A: [1], B: {} } }],
    ['white space in free text and in maps', { text: ' a\n', names: [' b '], envs: { A: ' c ' } }],
    ['white space and what nobody sees inside a form', { form: 'dlc a', forms: ['dlca\u200b'] }],
    ['text in place of an object', { task: 'worker', envs: 'A=1' }],
  ])('%s', (_, given) => {
    expect(value(given)).toEqual(given);
  });
});

describe('is doubted', () => {
  it.each([
    ['a whole number that lost digits', { id: 2 ** 60 }, 'id', 'its last ones are lost'],
    ['the same in JSON text', { task: '{"type":9007199254740993}' }, 'task.type', 'its last ones are lost'],
    ['broken JSON', { names: '["a", ' }, 'names', 'begins like JSON and is none'],
    ['a list of no JSON', { names: '[a, b]' }, 'names', 'and is none'],
    ['a broken object', { envs: '{"A": "hunter2' }, 'envs', 'begins like JSON'],
    ['a member of a map that nothing would pass on', { envs: JSON.parse('{"__proto__":"x"}') }, 'envs', '__proto__'],
  ])('%s', (_, given, path, says) => {
    const { doubts } = read(given);
    expect(doubts.map((doubt) => doubt.path.join('.'))).toEqual([path]);
    expect(doubts[0]?.says).toContain(says);
    expect(JSON.stringify(doubts)).not.toContain('hunter2');
  });
});

describe('costs no more than its size', () => {
  const deep = (bracket: string, end: string, levels: number) => bracket.repeat(levels) + end.repeat(levels);

  it('however deep it is, as value and as text', () => {
    const bomb = JSON.parse(deep('[', ']', 200_000));
    expect(read({ text: bomb, names: bomb, other: bomb, task: { other: bomb } }).doubts).toEqual([]);
    expect(Array.isArray((read({ names: deep('[', ']', 200_000) }).value as { names: unknown }).names)).toBe(true);
  });

  it('and keeps what is named like a part of an object', () => {
    const given = JSON.parse('{"__proto__":{"id":"x"},"constructor":1,"hasOwnProperty":2,"task":{"__proto__":[]}}');
    const got = read(given).value as object;
    expect(Object.getPrototypeOf(got)).toBe(Object.prototype);
    expect(JSON.stringify(got)).toBe(JSON.stringify(given));
    expect(Object.keys(got)).toContain('__proto__');
  });
});

import { describe, expect, it } from 'vitest';
import { advertiser } from '../../src/server/advertise.ts';
import { cardOf } from '../../src/server/card.ts';
import { allTools } from '../../src/tools/all.ts';

/** What the model APIs that hosts hand schemas on to take alike; any other keyword has another form that says the same. */
const KEYWORDS = new Set([
  'type',
  'description',
  'default',
  'enum',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'pattern',
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
]);
const TYPES = ['object', 'array', 'string', 'integer', 'number', 'boolean'];

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a schema says that some model API does not take, with its path. */
function strange(schema: unknown, path: string): string[] {
  if (!isObject(schema)) return [`${path} is no schema`];
  const { type, properties, additionalProperties: others, items } = schema;
  return [
    ...Object.keys(schema)
      .filter((keyword) => !KEYWORDS.has(keyword))
      .map((keyword) => `${path} has ${keyword}`),
    ...(TYPES.includes(String(type)) ? [] : [`${path} has no single type`]),
    ...(type === 'object' && !isObject(properties) && !isObject(others) ? [`${path} is an object of nothing`] : []),
    ...(isObject(properties) && Object.keys(properties).length === 0 ? [`${path} has no properties`] : []),
    ...(type === 'array' && !isObject(items) ? [`${path} is a list of anything`] : []),
    ...Object.entries(isObject(properties) ? properties : {}).flatMap(([name, each]) =>
      strange(each, `${path}.${name}`),
    ),
    ...(isObject(items) ? strange(items, `${path}[]`) : []),
    ...(isObject(others) ? strange(others, `${path}{}`) : []),
  ];
}

const unlocked = { region: undefined, workspaceId: undefined };
const locked = { region: 'cn-hangzhou', workspaceId: '11', locked: true };
const chat = { confirm: 'chat', confirmCreate: 'always' } as const;

describe('the input schema of', () => {
  it.each(allTools.map((tool) => [tool.name, cardOf(tool)] as const))(
    '%s is of what every model API takes',
    (_, card) => {
      for (const scope of [unlocked, locked])
        expect(strange(advertiser(scope, { operator: chat })(card).inputSchema, card.name)).toEqual([]);
    },
  );

  it('create_job and list_jobs leaves out what few calls need, and forbids nothing beyond what it shows', () => {
    const schemaOf = (name: string) => {
      const tool = allTools.find((each) => each.name === name);
      if (tool === undefined) throw new Error(name);
      return JSON.stringify(advertiser(unlocked)(cardOf(tool)).inputSchema);
    };
    const [create, list, get] = [schemaOf('create_job'), schemaOf('list_jobs'), schemaOf('get_job')];
    for (const name of ['system_disk', 'scheduling_strategy', 'shell', 'access_point_id'])
      expect(create).not.toContain(`"${name}"`);
    expect(list).not.toContain('"reason_search"');
    for (const schema of [create, list]) expect(schema).not.toContain('additionalProperties":false');
    expect(get).toContain('additionalProperties":false');
  });

  it.each([
    [{ type: 'string', const: 'x' }, 't has const'],
    [{ anyOf: [{ type: 'string' }] }, 't has anyOf'],
    [{}, 't has no single type'],
    [{ type: ['string', 'null'] }, 't has no single type'],
    [{ type: 'object' }, 't is an object of nothing'],
    [{ type: 'array' }, 't is a list of anything'],
    [{ type: 'object', additionalProperties: {} }, 't{} has no single type'],
    [{ type: 'object', properties: { a: { type: 'number', exclusiveMinimum: 0 } } }, 't.a has exclusiveMinimum'],
    [{ type: 'array', items: { $ref: '#/x' } }, 't[] has $ref'],
  ])('a tool would not be %j', (schema, says) => {
    expect(strange(schema, 't')).toContain(says);
  });
});

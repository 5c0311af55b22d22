import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/bundle.mjs';
import { type Package, serverJson } from '../../scripts/package/server-json.ts';
import { CREDENTIALS } from '../../scripts/package/variables.ts';
import { configureCredentials } from '../../src/api/errors.ts';
import { readConfig } from '../../src/config/config.ts';
import { settings } from '../../src/config/settings.ts';
import { registryFormat } from './registry-format.ts';

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package;
const committed = registryFormat.parse(JSON.parse(readFileSync(join(root, 'server.json'), 'utf8')));
const [npmPackage] = committed.packages;
const variables = npmPackage?.environmentVariables ?? [];

describe('server.json', () => {
  it('is the package of package.json, which says the name in the registry too', () => {
    expect(committed).toMatchObject({ name: packageJson.mcpName, version: packageJson.version });
    expect(npmPackage).toMatchObject({ identifier: packageJson.name, version: packageJson.version });
  });

  it('has the keys as secrets without a default, and nothing that must be set', () => {
    expect(variables.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual(
      CREDENTIALS.map(({ name }) => name),
    );
    expect(variables.filter(({ isRequired }) => isRequired)).toEqual([]);
  });

  it('has the keys that the server tells to set where there are none', () => {
    for (const { name } of CREDENTIALS) expect(configureCredentials()).toContain(name);
  });

  it('has every setting once, under the variable that is read first', () => {
    expect(variables.slice(CREDENTIALS.length).map(({ name }) => name)).toEqual(settings.map(({ env }) => env[0]));
  });

  it('has defaults that, set as they stand, change nothing', () => {
    const environment = Object.fromEntries(variables.flatMap((one) => (one.default ? [[one.name, one.default]] : [])));
    expect(Object.keys(environment).length).toBeGreaterThan(5);
    expect({ ...readConfig({}, environment), from: {} }).toEqual(readConfig({}, {}));
  });

  it('has choices that are taken, each of them', () => {
    const chosen = variables.flatMap(({ name, choices = [] }) => choices.map((choice) => ({ name, choice })));
    expect(chosen.length).toBeGreaterThan(5);
    for (const { name, choice } of chosen) expect(() => readConfig({}, { [name]: choice })).not.toThrow();
  });
});

describe('the format of the registry', () => {
  const text = (change: Partial<Package>) => JSON.parse(serverJson({ ...packageJson, ...change })) as unknown;

  it.each([
    ['a version that is a range', text({ version: '^0.1.0' })],
    ['the version "latest"', text({ version: 'latest' })],
    ['a name without a namespace', text({ mcpName: 'pai-dlc-mcp' })],
    ['a name with two slashes', text({ mcpName: 'io.github.a/b/c' })],
    ['a description of 101 characters', { ...committed, description: 'x'.repeat(101) }],
    ['a member that it does not know', { ...committed, licence: 'Apache-2.0' }],
  ])('refuses %s', (_what, document) => {
    expect(registryFormat.safeParse(document).success).toBe(false);
  });

  const plain = { name: 'X', description: 'x', isRequired: false, isSecret: false, format: 'string' };
  const taken = (variable: object) => {
    const packages = [{ ...npmPackage, environmentVariables: [variable] }];
    return registryFormat.safeParse({ ...committed, packages }).success;
  };

  it('takes a plain variable', () => {
    expect(taken(plain)).toBe(true);
  });

  it.each([
    ['a default that is no choice', { choices: ['a'], default: 'b' }],
    ['a secret with a default', { isSecret: true, default: 'b' }],
    ['a boolean that is no boolean', { format: 'boolean', default: 'b' }],
    ['a number as a number', { format: 'number', default: 1 }],
  ])('refuses a variable with %s', (_what, change) => {
    expect(taken({ ...plain, ...change })).toBe(false);
  });
});

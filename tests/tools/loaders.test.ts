import { expect, it } from 'vitest';
import { allTools } from '../../src/tools/all.ts';
import { toolLoaders } from '../../src/tools/loaders.ts';

it('each tool is loaded by the name that it has', () => {
  expect(Object.keys(toolLoaders)).toEqual(allTools.map(({ name }) => name));
});

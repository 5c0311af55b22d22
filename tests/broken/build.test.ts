import { describe, expect, it } from 'vitest';
import { allTools } from '../../src/tools/all.ts';
import { connect, serverEnv } from '../e2e/harness.ts';
import { broken } from './breakage.ts';
import { brokenBuild } from './build.ts';
import { brokenModule } from './modules.ts';

const breakage = { file: 'src/server/build-server.ts', find: "name: 'pai-dlc-mcp'", replace: "name: 'broken'" };

describe('a broken build', () => {
  it('is the server with one text of its source replaced', async () => {
    const sound = await connect({ env: serverEnv(undefined) });
    const changed = await connect({ env: serverEnv(undefined), main: await brokenBuild(breakage) });
    expect(sound.client.getServerVersion()?.name).toBe('pai-dlc-mcp');
    expect(changed.client.getServerVersion()?.name).toBe('broken');
    expect((await changed.client.listTools()).tools).toEqual((await sound.client.listTools()).tools);
    await sound.close();
    await changed.close();
  });

  it('replaces a text that is there once, and takes it as it is', () => {
    expect(broken('a b c', { file: 'x', find: 'b', replace: '$&' })).toBe('a $& c');
  });

  it.each(['nowhere in it', 'a'])('is refused where the text is there not once: %j', (find) => {
    expect(() => broken('a a', { file: 'x.ts', find, replace: '' })).toThrow(/x\.ts has the text [02] times/);
  });

  it('is refused where the source is not part of it', async () => {
    const outside = { file: 'tests/e2e/world.ts', find: 'export async function discover', replace: 'interface Finds' };
    await expect(brokenBuild(outside)).rejects.toThrow(/no part/);
  });
});

describe('a broken module', () => {
  const ALL = 'src/tools/all.ts';
  const breakage = { file: 'src/tools/catalogue/get-image.ts', find: "name: 'get_image'", replace: "name: 'broken'" };

  it('is the module with one text replaced in what it imports, and has the rest as it is loaded already', async () => {
    const changed = await brokenModule<{ allTools: typeof allTools }>(ALL, breakage);
    expect(changed.allTools).toHaveLength(allTools.length);
    const others = changed.allTools.filter((tool) => !allTools.includes(tool));
    expect(others.map(({ name }) => name)).toEqual(['broken']);
  });

  it('is refused where the text is not there once, or the source is not part of it', async () => {
    await expect(brokenModule(ALL, { ...breakage, find: 'nowhere in it' })).rejects.toThrow(/the text 0 times/);
    await expect(brokenModule(breakage.file, { ...breakage, file: ALL })).rejects.toThrow(
      /all\.ts is no part of .*get-image/,
    );
  });
});

import { createHash } from 'node:crypto';
import type { Client } from '@modelcontextprotocol/client';
import { SkillSchema } from '@modelcontextprotocol/core/ext/skills';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allTools } from '../../src/tools/all.ts';
import { ERAS } from '../e2e/session.ts';
import { fakeRuntime, inProcess } from './in-process.ts';

/** How long an answer may be kept is said on the later revision alone. */
const kept = (era: string) => (era === 'modern' ? { ttlMs: z.int(), cacheScope: z.literal('public') } : {});

// The runtime of these tests has no cloud: whatever asks for it fails.
describe.each(ERAS)('the skill of a server on the %s era', (era) => {
  let client: Client;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const runtime = fakeRuntime();
    ({ client, close } = await inProcess(era, allTools, {
      ...runtime,
      reference: { ...runtime.reference, program: 'node /x/main.js' },
    }));
  });
  afterAll(() => close());
  const textOf = async (uri: string): Promise<string> => {
    const [content] = (await client.readResource({ uri })).contents;
    expect(content).toMatchObject({ uri, mimeType: 'text/markdown' });
    return content && 'text' in content ? String(content.text) : '';
  };

  it('is declared and listed, and each of its files is what its digest says', async () => {
    expect(client.getServerCapabilities()?.extensions).toHaveProperty(['io.modelcontextprotocol/skills']);
    const { skills } = await client.request(
      { method: 'skills/list', params: {} },
      z.strictObject({ skills: z.array(SkillSchema), _meta: z.unknown().optional(), ...kept(era) }),
    );
    const [skill] = skills;
    expect(skills).toHaveLength(1);
    expect(skill?.frontmatter.name).toBe('pai-dlc');
    const resources = (skill?.resources ?? []) as { uri: string; digest: string; size: number }[];
    expect(resources.map(({ uri }) => uri)).toContain('skill://pai-dlc/references/tools.md');
    for (const { uri, digest, size } of resources) {
      const text = await textOf(uri);
      expect(digest).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
      expect(size).toBe(Buffer.byteLength(text));
    }
    const got = await client.request(
      { method: 'skills/get', params: { uri: 'skill://pai-dlc/SKILL.md' } },
      z.strictObject({ skill: SkillSchema, _meta: z.unknown().optional(), ...kept(era) }),
    );
    expect(got.skill).toEqual(skill);
  });

  it('is a resource for clients that know no skills', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('skill://pai-dlc/SKILL.md');
    expect(await textOf('skill://pai-dlc/SKILL.md')).toContain('node /x/main.js wait JOB_ID');
  });

  it.each(['skill://pai-dlc/', 'skill://pai-dlc/nope.md', 'skill://pai-dlc/__proto__', 'skill://other/SKILL.md'])(
    'has nothing at %s',
    async (uri) => {
      await expect(client.readResource({ uri })).rejects.toThrow('no such resource');
      await expect(
        client.request(
          { method: 'skills/get', params: { uri } },
          z.strictObject({ skill: SkillSchema, _meta: z.unknown().optional(), ...kept(era) }),
        ),
      ).rejects.toThrow('no skill at');
    },
  );
});

import { expect, it } from 'vitest';
import { cardOf } from '../../src/server/card.ts';
import { createToolbox } from '../../src/server/toolbox.ts';
import { allTools } from '../../src/tools/all.ts';
import { ERAS } from '../e2e/session.ts';
import { connected, fakeRuntime } from './in-process.ts';

const cards = allTools.filter(({ name }) => name === 'list_jobs').map(cardOf);

/** What a call says whose tool fails to load with this error. */
async function said(era: (typeof ERAS)[number], error: Error): Promise<string> {
  const runtime = fakeRuntime();
  const toolbox = createToolbox(
    { all: cards, withApps: cards },
    () => Promise.reject(error),
    runtime.scope,
    runtime.operator,
  );
  const { client, close } = await connected(era, toolbox, runtime);
  const answer = await client.callTool({ name: 'list_jobs', arguments: {} }).catch(String);
  await close();
  return JSON.stringify(answer);
}

it.each(ERAS)('on the %s era, a tool whose file an update has replaced says to restart, and no path', async (era) => {
  const gone = Object.assign(new Error("Cannot find module '/home/ann/x.js'"), { code: 'ERR_MODULE_NOT_FOUND' });
  const text = await said(era, gone);
  expect(text).toContain('Fix: restart the server in its client.');
  expect(text).not.toContain('/home/ann');
  expect(await said(era, new Error('a bug'))).not.toContain('restart');
});

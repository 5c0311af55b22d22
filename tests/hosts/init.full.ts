import { expect, it } from 'vitest';
import { REAL_HOST_IDS } from '../../evals/hosts/hosts.ts';
import { environmentOf, tryHost } from '../../evals/hosts/measure.ts';
import { isTold } from '../../evals/hosts/model/dialect.ts';
import { ready } from '../../evals/hosts/session.ts';
import { hostOf } from '../../src/cli/init/hosts.ts';
import { allTools } from '../../src/tools/all.ts';
import { MAIN } from '../e2e/harness.ts';

it.for(REAL_HOST_IDS)('%s starts what init entered, as init knows it', async (id, context) => {
  const host = ready(id);
  if ('skipped' in host) return context.skip(host.skipped);
  const script = [{ tool: 'list_workspaces', args: { region: 'cn-hangzhou' } }];
  const { session, wire } = await tryHost(host, script, MAIN);

  const first = session.heard.find(({ prompt }) => prompt.tools.length > 0);
  const missing = allTools.map(({ name }) => name).filter((name) => first && !isTold(first.prompt, name));
  expect(missing, session.output).toEqual([]);
  expect(session.heard.at(-1)?.prompt.results.at(-1), session.output).toMatch(/4 of 4 workspaces/);

  const { credentials, inherits } = environmentOf(wire.environment);
  expect(credentials, 'credentials of the environment reach the server').toBe(true);
  const { passing, forms } = hostOf(id);
  expect({ inherits, shown: wire.declaresForms }).toEqual({ inherits: passing.inherits, shown: forms?.shown });
  return undefined;
});

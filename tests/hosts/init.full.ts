import { expect, it } from 'vitest';
import { HOSTS, type Host } from '../../evals/hosts/hosts.ts';
import { isNamed, type Prompt } from '../../evals/hosts/model/dialect.ts';
import { ready, runHost } from '../../evals/hosts/session.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { MAIN } from '../e2e/harness.ts';

/** Hosts that `init` knows; the others get the server by hand when they are measured. */
const ENTERED = Object.entries<Host>(HOSTS).filter(([, { server }]) => 'init' in server);

/** Whether a model can call a tool: it is offered, or its name in this host is told for a search. */
const isTold = ({ tools, instructions, said }: Prompt, tool: string): boolean =>
  tools.some(({ name }) => isNamed(name, tool)) ||
  (`${instructions}\n${said}`.match(/[A-Za-z0-9_-]+/g) ?? []).some((word) => word !== tool && isNamed(word, tool));

it.for(ENTERED)('%s starts the server that init entered, has its tools and makes a call', async ([, host], context) => {
  const found = ready(host);
  if ('skipped' in found) return context.skip(found.skipped);
  const session = await runHost(found, {
    script: [{ tool: 'list_workspaces', args: { region: 'cn-hangzhou' } }],
    main: MAIN,
    settings: ['--simulate'],
  });
  const first = session.heard.find(({ prompt }) => prompt.tools.length > 0);
  expect(first, session.output).toBeDefined();
  const missing = catalogue.map(({ name }) => name).filter((name) => !isTold(first!.prompt, name));
  expect(missing, session.output).toEqual([]);
  expect(session.heard.at(-1)?.prompt.results.at(-1), session.output).toMatch(/4 of 4 workspaces/);
  return undefined;
});

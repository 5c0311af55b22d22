import { expect, it } from 'vitest';
import { PLUGIN_HOSTS, tryPlugin } from '../../evals/hosts/plugin.ts';
import { ready } from '../../evals/hosts/session.ts';
import type { HostId } from '../../src/cli/init/hosts.ts';
import { SKILL_DESCRIPTION } from '../../src/resources/skill/body.ts';

/** Where hosts cut a skill's description is theirs: what is looked for is its beginning. */
const BEGINNING = SKILL_DESCRIPTION.slice(0, 100);

it.for(Object.keys(PLUGIN_HOSTS) as HostId[])(
  '%s takes the plugin, starts its server, and tells the model of the skill',
  async (id, context) => {
    const host = ready(id);
    if ('skipped' in host) return context.skip(host.skipped);
    const script = [{ tool: 'list_workspaces', args: { region: 'cn-hangzhou' } }];
    const { said, session } = await tryPlugin(host, script);
    const results = session.heard.at(-1)?.prompt.results.at(-1);
    expect(results, said + session.output).toMatch(/4 of 4 workspaces/);
    expect(
      session.heard.some(({ body }) => JSON.stringify(body).includes(BEGINNING)),
      said,
    ).toBe(true);
    return undefined;
  },
);

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloud } from '../../src/api/client.ts';
import { offer } from '../../src/server/advertise.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { frozenCloud } from '../e2e/harness.ts';
import { OPERATOR } from '../tools/read-fixtures.ts';
import { argumentsInAnyForm, picker } from './forms.ts';
import { type FullCall, fullCalls, type Named } from './full-calls.ts';
import { fakeRuntime, inProcess } from './in-process.ts';

const VARIANTS = 1;
const SCOPE = { region: undefined, workspaceId: undefined };
/** Asks nobody before a create, so that it is sent. */
const UNASKED = { ...OPERATOR, confirmCreate: 'never', readBackMs: 0 } as const;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

let cloud: Simulator;
beforeAll(async () => {
  cloud = await frozenCloud({ demoJobs: true, startTime: new Date('2026-03-05T12:00:00Z') });
});
afterAll(() => cloud.close());

/** The world as it was at the start, which is the same each time. */
function anew(): Named {
  cloud.controls.reset();
  const { workspaces, images, datasets, codeSources, quotas } = cloud.world;
  const [image] = images;
  const running = cloud.jobs().find(({ status }) => status === 'Running');
  const workspace_id = cloud.world.defaultWorkspaceId ?? workspaces[0]?.WorkspaceId;
  const own = <T extends { WorkspaceId?: string }>(rows: readonly T[]) =>
    rows.find((row) => row.WorkspaceId === workspace_id);
  return {
    workspace_id,
    job_id: running?.id ?? '',
    pod_id: `${running?.id}-master-0`,
    image_id: image?.ImageId ?? '',
    image: image?.ImageUri ?? '',
    ecs_spec: 'ecs.gn6e-c12g1.3xlarge',
    dataset_id: own(datasets)?.DatasetId ?? '',
    code_source_id: own(codeSources)?.CodeSourceId ?? '',
    quota: quotas[0]?.QuotaId ?? '',
  };
}

/** What goes over the wire for a call, in a world that is the same each time. */
async function requestsOf(tool: string, args: FullCall['args']): Promise<string[]> {
  anew();
  const { endpoint, credentials: staticCredentials } = cloud;
  const connected = createCloud({
    endpoint,
    protocol: 'http',
    staticCredentials,
    userAgent: 'forms',
    maxPerSecond: 1000,
  });
  const runtime = fakeRuntime({
    cloud: async () => connected,
    scope: SCOPE,
    operator: UNASKED,
    now: () => cloud.clock.now(),
  });
  const { client, close } = await inProcess('modern', allTools, runtime);
  await client.callTool({ name: tool, arguments: args });
  await close();
  return cloud
    .requests()
    .map(({ method, path, query, body }) => JSON.stringify([method, path, query, body]).replace(UUID, 'a UUID'))
    .sort();
}

describe('arguments in any form', () => {
  it('send the same requests, of every tool', async () => {
    const calls = fullCalls(anew()).filter(({ sends }) => sends);
    const actions = new Set<string>();
    expect([...new Set(calls.map(({ tool }) => tool))].sort()).toEqual(allTools.map(({ name }) => name).sort());
    for (const { tool, args } of calls) {
      const { schema } = offer(allTools.find(({ name }) => name === tool) as Tool, SCOPE, UNASKED);
      const wanted = await requestsOf(tool, args);
      expect(wanted.length, tool).toBeGreaterThan(0);
      for (const { action } of cloud.requests()) actions.add(action);
      const form = fc.gen().map((gen) => argumentsInAnyForm(schema, args, picker(gen, fc.constantFrom, new Map())));
      for (const given of fc.sample(form, VARIANTS))
        expect(await requestsOf(tool, given), JSON.stringify(given)).toEqual(wanted);
    }
    // Not refused before, so that the writes were compared too.
    expect([...actions]).toEqual(expect.arrayContaining(['CreateJob', 'UpdateJob']));
  });
});

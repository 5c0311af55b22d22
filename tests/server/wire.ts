import { afterAll, beforeAll } from 'vitest';
import { createCloud } from '../../src/api/client.ts';
import { lockScope } from '../../src/api/scope-lock/scope-lock.ts';
import type { RequestLogEntry, Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { frozenCloud, type Person, unpack } from '../e2e/session.ts';
import { type Named, namesIn } from '../e2e/world.ts';
import { OPERATOR } from '../tools/read-fixtures.ts';
import type { FullCall } from './full-calls.ts';
import { fakeRuntime, inProcess } from './in-process.ts';

export const SCOPE = { region: undefined, workspaceId: undefined };
/** Asks nobody before a create, so that it is sent. */
export const UNASKED = { ...OPERATOR, confirmCreate: 'never', readBackMs: 0 } as const;

export interface Wire {
  readonly cloud: Simulator;
  /** The world as it was at the start, which is the same each time, and names of what is in it. */
  anew(): Named;
  /** One call of a tool by the real server in this process; `locked`: to the workspace of `Named`. */
  call(
    tool: string,
    args: FullCall['args'],
    how?: { person?: Person; locked?: boolean },
  ): Promise<ReturnType<typeof unpack>>;
  requests(): readonly RequestLogEntry[];
}

/** A simulated cloud for the tests of a file. */
export function useWire(): Wire {
  let cloud: Simulator;
  beforeAll(async () => {
    cloud = await frozenCloud({ demoJobs: true, startTime: new Date('2026-03-05T12:00:00Z') });
  });
  afterAll(() => cloud.close());

  function anew(): Named {
    cloud.controls.reset();
    return namesIn(cloud, cloud.jobs().find(({ status }) => status === 'Running')?.id ?? '');
  }

  return {
    get cloud() {
      return cloud;
    },
    anew,
    async call(tool, args, { person, locked = false } = {}) {
      const { endpoint, credentials: staticCredentials } = cloud;
      const connected = createCloud({
        endpoint,
        protocol: 'http',
        staticCredentials,
        userAgent: 'wire',
        maxPerSecond: 1000,
      });
      const inside = { region: 'cn-hangzhou', workspaceId: cloud.world.defaultWorkspaceId };
      const runtime = fakeRuntime({
        cloud: async () => (locked ? lockScope(connected, inside) : connected),
        scope: locked ? { ...inside, locked } : SCOPE,
        operator: UNASKED,
        now: () => cloud.clock.now(),
      });
      const { client, close } = await inProcess('modern', allTools, runtime, person);
      const result = await client.callTool({ name: tool, arguments: args });
      await close();
      return unpack(result);
    },
    requests: () => cloud.requests(),
  };
}

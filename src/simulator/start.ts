import * as z from 'zod';
import type { Simulator, SimulatorOptions } from './api/started.ts';
import { checked } from './checked.ts';
import { changesOf, resetOptions } from './controls.ts';
import { startSimulator } from './simulator.ts';

const startOptions = resetOptions.extend({
  port: z.int().min(0).max(65_535).optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}-[a-z0-9-]{2,40}$/, 'not a region id such as cn-hangzhou')
    .default('cn-hangzhou'),
});

/** Starts the simulator and shows of it what others can rely on; see `api/`. */
export async function start({ users, faults, lag, ...rest }: SimulatorOptions): Promise<Simulator> {
  const { port, region, ...changes } = checked(startOptions, rest, 'start');
  const simulator = await startSimulator({ users, faults, lag, port, region, ...changesOf(changes) });
  const { controls, endpoint, credentials, controlUrl } = simulator;
  const url = `http://${endpoint}`;
  return {
    ...controls,
    port: simulator.port,
    endpoint,
    url,
    region,
    get workspaceId() {
      return simulator.world.defaultWorkspaceId;
    },
    credentials,
    users: simulator.users,
    env: {
      PAI_SIM_ENDPOINT: endpoint,
      PAI_SIM_CONTROL: controlUrl,
      PAI_DLC_MCP_ENDPOINT: url,
      PAI_DLC_MCP_REGION: region,
      ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: credentials.accessKeySecret,
    },
    controlUrl,
    close: simulator.close,
  };
}

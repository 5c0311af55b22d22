import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Nothing of the developer's. Limits are the operator's to set: what is measured is a call, not the wait for its turn. */
export const ENV = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  PAI_DLC_MCP_LOG_LEVEL: 'error',
  PAI_DLC_MCP_MAX_PER_SECOND: '1000',
};

/** A simulated cloud in a process of its own, as the real one is: its work is nobody's overhead. */
export interface SimulatedCloud {
  /** host:port */
  endpoint: string;
  accessKeyId: string;
  accessKeySecret: string;
  close(): Promise<void>;
}

export async function simulatedCloud(): Promise<SimulatedCloud> {
  const process_ = spawn(process.execPath, [MAIN, 'simulate', '--speed', '0'], {
    env: ENV,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(process_, 'exit');
  const settings = new Map<string, string>();
  for await (const line of createInterface({ input: process_.stdout })) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) settings.set(name, value);
    if (name === 'ALIBABA_CLOUD_ACCESS_KEY_SECRET') break;
  }
  const setting = (name: string): string => {
    const value = settings.get(name);
    if (value === undefined) throw new Error(`the simulator did not print ${name}`);
    return value;
  };
  return {
    endpoint: setting('PAI_SIM_ENDPOINT'),
    accessKeyId: setting('ALIBABA_CLOUD_ACCESS_KEY_ID'),
    accessKeySecret: setting('ALIBABA_CLOUD_ACCESS_KEY_SECRET'),
    close: async () => {
      process_.kill('SIGTERM');
      await ended;
    },
  };
}

/** Environment of a server on that cloud. */
export const onCloud = ({ endpoint, accessKeyId, accessKeySecret }: SimulatedCloud): Record<string, string> => ({
  ...ENV,
  PAI_DLC_MCP_REGION: 'cn-hangzhou',
  // The rounds read ids from the data of answers; it is also the mode that costs more.
  PAI_DLC_MCP_ANSWERS: 'structured',
  PAI_DLC_MCP_ENDPOINT: `http://${endpoint}`,
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
});

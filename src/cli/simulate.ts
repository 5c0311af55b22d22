import { Fault } from '../domain/fault.ts';
import { startSimulator } from '../simulator/simulator.ts';

function whole(options: Record<string, string>, name: string, most: number): number {
  const text = options[name] ?? '';
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new Fault({
    kind: 'invalid_input',
    message: `--${name} is "${text}", which is not a whole number from 0 to ${most}.`,
    fix: `Give --${name} a number, or leave it out.`,
  });
}

/** `simulate`: the simulator alone, until SIGINT or SIGTERM. Prints how to reach it as shell assignments. */
export async function simulateCommand(options: Record<string, string>): Promise<void> {
  const simulator = await startSimulator({
    port: whole(options, 'port', 65_535),
    seed: whole(options, 'seed', 2_147_483_647),
    speed: whole(options, 'speed', 100_000),
    region: options.region ?? 'cn-hangzhou',
  });
  console.log(`# Simulated PAI-DLC and AIWorkSpace APIs on loopback. Ctrl-C ends it.
PAI_SIM_ENDPOINT=${simulator.endpoint}
PAI_SIM_CONTROL=${simulator.controlUrl}
ALIBABA_CLOUD_ACCESS_KEY_ID=${simulator.credentials.accessKeyId}
ALIBABA_CLOUD_ACCESS_KEY_SECRET=${simulator.credentials.accessKeySecret}`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await simulator.close();
}

import { Fault } from '../domain/fault.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { EXIT } from './terminal/exit.ts';

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

/** A port that is taken or not allowed is the caller's to change; anything else is a bug. */
const cannotListen = (port: number, thrown: unknown): unknown =>
  thrown instanceof Error && 'syscall' in thrown && thrown.syscall === 'listen' && 'code' in thrown
    ? new Fault({
        kind: 'invalid_input',
        message: `Port ${port} cannot be listened on (${thrown.code}).`,
        fix: 'Give another --port, or 0 for a free one.',
      })
    : thrown;

/**
 * `simulate`: the simulator alone, until SIGTERM (exit code 0) or Ctrl-C (130). Prints how to reach it as shell assignments.
 */
export async function simulateCommand(options: Record<string, string>): Promise<void> {
  const { region = 'cn-hangzhou' } = options;
  const port = whole(options, 'port', 65_535);
  const simulator = await startSimulator({
    port,
    seed: whole(options, 'seed', 2_147_483_647),
    speed: whole(options, 'speed', 100_000),
    region,
  }).catch((thrown: unknown) => {
    throw cannotListen(port, thrown);
  });
  console.log(`# Simulated PAI-DLC and AIWorkSpace APIs on loopback. Ctrl-C ends it.
# With these variables set:
#   pai-dlc-mcp --endpoint http://${simulator.endpoint} --region ${region}
PAI_SIM_ENDPOINT=${simulator.endpoint}
PAI_SIM_CONTROL=${simulator.controlUrl}
ALIBABA_CLOUD_ACCESS_KEY_ID=${simulator.credentials.accessKeyId}
ALIBABA_CLOUD_ACCESS_KEY_SECRET=${simulator.credentials.accessKeySecret}`);
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await simulator.close();
  if (signal === 'SIGINT') process.exitCode = EXIT.interrupted;
}

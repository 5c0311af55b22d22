import { randomUUID } from 'node:crypto';
import type { Cloud, CloudConfig } from '../cloud/cloud.ts';
import type { Config } from '../config/config.ts';
import { defaultStateFile } from '../config/state-file.ts';
import { VERSION } from '../config/version.ts';
import type { CreateLedger } from '../domain/create-ledger.ts';
import { Fault } from '../domain/fault.ts';
import { type OfferedTool, offer } from '../server/advertise.ts';
import { createConfirmations } from '../server/confirm.ts';
import type { Log } from '../server/log.ts';
import { createReadCache } from '../server/read-cache.ts';
import type { Runtime } from '../server/run-tool.ts';
import type { OperatorScope } from '../server/scope.ts';
import { selectTools } from '../server/select-tools.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { catalogue } from '../tools/catalogue.ts';
import type { OperatorPolicy } from '../tools/tool.ts';

/** The region the simulated world is in when the operator names none. */
const SIMULATED_REGION = 'cn-hangzhou';

export interface Composition {
  tools: readonly OfferedTool[];
  runtime: Runtime;
  /** Where the cloud is and who calls it; starts the simulator where that is the cloud. */
  target(): Promise<CloudConfig>;
  close(): Promise<void>;
}

/** One id per server process, lower case and without slashes, as the agents' user agent convention asks (R20). */
const userAgent = (prefix = `pai-dlc-mcp/${VERSION}`): string =>
  `${prefix} AlibabaCloud-Agent-Skills/alibabacloud-pai-dlc-job/${randomUUID()}`;

/**
 * An operator's endpoint as protocol and host. Plain http would send signed requests in the clear, so it is for loopback.
 * @throws Fault `invalid_input` for anything but `host[:port]`, `https://host[:port]` or `http://` on loopback
 */
function endpointOf(value: string | undefined): Pick<CloudConfig, 'endpoint' | 'protocol'> {
  if (value === undefined) return {};
  const [, scheme = 'https', host = '', name = ''] =
    /^(?:(https?):\/\/)?(([a-z0-9.-]+)(?::\d{1,5})?)\/?$/i.exec(value) ?? [];
  const loopback = ['127.0.0.1', 'localhost'].includes(name);
  if (host !== '' && (scheme === 'https' || loopback))
    return { endpoint: host, protocol: scheme === 'http' ? 'http' : 'https' };
  throw new Fault({
    kind: 'invalid_input',
    message: `The endpoint "${value}" is not host[:port], or it is plain http to another machine.`,
    fix: 'Set --endpoint to a host such as pai-dlc.internal.example, or to http://127.0.0.1:PORT for a simulator.',
  });
}

/** One product's own host; the protocol is the one of all, so plain http has no place here. */
function hostOf(value: string | undefined): string | undefined {
  const { endpoint, protocol } = endpointOf(value);
  if (protocol !== 'http') return endpoint;
  throw new Fault({
    kind: 'invalid_input',
    message: `The endpoint "${value}" of a single product is plain http.`,
    fix: 'Give a host such as pai-dlc.internal.example; for a simulator on loopback use --endpoint.',
  });
}

function cloudConfig(config: Config): CloudConfig {
  const [endpointDlc, endpointAiworkspace] = [hostOf(config.endpointDlc), hostOf(config.endpointAiworkspace)];
  return {
    userAgent: userAgent(config.userAgent),
    connectTimeoutMs: config.connectTimeoutMs,
    readTimeoutMs: config.readTimeoutMs,
    ...(config.extraRegions ? { extraRegions: config.extraRegions } : {}),
    ...(config.profile === undefined ? {} : { profile: config.profile }),
    ...endpointOf(config.endpoint),
    endpoints: {
      ...(endpointDlc === undefined ? {} : { 'pai-dlc': endpointDlc }),
      ...(endpointAiworkspace === undefined ? {} : { aiworkspace: endpointAiworkspace }),
    },
  };
}

/**
 * Where creates are remembered: in a file, or, for a simulated cloud that dies with this process, in memory. Loaded when
 * the first job is created.
 */
function createsOf({ stateFile, simulate }: Config): CreateLedger {
  let ledger: Promise<CreateLedger> | undefined;
  const load = async (): Promise<CreateLedger> => {
    if (simulate && stateFile === undefined) return (await import('../state/ledger.ts')).memoryLedger();
    return (await import('../state/file-ledger.ts')).fileLedger(stateFile ?? defaultStateFile());
  };
  const use = (): Promise<CreateLedger> => {
    ledger ??= load();
    return ledger;
  };
  return {
    inTurn: async (key, work) => (await use()).inTurn(key, work),
    find: async (key) => (await use()).find(key),
    open: async (entry, seen) => (await use()).open(entry, seen),
    close: async (requestId, jobId) => (await use()).close(requestId, jobId),
  };
}

/** Scope as configured; a simulated world has its own region, the cloud has no default of ours. */
export const operatorScope = (config: Config): OperatorScope => ({
  region: config.region ?? (config.simulate ? SIMULATED_REGION : undefined),
  workspaceId: config.workspaceId,
});

/** What the operator allows, and how a person is asked. */
const operatorPolicy = (config: Config): OperatorPolicy => ({
  stoppable: config.stoppable,
  confirmCreate: config.confirmCreate,
  confirm: config.confirm,
  allowImage: config.allowImage ?? [],
  showEnvs: config.showEnvs ?? [],
  createSearchMs: config.createSearchMs,
});

/** The tools this configuration offers. */
export const offeredTools = (config: Config): readonly OfferedTool[] =>
  selectTools(catalogue, config).map((tool) => offer(tool, operatorScope(config), operatorPolicy(config)));

/**
 * Puts the process together. Neither the cloud SDK nor the simulator is loaded before the first call.
 * @throws Fault `invalid_input` for an endpoint or a tool name that cannot be
 */
export function compose(config: Config, log: Log): Composition {
  let simulator: Promise<Simulator> | undefined;
  let cloud: Promise<Cloud> | undefined;
  let simulatedNow: (() => Date) | undefined;
  const settled = cloudConfig(config);

  const startSimulator = async (): Promise<Simulator> => {
    const { startSimulator: start } = await import('../simulator/simulator.ts');
    const started = await start({
      seed: config.simulatorSeed,
      speed: config.simulatorSpeed,
      region: config.region ?? SIMULATED_REGION,
    });
    simulatedNow = () => started.clock.now();
    log.info({ endpoint: started.endpoint }, 'simulator started');
    return started;
  };

  const target = async (): Promise<CloudConfig> => {
    if (!config.simulate) return settled;
    simulator ??= startSimulator();
    const { endpoint, credentials } = await simulator;
    return { ...settled, endpoint, endpoints: {}, protocol: 'http', staticCredentials: credentials };
  };

  const connect = async (): Promise<Cloud> => {
    const { createCloud } = await import('../cloud/client.ts');
    return createCloud(await target());
  };

  return {
    tools: offeredTools(config),
    runtime: {
      cloud: () => {
        cloud ??= connect().catch((error: unknown) => {
          cloud = undefined;
          throw error;
        });
        return cloud;
      },
      scope: operatorScope(config),
      operator: operatorPolicy(config),
      creates: createsOf(config),
      confirmations: createConfirmations(),
      reads: createReadCache(),
      told: new Map(),
      log,
      banner: config.simulate ? '(simulated cloud: nothing here is real)' : undefined,
      now: () => simulatedNow?.() ?? new Date(),
    },
    target,
    close: async () => (await simulator)?.close(),
  };
}

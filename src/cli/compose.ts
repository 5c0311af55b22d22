import type { Cloud, CloudConfig } from '../api/cloud.ts';
import { type Config, settingSource } from '../config/config.ts';
import { VERSION } from '../config/version.ts';
import { withoutUser } from '../domain/address.ts';
import { Fault } from '../domain/fault.ts';
import type { PriceTable } from '../domain/prices.ts';
import { createScaled } from '../domain/scaled.ts';
import { cards } from '../server/cards.ts';
import type { Confirmations } from '../server/confirm.ts';
import type { Log } from '../server/log.ts';
import { createReadCache } from '../server/read-cache.ts';
import type { Runtime } from '../server/runtime.ts';
import type { OperatorScope } from '../server/scope.ts';
import { selectForClients } from '../server/select-tools.ts';
import { createToolbox, type Toolbox } from '../server/toolbox.ts';
import { quotedValue } from '../shaping/clean.ts';
import type { Simulator } from '../simulator/simulator.ts';
import type { Tool } from '../tools/tool.ts';
import { operatorPolicy } from './operator-policy.ts';
import { operatorScope, regionsOf, SIMULATED_REGION } from './operator-scope.ts';
import { auditLog, createsOf, keyedDigestOf } from './state.ts';
import { programCommand } from './terminal/typed.ts';

/**
 * The limit of the rate protects an account that others share. The embedded simulator needs none, and a demo should not
 * wait.
 */
const SIMULATED_PER_SECOND = 1000;

export interface Composition {
  tools: Toolbox;
  runtime: Runtime;
  /** How the cloud is reached and who calls it. With `--simulate` this starts the simulator. */
  target(): Promise<CloudConfig>;
  close(): Promise<void>;
}

/** @param session id of the server process, in lower case and without slashes: the vendor's form for agents (R20) */
const userAgent = (session: string, prefix = `pai-dlc-mcp/${VERSION}`): string =>
  `${prefix} AlibabaCloud-Agent-Skills/alibabacloud-pai-dlc-job/${session}`;

const shownEndpoint = (value: string): string => quotedValue(withoutUser(value), 200);

type EndpointName = 'endpoint' | 'endpointDlc' | 'endpointAiworkspace' | 'endpointPaistudio';

function wrongEndpoint(config: Config, name: EndpointName, why: string): Fault {
  const source = settingSource(config, name);
  const simulator = 'http://127.0.0.1:PORT for a simulator';
  return new Fault({
    kind: 'invalid_input',
    message: `${source} is ${shownEndpoint(config[name] ?? '')}, which is ${why}.`,
    fix: `Set ${source} to a host such as pai-dlc.internal.example${name === 'endpoint' ? `, or to ${simulator}` : `; --endpoint takes ${simulator}`}.`,
  });
}

/**
 * An operator's endpoint as protocol and host. Plain http would send signed requests in the clear, so it is for
 * loopback.
 * @throws Fault `invalid_input` for anything but `host[:port]`, `https://host[:port]` or `http://` on loopback
 */
function endpointOf(config: Config, given: EndpointName): Pick<CloudConfig, 'endpoint' | 'protocol'> {
  const { [given]: value } = config;
  if (value === undefined) return {};
  const [, scheme = 'https', host = '', name = ''] =
    /^(?:(https?):\/\/)?(([a-z0-9.-]+)(?::\d{1,5})?)\/?$/i.exec(value) ?? [];
  if (host === '') throw wrongEndpoint(config, given, 'not host[:port]');
  if (scheme === 'https') return { endpoint: host, protocol: 'https' };
  if (!['127.0.0.1', 'localhost'].includes(name)) throw wrongEndpoint(config, given, 'plain http to another machine');
  return { endpoint: host, protocol: 'http' };
}

/** The host of one product. It cannot name a protocol: that is set by `--endpoint` for all products together. */
function hostOf(config: Config, name: EndpointName): string | undefined {
  const { endpoint, protocol } = endpointOf(config, name);
  if (protocol === 'http') throw wrongEndpoint(config, name, 'plain http, and only --endpoint may be that');
  return endpoint;
}

/** All but the name under which it is called. */
function cloudConfig(config: Config): Omit<CloudConfig, 'userAgent'> {
  const hosts = {
    'pai-dlc': hostOf(config, 'endpointDlc'),
    aiworkspace: hostOf(config, 'endpointAiworkspace'),
    paistudio: hostOf(config, 'endpointPaistudio'),
  };
  return {
    connectTimeoutMs: config.connectTimeoutMs,
    readTimeoutMs: config.readTimeoutMs,
    maxInFlight: config.maxInFlight,
    maxPerSecond: config.maxPerSecond,
    ...(config.extraRegions ? { extraRegions: config.extraRegions } : {}),
    ...(config.profile === undefined ? {} : { profile: config.profile }),
    ...endpointOf(config, 'endpoint'),
    endpoints: Object.fromEntries(Object.entries(hosts).filter(([, host]) => host !== undefined)),
  };
}

async function loadTool(name: string): Promise<Tool> {
  const { toolLoaders } = await import('../tools/loaders.ts');
  const load = toolLoaders[name];
  if (load === undefined) throw new Error(`there is no tool ${name}`);
  return load();
}

/**
 * The tools this configuration offers.
 * @throws Fault `invalid_input` for a tool name or a locked scope that cannot be
 */
export const offeredTools = (config: Config): Toolbox =>
  createToolbox(
    selectForClients(cards, config),
    loadTool,
    operatorScope(config),
    operatorPolicy(config),
    config.answers,
  );

/** The client of a cloud, which reaches no further than a locked scope. */
export async function connect(target: CloudConfig, scope: OperatorScope): Promise<Cloud> {
  const { createCloud } = await import('../api/client.ts');
  const cloud = createCloud(target);
  return scope.locked ? (await import('../api/scope-lock/scope-lock.ts')).lockScope(cloud, scope) : cloud;
}

/**
 * Puts the process together. Neither the tools, the cloud SDK nor the simulator are loaded before the first call.
 * @throws Fault `invalid_input` for an endpoint, a tool name or a locked scope that cannot be
 */
export function compose(config: Config, log: Log): Composition {
  let simulator: Promise<Simulator> | undefined;
  let cloud: Promise<Cloud> | undefined;
  let simulatedNow: (() => Date) | undefined;
  let confirmations: Promise<Confirmations> | undefined;
  let session: string | undefined;
  let prices: Promise<PriceTable> | undefined;
  const settled = cloudConfig(config);
  const audit = auditLog(config, log);
  const scope = operatorScope(config);

  // Cryptography takes a millisecond to load, which the first call has.
  const sessionId = (): string => {
    session ??= crypto.randomUUID();
    return session;
  };

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
    const real = { ...settled, userAgent: userAgent(sessionId(), config.userAgent) };
    if (!config.simulate) return real;
    simulator ??= startSimulator();
    const { endpoint, credentials } = await simulator;
    return {
      ...real,
      endpoint,
      endpoints: {},
      protocol: 'http',
      staticCredentials: credentials,
      maxPerSecond: SIMULATED_PER_SECOND,
    };
  };

  const tools = offeredTools(config);

  return {
    tools,
    runtime: {
      offers: tools.offers,
      cloud: () => {
        cloud ??= target()
          .then((found) => connect(found, scope))
          .catch((error: unknown) => {
            cloud = undefined;
            throw error;
          });
        return cloud;
      },
      scope,
      reference: {
        regions: regionsOf(config),
        tools: async () => (await import('../tools/all.ts')).allTools,
        tool: loadTool,
        program: config.simulate ? undefined : programCommand(),
        operations: async () => (await import('../api/operations.ts')).operations,
      },
      operator: operatorPolicy(config),
      prices: async () => {
        const { prices: file } = config;
        if (file === undefined) return undefined;
        prices ??= import('./prices.ts').then(({ readPrices }) => readPrices(file, settingSource(config, 'prices')));
        return prices;
      },
      creates: createsOf(config),
      digest: keyedDigestOf(config),
      confirmations: () => {
        confirmations ??= import('../server/confirm.ts').then(({ createConfirmations }) => createConfirmations());
        return confirmations;
      },
      reads: createReadCache(),
      told: new Map(),
      scaled: createScaled(),
      audit: audit?.open,
      get session() {
        return sessionId();
      },
      simulated: config.simulate,
      log,
      answers: config.answers,
      banner: config.simulate ? '(simulated cloud: nothing here is real)' : undefined,
      now: () => simulatedNow?.() ?? new Date(),
    },
    target,
    close: async () => {
      await audit?.close();
      await (await simulator)?.close();
    },
  };
}

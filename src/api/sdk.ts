import { boundAnswers } from './answer-bound.ts';
import { type Answered, noting } from './answered.ts';
import type { CloudConfig } from './cloud.ts';
import type { Endpoint } from './endpoints.ts';
import type { Operation } from './operation.ts';
import { endReadTimers } from './read-timers.ts';
import type { WireRequest } from './request.ts';
import { quietUrlParse } from './url-parse.ts';

// The SDK costs 55 to 130 ms to load: nothing of it is imported before the first call.

type CoreModule = typeof import('@alicloud/openapi-core');
type CredentialsModule = typeof import('@alicloud/credentials');
/** The library's credential object, which refreshes temporary keys by itself. */
export type Credential = InstanceType<CredentialsModule['default']>;

const CONNECT_TIMEOUT_MS = 15_000;
const READ_TIMEOUT_MS = 30_000;

/**
 * A CommonJS module: Node.js and the bundle have its own `default` one level below
 * theirs, the test runner has them as one.
 */
const bare = <T extends { default: unknown }>(module: T | { default: T }, marker: keyof T): T => {
  const inner = module.default as T | undefined;
  return typeof inner === 'object' && inner !== null && marker in inner ? inner : (module as T);
};

const loadCore = async (): Promise<CoreModule> =>
  bare<CoreModule>(await import('@alicloud/openapi-core'), '$OpenApiUtil');

/**
 * Loads the official credentials library. Every call does so before anything else
 * of the SDK, so the quieting stands here.
 */
export const loadCredentials = async (): Promise<CredentialsModule> => {
  quietUrlParse();
  return bare<CredentialsModule>(await import('@alicloud/credentials'), 'DefaultCredentialsProvider');
};

/**
 * Signs and sends one request. Resolves to the parsed body, and rejects with whatever the
 * SDK throws. `answered` gets what came back.
 */
export type Send = (
  endpoint: Endpoint,
  credential: Credential,
  operation: Operation,
  request: WireRequest,
  answered: Answered,
) => Promise<unknown>;

/**
 * Sends through the official SDK core. One of its clients is kept per host and credential, so that calls one after
 * another reuse a connection. The SDK's own retries are not used: they would repeat writes.
 */
export function createSend(config: CloudConfig): Send {
  type Client = InstanceType<CoreModule['default']>;
  const clients = new Map<string, { credential: Credential; client: Client }>();
  let loaded: Promise<CoreModule> | undefined;
  const load = (): Promise<CoreModule> => {
    endReadTimers();
    boundAnswers();
    return loadCore();
  };

  const clientFor = (core: CoreModule, endpoint: Endpoint, credential: Credential): Client => {
    const key = `${endpoint.protocol}://${endpoint.host}`;
    const known = clients.get(key);
    if (known?.credential === credential) return known.client;
    const client = new core.default(
      new core.$OpenApiUtil.Config({
        endpoint: endpoint.host,
        protocol: endpoint.protocol,
        credential,
        userAgent: config.userAgent,
        connectTimeout: config.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
        readTimeout: config.readTimeoutMs ?? READ_TIMEOUT_MS,
      }),
    );
    clients.set(key, { credential, client });
    return client;
  };

  return async (endpoint, credential, operation, { pathname, query, body }, answered) => {
    loaded ??= load();
    const core = await loaded;
    const { OpenApiRequest, Params, GlobalParameters } = core.$OpenApiUtil;
    const params = new Params({
      action: operation.action,
      version: operation.version,
      protocol: endpoint.protocol,
      pathname,
      method: operation.method,
      authType: 'AK',
      style: 'ROA',
      reqBodyType: 'json',
      bodyType: 'json',
    });
    // An empty model stands in for RuntimeOptions, which the core does not export; timeouts are the client's.
    const runtime = new GlobalParameters({});
    const client = clientFor(core, endpoint, credential);
    const response = await noting(answered, (headers) =>
      client.callApi(params, new OpenApiRequest({ headers, query, ...(body ? { body } : {}) }), runtime),
    );
    answered.parsed = true;
    // The SDK makes an error of 4xx and 5xx only; the cloud has nothing to say by another status than 2xx.
    const { status = 200 } = answered;
    if (status < 200 || status > 299) throw new Error('no answer of the cloud');
    return response.body;
  };
}

import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Simulator } from '../../src/simulator/simulator.ts';

// The vendor's own runtime as the client, so that what it signs is what the simulator has to accept.
const core = createRequire(import.meta.url)('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core');

const VERSIONS = { 'pai-dlc': '2020-12-03', aiworkspace: '2021-02-04', paistudio: '2022-01-12' } as const;

export interface Call {
  product?: keyof typeof VERSIONS;
  query?: Record<string, string>;
  body?: unknown;
}

/** The cloud's refusal as the vendor's runtime reports it. */
export interface Refusal {
  statusCode: number;
  code: string;
  message: string;
  data: Record<string, unknown>;
}

export type Send = (action: string, method: string, path: string, call?: Call) => Promise<Record<string, unknown>>;

/** Calls the simulator through the vendor's runtime; `path` is without `/api/v1`. Resolves with the body. */
export function sdkClient(simulator: Simulator, user = 0, secret?: string): Send {
  const { Config, OpenApiRequest, Params } = core.$OpenApiUtil;
  const { accessKeyId, accessKeySecret } = simulator.users[user]!;
  const client = new core.default(
    new Config({
      accessKeyId,
      accessKeySecret: secret ?? accessKeySecret,
      endpoint: simulator.endpoint,
      protocol: 'http',
      regionId: 'cn-hangzhou',
      connectTimeout: 25_000,
      readTimeout: 25_000,
      userAgent: 'conformance-test',
    }),
  );
  return async (action, method, path, { product = 'pai-dlc', query, body } = {}) => {
    const params = new Params({
      action,
      version: VERSIONS[product],
      protocol: 'HTTP',
      pathname: `/api/v1${path}`,
      method,
      authType: 'AK',
      style: 'ROA',
      reqBodyType: 'json',
      bodyType: 'json',
    });
    const answer: unknown = await client.callApi(params, new OpenApiRequest({ query, body }), {
      autoretry: false,
    } as never);
    return (answer as { body: Record<string, unknown> }).body;
  };
}

/** The refusal of a call that has to be refused. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('the call was not refused');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A signed GET without a query through fetch, for what the vendor's runtime hides of an answer. */
export function signedGet(simulator: Simulator, action: string, path: string, user = 0): Promise<Response> {
  const { accessKeyId, accessKeySecret } = simulator.users[user]!;
  const headers: Record<string, string> = {
    host: simulator.endpoint,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': VERSIONS['pai-dlc'],
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['GET', `/api/v1${path}`, '', lines.join(''), names, sha256('')].join('\n');
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
  const signature = createHmac('sha256', accessKeySecret).update(toSign).digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`;
  return fetch(`http://${simulator.endpoint}/api/v1${path}`, { headers: { ...headers, authorization } });
}

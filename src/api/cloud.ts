import type { Action, Input, Output } from './operations.ts';

/** Options of one call. `region` is checked against a closed list before it becomes part of a host name. */
export interface CallOptions {
  region: string;
  /** Aborting ends the wait at once; a write that was under way is then an unknown outcome. */
  signal?: AbortSignal;
  /** Epoch milliseconds of the real clock: a call that has waited for its turn until then is not sent any more. */
  expires?: number;
  /**
   * Name of the tool that calls. Where calls have to wait, tools are served in turn, so that none holds up the others.
   */
  lane?: string;
}

/**
 * The cloud, as all other rooms see it: one typed call per API operation, in the API's own (wire) names. Rejects with a
 * `Fault`, or with the signal's reason where the call was aborted before anything was sent. A failed write is
 * `unknown_outcome` unless it was certainly not carried out.
 */
export interface Cloud {
  call<A extends Action>(action: A, input: Input<A>, options: CallOptions): Promise<Output<A>>;
}

/** How to reach the cloud. Plain values: where they come from is decided in `config/`. */
export interface CloudConfig {
  /** `host:port` for every product, as for the simulator or a private network; replaces the regional endpoints. */
  endpoint?: string;
  /** Per product overrides, `host[:port]`; win over `endpoint`. */
  endpoints?: Partial<Record<'pai-dlc' | 'aiworkspace' | 'paistudio', string>>;
  /** `http` only for loopback (the simulator). Default `https`. */
  protocol?: 'http' | 'https';
  /** Regions the operator adds to the closed list. */
  extraRegions?: readonly string[];
  /** Fixed keys (the simulator's). Without them the official default chain of `@alicloud/credentials` is used. */
  staticCredentials?: { accessKeyId: string; accessKeySecret: string; securityToken?: string };
  /** Profile of the CLI configuration for the default chain. */
  profile?: string;
  /** The user agent of every call, in the form that the vendor asks agents for; the SDK adds its own. */
  userAgent: string;
  /** Milliseconds. Defaults 15_000 and 30_000. */
  connectTimeoutMs?: number;
  readTimeoutMs?: number;
  /** Most calls under way to each product, and most within any second. Defaults 8 and 10. */
  maxInFlight?: number;
  maxPerSecond?: number;
}

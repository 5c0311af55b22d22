import type { Controls, Lag, RamPolicy } from './control.ts';
import type { FaultRule } from './faults.ts';

/** A user of the account. The keys are good for nothing but this simulator. */
export interface SimulatedUser {
  userName: string;
  userId: string;
  accessKeyId: string;
  accessKeySecret: string;
}

export interface SimulatorOptions {
  /** On 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** Same seed (and start time), same world and job ids. Default 1. */
  seed?: number;
  /** Simulated time to start from; a string is ISO 8601 with a zone. Default: the real time. */
  now?: Date | string;
  /** Simulated seconds per real second, default 1; 0 freezes the time. */
  speed?: number;
  /** Region the world pretends to be in, default `cn-hangzhou`. */
  region?: string;
  /** The first is the default user. Default: `dev-user` and `colleague`, with random keys, who may do everything. */
  users?: readonly (Partial<SimulatedUser> & { userName: string; policy?: RamPolicy })[];
  /** Whether some jobs are there already. Default true. */
  demoJobs?: boolean;
  /** Faults in force from the start. */
  faults?: readonly FaultRule[];
  /** How far reads are behind writes from the start. Default: not at all. */
  lag?: Partial<Lag>;
}

export interface Simulator extends Controls {
  port: number;
  /** `host:port`, what the vendor's SDKs take with the protocol `http`. */
  endpoint: string;
  /** `http://host:port`, what `pai-dlc-mcp --endpoint` takes. */
  url: string;
  region: string;
  /** Id of the default workspace; another seed makes another one. */
  readonly workspaceId: string;
  /** Keys of the first user. */
  credentials: { accessKeyId: string; accessKeySecret: string };
  users: readonly SimulatedUser[];
  /** Environment for a child process, such as a pai-dlc-mcp that is to use this cloud. */
  env: Record<string, string>;
  /** Base of the control interface over HTTP; its last segment is a token. */
  controlUrl: string;
  close(): Promise<void>;
}

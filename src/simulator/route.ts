/**
 * The contract between the simulator's HTTP front and its handlers. A route is plain data: the front verifies the
 * signature, parses and type-checks the declared parameters, and then calls `handle`.
 */
export type ParamType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';

export interface Param {
  type: ParamType;
  required?: boolean;
  /** Closed list of values; another one is a 400 `InvalidParameter`. */
  values?: readonly string[];
  /** `json`: one JSON document in a query string; `simple`: comma separated. */
  serialised?: 'json' | 'simple';
  /** Bounds of a number, inclusive. */
  min?: number;
  max?: number;
  /** Most characters of a string. */
  maxLength?: number;
  /** In a query, empty is not the same as absent. */
  mayBeEmpty?: true;
}

/** Plain string parameters by name. */
export const strings = (...names: readonly string[]): Route['query'] =>
  Object.fromEntries(names.map((name) => [name, { type: 'string' }]));

export interface SimRequest {
  /** Path parameters, decoded. */
  path: Readonly<Record<string, string>>;
  /** Query and body parameters by wire name, already converted to their declared types. */
  params: Readonly<Record<string, unknown>>;
  caller: SimUser;
  region: string;
  /**
   * Whether a fault wants a write answered as done and left undone: of this parameter or, without a name, of the whole
   * call.
   */
  ignores(parameter?: string): boolean;
}

export interface SimUser {
  userId: string;
  userName: string;
  accessKeyId: string;
  accessKeySecret: string;
}

export interface Route {
  product: 'pai-dlc' | 'aiworkspace' | 'paistudio';
  action: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Template with `{Name}` for path parameters, as in the vendor's reference. */
  path: string;
  query: Readonly<Record<string, Param>>;
  body: Readonly<Record<string, Param>>;
  /** Members of the answer without the request id, which the front adds as `RequestId` (or as `requestIdKey`). */
  requestIdKey?: 'RequestId' | 'RequestID' | 'requestId';
  handle(request: SimRequest): Record<string, unknown>;
}

/** Thrown by a handler to answer with the cloud's error envelope. */
export class SimError extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(status: number, code: string, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

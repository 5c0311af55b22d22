/** One request as the simulated cloud saw it, refused ones included. */
export interface RequestLogEntry {
  /** Simulated time, ISO 8601. */
  at: string;
  /** The matched action, else what the client claimed in `x-acs-action`, else empty. */
  action: string;
  method: string;
  /** Undecoded, without the query. */
  path: string;
  query: Record<string, string>;
  /** The parsed JSON body; `null` where there was none. */
  body: unknown;
  userAgent: string;
  status: number;
  /** Name of the user whose key signed; empty where the signature was refused. */
  caller: string;
}

export interface RequestLog {
  add(entry: RequestLogEntry): void;
  entries(): RequestLogEntry[];
  clear(): void;
}

const MOST = 10_000;

/** Keeps the newest 10 000 requests in memory. */
export function createRequestLog(): RequestLog {
  let kept: RequestLogEntry[] = [];
  return {
    add: (entry) => {
      kept.push(entry);
      if (kept.length > MOST) kept = kept.slice(-MOST / 2);
    },
    entries: () => [...kept],
    clear: () => {
      kept = [];
    },
  };
}

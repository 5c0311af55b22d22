/** One request as the simulated cloud saw it, refused ones included. */
export interface RequestLogEntry {
  /** Simulated time it came in, ISO 8601. */
  at: string;
  requestId: string;
  /** The matched action, else what the client claimed in `x-acs-action`, else empty. */
  action: string;
  method: string;
  /** Undecoded, without the query. */
  path: string;
  query: Record<string, string>;
  /** The parsed JSON body; `null` where there was none. */
  body: unknown;
  userAgent: string;
  /** 0 while the request is being handled, and for good where a fault left it without an answer. */
  status: number;
  /** Name of the user whose key signed; empty where the signature was refused. */
  caller: string;
  /** Whether the handler changed a job; a late commit turns it to true when it comes. */
  committed: boolean;
  /** The job a `CreateJob` has made. */
  jobId?: string;
  /** Names of the faults that were applied, joined by ` + `. */
  fault?: string;
}

export interface RequestLog {
  /** Keeps the entry, which may still change while the request is handled; `bytes` is the size of its body. */
  add(entry: RequestLogEntry, bytes: number): void;
  /** Copies, oldest first. */
  entries(): RequestLogEntry[];
  clear(): void;
}

const MOST = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Keeps the newest 10 000 requests in memory, and fewer where their bodies are large; the newest one always. */
export function createRequestLog(limits = { entries: MOST, bytes: MOST_BYTES }): RequestLog {
  let kept: { entry: RequestLogEntry; bytes: number }[] = [];
  let total = 0;
  return {
    add: (entry, bytes) => {
      kept.push({ entry, bytes });
      total += bytes;
      while (kept.length > 1 && (kept.length > limits.entries || total > limits.bytes))
        total -= kept.shift()?.bytes ?? 0;
    },
    entries: () => kept.map(({ entry }) => ({ ...entry })),
    clear: () => {
      kept = [];
      total = 0;
    },
  };
}

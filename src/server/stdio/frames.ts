import {
  isInitializeRequest,
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  type RequestId,
  UnsupportedProtocolVersionError,
} from '@modelcontextprotocol/server';
import { endsOf, MAX_LINE_BYTES, type StdioLine } from './lines.ts';

/** Revisions without a handshake: each request names its revision. In the 2025 ones the handshake does. */
export const MODERN_REVISIONS: readonly string[] = ['2026-07-28'];

/** An error answer; JSON-RPC asks for the id `null` where the request's own could not be read. */
export interface Refusal {
  jsonrpc: '2.0';
  id: RequestId | null;
  error: { code: number; message: string; data?: unknown };
}

/** What a line says. */
export type StdioFrame =
  | { kind: 'message'; message: JSONRPCMessage }
  | { kind: 'batch'; frames: readonly Single[] }
  | { kind: 'refused'; answer: Refusal }
  /** It asks for no answer and cannot be used; `why` goes into the log. */
  | { kind: 'dropped'; why: string };
/** What one message says. */
export type Single = Exclude<StdioFrame, { kind: 'batch' }>;

/**
 * Values of one message: more than any call takes. What is said of a line looks at all of them, some more than once, so
 * that nobody else would be served meanwhile.
 */
const MOST_VALUES = 50_000;

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a JSON text; `undefined` for a text that is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error answer to a request that cannot be served. */
export const refusal = (id: RequestId | null, { code, message, data }: ProtocolError): Refusal => ({
  jsonrpc: '2.0',
  id,
  error: { code, message, ...(data === undefined ? {} : { data }) },
});

const refused = (id: RequestId | null, error: ProtocolError): Single => ({
  kind: 'refused',
  answer: refusal(id, error),
});

const invalid = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidRequest, message);

/**
 * The id, if it can be sent back unchanged. A number beyond JavaScript's exact range would come back as another one.
 */
function idOf({ id }: Members): RequestId | null {
  if (typeof id === 'string') return id;
  const exact = typeof id === 'number' && Number.isFinite(id) && (!Number.isInteger(id) || Number.isSafeInteger(id));
  return exact ? id : null;
}

/** What is wrong with something that is not a valid request: the first fault found, in words for its author. */
function fault({ jsonrpc, id, method, params }: Members): string {
  if (jsonrpc !== '2.0') return 'jsonrpc has to be "2.0".';
  if (typeof method !== 'string') return 'method has to be a text.';
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) return 'id has to be a text or a whole number below 2^53.';
  if (params !== undefined && !isObject(params)) return 'params has to be an object.';
  const { _meta: meta } = (params ?? {}) as Members;
  if (meta !== undefined && !isObject(meta)) return 'params._meta has to be an object.';
  if (meta !== undefined && !isJSONRPCRequest({ jsonrpc, id, method, params: { _meta: meta } }))
    return 'params._meta holds a member of the protocol in another form than its own.';
  return 'A request has the members jsonrpc, id, method and params, and no other.';
}

/** An answer of the client. One in a wrong form is passed on as an error, so that the question it belongs to ends. */
function readAnswer(value: Members): Single {
  if (isJSONRPCResultResponse(value) || isJSONRPCErrorResponse(value)) return { kind: 'message', message: value };
  const id = idOf(value);
  if (id === null) return { kind: 'dropped', why: 'an answer without an id' };
  const error = { code: ProtocolErrorCode.InvalidRequest, message: 'The answer is no JSON-RPC response.' };
  return { kind: 'message', message: { jsonrpc: '2.0', id, error } };
}

/**
 * The message without a progress token that JavaScript cannot send back exactly (a fraction, or beyond 2^53). The SDK
 * would reject the whole request for it; so the request is served, without progress reports.
 */
function withUsableToken(value: Members): Members {
  const { params } = value;
  if (!isObject(params) || !isObject(params._meta)) return value;
  const { progressToken, ...meta } = params._meta;
  if (typeof progressToken !== 'number' || Number.isSafeInteger(progressToken)) return value;
  return { ...value, params: { ...params, _meta: meta } };
}

/**
 * A well-formed request; refused is an incomplete `initialize`, and a revision
 * in `_meta` that this server does not have.
 */
function readRequest(message: JSONRPCRequest): Single {
  const requested = message.params?._meta?.[PROTOCOL_VERSION_META_KEY];
  if (message.method === 'initialize' && requested === undefined && !isInitializeRequest(message))
    return refused(
      message.id,
      new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        'initialize takes protocolVersion, capabilities and clientInfo with name and version.',
      ),
    );
  // The SDK checks the revision in the first request of a connection only; a later request could name any.
  if (typeof requested === 'string' && !MODERN_REVISIONS.includes(requested))
    return refused(message.id, new UnsupportedProtocolVersionError({ supported: [...MODERN_REVISIONS], requested }));
  return { kind: 'message', message };
}

function readOne(value: unknown): Single {
  if (!isObject(value)) return refused(null, invalid('A message is a JSON object.'));
  const asks = 'method' in value;
  if (!asks && ('result' in value || 'error' in value)) return readAnswer(value);
  const usable = withUsableToken(value);
  if (isJSONRPCRequest(usable)) return readRequest(usable);
  if (isJSONRPCNotification(usable)) return { kind: 'message', message: usable };
  if (asks && !('id' in value) && typeof value.method === 'string')
    return { kind: 'dropped', why: 'a notification in a wrong form' };
  return refused(idOf(value), invalid(fault(value)));
}

const ID = String.raw`"id"\s*:\s*("(?:[^"\\]|\\.){0,256}"|-?\d{1,16})`;
const MEMBER = String.raw`"(?:jsonrpc|method)"\s*:\s*"[^"\\]{0,64}"`;
const ID_AT_HEAD = new RegExp(String.raw`^\s*\{\s*(?:${MEMBER}\s*,\s*)*${ID}\s*,`);
const ID_AT_TAIL = new RegExp(String.raw`${ID}\s*(?:,\s*${MEMBER}\s*)*\}\s*$`);
/** The head of a line that is an answer of the client, in whatever order its members stand. */
const ANSWER_AT_HEAD = new RegExp(String.raw`^\s*\{\s*(?:(?:${MEMBER}|${ID})\s*,\s*)*"(?:result|error)"\s*:`);

/**
 * A line that is not read, of which only both ends are looked at. The id usually stands in one of them, before or after
 * the parameters; where it does not, the error is answered with the id `null`.
 */
function readEnds({ head, tail }: { head: string; tail: string }, why: string): Single {
  const found = parsed((ID_AT_HEAD.exec(head) ?? ID_AT_TAIL.exec(tail))?.[1] ?? '');
  const id = idOf({ id: found });
  if (ANSWER_AT_HEAD.test(head)) return readAnswer({ id });
  return refused(id, invalid(`The message ${why}, and was not read.`));
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];

/** Whether a JSON text holds more values than one message may: a comma stands between each two of them. */
function hasTooMany(text: string): boolean {
  let commas = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA && ++commas >= MOST_VALUES) return true;
    if (code !== QUOTE) continue;
    for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) if (text.charCodeAt(at) === BACKSLASH) at++;
  }
  return false;
}

/** What a line says; nothing where it is blank. */
export function readFrame(line: StdioLine): StdioFrame | undefined {
  if (!('text' in line)) return readEnds(line, `is longer than ${MAX_LINE_BYTES} bytes`);
  if (line.text.trim() === '') return undefined;
  if (hasTooMany(line.text)) return readEnds(endsOf(line.text), `holds more than ${MOST_VALUES} values`);
  const value = parsed(line.text);
  if (value === undefined)
    return refused(null, new ProtocolError(ProtocolErrorCode.ParseError, 'The line is no JSON.'));
  if (!Array.isArray(value)) return readOne(value);
  if (value.length === 0) return refused(null, invalid('An empty batch asks for nothing.'));
  return { kind: 'batch', frames: value.map(readOne) };
}

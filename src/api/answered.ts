import type { ClientRequest, IncomingMessage } from 'node:http';

/**
 * What came back for one request, whether or not the SDK can read it. The SDK parses before it looks at the status, so
 * of a page that a proxy sent in place of the cloud it throws a parse error and the status is lost.
 */
export interface Answered {
  status?: number;
  /** Whether the body arrived whole. */
  complete?: boolean;
  /** Whether the body could be parsed, where that says nothing yet of what it is. */
  parsed?: boolean;
  /** The first bytes of the body. */
  begins?: string;
}

/** Header of what a request has to itself. The SDK signs and sends the one that it is given. */
const NONCE = 'x-acs-signature-nonce';

/** The requests of this copy of the program that are under way, by nonce. */
const underWay = new Map<string, Answered>();

/** What is read of a body to tell what it is. */
const BEGINNING = 64;

/**
 * Runs one request, and notes in `answered` what comes back for it. The request is known again by its nonce. Async
 * storage would do too, and makes every promise of the process dearer.
 * @param send is given headers to send
 */
export async function noting<T>(answered: Answered, send: (headers: Record<string, string>) => Promise<T>): Promise<T> {
  const nonce = crypto.randomUUID();
  underWay.set(nonce, answered);
  try {
    return await send({ [NONCE]: nonce });
  } finally {
    underWay.delete(nonce);
  }
}

/**
 * Notes the beginning of an answer to a request. Called by what sees every answer.
 * @returns takes each piece; `undefined` where the request is none of ours
 */
export function noteAnswer(
  request: Pick<ClientRequest, 'getHeader'>,
  { statusCode }: Pick<IncomingMessage, 'statusCode'>,
): ((piece: Buffer | null) => void) | undefined {
  const answered = underWay.get(String(request.getHeader(NONCE)));
  if (answered === undefined) return undefined;
  Object.assign(answered, { status: statusCode, complete: false, begins: '' });
  return (piece) => {
    if (piece === null) answered.complete = true;
    else if ((answered.begins?.length ?? 0) < BEGINNING) answered.begins += piece.toString('latin1', 0, BEGINNING);
  };
}

/**
 * What a body is that is no answer of the cloud, by how it begins. Nothing of it is shown.
 * @param parsed whether it could be parsed
 */
export function kindOfBody(begins: string, parsed = false): string {
  const text = begins.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (text === '') return 'an empty body';
  if (/^<(?:!doctype\s+html|html|head|body|title|center|h1|script|meta|!--)/i.test(text)) return 'an HTML page';
  if (text.startsWith('<')) return 'XML';
  if (parsed) return 'JSON of another form';
  return /^[[{]/.test(text) ? 'JSON that breaks off or is broken' : 'plain text';
}

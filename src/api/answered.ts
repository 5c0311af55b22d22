import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';

/**
 * What came back for one request, whether or not the SDK can read it. The SDK parses before it looks at the status, so of a
 * page that a proxy sent in place of the cloud it throws a parse error and the status is lost.
 */
export interface Answered {
  status?: number;
  /** Whether the body arrived whole. */
  complete?: boolean;
  /** The first bytes of the body. */
  begins?: string;
}

const store = new AsyncLocalStorage<Answered>();

/** What is read of a body to tell what it is. */
const BEGINNING = 64;

/** Runs one request, and notes in `answered` what comes back for it. */
export const noting = <T>(answered: Answered, send: () => Promise<T>): Promise<T> => store.run(answered, send);

/**
 * Notes the beginning of an answer for the request that is under way. Called by what sees every answer.
 * @returns takes each piece; `undefined` where the request is none of ours
 */
export function noteAnswer({
  statusCode,
}: Pick<IncomingMessage, 'statusCode'>): ((piece: Buffer | null) => void) | undefined {
  const answered = store.getStore();
  if (answered === undefined) return undefined;
  Object.assign(answered, { status: statusCode, complete: false, begins: '' });
  return (piece) => {
    if (piece === null) answered.complete = true;
    else if ((answered.begins?.length ?? 0) < BEGINNING) answered.begins += piece.toString('latin1', 0, BEGINNING);
  };
}

/** What a body is that cannot be read as an answer of the cloud, by how it begins. Nothing of it is shown. */
export function kindOfBody(begins: string): string {
  const text = begins.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (text === '') return 'an empty body';
  if (/^<(?:!doctype\s+html|html|head|body|title|center|h1|script|meta|!--)/i.test(text)) return 'an HTML page';
  if (text.startsWith('<')) return 'XML';
  return /^[[{]/.test(text) ? 'JSON that breaks off or is broken' : 'plain text';
}

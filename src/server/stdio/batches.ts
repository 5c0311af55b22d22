import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  ProtocolError,
  ProtocolErrorCode,
  type RequestId,
} from '@modelcontextprotocol/server';
import { type Refusal, refusal, type Single } from './frames.ts';

/** The only revision with batches: 2024-11-05 does not mention them, and 2025-06-18 took them out again. */
const REVISION = '2025-03-26';

type Outgoing = JSONRPCMessage | Refusal;
/** What goes out in one line: a message, or the answers to a batch. */
export type OutgoingLine = Outgoing | readonly Outgoing[];

/** Requests that came in one line, and the answers that go out in one. */
interface Batch {
  open: RequestId[];
  answers: Outgoing[];
}

export interface Batches {
  /**
   * Takes a batch apart.
   * @param revision the one agreed on in the handshake, if there was one
   * @returns what is to be served, and the lines that can be written at once
   */
  take(frames: readonly Single[], revision: string | undefined): { serve: JSONRPCMessage[]; lines: OutgoingLine[] };
  /** Takes an answer of the server. Returns what can be written now: nothing while its batch waits for others. */
  collect(message: JSONRPCMessage): OutgoingLine | undefined;
  /**
   * Takes note that a request was cancelled and will not be answered. Returns
   * the rest of its batch if that was complete.
   */
  cancel(id: unknown): OutgoingLine | undefined;
}

const NO_BATCHES = new ProtocolError(
  ProtocolErrorCode.InvalidRequest,
  `Only the protocol revision ${REVISION} has batches. Send each message on a line of its own.`,
);

/** Refuses each request of a batch under its own id, so that the client does not wait for any of them. */
function refuse(frames: readonly Single[]): Outgoing[] {
  const answers = frames.flatMap((frame) => {
    if (frame.kind === 'refused') return [frame.answer];
    return frame.kind === 'message' && isJSONRPCRequest(frame.message) ? [refusal(frame.message.id, NO_BATCHES)] : [];
  });
  return answers.length > 0 ? answers : [refusal(null, NO_BATCHES)];
}

/** The batches of one connection. */
export function createBatches(): Batches {
  const batches = new Set<Batch>();

  /**
   * Takes a request off the list of those that its batch waits for. Returns that batch;
   * `undefined` for a request that came by itself.
   */
  const settle = (id: unknown, answer: Outgoing | undefined): Batch | undefined => {
    for (const batch of batches) {
      const at = batch.open.indexOf(id as RequestId);
      if (at === -1) continue;
      batch.open.splice(at, 1);
      if (answer !== undefined) batch.answers.push(answer);
      return batch;
    }
    return undefined;
  };

  const done = (batch: Batch): OutgoingLine | undefined => {
    if (batch.open.length > 0) return undefined;
    batches.delete(batch);
    return batch.answers.length > 0 ? batch.answers : undefined;
  };

  return {
    take(frames, revision) {
      if (revision !== REVISION) return { serve: [], lines: refuse(frames) };
      const serve = frames.flatMap((frame) => (frame.kind === 'message' ? [frame.message] : []));
      const batch: Batch = {
        open: serve.filter(isJSONRPCRequest).map(({ id }) => id),
        answers: frames.flatMap((frame) => (frame.kind === 'refused' ? [frame.answer] : [])),
      };
      batches.add(batch);
      const line = done(batch);
      return { serve, lines: line === undefined ? [] : [line] };
    },
    collect(message) {
      if (!isJSONRPCResultResponse(message) && !isJSONRPCErrorResponse(message)) return message;
      const batch = batches.size === 0 ? undefined : settle(message.id, message);
      return batch === undefined ? message : done(batch);
    },
    cancel(id) {
      const batch = settle(id, undefined);
      return batch && done(batch);
    },
  };
}

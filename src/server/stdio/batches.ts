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

/** Messages of one batch: far more than any client sends at once. */
export const MOST_MESSAGES = 1000;

/** Requests that came in one line, and the answers that go out in one. */
interface Batch {
  /** How many of them are not answered yet. */
  open: number;
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

const TOO_MANY = new ProtocolError(
  ProtocolErrorCode.InvalidRequest,
  `A batch has at most ${MOST_MESSAGES} messages, and none of this one was served. Send fewer at once.`,
);

/** Refuses each request of a batch under its own id, so that the client does not wait for any of them. */
function refuse(frames: readonly Single[], error: ProtocolError): Outgoing[] {
  const answers = frames.flatMap((frame) => {
    if (frame.kind === 'refused') return [frame.answer];
    return frame.kind === 'message' && isJSONRPCRequest(frame.message) ? [refusal(frame.message.id, error)] : [];
  });
  return answers.length > 0 ? answers : [refusal(null, error)];
}

/** The batches of one connection. */
export function createBatches(): Batches {
  /** By the id of a request, the batches that wait for its answer, the oldest first. */
  const waiting = new Map<RequestId, Batch[]>();

  /**
   * Takes a request off the list of those that its batch waits for. Returns that batch;
   * `undefined` for a request that came by itself.
   */
  const settle = (id: unknown, answer: Outgoing | undefined): Batch | undefined => {
    const its = waiting.get(id as RequestId);
    const batch = its?.shift();
    if (batch === undefined) return undefined;
    if (its?.length === 0) waiting.delete(id as RequestId);
    batch.open -= 1;
    if (answer !== undefined) batch.answers.push(answer);
    return batch;
  };

  const done = (batch: Batch): OutgoingLine | undefined => {
    if (batch.open > 0) return undefined;
    return batch.answers.length > 0 ? batch.answers : undefined;
  };

  return {
    take(frames, revision) {
      if (revision !== REVISION) return { serve: [], lines: refuse(frames, NO_BATCHES) };
      if (frames.length > MOST_MESSAGES) return { serve: [], lines: [refuse(frames, TOO_MANY)] };
      const serve = frames.flatMap((frame) => (frame.kind === 'message' ? [frame.message] : []));
      const asked = serve.filter(isJSONRPCRequest);
      const batch: Batch = {
        open: asked.length,
        answers: frames.flatMap((frame) => (frame.kind === 'refused' ? [frame.answer] : [])),
      };
      for (const { id } of asked) {
        const its = waiting.get(id) ?? [];
        its.push(batch);
        waiting.set(id, its);
      }
      const line = done(batch);
      return { serve, lines: line === undefined ? [] : [line] };
    },
    collect(message) {
      if (!isJSONRPCResultResponse(message) && !isJSONRPCErrorResponse(message)) return message;
      const batch = settle(message.id, message);
      return batch === undefined ? message : done(batch);
    },
    cancel(id) {
      const batch = settle(id, undefined);
      return batch && done(batch);
    },
  };
}

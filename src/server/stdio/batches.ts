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

/** The one revision with batches: the one before had not mentioned them, the next took them out again. */
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
   * @param revision what the client and the server agreed on, if they did
   * @returns what is to be served, and the lines that can be written at once
   */
  take(frames: readonly Single[], revision: string | undefined): { serve: JSONRPCMessage[]; lines: OutgoingLine[] };
  /** Keeps an answer that belongs to a batch; what comes back can be written now. */
  collect(message: JSONRPCMessage): OutgoingLine | undefined;
  /** A request that was cancelled is not answered any more; what comes back can be written now. */
  cancel(id: unknown): OutgoingLine | undefined;
}

const NO_BATCHES = new ProtocolError(
  ProtocolErrorCode.InvalidRequest,
  `Only the protocol revision ${REVISION} has batches. Send each message on a line of its own.`,
);

/** Each request is refused by its own id, so that none of them waits for ever. */
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

  /** Strikes a request off the batch it came in, if it came in one. */
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

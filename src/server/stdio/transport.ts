import { type JSONRPCMessage, ProtocolErrorCode, type Transport } from '@modelcontextprotocol/server';
import pTimeout from 'p-timeout';
import type { Log } from '../log.ts';
import { createBatches, type OutgoingLine } from './batches.ts';
import { readFrame, type StdioFrame } from './frames.ts';
import { createLineReader } from './lines.ts';

/** How long a close waits for a client that does not read what was written. */
const FLUSH_MS = 300;

export interface StdioTransport extends Transport {
  /** Resolves with the reason, once the client can no longer be heard or reached, or the connection was closed. */
  ended: Promise<string>;
}

/**
 * The message in the terms of a 2025 revision. There a resource that is not found has a code of its own; the SDK writes the
 * one of 2026-07-28 on every revision, and marks the error by data that is the resource's `uri` and nothing else.
 */
function in2025(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message) || message.error.code !== ProtocolErrorCode.InvalidParams) return message;
  const { data } = message.error;
  const notFound = typeof data === 'object' && data !== null && Object.keys(data).join() === 'uri';
  return notFound ? { ...message, error: { ...message.error, code: ProtocolErrorCode.ResourceNotFound } } : message;
}

/**
 * MCP over two streams, a message a line. The SDK's own transport drops in silence what it cannot read, and ends without a word
 * to the process on a line that is too long; here every line that asks for an answer gets one.
 */
export function createStdioTransport(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  log: Log,
): StdioTransport {
  const lines = createLineReader();
  const batches = createBatches();
  let end: (reason: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  let closed = false;
  /** What the handshake agreed on; the 2026-07-28 revision has none. */
  let revision: string | undefined;
  let written: Promise<unknown> = Promise.resolve();

  const write = (line: OutgoingLine): Promise<void> => {
    const done = new Promise<void>((resolve, reject) => {
      output.write(`${JSON.stringify(line)}\n`, (error) => (error ? reject(error) : resolve()));
    });
    written = done.catch(() => {});
    return done;
  };
  const answer = (line: OutgoingLine): void => {
    write(line).catch(() => end('stdout broke'));
  };

  const deliver = (message: JSONRPCMessage): void => {
    if ('method' in message && message.method === 'notifications/cancelled') {
      const line = batches.cancel(message.params?.requestId);
      if (line !== undefined) answer(line);
    }
    transport.onmessage?.(message);
  };

  const take = (frame: StdioFrame): void => {
    switch (frame.kind) {
      case 'message':
        deliver(frame.message);
        break;
      case 'batch': {
        const { serve, lines: ready } = batches.take(frame.frames, revision);
        for (const message of serve) deliver(message);
        for (const line of ready) answer(line);
        break;
      }
      case 'refused':
        log.warn({ code: frame.answer.error.code }, 'a message was refused');
        answer(frame.answer);
        break;
      case 'dropped':
        log.warn({ why: frame.why }, 'a message was dropped');
    }
  };

  const ondata = (chunk: Buffer): void => {
    for (const line of lines.push(chunk)) {
      const frame = readFrame(line);
      if (frame !== undefined) take(frame);
    }
  };

  const transport: StdioTransport = {
    ended,
    async start() {
      input.on('data', ondata);
      input.once('end', () => end('stdin ended'));
      input.once('close', () => end('stdin closed'));
      input.on('error', (error) => transport.onerror?.(error));
      // A client that went away breaks the pipe; there is nobody left to answer. Kept on: what is written later breaks as well.
      output.on('error', () => end('stdout broke'));
    },
    async send(message) {
      if (closed) throw new Error('the connection is closed');
      const line = batches.collect(revision === undefined ? message : in2025(message));
      if (line !== undefined) await write(line);
    },
    async close() {
      if (closed) return;
      closed = true;
      input.off('data', ondata);
      input.pause();
      await pTimeout(written, { milliseconds: FLUSH_MS, message: false });
      end('the connection was closed');
      transport.onclose?.();
    },
    setProtocolVersion(version) {
      revision = version;
    },
  };
  return transport;
}

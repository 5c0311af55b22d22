import { type JSONRPCMessage, ProtocolErrorCode, type Transport } from '@modelcontextprotocol/server';
import pTimeout from 'p-timeout';
import type { Log } from '../log.ts';
import { createBatches, type OutgoingLine } from './batches.ts';
import { readFrame, type StdioFrame } from './frames.ts';
import { createLineReader } from './lines.ts';

/** Milliseconds that a close waits for the last answers to be written; a client may have stopped reading. */
const FLUSH_MS = 300;

export interface StdioTransport extends Transport {
  /** Resolves with the reason once stdin has ended, stdout has failed, or the connection was closed. */
  ended: Promise<string>;
}

/**
 * The message as a 2025 revision has it. There, a resource that is not found has an error code of its own, but the SDK
 * writes the code of 2026-07-28 on every revision. The error is known by its data, which holds `uri` and nothing else.
 */
function in2025(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message) || message.error.code !== ProtocolErrorCode.InvalidParams) return message;
  const { data } = message.error;
  const notFound = typeof data === 'object' && data !== null && Object.keys(data).join() === 'uri';
  return notFound ? { ...message, error: { ...message.error, code: ProtocolErrorCode.ResourceNotFound } } : message;
}

/**
 * MCP over two streams, one message a line. The SDK's own transport silently drops what it cannot read, so that the
 * client waits, and closes on a line that is too long. Here every line that asks for an answer gets one.
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
  /** The revision that the handshake agreed on; 2026-07-28 has no handshake, so it stays undefined there. */
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
      // The pipe breaks when the client is gone. The listener stays: later writes
      // fail too, and without one they would throw.
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

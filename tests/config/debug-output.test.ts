import { describe, expect, it } from 'vitest';
import { dropDebugOutput } from '../../src/config/debug-output.ts';

function streamOf() {
  const written: unknown[] = [];
  const stream = { write: (text: unknown) => written.push(text) > 0 };
  return { stream: stream as unknown as NodeJS.WriteStream, written };
}

describe('what a library or Node.js would print of requests', () => {
  it('is not asked for any more, and the variables that did are named', () => {
    const environment = { DEBUG: '*', NODE_DEBUG: '', HOME: '/root' };
    expect(dropDebugOutput(environment, streamOf().stream, 7)).toEqual(['DEBUG']);
    expect(environment).toEqual({ HOME: '/root' });
    expect(dropDebugOutput(environment, streamOf().stream, 7)).toEqual([]);
  });

  it('is left out where Node.js has begun, and everything else is written', () => {
    const { stream, written } = streamOf();
    dropDebugOutput({ NODE_DEBUG: 'http' }, stream, 7);
    const [own, colour] = ['HTTP 7: outgoing message x-acs-security-token: CAIS', 'NET \u001b[33m7\u001b[39m: x'];
    for (const text of [own, colour, 'HTTP 71: x\n', '{"level":30}\n', Buffer.from(own)]) stream.write(text as string);
    expect(written).toEqual(['HTTP 71: x\n', '{"level":30}\n', Buffer.from(own)]);
  });
});

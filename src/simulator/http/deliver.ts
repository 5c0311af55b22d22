import type { ServerResponse } from 'node:http';
import type { Reply } from '../faults/reply.ts';

/** The header that marks everything the simulator says. */
export const MARK: [name: string, value: string] = ['x-simulated', 'true'];

/** Answers with the reply, or does to the connection what it says. */
export function deliver(reply: Reply, outgoing: ServerResponse): void {
  const { socket } = outgoing.req;
  if (reply.kind === 'hang') return;
  if (reply.kind === 'reset') {
    socket.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(reply.text);
  const [name, value] = MARK;
  outgoing.writeHead(reply.status, { ...reply.headers, [name]: value, 'content-length': bytes.length });
  if (reply.kind === 'whole') outgoing.end(bytes);
  else outgoing.write(bytes.subarray(0, bytes.length / 2), () => socket.destroy());
}

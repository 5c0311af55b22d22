import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Reply } from '../faults/reply.ts';

/** The header that marks everything the simulator says. */
export const MARK: [name: string, value: string] = ['x-simulated', 'true'];

/** Does to the connection what the reply says; what is left to be sent comes back. */
export function deliver(reply: Reply, { incoming, outgoing }: HttpBindings): Response {
  switch (reply.kind) {
    case 'whole':
      return new Response(reply.text, { status: reply.status, headers: reply.headers });
    case 'cut': {
      const bytes = Buffer.from(reply.text);
      const [name, value] = MARK;
      outgoing.writeHead(reply.status, { ...reply.headers, [name]: value, 'content-length': bytes.length });
      outgoing.write(bytes.subarray(0, bytes.length / 2), () => incoming.socket.destroy());
      return RESPONSE_ALREADY_SENT;
    }
    case 'reset':
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'hang':
      return RESPONSE_ALREADY_SENT;
  }
}

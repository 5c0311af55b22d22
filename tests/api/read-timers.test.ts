import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';

const MODULE = new URL('../../src/api/read-timers.ts', import.meta.url).href;

/** Copies of the module, as bundles of the server in one process have. */
const copies = (): Promise<{ endReadTimers: () => void }[]> =>
  Promise.all(['one', 'two', 'three'].map((copy) => import(/* @vite-ignore */ `${MODULE}?${copy}`)));

it('an answer is listened to once, however many copies of the server there are, and its timer ends with it', async () => {
  const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  for (const { endReadTimers } of [...(await copies()), ...(await copies())]) endReadTimers();
  const { port } = server.address() as AddressInfo;
  const request = get({ host: '127.0.0.1', port });
  let wentOff = false;
  const timer = setTimeout(() => {
    wentOff = true;
  }, 200);
  request.once('socket', (socket) => Reflect.set(socket, Symbol('TIMER::READ_TIMER'), timer));
  const [response]: IncomingMessage[] = await once(request, 'response');
  expect(response?.listenerCount('close')).toBe(1);
  response?.resume();
  await once(response as IncomingMessage, 'close');
  server.close();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(wentOff).toBe(false);
});

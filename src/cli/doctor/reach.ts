import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Endpoint } from '../../api/endpoints.ts';

/** A connection that was made. */
export interface Reached {
  host: string;
  port: number;
  /** How many addresses the name resolved to; absent where the host is an address. */
  addresses?: number;
  /** Absent for plain http. */
  tls?: { protocol: string; validUntil: Date };
}

/** At which step a connection failed, and the system's code. */
export class Unreachable extends Error {
  readonly step: 'dns' | 'tcp' | 'tls';
  readonly code: string;
  constructor(step: Unreachable['step'], thrown: unknown) {
    super(`no connection (${step})`);
    this.step = step;
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no code';
    this.code = code.replace(/[^\w.-]/g, '').slice(0, 60);
  }
}

function parse({ protocol, host }: Endpoint): { name: string; port: number } {
  const [name = '', port] = host.split(':');
  return { name, port: port === undefined ? (protocol === 'https' ? 443 : 80) : Number(port) };
}

async function step<T>(name: Unreachable['step'], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw new Unreachable(name, thrown);
  }
}

/**
 * Connects as a call would: name, TCP, TLS with the certificate checked. Nothing is sent.
 * @throws Unreachable with the step that failed
 */
export async function reach(endpoint: Endpoint, signal: AbortSignal): Promise<Reached> {
  const { name, port } = parse(endpoint);
  const addresses = isIP(name) ? undefined : (await step('dns', () => lookup(name, { all: true }))).length;
  const found = { host: name, port, ...(addresses === undefined ? {} : { addresses }) };
  const sockets: Socket[] = [];
  try {
    await step('tcp', async () => {
      const socket = connectTcp({ host: name, port });
      sockets.push(socket);
      await once(socket, 'connect', { signal });
    });
    if (endpoint.protocol === 'http') return found;
    return { ...found, tls: await step('tls', () => handshake(name, sockets, signal)) };
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** TLS over the last of the sockets. */
async function handshake(name: string, sockets: Socket[], signal: AbortSignal): Promise<NonNullable<Reached['tls']>> {
  const socket: TLSSocket = connectTls({ socket: sockets.at(-1), ...(isIP(name) ? {} : { servername: name }) });
  sockets.push(socket);
  await once(socket, 'secureConnect', { signal });
  return { protocol: socket.getProtocol() ?? 'TLS', validUntil: new Date(socket.getPeerCertificate().valid_to) };
}

/**
 * How far this machine's clock is ahead of the endpoint's, in seconds, by the `Date` header of the answer to an
 * unsigned request. It is exact to a second or two.
 * @returns `undefined` where no date came back
 */
export async function clockAhead({ protocol, host }: Endpoint, signal: AbortSignal): Promise<number | undefined> {
  const before = Date.now();
  const answer = await fetch(`${protocol}://${host}/`, { method: 'HEAD', redirect: 'manual', signal }).catch(
    () => undefined,
  );
  const there = Date.parse(answer?.headers.get('date') ?? '');
  // The date has whole seconds, rounded down.
  return Number.isNaN(there) ? undefined : Math.round(((before + Date.now()) / 2 - there - 500) / 1000);
}

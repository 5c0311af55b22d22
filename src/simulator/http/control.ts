import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Controls } from '../api/control.ts';
import { fail } from '../errors.ts';
import { SimError } from '../route.ts';
import { CONTROL_ROUTES, type ControlRoute } from './control-routes.ts';

/** Where the interface is; another version would be beside it. */
export const CONTROL_BASE = '/_sim/v1';
const HEALTH = `${CONTROL_BASE}/health`;

export interface ControlOptions {
  controls: Controls;
  /** What `GET /info` answers besides the time. */
  info(): Record<string, unknown>;
  /** Where it listens: the one place under which it may be addressed, besides the names of this machine. */
  place(): { host: string; port: number };
}

/**
 * The control interface, which is no part of the cloud's API and never subject to faults. The token is the segment
 * after the version or a bearer token; only the health check needs none. A request from a web page is refused whatever
 * it carries: one with `Origin`, and one to another host name, which a page's own name was pointed here for.
 */
export function controlApp(token: string, options: ControlOptions): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    const known =
      error instanceof SimError ? error : fail('InternalError', `The simulator has a bug: ${error.message}`);
    const { status, code, message } = known;
    return c.json({ code, message }, status === 404 || status === 403 || status === 500 ? status : 400);
  });
  app.notFound(() => {
    const valid = CONTROL_ROUTES.map(({ method, path }) => `${method} ${path}`).join(', ');
    throw fail('NotFound', `The control interface has no such path. Below ${CONTROL_BASE}/TOKEN it has ${valid}.`);
  });
  app.use('/_sim/*', async (c, next) => {
    const [, , , third = ''] = c.req.path.split('/');
    const bearer = c.req.header('authorization')?.replace(/^Bearer /, '') ?? '';
    const free = c.req.path === HEALTH || same(third, token) || same(bearer, token);
    const here = isHere(c.req.header('host'), options.place());
    if (c.req.header('origin') !== undefined || !free || !here)
      throw fail('OperationForbidden', 'The control interface needs its token, and is not for web pages.');
    await next();
  });
  app.get(HEALTH, (c) => c.json({ simulated: true, ready: true, control: 'v1' }));
  for (const route of CONTROL_ROUTES)
    for (const base of [`${CONTROL_BASE}/${token}`, CONTROL_BASE])
      app.on(route.method, `${base}${route.path}`, (c) => answer(route, c, options));
  return app;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a Host header names this machine, or the address that was asked for, with the port that is listened on. */
function isHere(header: string | undefined, { host, port }: { host: string; port: number }): boolean {
  const asked = host.includes(':') ? `[${host}]` : host;
  return [...LOOPBACK, asked].some((name) => header?.toLowerCase() === `${name.toLowerCase()}:${port}`);
}

async function answer(route: ControlRoute, c: Context, { controls, info }: ControlOptions): Promise<Response> {
  const body = route.method === 'POST' ? parsed(await c.req.text()) : {};
  const call = { param: (name: string) => c.req.param(name) ?? '', query: c.req.query(), body, info };
  return c.json((await route.handle(controls, call)) as object);
}

function parsed(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw fail('InvalidParameter', 'The body is not valid JSON.');
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

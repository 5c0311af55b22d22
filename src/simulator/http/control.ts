import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { fail } from '../errors.ts';
import { SimError } from '../route.ts';
import { type Controls, controlRoutes } from './control-routes.ts';

/**
 * The control interface, which is no part of the cloud's API and never subject to faults. The token is the segment after `/_sim` or a
 * bearer token; a request from a web page (one with `Origin`) is refused whatever it carries.
 */
export function controlApp(token: string, controls: Controls): Hono {
  const routes = controlRoutes(controls);
  const app = new Hono();
  app.onError((error, c) => {
    const known = error instanceof SimError ? error : fail('InternalError', error.message);
    return c.json(
      { Code: known.code, Message: known.message },
      known.status === 404 ? 404 : known.status === 403 ? 403 : 400,
    );
  });
  app.notFound(() => {
    const valid = routes.routes.map(({ method, path }) => `${method} ${path}`).join(', ');
    throw fail('NotFound', `The control interface has no such path. Valid: ${valid}.`);
  });
  const guarded = (c: Context, given: string): void => {
    if (c.req.header('origin') !== undefined || !same(given, token))
      throw fail('OperationForbidden', 'The control interface needs its token.');
  };
  const bearer = (c: Context): string => c.req.header('authorization')?.replace(/^Bearer /, '') ?? '';
  app.use('/_sim/*', async (c, next) => {
    const [, , first = ''] = c.req.path.split('/');
    guarded(c, same(first, token) ? first : bearer(c));
    await next();
  });
  app.route('/_sim', routes);
  app.route(`/_sim/${token}`, routes);
  return app;
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

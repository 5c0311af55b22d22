import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { SimClock } from '../clock.ts';
import { fail } from '../errors.ts';
import { changeFate } from '../jobs/fate.ts';
import { scenarioOf } from '../jobs/scenario.ts';
import type { JobStore } from '../jobs/store.ts';
import { TERMINAL } from '../jobs/timeline.ts';
import { SimError } from '../route.ts';
import type { RequestLog } from './request-log.ts';

export interface ControlOptions {
  token: string;
  clock: SimClock;
  log: RequestLog;
  store: JobStore;
  info: () => Record<string, unknown>;
}

/**
 * The control interface, which is no part of the cloud's API. The token is the segment after `/_sim` or a bearer token; a request
 * from a web page (one with `Origin`) is refused whatever it carries.
 */
export function controlApp(options: ControlOptions): Hono {
  const { clock, log } = options;
  const routes = new Hono();
  routes.get('/requests', (c) => c.json(log.entries()));
  routes.delete('/requests', (c) => {
    log.clear();
    return c.json({ cleared: true });
  });
  const time = () => ({ now: clock.now().toISOString(), speed: clock.speed() });
  routes.get('/clock', (c) => c.json(time()));
  routes.post('/clock', async (c) => {
    const { advance_seconds: seconds, speed } = await bodyOf(c);
    if (typeof seconds !== 'number' && typeof speed !== 'number')
      throw fail('MissingParameter', 'Give advance_seconds or speed, as numbers.');
    try {
      if (typeof speed === 'number') clock.setSpeed(speed);
      if (typeof seconds === 'number') clock.advance(seconds);
    } catch (error) {
      throw fail('InvalidParameter', error instanceof Error ? error.message : String(error));
    }
    return c.json(time());
  });
  routes.get('/info', (c) => c.json({ ...options.info(), ...time() }));
  routes.post('/jobs/:id/scenario', async (c) => {
    const { scenario, run_seconds: run } = await bodyOf(c);
    return c.json(setScenario(options.store, c.req.param('id'), scenario, run));
  });

  const app = new Hono();
  app.onError((error, c) => {
    const known = error instanceof SimError ? error : fail('InternalError', error.message);
    return c.json(
      { Code: known.code, Message: known.message },
      known.status === 404 ? 404 : known.status === 403 ? 403 : 400,
    );
  });
  const guarded = (c: Context, given: string): void => {
    if (c.req.header('origin') !== undefined || !same(given, options.token))
      throw fail('OperationForbidden', 'The control interface needs its token.');
  };
  const bearer = (c: Context): string => c.req.header('authorization')?.replace(/^Bearer /, '') ?? '';
  app.use('/_sim/*', async (c, next) => {
    const [, , first = ''] = c.req.path.split('/');
    guarded(c, same(first, options.token) ? first : bearer(c));
    await next();
  });
  app.route('/_sim', routes);
  app.route(`/_sim/${options.token}`, routes);
  return app;
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await c.req.json();
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    throw fail('InvalidParameter', 'The body is not valid JSON.');
  }
}

/** Changes how a job will go on; what has happened already stays. */
function setScenario(store: JobStore, id: string, name: unknown, run: unknown): Record<string, unknown> {
  const record = store.find(id);
  if (!record) throw fail('NotFound', `Job ${id} does not exist.`);
  const view = store.view(record);
  if (TERMINAL.includes(view.current.status)) throw fail('BadRequest', `Job ${id} has ended.`);
  const scenario = name === undefined ? record.scenario : scenarioOf(String(name));
  const ran = view.reached.find((phase) => phase.status === 'Running');
  const least = ran ? Math.floor((view.now - ran.from) / 1000) + 1 : 1;
  if (run !== undefined && !(Number.isInteger(run) && Number(run) >= least))
    throw fail('InvalidParameter', `run_seconds must be a whole number of at least ${least}.`);
  changeFate(store, record, { scenario, runSeconds: run === undefined ? record.runSeconds : Number(run) });
  return { JobId: id, scenario, run_seconds: record.runSeconds };
}

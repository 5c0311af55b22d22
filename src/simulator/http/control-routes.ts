import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { checked } from '../checked.ts';
import type { SimClock } from '../clock.ts';
import { fail } from '../errors.ts';
import type { Faults } from '../faults/faults.ts';
import type { FaultRule } from '../faults/rule.ts';
import type { JobFacts } from '../jobs/census.ts';
import type { Lag } from '../lag.ts';
import type { Permissions } from '../ram/permissions.ts';
import type { RequestLog } from './request-log.ts';

/** What can be controlled, over HTTP as in process. */
export interface Controls {
  clock: SimClock;
  log: RequestLog;
  faults: Faults;
  lag: Lag;
  permissions: Permissions;
  info(): Record<string, unknown>;
  jobs(): JobFacts[];
  setScenario(id: string, scenario: unknown, runSeconds: unknown): Record<string, unknown>;
  swapJob(id: string, options: { keepId?: boolean }): string;
  settled(): Promise<void>;
}

const swapOptions = z.strictObject({ keepId: z.boolean().optional() });

/** The routes of the control interface, below its token. Bodies of faults, lag and policies are those of the typed API. */
export function controlRoutes(controls: Controls): Hono {
  const { clock, log, faults, lag, permissions } = controls;
  const time = () => ({ now: clock.now().toISOString(), speed: clock.speed() });
  const routes = new Hono();

  routes.get('/info', (c) => c.json({ ...controls.info(), ...time() }));
  routes.get('/requests', (c) => c.json(log.entries()));
  routes.delete('/requests', (c) => {
    log.clear();
    return c.json({ cleared: true });
  });
  routes.get('/clock', (c) => c.json(time()));
  routes.post('/clock', async (c) => {
    const { advance_seconds: seconds, speed } = await objectOf(c);
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
  routes.get('/settled', async (c) => {
    await controls.settled();
    return c.json({ settled: true });
  });

  routes.get('/jobs', (c) => c.json(controls.jobs()));
  routes.post('/jobs/:id/scenario', async (c) => {
    const { scenario, run_seconds: run } = await objectOf(c);
    return c.json(controls.setScenario(c.req.param('id'), scenario, run));
  });
  routes.post('/jobs/:id/swap', async (c) => {
    const options = checked(swapOptions, await jsonOf(c), 'swap');
    return c.json({ JobId: controls.swapJob(c.req.param('id'), options) });
  });

  routes.get('/faults', (c) => c.json(faults.list()));
  routes.post('/faults', async (c) => {
    // Checked by `add` itself, whoever calls it.
    const given = (await jsonOf(c)) as FaultRule | FaultRule[];
    return c.json(faults.add(...(Array.isArray(given) ? given : [given])));
  });
  routes.delete('/faults', (c) => c.json({ cleared: faults.clear() }));
  routes.delete('/faults/:id', (c) => c.json({ cleared: faults.clear(c.req.param('id')) }));

  routes.get('/lag', (c) => c.json(lag.get()));
  routes.post('/lag', async (c) => c.json(lag.set(await objectOf(c))));
  routes.delete('/lag', (c) => c.json(lag.clear()));

  routes.get('/permissions', (c) => c.json(permissions.list()));
  routes.post('/permissions/:user', async (c) => c.json(permissions.set(c.req.param('user'), await objectOf(c))));
  routes.delete('/permissions', (c) => {
    permissions.clear();
    return c.json(permissions.list());
  });
  routes.delete('/permissions/:user', (c) => {
    permissions.clear(c.req.param('user'));
    return c.json(permissions.list());
  });
  return routes;
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw fail('InvalidParameter', 'The body is not valid JSON.');
  }
}

async function objectOf(c: Context): Promise<Record<string, unknown>> {
  const body = await jsonOf(c);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw fail('InvalidParameter', 'The body must be a JSON object.');
}

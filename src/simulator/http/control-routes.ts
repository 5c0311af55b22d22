import type { Controls } from '../api/control.ts';
import type { FaultRule } from '../api/faults.ts';
import type { Label } from '../api/jobs.ts';
import { fail } from '../errors.ts';
import { filterOfQuery } from './select-requests.ts';

/** A request to the control interface. */
export interface ControlCall {
  /** A parameter of the path. */
  param(name: string): string;
  query: Readonly<Record<string, string>>;
  /** The parsed body; an empty object where there was none. */
  body: unknown;
  /** What `GET /info` answers. */
  info(): Record<string, unknown>;
}

/** A route below the token, as plain data. */
export interface ControlRoute {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** One line for the reference. */
  about: string;
  /** What is answered, as JSON. The controls check what they are given. */
  handle(controls: Controls, call: ControlCall): unknown;
}

const object = (body: unknown): Record<string, unknown> => {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw fail('InvalidParameter', 'The body must be a JSON object.');
};

const time = ({ clock }: Controls) => ({ now: clock.now().toISOString(), speed: clock.speed() });

const MOVES = {
  speed: (clock: Controls['clock'], value: unknown) => clock.setSpeed(value as number),
  advanceSeconds: (clock: Controls['clock'], value: unknown) => clock.advance(value as number),
  advanceTo: (clock: Controls['clock'], value: unknown) => clock.advanceTo(value as string),
} as const;

function moveClock(controls: Controls, body: unknown): unknown {
  const given = Object.entries(object(body));
  const unknown = given.find(([name]) => !Object.hasOwn(MOVES, name));
  if (given.length !== 1 || unknown) throw fail('InvalidParameter', `Give one of ${Object.keys(MOVES).join(', ')}.`);
  for (const [name, value] of given) MOVES[name as keyof typeof MOVES](controls.clock, value);
  return time(controls);
}

function addJobs({ jobs }: Controls, body: unknown): unknown {
  const { scenario, ...options } = object(body);
  if (typeof scenario !== 'string')
    throw fail('MissingParameter', 'Give scenario, a name that GET /scenarios lists, as in {"scenario": "cuda_oom"}.');
  return jobs.add(scenario, options);
}

/** The control interface. Bodies and answers are those of the typed API, which checks them. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/info',
    about: 'seed, region, default workspace, users without their secrets, time, and how many jobs and faults there are',
    handle: (controls, call) => ({ ...call.info(), ...time(controls) }),
  },
  {
    method: 'POST',
    path: '/reset',
    about: 'everything back to the start; body: any of `seed`, `now`, `speed`, `demoJobs`',
    handle: (controls, { body, info }) => {
      controls.reset(object(body));
      return { ...info(), ...time(controls) };
    },
  },
  { method: 'GET', path: '/clock', about: 'the simulated time and its speed', handle: time },
  {
    method: 'POST',
    path: '/clock',
    about: 'body: one of `advanceSeconds`, `advanceTo`, `speed` (0 freezes the time)',
    handle: (controls, { body }) => moveClock(controls, body),
  },
  {
    method: 'GET',
    path: '/scenarios',
    about: 'every scenario with its label; `?label=` for those of one label',
    handle: ({ scenarios }, { query }) => scenarios.list(query.label as Label | undefined),
  },
  {
    method: 'GET',
    path: '/scenarios/:name',
    about: 'one scenario',
    handle: ({ scenarios }, { param }) => scenarios.get(param('name')),
  },
  {
    method: 'GET',
    path: '/jobs',
    about: 'every job there is, whatever the API shows',
    handle: ({ jobs }) => jobs.list(),
  },
  {
    method: 'POST',
    path: '/jobs',
    about:
      'puts in a job that is at the end of a scenario, and answers its label and evidence; body: `scenario`, `seed`',
    handle: (controls, { body }) => addJobs(controls, body),
  },
  {
    method: 'POST',
    path: '/stories',
    about: 'puts in a job whose life you tell; body: a story, as under [Your own story](#your-own-story)',
    handle: ({ jobs }, { body }) => ({ jobId: jobs.tellJson(object(body)) }),
  },
  {
    method: 'POST',
    path: '/corpus',
    about: 'puts in many; body: any of `seed`, `jobs`, `scenarios`',
    handle: ({ jobs }, { body }) => jobs.addCorpus(object(body)),
  },
  {
    method: 'POST',
    path: '/jobs/:id/scenario',
    about: 'changes how a job will go on; body: `scenario`, `runSeconds`',
    handle: ({ jobs }, { param, body }) => ({ jobId: param('id'), ...jobs.setScenario(param('id'), object(body)) }),
  },
  {
    method: 'POST',
    path: '/jobs/:id/swap',
    about: 'lets another job of the same name take its place; body: `keepId`',
    handle: ({ jobs }, { param, body }) => ({ jobId: jobs.swap(param('id'), object(body)) }),
  },
  {
    method: 'GET',
    path: '/faults',
    about: 'every fault that was added, and what it has done',
    handle: ({ faults }) => faults.list(),
  },
  {
    method: 'POST',
    path: '/faults',
    about: 'adds a fault, or a list of them',
    handle: ({ faults }, { body }) => faults.add(...((Array.isArray(body) ? body : [body]) as FaultRule[])),
  },
  {
    method: 'DELETE',
    path: '/faults',
    about: 'takes back all faults',
    handle: ({ faults }) => ({ cleared: faults.clear() }),
  },
  {
    method: 'DELETE',
    path: '/faults/:id',
    about: 'takes back one',
    handle: ({ faults }, { param }) => ({ cleared: faults.clear(param('id')) }),
  },
  { method: 'GET', path: '/lag', about: 'how far reads are behind writes', handle: ({ lag }) => lag.get() },
  {
    method: 'POST',
    path: '/lag',
    about: 'body: any of `listJobsMs`, `getJobMs`, `updateSeconds`',
    handle: ({ lag }, { body }) => lag.set(object(body)),
  },
  { method: 'DELETE', path: '/lag', about: 'no lag any more', handle: ({ lag }) => lag.clear() },
  { method: 'GET', path: '/ram', about: 'the RAM policies in force, by user', handle: ({ ram }) => ram.list() },
  {
    method: 'POST',
    path: '/ram/:user',
    about: "replaces a user's policy; body: any of `allow`, `deny`, `code`, `detail`",
    handle: ({ ram }, { param, body }) => ram.set(param('user'), object(body)),
  },
  {
    method: 'DELETE',
    path: '/ram',
    about: 'allows all users everything',
    handle: ({ ram }) => {
      ram.clear();
      return ram.list();
    },
  },
  {
    method: 'DELETE',
    path: '/ram/:user',
    about: 'allows one user everything',
    handle: ({ ram }, { param }) => {
      ram.clear(param('user'));
      return ram.list();
    },
  },
  {
    method: 'GET',
    path: '/requests',
    about: 'what came in; `?action=`, `method`, `caller`, `jobId`, `status`, `committed`, `limit` choose',
    handle: ({ requests }, { query }) => requests.list(filterOfQuery(query)),
  },
  {
    method: 'DELETE',
    path: '/requests',
    about: 'empties the request log',
    handle: ({ requests }) => {
      requests.clear();
      return { cleared: true };
    },
  },
  {
    method: 'GET',
    path: '/settled',
    about: 'answers when nothing is under way any more, late commits included',
    handle: async ({ settled }) => {
      await settled();
      return { settled: true };
    },
  },
];

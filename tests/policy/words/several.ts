import type { JobDraft } from '../../../src/domain/job-draft.ts';
import type { HourlyPrice } from '../../../src/domain/prices.ts';
import { asIs } from '../../../src/domain/said.ts';
import { type Check, failing, warned } from '../../../src/policy/checks.ts';
import { type CheckedDraft, decideCreates, type SweepFacts } from '../../../src/policy/create-jobs.ts';
import type { Carried, SummaryFacts } from '../../../src/policy/create-summary.ts';
import { type DeleteTarget, decideDelete } from '../../../src/policy/delete-job.ts';
import { decideSignal, type SignalTarget } from '../../../src/policy/signal.ts';
import type { StopTarget } from '../../../src/policy/stop-job.ts';
import { decideStops } from '../../../src/policy/stop-jobs.ts';
import { decideTags } from '../../../src/policy/tags.ts';
import { varyingOf } from '../../../src/policy/varying.ts';
import { drafted, facts, plain } from './creates.ts';
import { target } from './running-jobs.ts';
import { each, type Scenes } from './scenes.ts';

const stopped = (...changes: Partial<StopTarget>[]) =>
  decideStops(
    changes.map((more, at) => ({ ...target, jobId: `dlc${at}`, console: `https://console.example/dlc${at}`, ...more })),
    'live',
  );
const waits: Partial<StopTarget> = { status: 'Queuing', runningSince: undefined, runningSeconds: undefined };
const small: Partial<StopTarget> = { pods: 1, totals: { gpus: 0, cpus: 1, memoryGib: 2, complete: true } };

/** R15: what is asked about several jobs that are to be stopped. */
export const stops = (): Scenes => ({
  'one job': stopped({}),
  'two that run': stopped({}, { runningSince: '2026-11-24T00:10:00Z' }),
  'two that began at once, the later id first': stopped({ jobId: 'dlc9' }, { jobId: 'dlc2' }),
  'two that wait, of two kinds': stopped(waits, { ...waits, status: 'Created' }),
  'one that runs and one that waits': stopped(waits, {}),
  'one that runs and some that wait': stopped(waits, {}, { ...waits, status: 'Created' }, waits),
  'jobs without GPUs, and of which not all is known': stopped(small, {
    ...small,
    totals: { gpus: 0, cpus: 3, memoryGib: 4, complete: false },
  }),
  'one whose beginning is not known': stopped({ runningSince: undefined }, {}),
  'one of a long name': stopped({ displayName: 'n'.repeat(100) }),
  'more than have their links shown': stopped({}, {}, {}, {}),
  'one that may not be stopped among others': stopped({}, { status: 'Succeeded' }),
});

const over: DeleteTarget = {
  jobId: 'dlc1',
  displayName: 'llm',
  status: 'Succeeded',
  finished: '2026-11-24T00:00:00Z',
  console: 'https://console.example/dlc1',
};
const deleted = (...changes: Partial<DeleteTarget>[]) => decideDelete(changes.map((more) => ({ ...over, ...more })));

/** R45: what is asked about jobs that are to be deleted, and which are not. */
export const deletes = (): Scenes => ({
  'one job': deleted({}),
  'two jobs, of one no end is known': deleted({}, { jobId: 'dlc2', status: 'Failed', finished: undefined }),
  ...each('a job that is', ['Running', 'SucceededReserving', 'FailedReserving'], (status) => deleted({}, { status })),
});

const signalled: SignalTarget = {
  jobId: 'dlc1',
  displayName: 'llm',
  status: 'Running',
  running: ['dlc1-master-0', 'dlc1-worker-0'],
  roles: ['Master', 'Worker'],
  console: 'https://console.example/dlc1',
};
const signal = (pods: readonly string[], roles: readonly string[] = [], more: Partial<SignalTarget> = {}) =>
  decideSignal({ ...signalled, ...more }, { signal: 'SIGUSR1', pods, roles });
const numbered = Array.from({ length: 22 }, (_, at) => `dlc1-worker-${at}`);

/** R51: what is asked about a signal, and who gets none. */
export const signals = (): Scenes => ({
  'to a pod': signal(['dlc1-worker-0']),
  'to a role': signal([], ['Worker']),
  'to all roles': signal([], ['Worker', 'Master']),
  'to more pods than are shown': signal(numbered, [], { running: numbered }),
  'to a pod that is nearly named': signal(['dlc1-worker-1']),
  'to a pod that is not there': signal(['odd'], [], { running: numbered }),
  'to a role that is nearly named': signal([], ['worker']),
  'to a role that is not there': signal([], ['Evaluator']),
  'to a job that waits': signal(['dlc1-worker-0'], [], { status: 'Queuing' }),
});

/** R29: the tag of the server stays. */
export const tags = (): Scenes => ({
  'tags of its own': decideTags(['team']),
  'the tag of the server': decideTags(['team', 'pai-dlc-mcp-request']),
  'all tags there are': decideTags(undefined),
});

type More = Partial<Pick<SummaryFacts, 'price' | 'carried'>> & { checks?: readonly Check[] };
const one = (job: Partial<JobDraft> = {}, { checks = [], ...more }: More = {}): CheckedDraft => ({
  job: { ...plain, ...job },
  checks: [...drafted(job), ...checks],
  facts: { ...facts, ...more },
  place: { name: '', written: () => undefined },
});
const created = (drafts: readonly CheckedDraft[], more: Partial<SweepFacts> = {}) =>
  decideCreates(
    drafts.map((draft, at) => ({ ...draft, place: { ...draft.place, name: `variations[${at}]` } })),
    {
      total: { pods: 4, gpus: 32, cpus: 384, memoryGib: 3072, complete: true },
      varying: varyingOf(
        drafts.map(({ job }) => job),
        (_, value) => String(value),
      ),
      fingerprint: 'f',
      left: 0,
      ...more,
    },
  );
const price: HourlyPrice = {
  known: true,
  perHour: 40,
  currency: 'CNY',
  date: '2026-11-01',
  sources: ['contract'],
  atMost: false,
};
const carried: Carried = { from: 'dlc9', envs: ['KEY'], rest: [], runsOther: false };
const quota = (resource_id: string): Partial<JobDraft> => ({
  resource_id,
  task_specs: [
    { type: 'Worker', pod_count: 1, image: 'i', resource_config: { cpu: '8', memory: '96Gi', shared_memory: '9Gi' } },
  ],
});
const named = (display_name: string): Partial<JobDraft> => ({ display_name });
const many = (amount: number, more: (at: number) => More = () => ({})) =>
  Array.from({ length: amount }, (_, at) =>
    one(
      {
        ...named(`sweep-20261124-${at}-${'x'.repeat(30)}`),
        envs: { LR: `${at}`, NOTE: `${'n'.repeat(200)}${at}` },
      },
      more(at),
    ),
  );
/** As many as there can be, which differ in six variables, and in what a person must not miss. */
const swept = (more: (at: number) => Partial<JobDraft>) =>
  Array.from({ length: 20 }, (_, at) => {
    const envs = Object.fromEntries(['ALPHA', 'BATCH', 'LR', 'SEED', 'WARMUP', 'WD'].map((name) => [name, String(at)]));
    return one({ ...named(`sweep-20261124-${at}`), envs, third_party_libs: ['tqdm'], ...more(at) });
  });
const wrong = (reason: string) => ({ checks: [failing('x', 'R2', reason, 'Mend it.')] });
const odd = (what: string) => warned('R2', what, asIs(`Machine ${what} is odd.`));

/** R25: what is asked about several jobs that are to be created. */
export const creates = (): Scenes => ({
  'one job': created([one()]),
  'two jobs': created([one({ envs: { LR: '1' } }), one({ ...named('b-20261124'), envs: { LR: '2' } })]),
  'two of a quota': created([one(quota('quota1')), one(quota('quota1'))]),
  'two of two quotas': created([one(quota('quota1')), one(quota('quota2'))]),
  'of a quota and of public machines': created([one(quota('quota1')), one()]),
  'two with other limits': created([one(), one({ job_max_running_time_minutes: 60 })]),
  'one without an end among others': created([one(), one({ job_max_running_time_minutes: undefined })]),
  'two without an end': created([
    one({ job_max_running_time_minutes: undefined }),
    one({ job_max_running_time_minutes: undefined }),
  ]),
  'of a known price': created([one({}, { price }), one({}, { price })]),
  'of a price that is known for one': created([one({}, { price }), one({}, { price: { known: false, why: 'odd' } })]),
  'with what is unusual of each, once': created([
    one({ accessibility: 'PUBLIC' }, { carried, checks: [odd('1'), odd('2')] }),
    one({ accessibility: 'PUBLIC' }, { carried, checks: [odd('1')] }),
  ]),
  'of which some are there': created([one()], { left: 2 }),
  'two that differ in long texts': created(many(2)),
  'as many as can be': created(many(20)),
  'of which one alone has another package': created(
    swept((at) => (at === 12 ? { third_party_libs: ['evil==6.6.6'] } : {})),
  ),
  'of which each has a command that is too long to be shown': created(
    swept((at) => ({ command: `python train.py ${'x'.repeat(60)}${at}` })),
  ),
  'of which many warnings leave no room for what differs': created(
    many(20, () => ({
      checks: Array.from({ length: 9 }, (_, at) => warned(`R${at}`, 'x', asIs(`${at}${'w'.repeat(290)}`))),
    })),
  ),
  'of which one is wrong': created(many(2, (at) => (at === 1 ? wrong('The second is wrong.') : {}))),
  'of which all are wrong, and some more so': created(
    many(7, (at) => ({
      checks: [...(at < 6 ? wrong('Most are wrong.').checks : []), ...wrong('All are wrong.').checks],
    })),
  ),
});

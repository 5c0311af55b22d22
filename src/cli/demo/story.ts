import { setTimeout as delay } from 'node:timers/promises';
import { screen } from './screen.ts';
import { DemoFailure, type DemoSession, type ShowOptions, type ToolAnswer } from './session.ts';

type Row = Record<string, unknown>;

/** Rows of a list answer; an empty or missing list ends the demo. */
function rows(answer: ToolAnswer, key: string): Row[] {
  const value = answer.data[key];
  if (!Array.isArray(value) || value.length === 0) throw new DemoFailure(`no ${key} in: ${answer.text}`);
  return value;
}

function text(row: Row | undefined, key: string): string {
  const value = row?.[key];
  if (typeof value !== 'string' || value === '') throw new DemoFailure(`no ${key} in ${JSON.stringify(row)}`);
  return value;
}

function must(condition: boolean, what: string): void {
  if (!condition) throw new DemoFailure(what);
}

/** The way of a job to Running. A wait sees some of it, the job's own history all. */
const LIFECYCLE = ['Creating', 'Queuing', 'EnvPreparing', 'Running'];
/** The end of a job that was stopped. */
const END = ['Running', 'Stopping', 'Stopped'];

/** Seconds of a wait: enough for a busy machine, on which the job gets there late. */
const PATIENCE_SECONDS = 45;

/**
 * Shows each new status of a job until it has the wanted one. It polls, because `wait_for_job` would miss statuses that
 * last a moment.
 */
async function watch(session: DemoSession, jobId: string, wanted: string): Promise<void> {
  const seen: string[] = [];
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await delay(60)) {
    const answer = await session.quiet('get_job', { job_id: jobId });
    must(!answer.isError, answer.text);
    const status = text(answer.data, 'status');
    if (seen.at(-1) !== status) {
      seen.push(status);
      screen.status(status);
    }
    if (status === wanted) return;
  }
  throw new DemoFailure(`${jobId} did not become ${wanted}; seen: ${seen.join(', ')}`);
}

/** Every status that a job has had, from the job's own history. */
async function history(session: DemoSession, jobId: string): Promise<string[]> {
  const { data } = await session.quiet('get_job', { job_id: jobId, detail: true });
  const { status_history } = (data.detail ?? {}) as { status_history?: Row[] };
  return (status_history ?? []).map((entry) => text(entry, 'status'));
}

interface Finds {
  workspace: string;
  image: string;
  dataset: string;
  machine: string;
}

async function discover(session: DemoSession): Promise<Finds> {
  screen.title('1. Find what a job needs');
  const workspaces = rows(await session.show('list_workspaces', {}), 'workspaces');
  const workspace = text(workspaces.find((row) => row.is_default === true) ?? workspaces[0], 'workspace_id');
  const images = await session.show('list_images', { query: 'pytorch', labels: 'system.chipType=GPU', page_size: 3 });
  const image = text(rows(images, 'images')[0], 'image_uri');
  const datasets = await session.show('list_datasets', { workspace_id: workspace, storage: 'OSS' });
  const dataset = text(rows(datasets, 'datasets')[0], 'dataset_id');
  const specs = await session.show('list_ecs_specs', {
    min_gpu: 1,
    available_only: true,
    sort_by: 'gpu',
    page_size: 2,
  });
  return { workspace, image, dataset, machine: text(rows(specs, 'specs')[0], 'instance_type') };
}

const trainingJob = (finds: Finds, name: string, envs: Record<string, string>): Row => ({
  workspace_id: finds.workspace,
  job_type: 'PyTorchJob',
  display_name: name,
  command: 'torchrun --nproc_per_node=1 train.py',
  job_max_running_time_minutes: 120,
  task_specs: [{ type: 'Worker', pod_count: 2, image: finds.image, ecs_spec: finds.machine }],
  data_sources: [{ data_source_id: finds.dataset, mount_path: '/mnt/data', mount_access: 'RO' }],
  envs,
});

async function create(session: DemoSession, args: Row, options: ShowOptions = {}): Promise<string> {
  return text((await session.show('create_job', args, options)).data, 'job_id');
}

/** Waits for a job to have a status, with `wait_for_job`. */
async function waitFor(session: DemoSession, jobId: string, status: string, options: ShowOptions = {}): Promise<void> {
  const args = { job_ids: [jobId], statuses: [status], timeout_seconds: PATIENCE_SECONDS };
  const { data, text: said } = await session.show('wait_for_job', args, options);
  must(data.outcome === 'reached', said);
}

async function train(session: DemoSession, finds: Finds): Promise<{ jobId: string; png: Uint8Array }> {
  screen.title('2. Create a job; a wrong call repairs itself');
  const job = trainingJob(finds, 'llm-sweep-20261124', { PAI_SIM_RUN_SECONDS: '36000' });
  const refused = await session.show('create_job', { ...job, job_type: 'pytorch' }, { expectError: true });
  must(refused.text.includes('PyTorchJob'), 'the refusal does not name PyTorchJob');
  const jobId = await create(session, job);

  screen.title('3. Wait until it runs; no polling by the model');
  await waitFor(session, jobId, 'Running');
  const way = (await history(session, jobId)).slice(0, LIFECYCLE.length);
  must(way.join() === LIFECYCLE.join(), `an unusual way to Running: ${way.join(', ')}`);
  screen.good(`the job's own history says the same: ${way.join(' -> ')}`);

  screen.title('4. Read its logs and events');
  const logs = await session.show('get_pod_logs', { job_id: jobId, max_lines: 6 });
  must(/loss/i.test(logs.text), 'no training step in the logs');
  await session.show('get_job_events', { job_id: jobId, max_events: 5 });
  return { jobId, png: await draw(session, jobId) };
}

/** The curve of the job's loss: a line of text here, a picture for a client that shows one. */
async function draw(session: DemoSession, jobId: string): Promise<Uint8Array> {
  const args = { job_ids: [jobId], curves: ['loss'] };
  screen.call('plot_job', args);
  screen.waiting('plot_job');
  const answer = await session.quiet('plot_job', args);
  const [row] = rows(answer, 'rows');
  if (answer.png === undefined) throw new DemoFailure(`no picture with: ${answer.text}`);
  screen.curve(text(row, 'shape'), `loss ${row?.max} down to ${row?.min}, ${text(row, 'over')}`);
  return answer.png;
}

async function failure(session: DemoSession, finds: Finds): Promise<void> {
  screen.title('5. A second job fails; find out why');
  const envs = { PAI_SIM_SCENARIO: 'python_traceback', PAI_SIM_RUN_SECONDS: '30' };
  const jobId = await create(session, trainingJob(finds, 'llm-finetune-20261124', envs), { lines: 1 });
  await waitFor(session, jobId, 'Failed', { lines: 4 });
  const { data, text: said } = await session.show('diagnose_job', { job_id: jobId });
  const summary = text(data, 'summary');
  const cause = /\b\w+Error at \S+:\d+/.exec(summary)?.[0];
  if (data.category !== 'user_code_error' || cause === undefined) throw new DemoFailure(`not the cause: ${said}`);
  screen.good(`one call, ${data.calls} reads of the cloud: ${cause}`);
}

async function stop(session: DemoSession, jobId: string): Promise<void> {
  screen.title('6. Stop the first job: the server asks a person');
  await session.show('stop_job', { job_id: jobId });
  await watch(session, jobId, 'Stopped');
  const end = (await history(session, jobId)).slice(-END.length);
  must(end.join() === END.join(), `an unusual end: ${end.join(', ')}`);
  screen.good(`its history ends with ${end.join(' -> ')}`);
  const again = await session.show('stop_job', { job_id: jobId }, { expectError: true });
  must(again.text.includes('R15') || again.text.includes('R28'), 'the second stop was not refused by a rule');
}

/**
 * The main job of the product from end to end; throws at the first step that does not do what it says.
 * @returns the picture of the first job's curve
 */
export async function tellStory(session: DemoSession): Promise<{ png: Uint8Array }> {
  const finds = await discover(session);
  const { jobId, png } = await train(session, finds);
  await failure(session, finds);
  await stop(session, jobId);
  return { png };
}

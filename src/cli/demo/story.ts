import { screen } from './screen.ts';
import { type Answer, DemoFailure, type DemoSession, type ShowOptions } from './session.ts';

type Row = Record<string, unknown>;

/** Rows of a list answer; an empty or missing list ends the demo. */
function rows(answer: Answer, key: string): Row[] {
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

/** The way of a job to Running. Polling may miss a short status on a busy machine; the job's own history has them all. */
const LIFECYCLE = ['Creating', 'Queuing', 'EnvPreparing', 'Running'];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Polls a job and shows each new status, until one of the wanted ones. Returns the statuses in the order they were seen. */
async function watch(session: DemoSession, jobId: string, wanted: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(60)) {
    const answer = await session.quiet('get_job', { job_id: jobId });
    must(!answer.isError, answer.text);
    const status = text(answer.data, 'status');
    if (seen.at(-1) !== status) {
      seen.push(status);
      screen.status(status);
    }
    if (wanted.includes(status)) return seen;
  }
  throw new DemoFailure(`${jobId} did not reach ${wanted.join(' or ')}; seen: ${seen.join(', ')}`);
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
    page_size: 3,
  });
  return { workspace, image, dataset, machine: text(rows(specs, 'specs')[0], 'instance_type') };
}

const trainingJob = (finds: Finds, name: string, envs: Record<string, string>): Row => ({
  workspace_id: finds.workspace,
  display_name: name,
  job_type: 'PyTorchJob',
  command: 'torchrun --nproc_per_node=1 train.py',
  job_max_running_time_minutes: 120,
  task_specs: [{ type: 'Worker', pod_count: 2, image: finds.image, ecs_spec: finds.machine }],
  data_sources: [{ data_source_id: finds.dataset, mount_path: '/mnt/data', mount_access: 'RO' }],
  envs,
});

async function create(session: DemoSession, args: Row, options: ShowOptions = {}): Promise<string> {
  return text((await session.show('create_job', args, options)).data, 'job_id');
}

async function train(session: DemoSession, finds: Finds): Promise<void> {
  screen.title('2. Create a job; a wrong call repairs itself');
  const job = trainingJob(finds, 'llm-pretrain-20261124', { PAI_SIM_RUN_SECONDS: '90' });
  const refused = await session.show('create_job', { ...job, job_type: 'pytorch' }, { expectError: true });
  must(refused.text.includes('PyTorchJob'), 'the refusal does not name PyTorchJob');
  const jobId = await create(session, job);

  screen.title('3. Watch it start');
  await watch(session, jobId, ['Running']);
  const { data } = await session.quiet('get_job', { job_id: jobId, detail: true });
  const { status_history } = (data.detail ?? {}) as { status_history?: Row[] };
  const way = (status_history ?? []).map((entry) => text(entry, 'status')).slice(0, LIFECYCLE.length);
  must(way.join() === LIFECYCLE.join(), `an unusual way to Running: ${way.join(', ')}`);
  screen.good(`the job's own history says the same: ${way.join(' -> ')}`);

  screen.title('4. Read its logs and events');
  await pause(1200);
  const logs = await session.show('get_pod_logs', { job_id: jobId, max_lines: 6 });
  must(/loss/i.test(logs.text), 'no training step in the logs');
  await session.show('get_job_events', { job_id: jobId, max_events: 5 });
  await watch(session, jobId, ['Succeeded']);
}

async function failure(session: DemoSession, finds: Finds): Promise<void> {
  screen.title('5. A second job fails; find out why');
  const envs = { PAI_SIM_SCENARIO: 'python_traceback', PAI_SIM_RUN_SECONDS: '30' };
  const jobId = await create(session, trainingJob(finds, 'llm-finetune-20261124', envs), { lines: 1 });
  await watch(session, jobId, ['Failed']);
  const job = await session.show('get_job', { job_id: jobId }, { lines: 6 });
  must(/fail/i.test(job.text), 'the job does not say that it failed');
  const logs = await session.show('get_pod_logs', { job_id: jobId, max_lines: 6 });
  const cause = /^\s*(\w+(?:Error|Exception)\b.*)$/m.exec(logs.text)?.[1];
  if (cause === undefined) throw new DemoFailure(`no cause in the logs: ${logs.text}`);
  screen.good(`cause: ${cause}`);
}

async function stop(session: DemoSession, finds: Finds): Promise<void> {
  screen.title('6. Stop a running job: the server asks a person first');
  const jobId = await create(session, trainingJob(finds, 'llm-sweep-20261124', { PAI_SIM_RUN_SECONDS: '36000' }), {
    lines: 1,
  });
  await watch(session, jobId, ['Running']);
  // A while of simulated progress, so that there is something to lose.
  await pause(1500);
  await session.show('stop_job', { job_id: jobId });
  await watch(session, jobId, ['Stopped']);
  const again = await session.show('stop_job', { job_id: jobId }, { expectError: true });
  must(again.text.includes('R15') || again.text.includes('R28'), 'the second stop was not refused by a rule');
}

/** The main job of the product from end to end; throws at the first step that does not do what it says. */
export async function tellStory(session: DemoSession): Promise<void> {
  const finds = await discover(session);
  await train(session, finds);
  await failure(session, finds);
  await stop(session, finds);
}

import { connectInProcess } from '../../../tests/e2e/in-process.ts';
import { writes } from '../../../tests/e2e/rules/bench.ts';
import { serverEnv } from '../../../tests/e2e/session.ts';
import { createJob } from '../../../tests/e2e/world.ts';
import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { type Args, type Ground, openGround, soundCalls } from '../calls.ts';
import { many, type Row, startedMain } from '../row.ts';

const MARK = 'secret-of-another-workspace';

/** A job, an image, a dataset and a code source of another workspace of the same account. */
async function others({ cloud, finds }: Ground) {
  const workspace =
    cloud.world.workspaces.find(({ WorkspaceName }) => WorkspaceName === 'recsys_dev')?.WorkspaceId ?? '';
  const session = await connectInProcess({ env: serverEnv(cloud) });
  const job = await createJob(session, finds, { display_name: MARK, workspace_id: workspace, command: `echo ${MARK}` });
  await session.close();
  cloud.clock.advance(300);
  const of = <T extends { WorkspaceId: string }>(list: readonly T[]): T | undefined =>
    list.find(({ WorkspaceId }) => WorkspaceId === workspace);
  const { world } = cloud;
  return {
    workspace,
    job,
    image: of(world.images),
    dataset: of(world.datasets)?.DatasetId ?? '',
    code: of(world.codeSources)?.CodeSourceId ?? '',
  };
}

/** Calls that name something of the other workspace, by parameter. */
function outside(own: Record<string, Args>, them: Awaited<ReturnType<typeof others>>): [string, Args][] {
  const theirs: Args = {
    job_id: them.job,
    job_ids: [them.job],
    pod_id: `${them.job}-master-0`,
    image_id: them.image?.ImageId,
    dataset_id: them.dataset,
    code_source_id: them.code,
    workspace_id: them.workspace,
    region: 'cn-beijing',
  };
  const named = Object.entries(own).flatMap(([name, args]) =>
    Object.entries(theirs)
      .filter(([key]) => key in args || key === 'workspace_id' || key === 'region')
      .map(([key, value]): [string, Args] => [name, { ...args, [key]: value }]),
  );
  const { workspace_id: _, ...create } = own.create_job ?? {};
  return [
    ...named,
    ['list_jobs', { all_workspaces: true }],
    ['create_job', { ...create, code_source: { code_source_id: them.code, mount_path: '/mnt/code' } }],
    [
      'create_job',
      { ...create, data_sources: [{ data_source_id: them.dataset, mount_path: '/mnt/d', mount_access: 'RO' }] },
    ],
    [
      'create_job',
      {
        ...create,
        task_specs: [{ type: 'Worker', pod_count: 1, image: them.image?.ImageUri, ecs_spec: 'ecs.c6.large' }],
      },
    ],
    ['get_pod_logs', { job_id: own.get_job?.job_id, pod_id: `${them.job}-master-0` }],
  ];
}

export const lockedScope: Row = {
  name: 'locked scope',
  tries:
    '`--lock-scope` with jobs, pods, images, datasets, code sources, workspaces and regions of others in every tool, resource and completion: nothing of them is shown or touched',
  goal: '0 shown, 0 writes',
  beyond: 'the same credentials elsewhere, and what a job itself reads with the permissions of its workspace',
  async run(ask) {
    const r = createRandom(ask.seed);
    const ground = await openGround(startedMain(ask));
    const missed: string[] = [];
    let tried = 0;
    try {
      const them = await others(ground);
      const session = await ground.serve({
        args: ['--lock-scope', '--region', 'cn-hangzhou', '--workspace-id', ground.finds.workspace_id],
      });
      const own = soundCalls(ground.named);
      const leaks = (text: string): boolean => text.includes(MARK) || text.includes(`"${them.workspace}"`);
      const check = (what: string, text: string): void => {
        tried += 1;
        if (leaks(text)) missed.push(`${what} shows it: ${text.slice(0, 200)}`);
        for (const { action } of writes(ground.cloud)) missed.push(`${what}: ${action} was sent`);
        ground.cloud.clearRequests();
      };
      ground.cloud.clearRequests();
      const calls = outside(own, them);
      for (let n = 0; n < many(ask, 1, 5); n++)
        for (const [name, args] of ask.short ? calls.filter(() => r.chance(0.5)) : calls) {
          const answer = await session.call(name, args);
          // What reads a list shows ours, however it is asked; everything that names theirs is refused.
          if (!answer.isError) missed.push(`${name} ${JSON.stringify(args).slice(0, 100)} succeeds`);
          check(name, JSON.stringify(answer));
        }
      for (const [name, args] of Object.entries(own).filter(([each]) => each.startsWith('list_'))) {
        const { workspace_id: _, ...rest } = args;
        check(
          name,
          (await session.call(name, { ...rest, ...(name === 'list_jobs' ? { own: false, page_size: 100 } : {}) })).text,
        );
      }
      for (const path of ['', '/logs', '/events', `/pods/${them.job}-master-0/logs`]) {
        const read = await session.client
          .readResource({ uri: `pai-dlc://cn-hangzhou/jobs/${them.job}${path}` })
          .catch((error: Error) => error.message);
        check(`resource ${path}`, JSON.stringify(read));
        if (typeof read !== 'string') missed.push(`resource ${path} is read`);
      }
      const ref = { type: 'ref/resource', uri: 'pai-dlc://{region}/jobs/{job_id}' } as const;
      const { completion } = await session.client.complete({ ref, argument: { name: 'job_id', value: '' } });
      check('completion', JSON.stringify(completion));
      if (completion.values.includes(them.job)) missed.push('completion names a job of theirs');
      const ours = await session.call('get_job', { job_id: ground.jobId });
      if (ours.isError) missed.push('a job of ours is not shown either');
      return { tried, missed };
    } finally {
      await ground.close();
    }
  },
  broken: {
    file: 'src/api/scope-lock/inside.ts',
    find: 'if (!mine && !(hold.official && isOfficial(answer)))',
    replace: 'if (false && !(hold.official && isOfficial(answer)))',
  },
};

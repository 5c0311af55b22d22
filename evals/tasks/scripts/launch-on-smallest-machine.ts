import { only, rowsOf, TaskFailure, textOf } from '../agent.ts';
import { accepted, defineTask, statusOf } from '../task.ts';

export const launchOnSmallestMachine = defineTask({
  name: 'launch on the smallest machine',
  ask: 'Train bert-ft-01 with "torchrun train.py" in my default workspace, on the smallest machine with 8 GPUs that is in stock, in the newest official pytorch image for GPUs.',
  seed: 31,
  setUp: () => undefined,
  async solve(agent) {
    const workspaces = rowsOf(await agent.call('list_workspaces'), 'workspaces');
    const specs = rowsOf(await agent.call('list_ecs_specs', { min_gpu: 8, sort_by: 'cpu', page_size: 5 }), 'specs');
    const images = rowsOf(await agent.call('list_images', { query: 'pytorch', page_size: 5 }), 'images');
    const image = images.find(({ image_uri }) => String(image_uri).includes('-gpu-'));
    const job = {
      workspace_id: textOf(
        only(workspaces, (workspace) => workspace.is_default === true),
        'workspace_id',
      ),
      display_name: 'bert-ft-01',
      job_type: 'PyTorchJob',
      command: 'torchrun train.py',
      task_specs: [
        {
          type: 'Worker',
          pod_count: 1,
          image: textOf(image, 'image_uri'),
          ecs_spec: textOf(
            specs.find(({ gpu }) => gpu === 8),
            'instance_type',
          ),
        },
      ],
    };
    const preview = await agent.call('create_job', { ...job, dry_run: true });
    if (preview.verdict === 'would_be_refused') throw new TaskFailure(`refused: ${JSON.stringify(preview)}`);
    return agent.call('create_job', job);
  },
  check({ cloud, told, asked }) {
    const [create, ...more] = accepted(cloud, 'CreateJob');
    const [spec] = ((create?.body ?? {}) as { JobSpecs?: { EcsSpec: string; Image: string }[] }).JobSpecs ?? [];
    const { ecsSpecs, images } = cloud.world;
    const [smallest] = ecsSpecs
      .filter(({ Gpu, IsAvailable }) => Gpu === 8 && IsAvailable)
      .sort((a, b) => a.Cpu - b.Cpu);
    const newest = images
      .filter(({ WorkspaceId, ImageUri }) => WorkspaceId === '' && /\/pytorch:.*-gpu-/.test(ImageUri))
      .sort((a, b) => Date.parse(b.GmtCreateTime) - Date.parse(a.GmtCreateTime))[0];
    return {
      'one job was created': create !== undefined && more.length === 0,
      'it exists': statusOf(cloud, String(told.job_id)) !== undefined && told.job_id === create?.jobId,
      'it runs on the smallest machine with 8 GPUs': spec?.EcsSpec === smallest?.InstanceType,
      'its image is the newest': spec?.Image === newest?.ImageUri,
      'a person was asked first': asked.length === 1,
    };
  },
});

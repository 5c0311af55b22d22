import type { JobDraft } from '../domain/job-draft.ts';
import type { Machines } from '../domain/machine.ts';
import { parseCount } from '../domain/quantity.ts';
import { en, NOTHING, say, zh } from '../domain/said.ts';
import { type Check, warned } from './checks.ts';

/** GPUs of a whole Lingjun machine: every Lingjun type that the cloud lists has as many. */
const WHOLE = 8;

/**
 * R27: suggests the check of GPUs and network that runs before the command. It exists for PyTorchJobs on whole Lingjun
 * machines (api-notes: sanity check). A quota does not say which machines it has, so there 8, 16 or more GPUs per pod
 * count as whole ones. Nothing is suggested where the caller has switched the check on or off.
 */
export function suggestSanityCheck(job: JobDraft, { sizes }: Machines): Check[] {
  if (job.job_type !== 'PyTorchJob' || job.settings?.enable_sanity_check !== undefined) return [];
  const tasks = job.task_specs.map(({ ecs_spec, resource_config }) => {
    const machine = sizes.get(ecs_spec ?? '');
    const gpus = machine?.gpus ?? parseCount(resource_config?.gpu ?? '') ?? 0;
    return { gpus, fits: machine?.lingjun ?? gpus % WHOLE === 0 };
  });
  const withGpus = tasks.filter(({ gpus }) => gpus > 0);
  if (withGpus.length === 0 || !withGpus.every(({ fits }) => fits)) return [];
  const where =
    job.resource_id === undefined
      ? NOTHING
      : say(en` where the quota is of Lingjun machines`, zh`在灵骏智算资源配额中`);
  return [
    warned(
      'R27',
      'sanity check',
      say(
        en`Its GPUs and network are not checked before it starts; settings.enable_sanity_check does that${where} and sets faulty machines aside.`,
        zh`启动前不会检测 GPU 和网络；settings.enable_sanity_check（算力健康检测）${where}可以检测并隔离故障机器。`,
      ),
      'Set settings.enable_sanity_check to true; it takes some minutes. This is suggested once.',
    ),
  ];
}

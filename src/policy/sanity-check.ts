import type { JobDraft } from '../domain/job-draft.ts';
import type { Machines } from '../domain/machine.ts';
import { parseCount } from '../domain/quantity.ts';
import { type Check, warned } from './checks.ts';

/** GPUs of a whole Lingjun machine: every Lingjun type that the cloud lists has as many. */
const WHOLE = 8;

/**
 * R27: suggests the check of GPUs and network that runs before the command. It exists for PyTorchJobs on whole Lingjun
 * machines (api-notes: sanity check). A quota does not say which machines it has, so there 8, 16 or more GPUs per pod count as
 * whole ones. Nothing is suggested where the caller has switched the check on or off.
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
  return [
    warned(
      'R27',
      'sanity check',
      `Its GPUs and network are not checked before it starts; settings.enable_sanity_check does that${job.resource_id === undefined ? '' : ' where the quota is of Lingjun machines'} and sets faulty machines aside.`,
      'Set settings.enable_sanity_check to true; it takes some minutes. This is suggested once.',
    ),
  ];
}

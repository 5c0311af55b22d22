import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import type { Tool } from '../../src/tools/tool.ts';
import type { Session } from './session.ts';

export interface Finds {
  workspace_id: string;
  image: string;
  ecs_spec: string;
  dataset_id: string;
  code_source_id: string;
}

type Rows = Record<string, string | boolean>[];
const first = (data: Record<string, unknown>, list: string, key: string): string =>
  String((data[list] as Rows)[0]?.[key]);

/** Looks up, through the tools themselves, what a job needs. */
export async function discover(session: Pick<Session, 'call'>): Promise<Finds> {
  const { data: found } = await session.call('list_workspaces');
  const workspace_id = String((found.workspaces as Rows).find((row) => row.is_default === true)?.workspace_id);
  const [images, specs, datasets, codes] = await Promise.all([
    session.call('list_images', { query: 'pytorch', labels: 'system.chipType=GPU', page_size: 1 }),
    session.call('list_ecs_specs', { min_gpu: 1, page_size: 1 }),
    session.call('list_datasets', { workspace_id }),
    session.call('list_code_sources', { workspace_id }),
  ]);
  return {
    workspace_id,
    image: first(images.data, 'images', 'image_uri'),
    ecs_spec: first(specs.data, 'specs', 'instance_type'),
    dataset_id: first(datasets.data, 'datasets', 'dataset_id'),
    code_source_id: first(codes.data, 'code_sources', 'code_source_id'),
  };
}

/** Arguments of a create_job call that passes, of a job like no other; `changes` replace top-level members. */
export const jobArguments = (finds: Finds, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  workspace_id: finds.workspace_id,
  display_name: `e2e-${randomUUID().slice(0, 8)}`,
  job_type: 'PyTorchJob',
  command: 'python train.py',
  task_specs: [{ type: 'Worker', pod_count: 1, image: finds.image, ecs_spec: finds.ecs_spec }],
  envs: { PAI_SIM_RUN_SECONDS: '36000' },
  ...changes,
});

/**
 * The arguments without which a tool does not run, and the workspace where it takes one. A new tool that is about things that
 * are known needs no call of its own where one of every tool is made.
 *
 * @param known values by parameter
 * @throws where a required one has none
 */
export function leastCall(
  { name, input, scope }: Tool,
  known: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const required = Object.entries(input.shape).flatMap(([key, schema]) =>
    (schema as z.ZodType).safeParse(undefined).success ? [] : [key],
  );
  const wanted = [...required, ...(scope === 'region' ? [] : ['workspace_id'])];
  return Object.fromEntries(
    wanted.map((key) => {
      if (known[key] === undefined) throw new Error(`nothing is known for ${key} of ${name}`);
      return [key, known[key]];
    }),
  );
}

/** Creates a job through the tool and returns its id. */
export async function createJob(
  session: Session,
  finds: Finds,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { data, text, isError } = await session.call('create_job', jobArguments(finds, changes));
  if (isError) throw new Error(text);
  return String(data.job_id);
}

import { type Finds, jobArguments } from '../named.ts';
import type { Session } from './session.ts';

export { type Finds, jobArguments, type Named, namesIn, namesOfJob, rayJobArguments } from '../named.ts';

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

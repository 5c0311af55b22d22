import type { CreateEntry, CreateKey } from '../../../domain/create-ledger.ts';
import { REQUEST_TAG } from '../../../domain/create-ledger.ts';
import { Fault } from '../../../domain/fault.ts';
import { type Job, readJobs, secondsSince } from '../../../jobs/job.ts';
import { type KnownJob, madeBy } from '../../../policy/create-once.ts';
import type { ToolContext } from '../../tool.ts';
import { utcSeconds } from '../fields.ts';

const DAY = 86_400_000;
/** How far back jobs of the same name are looked for. */
const WINDOW_DAYS = 90;
const PAGE_SIZE = 100;
const MOST_PAGES = 50;

/**
 * What of a job tells whether it is the same as another, and which create made it.
 * @param now this machine's time
 */
export const knownJob = (job: Job, now: Date): KnownJob => ({
  jobId: job.jobId,
  status: job.status,
  created: job.times.created,
  ageSeconds: secondsSince(job, now).created,
  jobType: job.jobType,
  resourceId: job.resourceId,
  command: job.command,
  tasks: job.tasks,
  requestId: job.tag(REQUEST_TAG),
});

type Scope = Pick<ToolContext, 'call' | 'now'>;

/** The job that has the tag of a create. The cloud's filter alone is no proof: the job itself has to show the tag. */
export async function findByTag({ call, now }: Scope, entry: CreateEntry): Promise<KnownJob | undefined> {
  const answer = await call('ListJobs', {
    WorkspaceId: entry.workspace_id,
    ShowOwn: true,
    Tags: { [REQUEST_TAG]: entry.request_id },
    // The cloud's clock may differ from ours, but not by a day.
    StartTime: utcSeconds(new Date(Date.parse(entry.at) - DAY)),
    PageSize: PAGE_SIZE,
  });
  return madeBy(
    entry,
    readJobs(answer).jobs.map((job) => knownJob(job, now())),
  );
}

/**
 * The caller's jobs of exactly this name in this workspace, created in the last 90 days. The API searches for names
 * that contain it, which can be many, so every page is read.
 * @throws Fault where the search fails or cannot be complete
 */
export async function findByName(
  { call, now }: Scope,
  { workspace_id, display_name }: Pick<CreateKey, 'workspace_id' | 'display_name'>,
): Promise<KnownJob[]> {
  const StartTime = utcSeconds(new Date(now().getTime() - WINDOW_DAYS * DAY));
  const found: KnownJob[] = [];
  for (let page = 1, read = 0; ; page++) {
    const answer = await call('ListJobs', {
      WorkspaceId: workspace_id,
      ShowOwn: true,
      DisplayName: display_name,
      StartTime,
      SortBy: 'GmtCreateTime',
      Order: 'desc',
      PageNumber: page,
      PageSize: PAGE_SIZE,
    });
    const { jobs, total } = readJobs(answer);
    found.push(...jobs.filter(({ name }) => name?.is(display_name)).map((job) => knownJob(job, now())));
    read += jobs.length;
    if (read >= total) return found;
    if (jobs.length === 0 || page === MOST_PAGES) throw incomplete(display_name, read, total);
  }
}

const incomplete = (name: string, read: number, total: number): Fault =>
  new Fault({
    kind: 'refused',
    rule: 'R29',
    message: `Whether a job "${name}" is there already cannot be told: ${total} jobs have this text in their names, and only ${read} of them could be read. Nothing was created.`,
    fix: 'Choose a longer, more specific display_name.',
  });

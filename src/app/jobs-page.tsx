import { DEFAULT_DAYS } from '../domain/default-days.ts';
import type { JobsPageData } from '../tools/app/jobs-listed.ts';
import { Status } from './parts/section.tsx';
import { usePage } from './use-page.ts';
import { useView } from './view.ts';

type Row = JobsPageData['jobs'][number];

/** Rows of a page of the list. */
const PAGE_SIZE = 20;
const DAYS = [1, 7, 30, 90];

/** What the list is asked for; a member of the call that opened the page stays until it is changed here. */
export interface JobsAsk {
  status?: readonly string[];
  days?: number;
  own?: boolean;
  page_number: number;
}

/** `mean 88%, last 90%` as a bar of the mean. */
function Use({ row: { gpu_use = '', idle_now } }: { row: Row }) {
  const [, mean] = /mean ([\d.]+)%/.exec(gpu_use) ?? [];
  return (
    <>
      {mean !== undefined && (
        <i class={idle_now ? 'use bad' : 'use'} aria-hidden="true">
          <i style={{ width: `${Math.min(100, Number(mean))}%` }} />
        </i>
      )}
      {mean === undefined ? gpu_use : `${Math.round(Number(mean))}%`}
    </>
  );
}

function JobsTable({ jobs, onOpen }: { jobs: readonly Row[]; onOpen(jobId: string): void }) {
  const { words } = useView();
  const columns: readonly (readonly [string, (row: Row) => unknown])[] = [
    [words.status, ({ status }) => <Status status={status} />],
    [words.age, ({ age }) => age],
    [words.gpus, ({ gpus }) => gpus],
    [words.gpuUse, (row) => <Use row={row} />],
    [words.idle, ({ idle }) => idle],
    [words.gpuHours, ({ gpu_hours }) => gpu_hours],
    [words.cost, ({ cost }) => cost],
  ];
  const used = columns.filter(
    ([, cell], index) => index < 3 || jobs.some((row) => (index === 3 ? row.gpu_use : cell(row) !== undefined)),
  );
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          {used.map(([title]) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {jobs.map((row) => (
          <tr key={row.job_id}>
            <th scope="row">
              <button type="button" class="link" onClick={() => onOpen(row.job_id)}>
                {row.display_name || row.job_id}
              </button>
            </th>
            {used.map(([title, cell]) => (
              <td key={title} data-title={title}>
                {cell(row) as never}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The list of jobs. */
export function JobsPage({
  ask,
  onAsk,
  onOpen,
}: {
  ask: JobsAsk;
  onAsk(ask: JobsAsk): void;
  onOpen(jobId: string): void;
}) {
  const { words } = useView();
  const { data, error, busy, read } = usePage<JobsPageData>('read_jobs_page', { ...ask });
  const [only] = ask.status ?? [];
  const filters = [
    [undefined, words.all],
    ['live', words.running],
    ['Failed', words.failed],
  ] as const;
  const change = (changes: Partial<JobsAsk>): void => onAsk({ ...ask, page_number: 1, ...changes });
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / PAGE_SIZE));
  return (
    <main aria-busy={busy}>
      <header class="top">
        <div>
          <h1>{words.jobs}</h1>
          {data && (
            <p class="quiet">
              {`${data.jobs.length} ${words.of} ${data.total} · ${data.holding_resources} ${words.holding} · ${data.scope.region} ${data.scope.workspace}`}
            </p>
          )}
        </div>
        <div class="controls">
          {filters.map(([status, title]) => (
            <button
              key={title}
              type="button"
              aria-pressed={only === status}
              onClick={() => change({ status: status === undefined ? undefined : [status] } as Partial<JobsAsk>)}
            >
              {title}
            </button>
          ))}
          <select
            aria-label={words.created}
            value={ask.days ?? ''}
            onChange={({ currentTarget: { value } }) =>
              change({ days: value === '' ? undefined : Number(value) } as Partial<JobsAsk>)
            }
          >
            <option value="">{only === 'live' ? words.anyAge : `${DEFAULT_DAYS} ${words.days}`}</option>
            {[...new Set([...DAYS, ...(ask.days === undefined ? [] : [ask.days])])]
              .filter((days) => only === 'live' || days !== DEFAULT_DAYS || days === ask.days)
              .toSorted((a, b) => a - b)
              .map((days) => (
                <option key={days} value={days}>{`${days} ${words.days}`}</option>
              ))}
          </select>
          <button type="button" disabled={busy} onClick={() => read()}>
            {words.refresh}
          </button>
        </div>
      </header>
      {data?.simulated && <p class="note">{words.simulated}</p>}
      {error && (
        <pre class="panel bad lines wrap" role="alert">
          {error}
        </pre>
      )}
      {data === undefined ? (
        error === undefined && <p class="quiet">{words.loading}</p>
      ) : data.jobs.length === 0 ? (
        <p class="quiet">{words.noJobs}</p>
      ) : (
        <JobsTable jobs={data.jobs} onOpen={onOpen} />
      )}
      {pages > 1 && (
        <nav class="controls">
          <button
            type="button"
            disabled={busy || ask.page_number <= 1}
            onClick={() => onAsk({ ...ask, page_number: ask.page_number - 1 })}
          >
            {words.previous}
          </button>
          <span>{`${ask.page_number} ${words.of} ${pages}`}</span>
          <button
            type="button"
            disabled={busy || ask.page_number >= pages}
            onClick={() => onAsk({ ...ask, page_number: ask.page_number + 1 })}
          >
            {words.next}
          </button>
        </nav>
      )}
      {data?.notes?.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </main>
  );
}

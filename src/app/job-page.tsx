import { useState } from 'preact/hooks';
import type { JobPageData } from '../tools/app/read-job-page.ts';
import { useActions } from './parts/actions.tsx';
import { Chart } from './parts/chart.tsx';
import { Diagnosis } from './parts/diagnosis.tsx';
import { Events, Log, type LogAsk } from './parts/log.tsx';
import { Pods } from './parts/pods.tsx';
import { Facts, Section, Status } from './parts/section.tsx';
import { Timeline } from './parts/timeline.tsx';
import { usePage, useRepeat } from './use-page.ts';
import { timeWords, useView } from './view.ts';

/** Milliseconds between two readings of what changes by itself. */
const EVERY = 20_000;
const CHANGING = ['job', 'gpu', 'loss', 'events', 'log'];

type Job = NonNullable<JobPageData['job']>;

const pairs = (values: Readonly<Record<string, string | number | boolean | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

function Details({ job }: { job: Job }) {
  const { words } = useView();
  const { command } = job.detail ?? {};
  return (
    <Section title={words.details}>
      <Facts
        facts={[
          ['ID', job.job_id],
          [words.type, job.job_type],
          ...job.tasks.map(({ role, pods, resource }) => [role, `${pods ?? '?'} × ${resource ?? '?'}`] as const),
          ...[...new Set(job.tasks.map(({ image }) => image))].map((image) => [words.image, image] as const),
          [words.quota, job.resource_id],
          [words.priority, job.priority],
          [words.restarts, job.restarts === '0/0' ? undefined : job.restarts],
          ...job.data_sources.map((source) => [words.data, pairs(source)] as const),
          [words.code, job.code_source && pairs(job.code_source)],
        ]}
      />
      {command && (
        <details>
          <summary>{words.command}</summary>
          <pre class="lines wrap">{command}</pre>
        </details>
      )}
    </Section>
  );
}

function Cost({ cost }: { cost: NonNullable<JobPageData['cost']> }) {
  const { words } = useView();
  const [row] = cost.rows;
  if (row === undefined) return null;
  return (
    <Section title={words.cost}>
      <p class="figures">
        {[
          [row.cost, words.soFar],
          [row.gpu_hours, words.gpuHours],
          [row.hours, words.hours],
        ]
          .filter(([value]) => value !== undefined)
          .map(([value, name]) => (
            <span key={name}>
              <b>{value}</b> {name}
            </span>
          ))}
      </p>
      <p class="quiet">{row.price}</p>
    </Section>
  );
}

function Curves({ data }: { data: JobPageData }) {
  const { words } = useView();
  const { gpu, loss, lacks } = data;
  const short = (id: string): string => id.replace(`${data.job_id}-`, '');
  return (
    <>
      <Section
        title={words.gpuUse}
        side={gpu && gpu.series > 1 && <span class="quiet">{`${gpu.series} ${words.ofSeries}`}</span>}
      >
        {gpu ? (
          <Chart
            title={words.gpuUse}
            unit="%"
            x="time"
            range={[0, 100]}
            lines={gpu.lines.map((line) => ({ ...line, name: short(line.name) }))}
            band={gpu.band}
          />
        ) : (
          <p class="quiet">{lacks.gpu ?? words.noCurve}</p>
        )}
      </Section>
      <Section title={words.loss} side={loss && <span class="quiet">{short(loss.pod)}</span>}>
        {loss ? (
          <Chart title={words.loss} unit="" x={words[loss.x]} lines={[{ name: words.loss, points: loss.points }]} />
        ) : (
          <p class="quiet">{lacks.loss ?? words.noLoss}</p>
        )}
      </Section>
    </>
  );
}

/** The page of one job. */
export function JobPage({
  jobId,
  onOpen,
  onBack,
}: {
  jobId: string;
  onOpen(jobId: string): void;
  onBack?: (() => void) | undefined;
}) {
  const view = useView();
  const { host, words } = view;
  const [ask, setAsk] = useState<LogAsk>({});
  const [on, setOn] = useState(true);
  const { data, error, busy, read } = usePage<JobPageData>('read_job_page', { job_id: jobId });
  const look = (parts: readonly string[], log: LogAsk = ask): Promise<void> => read({ parts, ...log });
  useRepeat(on && data?.live === true && error === undefined, EVERY, () => look(CHANGING));
  const askLog = (log: LogAsk): void => {
    setAsk(log);
    void look(['log'], log);
  };
  const { buttons, dialogue } = useActions(data, () => void read({ ...ask }), onOpen);
  if (data === undefined)
    return error === undefined ? <p class="quiet">{words.loading}</p> : <pre class="panel bad lines wrap">{error}</pre>;
  const { job, lacks } = data;
  const consoleUrl = job?.console_url;
  const missing = Object.entries(lacks).filter(([part]) => !['gpu', 'loss'].includes(part));
  return (
    <main aria-busy={busy}>
      <header class="top">
        <div>
          {onBack && (
            <button type="button" class="link" onClick={onBack}>
              {`← ${words.back}`}
            </button>
          )}
          <h1>
            {job?.display_name ?? jobId} <Status status={data.status} />
          </h1>
          <p class="quiet">
            {[jobId, job?.job_type, job?.cost, `${words.readAt} ${timeWords(view, data.read_at, job?.times.created)}`]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <div class="controls">
          {buttons}
          {data.live && (
            <button type="button" aria-pressed={on} onClick={() => setOn(!on)}>
              {words.live}
            </button>
          )}
          <button type="button" disabled={busy} onClick={() => read({ ...ask })}>
            {words.refresh}
          </button>
          {consoleUrl && host.capabilities.openLinks && (
            <button type="button" onClick={() => host.openLink(consoleUrl).catch(() => {})}>
              {words.console}
            </button>
          )}
        </div>
      </header>
      {data.simulated && <p class="note">{words.simulated}</p>}
      {error && (
        <pre class="panel bad lines wrap" role="alert">
          {error}
        </pre>
      )}
      {dialogue}
      <div class="cards">
        {job && <Timeline job={job} now={data.read_at} live={data.live} />}
        {data.diagnosis && <Diagnosis diagnosis={data.diagnosis} live={data.live} />}
        <Curves data={data} />
        <Pods data={data} onLog={(pod_id) => askLog({ ...ask, pod_id })} />
        {data.log && <Log data={data} ask={ask} onAsk={askLog} busy={busy} />}
        {data.events && <Events events={data.events} near={job?.times.created} />}
        {job && <Details job={job} />}
        {data.cost && <Cost cost={data.cost} />}
        {missing.length > 0 && (
          <Section title={words.missing}>
            <Facts facts={missing} />
          </Section>
        )}
      </div>
    </main>
  );
}

import type { JobPageData } from '../../tools/app/read-job-page.ts';
import { timeWords, toneOf, useView } from '../view.ts';
import { Scroll, Section, Status } from './section.tsx';

type PodsOfStatus = JobPageData['pods'];

/** Few pods are told apart by their rows alone. */
const LEAST_FOR_GRID = 9;

/** By role and number, so that a pod keeps its place from one reading to the next. */
const inOrder = (a: { name: string }, b: { name: string }): number =>
  a.name.localeCompare(b.name, 'en', { numeric: true });

/** All pods as squares, and how many are in which status. */
function PodGrid({ pods }: { pods: PodsOfStatus }) {
  const all = pods.flatMap(({ status, names }) => names.map((name) => ({ name, status }))).toSorted(inOrder);
  const said = pods.map(({ status, count }) => `${count} ${status}`).join(', ');
  return (
    <>
      <p class="counts">
        {pods.map(({ status, count }) => (
          <span key={status}>
            <b>{count}</b> <Status status={status} />
          </span>
        ))}
      </p>
      {all.length >= LEAST_FOR_GRID && (
        <div class="grid" role="img" aria-label={said}>
          {all.map(({ name, status }) => (
            <i key={name} class={toneOf(status)} title={`${name}: ${status}`} />
          ))}
        </div>
      )}
    </>
  );
}

/** The pods of a job: all of them in short, and those that matter most in rows. */
export function Pods({ data, onLog }: { data: JobPageData; onLog(podId: string): void }) {
  const view = useView();
  const { words } = view;
  const rows = data.job?.pods ?? [];
  const count = data.pods.reduce((sum, each) => sum + each.count, 0);
  const short = (id: string): string => id.replace(`${data.job_id}-`, '');
  const start = data.job?.times.created;
  return (
    <Section
      title={words.pods}
      side={<span class="quiet">{rows.length < count ? `${rows.length} / ${count} ${words.shownOf}` : count}</span>}
      wide
    >
      {count === 0 ? <p class="quiet">{words.noPods}</p> : <PodGrid pods={data.pods} />}
      {rows.length > 0 && (
        <Scroll label={words.pods} tall>
          <table>
            <thead>
              <tr>
                {[words.pod, words.status, words.node, words.started, words.finished].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
                <th />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ pod_id, status, node, started, finished }) => (
                <tr key={pod_id}>
                  <th scope="row">{short(pod_id)}</th>
                  <td>
                    <Status status={status} />
                  </td>
                  <td>{node}</td>
                  <td>{started && timeWords(view, started, start)}</td>
                  <td>{finished && timeWords(view, finished, start)}</td>
                  <td>
                    <button
                      type="button"
                      class="small"
                      onClick={() => onLog(pod_id)}
                      aria-label={`${words.showLog}: ${short(pod_id)}`}
                    >
                      {words.showLog}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Section>
  );
}

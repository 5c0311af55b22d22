import { useEffect, useRef } from 'preact/hooks';
import type { JobPageData } from '../../tools/app/read-job-page.ts';
import { timeWords, useView } from '../view.ts';
import { Scroll, Section } from './section.tsx';

const WRONG = /\b(?:error|exception|traceback|fatal|failed|killed|oom)\b|Error\b|Exception\b/i;

/** What the log of a pod is read by. */
export interface LogAsk {
  pod_id?: string | undefined;
  level?: 'error' | undefined;
}

interface LogProps {
  data: JobPageData;
  ask: LogAsk;
  onAsk(ask: LogAsk): void;
  busy: boolean;
}

/** The end of a pod's log. */
export function Log({ data, ask, onAsk, busy }: LogProps) {
  const { words } = useView();
  const end = useRef<HTMLPreElement>(null);
  const { log, job } = data;
  const lines = log?.lines ?? [];
  const [pod] = log?.pods ?? [];
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [lines.at(-1), lines.length]);
  const ids = [...new Set([...(job?.pods.map(({ pod_id }) => pod_id) ?? []), ...(ask.pod_id ? [ask.pod_id] : [])])];
  const short = (id: string): string => id.replace(`${data.job_id}-`, '');
  return (
    <Section
      title={words.log}
      wide
      side={
        <span class="controls">
          <select
            aria-label={words.pod}
            value={ask.pod_id ?? ''}
            onChange={(event) => onAsk({ ...ask, pod_id: event.currentTarget.value || undefined })}
          >
            <option value="">{words.allLines}</option>
            {ids.map((id) => (
              <option key={id} value={id}>
                {short(id)}
              </option>
            ))}
          </select>
          <label>
            <input
              type="checkbox"
              checked={ask.level === 'error'}
              onChange={(event) => onAsk({ ...ask, level: event.currentTarget.checked ? 'error' : undefined })}
            />
            {words.errorsOnly}
          </label>
        </span>
      }
    >
      {pod && (
        <p class="quiet">
          {[
            short(pod.pod_id),
            pod.found === undefined
              ? `${pod.lines} ${words.of} ${pod.of}${pod.whole ? '' : '+'} ${words.lines}`
              : `${pod.found}`,
            log?.left_out,
            pod.error,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {lines.length === 0 ? (
        <p class="quiet">{log?.note ?? words.noLines}</p>
      ) : (
        <pre
          ref={end}
          class="lines tall"
          role="log"
          aria-label={words.log}
          aria-live="off"
          aria-busy={busy}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          tabIndex={0}
        >
          {lines.map((line, index) => (
            <span key={index} class={WRONG.test(line) ? 'bad' : undefined}>{`${line}\n`}</span>
          ))}
        </pre>
      )}
    </Section>
  );
}

const DATED = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z) (.*)$/s;

/** The newest events of a job, the newest first. */
export function Events({ events, near }: { events: NonNullable<JobPageData['events']>; near: string | undefined }) {
  const view = useView();
  return (
    <Section title={view.words.events} side={<span class="quiet">{events.left_out}</span>} wide>
      {events.events.length === 0 ? (
        <p class="quiet">{view.words.noEvents}</p>
      ) : (
        <Scroll label={view.words.events} tall>
          <ol class="events">
            {events.events.toReversed().map((event, index) => {
              const [, time, text = event] = DATED.exec(event) ?? [];
              return (
                <li key={index}>
                  {time && <time dateTime={time}>{timeWords(view, time, near)}</time>}
                  <span>{text}</span>
                </li>
              );
            })}
          </ol>
        </Scroll>
      )}
    </Section>
  );
}

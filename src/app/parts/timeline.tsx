import { statusSaid } from '../../domain/status-said.ts';
import type { JobPageData } from '../../tools/app/read-job-page.ts';
import { spanWords, timeWords, toneOf, useView } from '../view.ts';
import { Section } from './section.tsx';

type Job = NonNullable<JobPageData['job']>;
interface Step {
  status: string;
  start: number;
  end: number;
  open: boolean;
}

const at = (iso: string | undefined): number => Date.parse(iso ?? '');

/** What a job went through. A status without a start is left out; one without an end lasts until the next, or now. */
export function stepsOf({ detail }: Pick<Job, 'detail'>, now: string): Step[] {
  const known = (detail?.status_history ?? []).filter(({ status, start }) => status && !Number.isNaN(at(start)));
  return known.map(({ status = '', start, end }, index) => {
    const next = at(known[index + 1]?.start);
    const until = Number.isNaN(at(end)) ? (Number.isNaN(next) ? at(now) : next) : at(end);
    return { status, start: at(start), end: Math.max(at(start), until), open: index === known.length - 1 };
  });
}

/** The statuses of a job as a bar, and as a list with times. */
export function Timeline({ job, now, live }: { job: Job; now: string; live: boolean }) {
  const view = useView();
  const steps = stepsOf(job, now);
  if (steps.length === 0) return null;
  const first = new Date(steps[0]?.start ?? 0).toISOString();
  return (
    <Section title={view.words.timeline} wide>
      <div class="bar" aria-hidden="true">
        {steps.map(({ status, start, end, open }) => (
          // A job that is over stays what it became: that has no length.
          <i
            key={start}
            class={toneOf(status)}
            style={{ flexGrow: open && !live ? 0 : Math.max(1, end - start) }}
            title={status}
          />
        ))}
      </div>
      <ol class="steps">
        {steps.map(({ status, start, end, open }) => (
          <li key={start}>
            <i class={`dot ${toneOf(status)}`} />
            <b>{statusSaid(status)[view.language]}</b>
            <span>
              {timeWords(view, new Date(start).toISOString(), start === steps[0]?.start ? undefined : first)}
              {open && !live ? '' : ` · ${spanWords(view, (end - start) / 1000)}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

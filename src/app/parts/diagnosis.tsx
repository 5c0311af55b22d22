import type { JobPageData } from '../../tools/app/read-job-page.ts';
import { useView } from '../view.ts';
import { RESTART_SAID } from '../words.ts';
import { Facts, Section } from './section.tsx';

/** Why a job failed, waits or hangs, and the lines that show it. */
export function Diagnosis({ diagnosis, live }: { diagnosis: NonNullable<JobPageData['diagnosis']>; live: boolean }) {
  const { words, language } = useView();
  const { category, summary, remedy, evidence, known, not_known } = diagnosis;
  const again = remedy && (RESTART_SAID[language][remedy.restart] ?? remedy.restart);
  return (
    <Section title={words.diagnosis} side={<code>{category}</code>} wide>
      <p class="lead">{summary}</p>
      {remedy && (
        <Facts
          facts={[
            [words.todo, remedy.does],
            // A job that waits or runs does not have to be started again to go on.
            [words.restart, live && remedy.restart === 'same_again' ? undefined : again],
          ]}
        />
      )}
      {evidence.length > 0 && (
        <details open={category !== 'healthy'}>
          <summary>{words.evidence}</summary>
          <pre class="lines">{evidence.map(({ source, pod, text }) => `${pod ?? source}  ${text}`).join('\n')}</pre>
        </details>
      )}
      {known.length + not_known.length > 0 && (
        <details>
          <summary>{`${words.known}, ${words.notKnown}`}</summary>
          <Facts
            facts={[
              [words.known, known.join(' ')],
              [words.notKnown, not_known.join(' ')],
            ]}
          />
        </details>
      )}
    </Section>
  );
}

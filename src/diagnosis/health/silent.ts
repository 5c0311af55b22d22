import { durationWords } from '../../domain/duration.ts';
import { CAUSES } from '../causes/all.ts';
import { findingOf, firstMatch } from '../causes/cause.ts';
import { NETWORK_BETWEEN } from '../causes/remedies.ts';
import { isNoise, type LogLine } from '../lines.ts';
import { isBelowKernel } from './last-line.ts';
import { form } from './no-work.ts';
import { about, evidenceOf, type Observed, type Symptom, unexplained } from './symptom.ts';

/** Of lines that differ in numbers alone the newest: it says how far the job came. */
const newestOfEach = (lines: readonly LogLine[]): LogLine[] =>
  lines.filter((line, at) => !lines.slice(at + 1).some((later) => form(later.body) === form(line.body)));

/** What a job that has fallen silent was doing, by its last lines. */
export function silentSymptom(
  lines: readonly LogLine[],
  texts: readonly string[],
  { pod, silentSeconds, flow }: Observed,
): Symptom[] {
  if (flow !== 'hang' && flow !== 'init_hang' && flow !== 'deadlock') return [];
  const last = lines.filter(({ body }) => /[\p{L}\d]/u.test(body) && !isNoise(body) && !isBelowKernel(body)).slice(-6);
  const told = last.toReversed().flatMap(({ body, index }) => {
    const cause = firstMatch(CAUSES, 'standstill', body);
    return cause ? [{ cause, body, index }] : [];
  });
  // Of lines of one cause the one that names what it is about.
  const known =
    told.find(({ cause, body }) => cause === told[0]?.cause && findingOf(cause, body).thing !== undefined) ?? told[0];
  const silence = `the log has been silent for at least ${durationWords(silentSeconds)}`;
  const tail = newestOfEach(last)
    .slice(-3)
    .map(({ index }) => texts[index] ?? '');
  if (flow === 'deadlock') {
    const says =
      'communication deadlock: the last word of the log is of a collective operation that stalls or timed out (NCCL watchdog)';
    const finding = known && {
      ...findingOf(known.cause, known.body),
      evidence: evidenceOf(pod, [texts[known.index] ?? '']),
    };
    return [
      { area: 'hang', level: 'critical', says: finding ? `${says}; ${about(finding)}` : says, lines: tail, finding },
    ];
  }
  if (flow === 'init_hang' && known?.cause.category !== 'nccl_timeout')
    return [
      {
        area: 'hang',
        level: 'critical',
        says: `suspected hang of the initialisation: the last lines are of the set-up of the communication (NCCL), and ${silence}`,
        lines: tail,
        finding: {
          rule: 'init_silence',
          category: 'nccl_timeout',
          directness: 'indirect',
          role: 'cause',
          says: `suspected hang while the ranks find each other: the log ends with that, and ${silence}`,
          remedy: NETWORK_BETWEEN,
          evidence: evidenceOf(pod, tail),
        },
      },
    ];
  const says = `suspected hang: ${silence}`;
  const shown = known ? [texts[known.index] ?? '', ...tail.slice(-1)] : tail;
  return [
    {
      area: 'hang',
      level: 'critical',
      says: known ? `${says}; ${known.cause.says}` : says,
      lines: shown,
      finding: known
        ? {
            ...findingOf(known.cause, known.body),
            says: `${says}; ${known.cause.says}`,
            evidence: evidenceOf(pod, shown),
          }
        : unexplained('silent', `${says}, and nothing that was read says why`, evidenceOf(pod, tail)),
    },
  ];
}

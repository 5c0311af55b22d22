import { brief } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import { hourlyWords, priceOfAll } from '../domain/prices.ts';
import { type Check, refusalOf } from './checks.ts';
import { warningLines } from './create-job.ts';
import {
  carriedLines,
  detailLines,
  endWords,
  identityLine,
  type SummaryFacts,
  unusualLines,
} from './create-summary.ts';
import { confirm, type Decision, refuse } from './decision.ts';
import { type Varying, variesWords } from './varying.ts';

/** One job of several that are to be created together. */
export interface Candidate {
  job: JobDraft;
  checks: readonly Check[];
  facts: SummaryFacts;
}

export interface SweepFacts {
  /** `12 pods: 96 GPUs, ...` over all of them. */
  totals: string;
  /** What differs among them; a row for each candidate. */
  varying: Varying;
  /** Digest of all requests: of what nobody is shown the yes still has to be to the same. */
  fingerprint: string;
  /** Jobs of the call that are there already, or may be, and are not made. */
  left: number;
}

/** Characters of all lines on what differs. With the consequence and the warnings they fit into a question. */
const TABLE = 1200;
/** Characters of a name among them. */
const NAME = 28;

const distinct = (lines: readonly string[]): string[] => [...new Set(lines)];

/** Where all run. They are of one workspace and region. */
const place = (jobs: readonly JobDraft[]): string => {
  const quotas = distinct(jobs.map(({ resource_id }) => resource_id ?? ''));
  if (quotas.length > 1) return 'on resources that differ among them';
  return quotas[0] === '' ? 'on public pay-as-you-go resources' : `of quota ${quotas[0]}`;
};

/**
 * Whether several jobs may be created together. Failed checks refuse all of them, each reason told once with the jobs that it is
 * about. Otherwise a person is asked once, and reads the sum and what differs.
 */
export function decideCreates(candidates: readonly Candidate[], sweep: SweepFacts): Decision {
  const refused = refusedOnes(candidates);
  if (refused !== undefined) return refused;
  const [first] = candidates;
  if (first === undefined) throw new Error('nothing is to be created');
  const jobs = candidates.map(({ job }) => job);
  const price = priceOfAll(candidates.map(({ facts }) => facts.price));
  const names = jobs.map(({ display_name }) => display_name);
  const ends = distinct(jobs.flatMap(endWords));
  const endless = distinct(
    candidates.flatMap(({ checks }) =>
      checks.flatMap((check) => (check.rule === 'R25' && check.result === 'warning' ? [check.says] : [])),
    ),
  );
  const width = Math.max(2 * NAME, Math.min(200, Math.floor(TABLE / candidates.length)));
  return confirm({
    rule: 'R25',
    label: `Yes, create ${candidates.length === 1 ? 'this job' : `these ${candidates.length} jobs`}`,
    question: {
      consequence: [
        `Create ${count(candidates.length, 'job')}? Together they take ${sweep.totals}, ${place(jobs)}${price?.known ? `, ${hourlyWords(price)}` : ''}.`,
        ...(ends.length === 1 && endless.length === 0
          ? [ends[0]?.replace('It is', 'Each is') ?? '']
          : ends.length > 0
            ? ['They may run for different times; see below.']
            : []),
        ...endless,
      ],
      warnings: distinct([
        ...candidates.flatMap(({ facts }) => carriedLines(facts)),
        ...jobs.flatMap(unusualLines),
        ...warningLines(candidates.flatMap(({ checks }) => checks.filter(({ rule }) => rule !== 'R25'))),
      ]),
      identity: `${identityLine(first.job, first.facts)}${names.length > 1 ? ` and ${count(names.length - 1, 'more')}` : ''}`,
      details: [
        ...(sweep.left > 0 ? [`Not made, as they are there already or may be: ${sweep.left}.`] : []),
        ...jobs.map(
          (job, at) =>
            `${brief(job.display_name, NAME)}: ${variesWords(sweep.varying, sweep.varying.rows[at] ?? [], width - NAME)}`,
        ),
        'All have, but for that:',
        ...detailLines(first.job, first.facts),
      ],
    },
    more: { jobs: sweep.fingerprint, names: names.join(' ') },
  });
}

/** The refusals of all, each reason once, with the jobs that it is about. */
function refusedOnes(candidates: readonly Candidate[]): Decision | undefined {
  const reasons = new Map<string, { rule: string; fix: string; names: string[]; valid: readonly string[] }>();
  for (const { job, checks } of candidates) {
    const refusal = refusalOf(checks);
    if (refusal === undefined) continue;
    const known = reasons.get(refusal.reason);
    const names = [...(known?.names ?? []), job.display_name];
    reasons.set(refusal.reason, { rule: refusal.rule, fix: refusal.fix, names, valid: refusal.valid ?? [] });
  }
  if (reasons.size === 0) return undefined;
  const all = [...reasons];
  const words = all.map(([reason, { names }]) =>
    names.length === candidates.length
      ? reason
      : `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}: ${reason}`,
  );
  const valid = distinct(all.flatMap(([, each]) => each.valid));
  const causes = candidates.map(({ checks }) => refusalOf(checks)).filter((each) => each !== undefined);
  const refusal = refuse(
    distinct(all.flatMap(([, { rule }]) => rule.split(', '))).join(', '),
    words.join(' '),
    distinct(all.map(([, { fix }]) => fix)).join(' '),
    valid.length > 0 ? valid : undefined,
  );
  const cause = causes.every((each) => each.cause !== undefined) ? causes[0]?.cause : undefined;
  return cause === undefined ? refusal : { ...refusal, cause };
}

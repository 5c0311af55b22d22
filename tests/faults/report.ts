import pc from 'picocolors';
import { violationsOf } from './campaign.ts';
import type { Report } from './run.ts';
import { inWords } from './scenario.ts';

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** A scenario with what was answered, what the cloud saw (`verbose`), and what was wrong. */
export function storyOf({ scenario, told, killed, requests, violations }: Report, verbose = false): string {
  return [
    inWords(scenario),
    ...(killed === undefined ? [] : [`  killed: ${killed}`]),
    ...told.map(
      ({ round, process, outcome, text }) =>
        `  round ${round}, ${process}: ${outcome}: ${verbose ? text.replaceAll('\n', '\n    ') : firstLine(text)}`,
    ),
    ...(verbose ? ['  requests:', ...requests.map(requestLine)] : []),
    ...violations.map(({ kind, what }) => `  ${pc.red(kind)}: ${what}`),
  ].join('\n');
}

const requestLine = ({ action, status, committed, jobId, fault }: Report['requests'][number]): string =>
  `    ${action} ${status || 'no answer'}${committed ? ` committed ${jobId}` : ''}${fault ? ` [${fault}]` : ''}`;

/** How often something occurred, by name. */
export function tally(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Names of the faults that were really met, and of the kills, once per scenario. */
export const met = ({ applied, killed }: Report): string[] => [
  ...Object.keys(applied).filter((name) => (applied[name] ?? 0) > 0),
  ...(killed === undefined ? [] : [`SIGKILL: ${killed}`]),
];

const stageOf = (name: string): string => (name.startsWith('SIGKILL') ? name : name.slice(0, name.indexOf(':')));

/** Stages by first answers, then the sums. */
export function summary(reports: readonly Report[]): string {
  const rows = reports.flatMap((report) =>
    [...new Set(met(report).map(stageOf))].map((stage) => ({ stage, outcome: report.told[0]?.outcome ?? 'none' })),
  );
  const outcomes = [...new Set(rows.map(({ outcome }) => outcome))].sort();
  const stages = [...new Set(rows.map(({ stage }) => stage))].sort();
  const cell = (stage: string, outcome: string): string =>
    String(rows.filter((row) => row.stage === stage && row.outcome === outcome).length).padStart(outcome.length);
  const line = (head: string, cells: readonly string[]): string => [head.padEnd(32), ...cells].join('  ');
  return [
    line('hit by (first answer below)', outcomes),
    ...stages.map((stage) =>
      line(
        stage,
        outcomes.map((outcome) => cell(stage, outcome)),
      ),
    ),
    `${reports.length} scenarios, ${reports.filter(({ killed }) => killed).length} of them with SIGKILL: duplicates ${
      violationsOf(reports, 'duplicate').length
    }, misreported ${violationsOf(reports, 'misreported').length}`,
  ].join('\n');
}

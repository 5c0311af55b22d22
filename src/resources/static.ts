import { JOB_STATUS } from '../domain/job-status.ts';
import { ALL, CORE, isIn, TOOLSETS } from '../domain/toolsets.ts';
import { type PolicyTool, ramPolicy } from '../policy/ram-policy.ts';
import { POLICY_RULES } from '../policy/rules.ts';
import type { StaticResource } from './resource.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const markdownTable = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(headers), row(headers.map(() => '---')), ...rows.map(row)].join('\n');

const yes = (value: boolean): string => (value ? 'yes' : 'no');

const ruleTable = (): string =>
  markdownTable(
    ['rule', 'what holds'],
    POLICY_RULES.map(({ id, text }) => [id, text]),
  );

const lifecycle = (): string =>
  [
    markdownTable(
      ['status', 'phase', 'can be stopped', 'priority can change', 'normally next'],
      Object.entries(JOB_STATUS).map(([status, { phase, stoppable, priorityWindow, next }]) => [
        status,
        phase,
        yes(stoppable),
        yes(priorityWindow),
        next,
      ]),
    ),
    '',
    'live: may still change and holds or waits for resources. reserving: finished work that still holds resources.',
    'terminal: over. A priority changes only for a job on a quota. An undocumented status counts as live.',
  ].join('\n');

function policyResource(
  slug: string,
  title: string,
  description: string,
  covers: (tool: PolicyTool) => boolean,
): StaticResource {
  return {
    uri: `pai-dlc://reference/ram-policy/${slug}`,
    name: `ram_policy_${slug.replaceAll('-', '_')}`,
    title,
    description: `${description} Two statements: the official spelling of the actions, and the one of the vendor's agent skill.`,
    mimeType: 'application/json',
    text: async ({ tools, operations }) => JSON.stringify(ramPolicy(tools.filter(covers), await operations()), null, 2),
  };
}

/** The resources about the server itself, in the order `resources/list` shows them. */
export const staticResources = (): readonly StaticResource[] => [
  {
    uri: 'pai-dlc://reference/rules',
    name: 'rules',
    title: 'Rules of the policy',
    description: 'Every rule that the server holds calls to; a refusal names its rule.',
    mimeType: 'text/markdown',
    text: ruleTable,
  },
  {
    uri: 'pai-dlc://reference/job-lifecycle',
    name: 'job_lifecycle',
    title: 'Life of a job',
    description: 'Every status: its phase, what normally comes next, where a stop or a new priority is possible.',
    mimeType: 'text/markdown',
    text: lifecycle,
  },
  policyResource(
    'read-only',
    'RAM policy: read only',
    'Least RAM policy for a server that only reads (--read-only).',
    (tool) => tool.effect === 'read',
  ),
  policyResource('read-write', 'RAM policy: everything', `Least RAM policy for --toolsets ${ALL}.`, (tool) =>
    isIn(tool, ALL),
  ),
  ...[CORE, ...TOOLSETS].map((toolset) =>
    policyResource(
      `toolset-${toolset}`,
      `RAM policy: toolset ${toolset}`,
      `Least RAM policy for --toolsets ${toolset}.`,
      (tool) => isIn(tool, toolset),
    ),
  ),
];

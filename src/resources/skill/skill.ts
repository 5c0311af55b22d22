import { firstOffered, type Offers } from '../../advice/offered.ts';
import { JOB_STATUS } from '../../domain/job-status.ts';
import { OUTCOMES } from '../../domain/wait-endings.ts';
import { POLICY_RULES } from '../../policy/rules.ts';
import { course, habits, type If, SKILL_DESCRIPTION, SKILL_NAME } from './body.ts';
import { QUESTIONS } from './questions.ts';

/** A tool as the skill tells of it. */
export interface SkillTool {
  name: string;
  description: string;
  toolset: string;
  core?: true | undefined;
  effect: string;
}

export interface SkillFacts {
  tools: readonly SkillTool[];
  /** Nothing else is named. */
  offers: Offers;
  /** How the program is started in a shell, for `wait`; `undefined` where a shell could not reach the same cloud. */
  program: string | undefined;
  /** Whether every tool counts as switched on; else those that are off by default are marked. */
  allOn: boolean;
}

const table = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headers, headers.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What answers each question, without those whose tools are off. */
function questions({ offers }: SkillFacts): string {
  return QUESTIONS.flatMap(([stage, rows]) => {
    const shown = rows.filter(([, answer]) => firstOffered([answer], offers) !== undefined);
    return shown.length === 0 ? [] : [`### ${stage}\n\n${table(['the user asks', 'what answers'], shown)}`];
  }).join('\n\n');
}

function waiting(program: string): string {
  return [
    'A tool call waits for minutes. For hours, start this in the background of a shell, where you have one:',
    '',
    '```sh',
    `${program} wait JOB_ID --region REGION`,
    '```',
    '',
    'It needs no model while it waits. Its last line says the outcome, and its exit code too:',
    '',
    table(
      ['exit code', 'outcome'],
      Object.values(OUTCOMES).map(([code, meaning]) => [String(code), meaning.en]),
    ),
    '',
    '`--until Running`, `--log-pattern REGEX`, `--timeout 2h` and several ids are possible. The shell needs credentials of its own: 7 says that it has',
    'none; then wait with the tool.',
  ].join('\n');
}

const EFFECTS: Readonly<Record<string, string>> = {
  read: 'reads',
  write: 'changes',
  costly: 'costs money: a person is asked',
  billed: 'costs money: a person is asked',
  destructive: 'loses something: a person is asked',
  grants_access: 'gives access: a person is asked',
};

function toolTable({ tools, offers, allOn }: SkillFacts): string {
  const shown = tools.filter(({ name }) => offers(name));
  const toolsets = [...new Set(shown.map(({ toolset }) => toolset))];
  return toolsets
    .map((toolset) => {
      const rows = shown
        .filter((tool) => tool.toolset === toolset)
        .map(({ name, description, effect, core }) => [
          `\`${name}\`${core || allOn ? '' : ' (off by default)'}`,
          cell(description),
          EFFECTS[effect] ?? effect,
        ]);
      return `## ${toolset}\n\n${table(['tool', 'what it is for', 'what it does'], rows)}`;
    })
    .join('\n\n');
}

const statuses = (): string =>
  table(
    ['status', 'phase', 'normally next'],
    Object.entries(JOB_STATUS).map(([status, { phase, next }]) => [status, phase, next]),
  );

/**
 * The files of the skill, by their paths below its folder. Tool descriptions
 * have to be in the words of `offers` already.
 */
export function skillFiles(facts: SkillFacts): Readonly<Record<string, string>> {
  const say: If = (words, otherwise = '') => firstOffered([words], facts.offers) ?? otherwise;
  const list = (items: readonly string[]): string =>
    items.map((item, index) => `${index + 1}. ${item.trim().replace(/ {2,}/g, ' ')}`).join('\n');
  const skill = [
    `---\nname: ${SKILL_NAME}\ndescription: ${JSON.stringify(SKILL_DESCRIPTION)}\n---`,
    '# Training jobs on PAI-DLC',
    'The tools are those of the MCP server pai-dlc-mcp; some hosts put its name in front of theirs. Where none of them is there, the server is not connected: say so, and try nothing else.',
    `## Always\n\n${list(habits(say))}`,
    `## From the wish to the end\n\n${list(course(say))}`,
    `## Which tool answers\n\n${questions(facts)}`,
    ...(facts.program === undefined ? [] : [`## Waiting for hours\n\n${waiting(facts.program)}`]),
    '## More\n\n- [references/tools.md](references/tools.md): every tool, what it is for, and whether a person is asked\n- [references/rules.md](references/rules.md): the numbered rules that a refusal names, and the statuses of a job',
  ].join('\n\n');
  const rules = table(
    ['rule', 'what holds'],
    POLICY_RULES.map(({ id, text }) => [id, cell(text)]),
  );
  return {
    'SKILL.md': `${skill}\n`,
    'references/tools.md': `# Tools\n\n${toolTable(facts)}\n`,
    'references/rules.md': `# Rules\n\nA refusal names its rule. No call gets around one.\n\n${rules}\n\n# Statuses\n\n${statuses()}\n`,
  };
}

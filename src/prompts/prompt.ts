import { firstOffered, type Offers } from '../advice/offered.ts';

/** An argument of a prompt. `region`, `workspace_id`, `job_id` and `pod_id` are checked and completed by name. */
export interface PromptArgument {
  name: string;
  description: string;
  required: boolean;
}

/**
 * One instruction of a prompt, or wordings of it, best first. Tools stand in backticks, arguments in braces. The first
 * wording is taken whose tools are all offered; where there is none, the step is left out.
 */
type Words = string | readonly string[];

/** A read that the server makes itself, so that the answer stands in the prompt and not the advice to look. */
export interface Fetch {
  /** Tools that tell it, best first: the first that is offered is called. Arguments of the prompt stand in braces. */
  reads: readonly { tool: string; args: Readonly<Record<string, unknown>> }[];
  /** What to do with the answer, which follows the steps; `{tool}` is the one that gave it. */
  answered: string;
  /** What to do where nothing was read. */
  otherwise: Words;
}

export type Step = Words | Fetch;

/** A prompt as plain data. It holds no text from the cloud; what is read for it is put beside it. */
export interface Prompt {
  name: string;
  title: string;
  description: string;
  arguments: readonly PromptArgument[];
  /** Offered where one of these tools is. */
  needs: readonly string[];
  /** The task in one sentence, without tools. */
  task: string;
  steps: readonly Step[];
}

/** Whether a prompt makes sense with the offered tools. */
export const isOffered = ({ needs }: Prompt, offers: Offers): boolean => needs.some((tool) => offers(tool));

export const isFetch = (step: Step): step is Fetch => typeof step === 'object' && 'reads' in step;

/** What is read for a step, with the arguments filled in; `undefined` where no tool for it is offered. */
export function readOf(
  { reads }: Fetch,
  offers: Offers,
  values: Readonly<Record<string, string>>,
): { tool: string; args: Record<string, unknown> } | undefined {
  const read = reads.find(({ tool }) => offers(tool));
  if (read === undefined) return undefined;
  const filled = Object.entries(read.args).map(
    ([name, value]) => [name, typeof value === 'string' ? fill(value, values) : value] as const,
  );
  return { tool: read.tool, args: Object.fromEntries(filled) };
}

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);

/**
 * The text of a prompt for the tools that are offered.
 * @param values the arguments that were given, by name, checked before
 * @param fetched the steps for which an answer was read, with the tool that gave it
 */
export function renderPrompt(
  { task, steps, arguments: known }: Prompt,
  offers: Offers,
  values: Readonly<Record<string, string>>,
  fetched: ReadonlyMap<Step, string> = new Map(),
): string {
  const wordings = steps.flatMap((step) => {
    const tool = fetched.get(step);
    if (isFetch(step) && tool !== undefined) return step.answered.replaceAll('{tool}', tool);
    const words = isFetch(step) ? step.otherwise : step;
    return firstOffered(typeof words === 'string' ? [words] : words, offers) ?? [];
  });
  const given = known.filter(({ name }) => values[name] !== undefined).map(({ name }) => `${name}: ${values[name]}`);
  return [
    task,
    ...(given.length === 0 ? [] : ['', 'Given:', ...given.map((line) => `- ${line}`)]),
    '',
    ...wordings.map((wording, index) => `${index + 1}. ${fill(wording, values)}`),
  ].join('\n');
}

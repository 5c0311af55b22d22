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
export type Step = string | readonly string[];

/** A prompt as plain data. It holds no text from the cloud. */
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

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);

/**
 * The text of a prompt for the tools that are offered.
 * @param values the arguments that were given, by name, checked before
 */
export function renderPrompt(
  { task, steps, arguments: known }: Prompt,
  offers: Offers,
  values: Readonly<Record<string, string>>,
): string {
  const wordings = steps.flatMap((step) => firstOffered(typeof step === 'string' ? [step] : step, offers) ?? []);
  const given = known.filter(({ name }) => values[name] !== undefined).map(({ name }) => `${name}: ${values[name]}`);
  return [
    task,
    ...(given.length === 0 ? [] : ['', 'Given:', ...given.map((line) => `- ${line}`)]),
    '',
    ...wordings.map((wording, index) => `${index + 1}. ${fill(wording, values)}`),
  ].join('\n');
}

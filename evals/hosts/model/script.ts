import { fullNameIn, isNamed, type OfferedTool, type Prompt } from './dialect.ts';

/** A call of a tool of the server, by the server's own name for it. */
export interface Step {
  tool: string;
  args: Readonly<Record<string, unknown>>;
}

/** A call that was made of what a host offers. */
export interface Made {
  tool: OfferedTool;
  args: Readonly<Record<string, unknown>>;
  /** Index of the step in the script; none of a search for deferred tools. */
  step?: number;
}

/** What comes next: a call, the end of the script, or its end because a tool is not to be had. */
export type Move = Made | { done: true } | { missing: string };

/** Tools with which a host lets a model find tools that it holds back, and call one that it did not list. */
const SEARCH = /^tool_?search$/i;
const CALLER = /^tool_?call$/i;

/** The name of a tool that a host holds back, as it tells the model; else the tool's own name. */
const fullName = (tool: string, { instructions, said, results }: Prompt): string =>
  fullNameIn([instructions, said, ...results], tool) ?? tool;

/** The next call of a script, made with what the host offers. */
export function nextMove(script: readonly Step[], made: readonly Made[], prompt: Prompt): Move {
  const { tools } = prompt;
  const at = made.filter(({ step }) => step !== undefined).length;
  const step = script[at];
  if (step === undefined) return { done: true };
  const tool = tools.find(({ name }) => isNamed(name, step.tool));
  if (tool) return { tool, args: step.args, step: at };

  const searched = made.some((each) => each.step === undefined);
  const search = tools.find(({ name }) => SEARCH.test(name));
  const names = [...new Set(script.map((each) => each.tool))].map((name) => fullName(name, prompt));
  if (search && !searched) return { tool: search, args: { query: `select:${names.join(',')}` } };
  const caller = tools.find(({ name }) => CALLER.test(name));
  if (caller) return { tool: caller, args: { name: fullName(step.tool, prompt), arguments: step.args }, step: at };
  return { missing: step.tool };
}

import {
  type GetPromptResult,
  type ListPromptsResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { Fault } from '../domain/fault.ts';
import { JOB_ID, POD_ID, WORKSPACE_ID } from '../domain/identifiers.ts';
import { nearest } from '../domain/nearest.ts';
import { prompts } from '../prompts/all.ts';
import { SCOPE_ARGUMENTS } from '../prompts/arguments.ts';
import { isOffered, type Prompt, renderPrompt } from '../prompts/prompt.ts';
import { cleanLine } from '../shaping/clean.ts';
import type { OfferedTool } from './advertise.ts';
import { offersOf } from './offers.ts';
import { errorText } from './results.ts';
import type { Runtime } from './runtime.ts';
import { withinScope } from './scope.ts';

type Values = Readonly<Record<string, string>>;

export interface Prompts {
  list(): ListPromptsResult;
  get(name: string, values: Values): GetPromptResult;
  /** The prompt of this name. @throws ProtocolError where none of that name is offered */
  find(name: string): Prompt;
}

/** Characters of a free text, such as what to train. It becomes a part of the prompt, so it is bounded. */
const MAX_TEXT = 1000;

const FORMS: Readonly<Record<string, { form: RegExp; right: string }>> = {
  region: { form: /^[a-z0-9-]{1,64}$/, right: 'a region id such as cn-hangzhou' },
  workspace_id: { form: WORKSPACE_ID, right: 'a workspace id such as 123456' },
  job_id: { form: JOB_ID, right: 'a job id such as dlc1xjcumbfm7aai' },
  pod_id: { form: POD_ID, right: 'a pod id such as dlc1xjcumbfm7aai-master-0' },
};

const invalid = (message: string, fix: string): Fault => new Fault({ kind: 'invalid_input', message, fix });

function checkValue(name: string, value: string): void {
  const { form, right } = FORMS[name] ?? { form: /\S/, right: 'a text' };
  if (!form.test(value))
    throw invalid(`${name} "${cleanLine(value, 60)}" is not ${right}.`, `Pass ${name} as ${right}.`);
}

/** The checked arguments of a prompt. Empty ones count as not given: clients send an empty field so. @throws Fault */
function checked(prompt: Prompt, given: Readonly<Record<string, unknown>>): Values {
  const known = prompt.arguments.map(({ name }) => name);
  const values = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === '' ? [] : [[name, String(value)]])),
  );
  const strange = Object.keys(values).find((name) => !known.includes(name));
  if (strange !== undefined)
    throw invalid(
      `${prompt.name} has no argument "${cleanLine(strange, 60)}".`,
      known.length === 0 ? 'Leave it out.' : `Its arguments: ${known.join(', ')}.`,
    );
  const missing = prompt.arguments.find(({ name, required }) => required && values[name] === undefined);
  if (missing !== undefined)
    throw invalid(`${missing.name} is missing.`, `Pass ${missing.name}: ${missing.description}.`);
  for (const [name, value] of Object.entries(values)) checkValue(name, value);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanLine(value, MAX_TEXT)]));
}

/** Turns a Fault into a protocol error with the same words: prompts have no `isError` as tools have. */
function orProtocolError<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, errorText(thrown.details));
  }
}

/** The prompts that go with the offered tools. They read nothing from the cloud. */
export function createPrompts(tools: readonly OfferedTool[], { scope }: Pick<Runtime, 'scope'>): Prompts {
  const offers = offersOf(tools.map(({ tool }) => tool.name));
  const locked = (name: string): boolean => Boolean(scope.locked) && SCOPE_ARGUMENTS.some((each) => each.name === name);
  const shown = prompts
    .filter((prompt) => isOffered(prompt, offers))
    .map((prompt) => ({ ...prompt, arguments: prompt.arguments.filter(({ name }) => !locked(name)) }));

  const find = (name: string): Prompt => {
    const prompt = shown.find((each) => each.name === name);
    if (prompt !== undefined) return prompt;
    const names = shown.map((each) => each.name);
    const best = nearest(name, names);
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `Unknown prompt "${cleanLine(name, 60)}".${best === undefined ? '' : ` Did you mean "${best}"?`} Offered: ${names.join(', ')}.`,
    );
  };

  return {
    list: () => ({
      prompts: shown.map(({ name, title, description, arguments: args }) => ({
        name,
        title,
        description,
        arguments: [...args],
      })),
    }),
    get(name, values) {
      const prompt = find(name);
      const text = orProtocolError(() => renderPrompt(prompt, offers, checked(prompt, withinScope(values, scope))));
      return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] };
    },
    find,
  };
}

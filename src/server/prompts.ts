import {
  type GetPromptResult,
  type ListPromptsResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import type { Offers } from '../advice/offered.ts';
import { Fault } from '../domain/fault.ts';
import { idWithin } from '../domain/id-within.ts';
import { JOB_ID, POD_ID, WORKSPACE_ID } from '../domain/identifiers.ts';
import { nearest } from '../domain/nearest.ts';
import { prompts } from '../prompts/all.ts';
import { SCOPE_ARGUMENTS } from '../prompts/arguments.ts';
import { isFetch, isOffered, type Prompt, readOf, renderPrompt, type Step } from '../prompts/prompt.ts';
import { cleanLine } from '../shaping/clean.ts';
import type { OfferedTool } from './advertise.ts';
import type { Caller } from './client.ts';
import { withSignal } from './confirm/channel.ts';
import { offersOf } from './offers.ts';
import { errorText, textsOf } from './results.ts';
import { readThrough } from './run-tool.ts';
import type { Runtime } from './runtime.ts';
import { withinScope } from './scope.ts';

type Values = Readonly<Record<string, string>>;

export interface Prompts {
  list(): ListPromptsResult;
  get(name: string, values: Values, caller: Caller): Promise<GetPromptResult>;
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
  if (form.test(value)) return;
  const held = idWithin(value, form, name);
  throw invalid(
    `${name} "${cleanLine(value, 60)}" is not ${right}.`,
    `Pass ${name} as ${held === undefined ? right : `${held}, the id within it`}.`,
  );
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

/** Milliseconds for what a prompt reads: a person has chosen it and waits. */
const FETCH_MS = 20_000;

/** What was read for a prompt: the steps that an answer stands for, and the messages that hold the answers. */
interface Fetched {
  steps: ReadonlyMap<Step, string>;
  texts: readonly string[];
}

/**
 * Reads what the steps of a prompt are about, through the pipeline of calls. A read that fails takes nothing from the
 * prompt, which says then what to call; its error is shown, unless it is only that the prompt names too little for it.
 */
async function fetchFor(
  prompt: Prompt,
  values: Values,
  { tools, offers, runtime }: { tools: readonly OfferedTool[]; offers: Offers; runtime: Runtime },
  caller: Caller,
): Promise<Fetched> {
  const { region, workspace_id } = values;
  const signal = AbortSignal.any([caller.ctx.mcpReq.signal, AbortSignal.timeout(FETCH_MS)]);
  const read = async (step: Step): Promise<{ step: Step; tool?: string; text?: string }> => {
    const found = isFetch(step) ? readOf(step, offers, values) : undefined;
    const offered = tools.find(({ tool }) => tool.name === found?.tool);
    if (found === undefined || offered === undefined) return { step };
    const scoped = { region, ...(offered.tool.scope === 'region' ? {} : { workspace_id }) };
    const given = Object.entries({ ...scoped, ...found.args }).filter(([, value]) => value !== undefined);
    const ended = await readThrough(offered, Object.fromEntries(given), withSignal(caller, signal), runtime).catch(
      (thrown: unknown) => {
        caller.ctx.mcpReq.signal.throwIfAborted();
        if (!signal.aborted) throw thrown;
      },
    );
    if (ended === undefined || (ended.kind === 'fault' && ended.details.kind === 'invalid_input')) return { step };
    const said = textsOf(ended, runtime.banner).join('\n');
    const text = `${found.tool}${ended.kind === 'fault' ? ' could not be read' : ', read just now'}:\n${said}`;
    return ended.kind === 'fault' ? { step, text } : { step, tool: found.tool, text };
  };
  const all = await Promise.all(prompt.steps.map(read));
  return {
    steps: new Map(all.flatMap(({ step, tool }) => (tool === undefined ? [] : [[step, tool] as const]))),
    texts: all.flatMap(({ text }) => text ?? []),
  };
}

const message = (text: string) => ({ role: 'user' as const, content: { type: 'text' as const, text } });

/** The prompts that go with the offered tools. */
export function createPrompts(tools: readonly OfferedTool[], runtime: Runtime): Prompts {
  const { scope } = runtime;
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
    async get(name, values, caller) {
      const prompt = find(name);
      const given = orProtocolError(() => checked(prompt, withinScope(values, scope)));
      const { steps, texts } = await fetchFor(prompt, given, { tools, offers, runtime }, caller);
      const text = renderPrompt(prompt, offers, given, steps);
      return { description: prompt.description, messages: [text, ...texts].map(message) };
    },
    find,
  };
}

import type { OfferedTool } from './advertise.ts';
import { type Completions, createCompletions } from './completions.ts';
import { createPrompts, type Prompts } from './prompts.ts';
import { createResources, type OfferedResources } from './resources.ts';
import type { Runtime } from './runtime.ts';

/** What a server offers besides tools. */
export interface Rest extends Completions {
  resources: OfferedResources;
  prompts: Prompts;
}

export function createRest(tools: readonly OfferedTool[], runtime: Runtime): Rest {
  const parts = { resources: createResources(tools, runtime), prompts: createPrompts(tools, runtime) };
  return { ...parts, ...createCompletions(tools, runtime, parts) };
}

import type { OfferedTool } from './advertise.ts';
import { type Completions, createCompletions } from './completions.ts';
import { createPrompts, type Prompts } from './prompts.ts';
import { createResources, type OfferedResources } from './resources.ts';
import type { Runtime } from './runtime.ts';
import { createSkill, type OfferedSkill } from './skill.ts';

/** What a server offers besides tools. */
export interface Rest extends Completions {
  resources: OfferedResources;
  prompts: Prompts;
  skill: OfferedSkill;
}

export function createRest(tools: readonly OfferedTool[], runtime: Runtime): Rest {
  const skill = createSkill(tools, runtime);
  const parts = { resources: createResources(tools, runtime, skill), prompts: createPrompts(tools, runtime), skill };
  return { ...parts, ...createCompletions(tools, runtime, parts) };
}

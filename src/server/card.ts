import * as z from 'zod';
import type { Tool } from '../tools/tool.ts';
import { lean, type ToolCard } from './advertise.ts';
import { allEffectsOf } from './confirm/channel.ts';
import { envelope } from './results.ts';

/**
 * The schema of an answer with its envelope. A tool with a dry run answers in one
 * of two shapes, so the schema allows both.
 */
function outputSchema({ output, preview }: Tool): ToolCard['outputSchema'] {
  const { advertised = output } = output.meta() ?? {};
  const { shape } = advertised instanceof z.ZodObject ? advertised : output;
  if (preview === undefined) return lean(z.object({ ...shape, ...envelope.shape }), 'output');
  return { ...lean(envelope, 'output'), anyOf: [lean(output, 'output'), lean(preview.output, 'output')] };
}

/**
 * The card of a tool: plain data, with which the tool can be listed without loading it. Making one builds its schemas.
 */
export const cardOf = (tool: Tool): ToolCard => ({
  name: tool.name,
  title: tool.title,
  description: `${tool.description} ${tool.inChinese}`,
  ...(tool.alwaysLoad ? { alwaysLoad: true } : {}),
  toolset: tool.toolset,
  ...(tool.core ? { core: true } : {}),
  ...(tool.app ? { app: tool.app } : {}),
  ...(tool.follow ? { follows: true } : {}),
  effect: tool.effect,
  effects: allEffectsOf(tool),
  scope: tool.scope,
  actions: tool.actions,
  ...(tool.beyondWorkspace ? { beyondWorkspace: tool.beyondWorkspace } : {}),
  inputSchema: lean(tool.input, 'input'),
  outputSchema: outputSchema(tool),
});

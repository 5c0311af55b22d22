import type { ToolAnnotations } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Effect, OperatorPolicy, Tool } from '../tools/tool.ts';
import { takesToken } from './confirm/channel.ts';
import { type OperatorScope, scopeFields } from './scope.ts';

/** A tool as `tools/list` shows it. */
export interface AdvertisedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: { type: 'object'; [key: string]: unknown };
  outputSchema: { type: 'object'; [key: string]: unknown };
  annotations: ToolAnnotations;
}

const annotations: Record<Effect, ToolAnnotations> = {
  read: { readOnlyHint: true },
  write: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  costly: { readOnlyHint: false, destructiveHint: false },
  destructive: { readOnlyHint: false, destructiveHint: true },
  grants_access: { readOnlyHint: false, destructiveHint: false },
};

/** A tool with what this server adds to it: the strict schema a call is parsed with, scope and confirmation included. */
export interface OfferedTool {
  tool: Tool;
  schema: z.ZodObject;
}

/** There only where a model is to bring back the answer of a person: elsewhere no parameter can carry one. */
const tokenField = {
  confirmation_token: z.string().max(1024).optional().describe('Only after a yes of the user: from the question'),
};

/**
 * Built once per tool: zod compiles a schema at its first use.
 * @param operator how a person is asked; left out, the default, in which no tool takes a token
 */
export function offer(
  tool: Tool,
  scope: OperatorScope,
  operator: Pick<OperatorPolicy, 'confirm' | 'confirmCreate'> = { confirm: 'human', confirmCreate: 'auto' },
): OfferedTool {
  const beyond = scope.locked ? (tool.beyondWorkspace ?? []) : [];
  const own = Object.entries(tool.input.shape).filter(([name]) => !beyond.includes(name));
  return {
    tool,
    schema: z.strictObject({
      ...Object.fromEntries(own),
      ...scopeFields(tool, scope),
      ...(takesToken(tool, operator) ? tokenField : {}),
    }),
  };
}

const SAFE_INTEGER = Number.MAX_SAFE_INTEGER;

/** JSON Schema without what costs bytes and tells a model nothing. */
function lean(schema: z.ZodObject, io: 'input' | 'output'): { type: 'object'; [key: string]: unknown } {
  const json = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === -SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.propertyNames && Object.keys(jsonSchema.propertyNames).length === 1)
        delete jsonSchema.propertyNames;
      // Strictness inside is enforced by the parser, which names the nearest key; the root says it once to the model.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  const { $schema: _, ...rest } = json;
  return { ...rest, type: 'object', ...(io === 'input' ? { additionalProperties: false } : {}) };
}

/** What a call answers; a tool that can be previewed answers with one of two shapes. */
const outputSchema = ({ output, preview }: Tool): AdvertisedTool['outputSchema'] =>
  preview === undefined
    ? lean(output, 'output')
    : { type: 'object', anyOf: [lean(output, 'output'), lean(preview.output, 'output')] };

/** The entry of `tools/list` for one tool. */
export const advertise = ({ tool, schema }: OfferedTool): AdvertisedTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: lean(schema, 'input'),
  outputSchema: outputSchema(tool),
  annotations: annotations[tool.effect],
});

import type { ToolAnnotations } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Effect, Tool } from '../tools/tool.ts';
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

/** A tool with what this server adds to it: the strict schema a call is parsed with, scope fields included. */
export interface OfferedTool {
  tool: Tool;
  schema: z.ZodObject;
}

/** Built once per tool: zod compiles a schema at its first use. */
export function offer(tool: Tool, scope: OperatorScope): OfferedTool {
  const beyond = scope.locked ? (tool.beyondWorkspace ?? []) : [];
  const own = Object.entries(tool.input.shape).filter(([name]) => !beyond.includes(name));
  return { tool, schema: z.strictObject({ ...Object.fromEntries(own), ...scopeFields(tool, scope) }) };
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

/** The entry of `tools/list` for one tool. */
export const advertise = ({ tool, schema }: OfferedTool): AdvertisedTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: lean(schema, 'input'),
  outputSchema: lean(tool.output, 'output'),
  annotations: annotations[tool.effect],
});

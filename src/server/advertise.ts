import type { ToolAnnotations, Tool as WireTool } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { allAsOffered, type Offers } from '../advice/offered.ts';
import type { Effect, OperatorPolicy, Tool } from '../tools/tool.ts';
import { allEffectsOf, takesToken } from './confirm/channel.ts';
import type { Answers } from './results.ts';
import { type OperatorScope, scopeFields } from './scope.ts';

/** JSON Schema of an object. */
type ObjectSchema = WireTool['inputSchema'];

/** A tool as `tools/list` shows it. */
export interface AdvertisedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: ObjectSchema;
  /** Only where answers are structured. */
  outputSchema?: ObjectSchema;
  annotations: ToolAnnotations;
  _meta?: Record<string, unknown>;
}

/** A tool as far as listing needs it: plain data, so that a build can hold the cards without what they were made from. */
export interface ToolCard
  extends Pick<
    Tool,
    'name' | 'title' | 'description' | 'alwaysLoad' | 'toolset' | 'effect' | 'scope' | 'beyondWorkspace'
  > {
  /** All that its calls can do, `effect` first. */
  effects: readonly Effect[];
  /** Of the tool's own parameters: scope and confirmation are the operator's. */
  inputSchema: ObjectSchema;
  outputSchema: ObjectSchema;
}

const HINTS: Record<Effect, ToolAnnotations> = {
  read: { readOnlyHint: true },
  write: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  costly: { readOnlyHint: false, destructiveHint: false },
  destructive: { readOnlyHint: false, destructiveHint: true },
  grants_access: { readOnlyHint: false, destructiveHint: false },
};

/**
 * Hosts show a title from here too (Claude Code from nowhere else). Every tool reaches a cloud that others share and change,
 * and brings back what strangers wrote into it (names, logs, events), so all are open-world.
 */
const annotationsOf = ({ title, effect }: ToolCard): ToolAnnotations => ({
  title,
  ...HINTS[effect],
  openWorldHint: true,
});

/** Read by Claude Code: without it a model has to search for a tool before it sees more of it than its name. */
const ALWAYS_LOAD = { _meta: { 'anthropic/alwaysLoad': true } };

/** A tool with what this server adds to it: the strict schema a call is parsed with, scope and confirmation included. */
export interface OfferedTool {
  tool: Tool;
  schema: z.ZodObject;
  /** What a call is read by before: it also knows the parameters that a locked scope has taken out. */
  form: z.ZodObject;
}

/** There only where a model is to bring back the answer of a person: elsewhere no parameter can carry one. */
const tokenField = {
  confirmation_token: z.string().max(1024).optional().describe('Only after a yes of the user: from the question'),
};

/** How a person is asked, as far as it shows in a schema. */
type AskingPolicy = Pick<OperatorPolicy, 'confirm' | 'confirmCreate'>;
const DEFAULT_ASKING: AskingPolicy = { confirm: 'human', confirmCreate: 'auto' };

/** The parameters of a tool that a locked scope takes out. */
const beyondOf = ({ beyondWorkspace = [] }: Pick<Tool, 'beyondWorkspace'>, { locked }: OperatorScope) =>
  locked ? beyondWorkspace : [];

/** The parameters that this server adds to those of a tool. */
const addedFields = (
  tool: Pick<Tool, 'scope'>,
  effects: readonly Effect[],
  scope: OperatorScope,
  operator: AskingPolicy,
) => ({
  ...scopeFields(tool, scope),
  ...(takesToken(effects, operator) ? tokenField : {}),
});

/**
 * Built once per tool: zod compiles a schema at its first use.
 * @param operator how a person is asked; left out, the default, in which no tool takes a token
 */
export function offer(tool: Tool, scope: OperatorScope, operator: AskingPolicy = DEFAULT_ASKING): OfferedTool {
  const beyond = beyondOf(tool, scope);
  const own = Object.entries(tool.input.shape).filter(([name]) => !beyond.includes(name));
  const added = addedFields(tool, allEffectsOf(tool), scope, operator);
  const schema = z.strictObject({ ...Object.fromEntries(own), ...added });
  return {
    tool,
    schema,
    form: scope.locked ? z.strictObject({ ...ANY_SCOPE, ...tool.input.shape, ...added }) : schema,
  };
}

const ANY_SCOPE = { region: z.string().optional(), workspace_id: z.string().optional() };

const SAFE_INTEGER = Number.MAX_SAFE_INTEGER;

/** JSON Schema without what costs bytes and tells a model nothing. */
export function lean(schema: z.ZodObject, io: 'input' | 'output'): ObjectSchema {
  const json = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      // What a schema says of itself in place of its members.
      const { advertised } = jsonSchema as { advertised?: unknown };
      if (advertised instanceof z.ZodObject) {
        delete jsonSchema.advertised;
        delete jsonSchema.required;
        Object.assign(jsonSchema, { properties: lean(advertised, io).properties });
      }
      if (jsonSchema.maximum === SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === -SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.propertyNames && Object.keys(jsonSchema.propertyNames).length === 1)
        delete jsonSchema.propertyNames;
      // The parser holds the form of a text and says what was wrong with it; a model takes ids and URIs from answers.
      for (const form of ['pattern', 'minLength', 'maxLength'] as const) delete jsonSchema[form];
      // Strictness inside is enforced by the parser, which names the nearest key; the root says it once to the model.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  const { $schema: _, ...rest } = json as ObjectSchema;
  return { ...rest, type: 'object', ...(io === 'input' ? { additionalProperties: false } : {}) };
}

/** How the entries of `tools/list` are made. */
export interface Advertising {
  operator?: AskingPolicy;
  answers?: Answers;
  /** Left out, every tool may be named. */
  offers?: Offers;
}

const EVERYTHING: Offers = () => true;

/**
 * Makes entries of `tools/list`: a tool's card, with the parameters that `offer` adds to the schema of a call. The schema of these
 * is dear to make, and the same for most tools.
 */
export function advertiser(
  scope: OperatorScope,
  { operator = DEFAULT_ASKING, answers = 'text', offers = EVERYTHING }: Advertising = {},
) {
  const made = new Map<string, ObjectSchema>();
  const addedTo = (card: ToolCard): ObjectSchema => {
    const key = `${card.scope} ${takesToken(card.effects, operator)}`;
    const schema = made.get(key) ?? lean(z.strictObject(addedFields(card, card.effects, scope, operator)), 'input');
    made.set(key, schema);
    return schema;
  };
  return (card: ToolCard): AdvertisedTool => {
    const { name, title, description, inputSchema, outputSchema } = card;
    const beyond = beyondOf(card, scope);
    const own = Object.entries(inputSchema.properties ?? {}).filter(([key]) => !beyond.includes(key));
    const ownRequired = inputSchema.required?.filter((key) => !beyond.includes(key)) ?? [];
    const added = addedTo(card);
    const required = [...ownRequired, ...(added.required ?? [])];
    const shown: AdvertisedTool = {
      name,
      title,
      description,
      inputSchema: {
        type: 'object',
        properties: { ...Object.fromEntries(own), ...added.properties },
        ...(required.length > 0 ? { required } : {}),
        additionalProperties: false,
      },
      ...(answers === 'structured' ? { outputSchema } : {}),
      annotations: annotationsOf(card),
      ...(card.alwaysLoad ? ALWAYS_LOAD : {}),
    };
    return allAsOffered(shown, offers);
  };
}

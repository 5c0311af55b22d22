import type { ToolAnnotations, Tool as WireTool } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { allAsOffered, type Offers } from '../advice/offered.ts';
import { unlistedOf, unlistedValuesOf } from '../domain/unlisted.ts';
import type { Effect, OperatorPolicy, Tool } from '../tools/tool.ts';
import { appMeta } from './app/pages.ts';
import { allEffectsOf, takesToken } from './confirm/channel.ts';
import type { Answers } from './results.ts';
import { type OperatorScope, scopeFields, scopeId } from './scope.ts';

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

/** What `tools/list` needs of a tool. Plain data, so that the build can store it and a start need not load the tool. */
export interface ToolCard
  extends Pick<
    Tool,
    | 'name'
    | 'title'
    | 'description'
    | 'alwaysLoad'
    | 'toolset'
    | 'core'
    | 'app'
    | 'effect'
    | 'scope'
    | 'beyondWorkspace'
    | 'actions'
  > {
  /** It waits, and can go on as a task. */
  follows?: true;
  /** All that its calls can do, `effect` first. */
  effects: readonly Effect[];
  /**
   * The tool's own parameters. Those for scope and confirmation depend on the operator's settings and are added later.
   */
  inputSchema: ObjectSchema;
  outputSchema: ObjectSchema;
}

const HINTS: Record<Effect, ToolAnnotations> = {
  read: { readOnlyHint: true },
  write: { readOnlyHint: false, destructiveHint: false, idempotentHint: true },
  costly: { readOnlyHint: false, destructiveHint: false },
  billed: { readOnlyHint: false, destructiveHint: false },
  destructive: { readOnlyHint: false, destructiveHint: true },
  grants_access: { readOnlyHint: false, destructiveHint: false },
};

/**
 * The title stands in the annotations too, since Claude Code reads it from nowhere else. Every tool is open-world: it
 * brings back what other people wrote in a shared account, such as names, logs and events.
 */
const annotationsOf = ({ title, effect }: ToolCard): ToolAnnotations => ({
  title,
  ...HINTS[effect],
  openWorldHint: true,
});

/** Claude Code shows a model only the names of tools, and makes it search for the rest, unless a tool has this mark. */
const ALWAYS_LOAD = { 'anthropic/alwaysLoad': true };

/** What hosts read beside the definition; a model is shown none of it. */
function metaOf({ alwaysLoad, app }: ToolCard): Pick<AdvertisedTool, '_meta'> {
  if (!alwaysLoad && app === undefined) return {};
  return { _meta: { ...(alwaysLoad ? ALWAYS_LOAD : {}), ...(app === undefined ? {} : appMeta(app)) } };
}

/**
 * A tool with what this server adds to it: the strict schema a call is parsed with, scope and confirmation included.
 */
export interface OfferedTool {
  tool: Tool;
  schema: z.ZodObject;
  /**
   * What the arguments are read by before the scope is checked. It still has the parameters that a locked scope takes
   * out of `schema`, so that a call that repeats the scope is read and then judged by `withinScope`.
   */
  form: z.ZodObject;
}

/** Only on tools that may ask in the conversation. On all others no parameter can carry an answer to a question. */
const tokenField = {
  confirmation_token: z.string().max(1024).optional().describe('Only after a yes of the user: from the question'),
};

/** The settings that decide which tools have `confirmation_token`. */
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
 * A tool with the schemas that its calls are parsed by. Call it once per tool and keep the
 * result: zod prepares a schema at its first use. The schemas are made when the first call is
 * parsed, since most sessions call few of more than a hundred tools.
 * @param operator how a person is asked
 */
export function offer(tool: Tool, scope: OperatorScope, operator: AskingPolicy = DEFAULT_ASKING): OfferedTool {
  let made: Pick<OfferedTool, 'schema' | 'form'> | undefined;
  const schemas = () => {
    made ??= schemasOf(tool, scope, operator);
    return made;
  };
  return {
    tool,
    get schema() {
      return schemas().schema;
    },
    get form() {
      return schemas().form;
    },
  };
}

function schemasOf(tool: Tool, scope: OperatorScope, operator: AskingPolicy): Pick<OfferedTool, 'schema' | 'form'> {
  const beyond = beyondOf(tool, scope);
  const own = Object.entries(tool.input.shape).filter(([name]) => !beyond.includes(name));
  const added = addedFields(tool, allEffectsOf(tool), scope, operator);
  const schema = z.strictObject({ ...Object.fromEntries(own), ...added });
  return { schema, form: scope.locked ? z.strictObject({ ...ANY_SCOPE, ...tool.input.shape, ...added }) : schema };
}

const ANY_SCOPE = { region: scopeId.optional(), workspace_id: scopeId.optional() };

const SAFE_INTEGER = Number.MAX_SAFE_INTEGER;

/** What says how a text is written. */
const FORMS = ['pattern', 'minLength', 'maxLength'] as const;
const isForm = (keyword: string): boolean => keyword === 'type' || FORMS.some((form) => form === keyword);

/**
 * JSON Schema for a model: what the parser checks anyway is left out, because
 * every definition costs tokens in every turn.
 */
export function lean(schema: z.ZodObject, io: 'input' | 'output'): ObjectSchema {
  const json = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema, zodSchema }) => {
      for (const name of unlistedOf(zodSchema)) delete jsonSchema.properties?.[name];
      if (unlistedValuesOf(zodSchema).length > 0) {
        delete jsonSchema.enum;
        delete jsonSchema.unlistedValues;
      }
      // A schema can carry another one, under `meta({ advertised })`, that is shown in its place.
      const { advertised } = jsonSchema as { advertised?: unknown };
      if (advertised instanceof z.ZodObject) {
        delete jsonSchema.advertised;
        delete jsonSchema.required;
        Object.assign(jsonSchema, { properties: lean(advertised, io).properties });
      }
      if (jsonSchema.maximum === SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === -SAFE_INTEGER) delete jsonSchema.minimum;
      // A model copies ids and URIs from answers and does not build them; the parser says what is wrong with a text. Of
      // a schema that stands twice, the form of names is still there when its second place is written.
      if (jsonSchema.propertyNames && Object.keys(jsonSchema.propertyNames).every(isForm))
        delete jsonSchema.propertyNames;
      for (const form of FORMS) delete jsonSchema[form];
      // A list of nothing is refused, and no caller means one.
      if (jsonSchema.minItems === 1) delete jsonSchema.minItems;
      // Said once, at the root, by the return below. The parser refuses unknown
      // keys at every depth, with the nearest name.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  const { $schema: _, ...rest } = json as ObjectSchema;
  // A host may hold a call against the schema, and would stop one with a member that is taken but not shown.
  const closed = io === 'input' && unlistedOf(schema).length === 0;
  return { ...rest, type: 'object', ...(closed ? { additionalProperties: false } : {}) };
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
 * Makes entries of `tools/list`: a tool's card, with the parameters that `offer` adds to the schema of a call. The
 * schema of these parameters takes long to make and is the same for most tools, so each is made once.
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
        ...(inputSchema.additionalProperties === false ? { additionalProperties: false } : {}),
      },
      ...(answers === 'structured' ? { outputSchema } : {}),
      annotations: annotationsOf(card),
      ...metaOf(card),
    };
    return allAsOffered(shown, offers);
  };
}

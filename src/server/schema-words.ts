import * as z from 'zod';
import { formWords } from '../domain/form.ts';
import { bare } from './schema.ts';

/**
 * ` from 1 to 9`, ` of at least 1`, ` of at most 9`; `''` without bounds. zod
 * writes an unbounded integer as the safe range.
 */
function range(least: number | undefined, most: number | undefined, unit = ''): string {
  const upper = most === Number.MAX_SAFE_INTEGER ? undefined : most;
  const lower = least === -Number.MAX_SAFE_INTEGER ? undefined : least;
  if (lower !== undefined && upper !== undefined) return ` from ${lower} to ${upper}${unit}`;
  if (lower !== undefined) return ` of at least ${lower}${unit}`;
  return upper === undefined ? '' : ` of at most ${upper}${unit}`;
}

/**
 * A text's bounds, or its form; the description is added because it often shows the form, such as `Key=Value`.
 */
function textWords({ minLength = 0, maxLength, pattern }: z.core.JSONSchema.BaseSchema): string {
  if (pattern === undefined) return `text${range(minLength > 1 ? minLength : undefined, maxLength, ' characters')}`;
  return formWords(pattern) ?? `text matching ${pattern}`;
}

const beside = ({ description }: z.core.JSONSchema.BaseSchema): string => (description ? ` (${description})` : '');

function words(json: z.core.JSONSchema.BaseSchema): string {
  if (json.enum) return `one of ${json.enum.join(', ')}`;
  switch (json.type) {
    case 'string':
      return `${textWords(json)}${beside(json)}`;
    case 'integer':
      return `a whole number${range(json.minimum, json.maximum)}`;
    case 'number':
      return `a number${range(json.minimum, json.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'array': {
      const each = typeof json.items === 'object' && !Array.isArray(json.items) ? `, each ${words(json.items)}` : '';
      return `a list${range(json.minItems, json.maxItems)}${each}${beside(json)}`;
    }
    default:
      return json.properties === undefined
        ? 'an object of names and texts, such as {"NAME": "value"}'
        : `an object with ${(json.required ?? Object.keys(json.properties)).join(', ')}`;
  }
}

const wordsOf = (schema: z.core.$ZodType): string =>
  words({
    ...z.toJSONSchema(bare(schema).schema as z.ZodType, { io: 'input' }),
    ...described(schema as z.ZodType),
  });

/** To write a schema as JSON takes most of the time of an error. */
const written = new WeakMap<z.core.$ZodType, string>();

/** What a schema accepts, in words that complete "Pass X as": `a whole number from 1 to 9`, `one of asc, desc`. */
export function wantedOf(schema: z.core.$ZodType): string {
  const known = written.get(schema) ?? wordsOf(schema);
  written.set(schema, known);
  return known;
}

/** A description can stand on the `optional` wrapper, which `bare` takes off. */
const described = ({ description }: z.ZodType): { description?: string } => (description ? { description } : {});

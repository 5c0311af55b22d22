import type { JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';

const own = new AjvJsonSchemaValidator();
const compiled = new Map<string, JsonSchemaValidator<unknown>>();

/** A schema without its descriptions, which differ by the tools that are offered; a parameter of that name is an object. */
const rulesOf = (schema: object): string =>
  JSON.stringify(schema, (name, value) => (name === 'description' && typeof value === 'string' ? undefined : value));

type Schema = Parameters<jsonSchemaValidator['getValidator']>[0];

function compile(schema: Schema): JsonSchemaValidator<unknown> {
  const key = rulesOf(schema);
  const validator = compiled.get(key) ?? own.getValidator(schema);
  compiled.set(key, validator);
  return validator;
}

/**
 * What clients hold answers against by themselves. They compile the schemas of all tools at each session; here a schema
 * is compiled when there is an answer for it, once for all of a process.
 */
export const validators: jsonSchemaValidator = {
  getValidator<T>(schema: Schema) {
    let validator: JsonSchemaValidator<unknown> | undefined;
    return ((input) => {
      validator ??= compile(schema);
      return validator(input);
    }) as JsonSchemaValidator<T>;
  },
};

import type { JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';

const own = new AjvJsonSchemaValidator();
const compiled = new Map<string, JsonSchemaValidator<unknown>>();

/** A schema without its descriptions, which differ by the tools that are offered; a parameter of that name is an object. */
const rulesOf = (schema: object): string =>
  JSON.stringify(schema, (name, value) => (name === 'description' && typeof value === 'string' ? undefined : value));

/** What clients hold answers against by themselves. They compile a schema at each session; here it is compiled once for all of a process. */
export const validators: jsonSchemaValidator = {
  getValidator<T>(schema: Parameters<jsonSchemaValidator['getValidator']>[0]) {
    const key = rulesOf(schema);
    const validator = compiled.get(key) ?? own.getValidator(schema);
    compiled.set(key, validator);
    return validator as JsonSchemaValidator<T>;
  },
};

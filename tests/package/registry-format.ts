import * as z from 'zod';

/**
 * What the MCP registry takes as server.json, in the parts this package uses. Written down here from the registry's published
 * schema (modelcontextprotocol/registry, schema 2025-12-11, whose definitions are ServerDetail, Package and KeyValueInput) and
 * from its page on package types. Stricter than the schema in that a member without a meaning there is refused.
 */
const variable = z
  .strictObject({
    name: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    description: z.string().min(1),
    isRequired: z.boolean(),
    isSecret: z.boolean(),
    format: z.enum(['string', 'number', 'boolean', 'filepath']),
    // Numbers and booleans are written as text.
    default: z.string().optional(),
    choices: z.array(z.string()).min(1).optional(),
  })
  .refine((one) => one.default === undefined || (one.choices?.includes(one.default) ?? true), 'default is no choice')
  .refine((one) => one.format !== 'boolean' || /^(true|false)$/.test(one.default ?? 'true'), 'default is no boolean')
  .refine((one) => one.format !== 'number' || /^\d+$/.test(one.default ?? '0'), 'default is no number')
  .refine((one) => !one.isSecret || one.default === undefined, 'a secret has a default');

/** A range such as `^1.2.3` or a tag such as `latest` is refused. */
const version = z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/);

export const registryFormat = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version,
  packages: z
    .array(
      z.strictObject({
        registryType: z.literal('npm'),
        identifier: z.string().min(1),
        version,
        runtimeHint: z.literal('npx'),
        transport: z.strictObject({ type: z.literal('stdio') }),
        environmentVariables: z.array(variable),
      }),
    )
    .min(1),
});

import type * as z from 'zod';
import { type CreateJobInput, createJobInput } from '../../../jobs/job-fields.ts';
import type { Arguments } from '../../../jobs/read-fields.ts';
import { shown } from '../../../jobs/wire.ts';
import { type Check, refusalOf } from '../../../policy/checks.ts';
import { draftChecks } from '../../../policy/create-job.ts';
import { maskDocument } from '../../../shaping/mask.ts';
import { draftFacts } from '../../kit/create/draft-facts.ts';
import { createFindings } from '../../kit/create/findings.ts';
import type { ToolContext } from '../../tool.ts';

/** Fills in RO where a mount says nothing of its access, so that all the rest can be checked. The caller is asked for it apart. */
const withAccess = (args: Arguments): Arguments => ({
  ...args,
  ...(Array.isArray(args.data_sources)
    ? { data_sources: args.data_sources.map((source) => ({ mount_access: 'RO', ...source })) }
    : {}),
});

/** Says what the schema of create_job does not take, by the name that a model passes; its value may be secret and is left out. */
function wrongWords({ path, message }: z.core.$ZodIssue, args: Arguments): string {
  const name = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
  const value = path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    args,
  );
  return value === undefined ? `${name} is missing` : `${name} is not as create_job takes it: ${message}`;
}

/** The checks of create_job on the whole clone, withheld values included; what its schema would refuse, as text. */
export async function checkClone(ctx: ToolContext, args: Arguments): Promise<{ checks: Check[]; invalid: string[] }> {
  const { workspace_id, ...rest } = withAccess(args);
  const workspaceId = typeof workspace_id === 'string' ? workspace_id : undefined;
  const parsed = createJobInput.safeParse(rest);
  if (!parsed.success)
    return {
      checks: [],
      invalid: parsed.error.issues.slice(0, 10).map((issue) => shown(wrongWords(issue, rest)) ?? ''),
    };
  // A finding repeats the beginning of a value that it refuses, and half a secret is no longer known as one: so secrets are
  // masked before anything can cut them. The size is that of the real request.
  const asked = maskDocument(parsed.data, []) as CreateJobInput;
  const draft = draftChecks(asked, draftFacts({ ...ctx, workspaceId }, parsed.data));
  if (workspaceId === undefined || refusalOf(draft) !== undefined) return { checks: draft, invalid: [] };
  const { checks } = await createFindings(ctx, asked, workspaceId);
  return { checks: [...draft, ...checks], invalid: [] };
}

import { Fault } from '../../domain/fault.ts';
import { hint } from '../../domain/hint.ts';
import type { CreateJobInput } from '../../jobs/job-fields.ts';
import { createRequest } from '../../jobs/job-request.ts';
import type { Arguments } from '../../jobs/read-fields.ts';
import {
  breachesOf,
  departuresOf,
  jobOfTemplate,
  locksName,
  type OfTemplate,
  sameAt,
  unreadConstraints,
  unsentOf,
} from '../../jobs/template.ts';
import { record, type WireRecord } from '../../jobs/wire.ts';
import type { Check } from '../../policy/checks.ts';
import { checkConstraints, checkShifts, checkUnread, type Shift } from '../../policy/job-templates.ts';
import { cleanDocument } from '../../shaping/clean.ts';
import { maskDocument } from '../../shaping/mask.ts';
import { asTold } from '../kit/create/again/kept.ts';
import { type Source, sourceOf } from '../kit/create/again/propose.ts';
import { withheldOf } from '../kit/create/again/withhold.ts';
import { shownOrEmpty } from '../kit/listing.ts';
import type { ToolContext } from '../tool.ts';
import { templateNow } from './job-template.ts';

/** A version of a template as the source of a job. */
export interface TemplateSource {
  source: Source;
  of: OfTemplate;
  constraints: WireRecord;
}

/**
 * Reads a version of a template afresh.
 * @throws Fault `not_found` where the template has no such version; `refused` where it holds more than a call may
 */
export async function readTemplateSource(ctx: ToolContext, id: string, asked?: number): Promise<TemplateSource> {
  const template = await templateNow(ctx, id, asked === undefined ? {} : { version: String(asked) });
  const wanted = asked ?? template.defaultVersion;
  const held = template.versions.find(({ version }) => version === wanted) ?? template.versions[0];
  if (held?.version === undefined || (asked !== undefined && held.version !== asked))
    throw new Fault({
      kind: 'not_found',
      message: `Job template ${id} has no version ${asked ?? 'that is its default'}.`,
      fix: `Check the version${hint('what exists', 'jobTemplate')}.`,
    });
  const { args, ...source } = sourceOf(id, `Job template ${id}`, jobOfTemplate(held.job()));
  const named = { ...args, display_name: args.display_name ?? template.name, workspace_id: template.workspaceId };
  return {
    source: { ...source, args: named, created: held.created, whole: true },
    of: { id, version: held.version },
    constraints: held.rules(),
  };
}

/** Where a template locks the name, the job bears it. */
export const lockedName = ({ source, constraints }: TemplateSource, changes: Arguments): Arguments =>
  locksName(constraints) && changes.display_name === undefined
    ? { ...changes, display_name: source.args.display_name }
    : changes;

const NOT_COMPARED = ['workspace_id', 'display_name'];

function shiftsOf(before: Arguments, job: CreateJobInput): Shift[] {
  const [old, now] = [before, job].map((each) =>
    Object.fromEntries(
      Object.entries(record(maskDocument(cleanDocument(each), []))).filter(([name]) => !NOT_COMPARED.includes(name)),
    ),
  );
  return departuresOf(old, now).map((each) => ({
    path: shownOrEmpty(each.path, 80),
    before: each.before,
    now: each.now === undefined ? undefined : shownOrEmpty(JSON.stringify(each.now), 80),
  }));
}

/**
 * R59: what of a template a job keeps, and what differs.
 *
 * @param told the job with a mask in the place of what it takes over unseen
 * @returns the checks, and the template where it can be named in the create: not if that could bring back what the
 *   job is without
 */
export function againstTemplate(
  { workspaceId = '', operator }: Pick<ToolContext, 'workspaceId' | 'operator'>,
  { source, of, constraints }: TemplateSource,
  job: CreateJobInput,
  told: CreateJobInput = job,
): { checks: Check[]; template: OfTemplate | undefined; notes: string[] } {
  const request = createRequest(job, workspaceId) as WireRecord;
  const unsent = unsentOf(source.answer, request);
  const wire = (args: object) => createRequest(args as CreateJobInput, workspaceId) as WireRecord;
  const [open, hidden] = [wire(source.args), wire(asTold(source.args, withheldOf(source.args, operator.showEnvs)))];
  const touched = (path: string): boolean => !sameAt(path, open, hidden) && !sameAt(path, hidden, wire(told));
  const breaches = breachesOf(constraints, source.answer, request, touched).map(({ path, rule }) => ({
    path: shownOrEmpty(path, 80),
    rule,
  }));
  return {
    checks: [
      ...checkConstraints(of.id, of.version, breaches),
      ...checkUnread(
        of.id,
        of.version,
        unreadConstraints(constraints).map((path) => shownOrEmpty(path, 80)),
        operator.confirmCreate !== 'never',
      ),
      ...checkShifts(of.id, of.version, shiftsOf(source.args, job)),
    ],
    template: unsent.length === 0 ? of : undefined,
    notes:
      unsent.length === 0
        ? []
        : [
            `The job is not recorded as one of ${of.id}: named in the create, the template could bring back what this job is without: ${shownOrEmpty(unsent.slice(0, 5).join(', '))}.`,
          ],
  };
}

import type { Input } from '../api/operations.ts';
import { REQUEST_TAG } from '../domain/create-ledger.ts';
import { readUserCommand } from '../domain/script.ts';
import type { Documented } from './field-table.ts';
import { jobFields } from './job-fields.ts';
import { type Arguments, namesOf, readFields, type Untold, unreadFields, untoldFields } from './read-fields.ts';
import { raw, record, time, type WireRecord } from './wire.ts';

type Rows = (typeof jobFields)['rows'];
/** Members of a create that the table has or that are read here besides. */
type Known = Rows[keyof Rows]['wire'] | (typeof jobFields)['untold'][number] | 'WorkspaceId' | 'CustomEnvs';

/** What else a create can ask for and a job shows: `create_job` has no parameter for it. */
const NOT_OFFERED: Record<Exclude<Documented<Input<'CreateJob'>>, Known>, true> = {
  CredentialConfig: true,
  ElasticSpec: true,
};

/** The members of a job that a create asks for; the others are the state of the job. */
const ASKED = [
  'WorkspaceId',
  ...Object.values(jobFields.rows).flatMap(namesOf),
  ...jobFields.untold,
  ...Object.keys(NOT_OFFERED),
];

/** The part of a GetJob answer that says what was asked for with the job: what a clone is made of. */
export const askedOf = (job: WireRecord): WireRecord =>
  Object.fromEntries(ASKED.flatMap((name) => (job[name] === undefined ? [] : [[name, job[name]]])));

/** When a job was made; absent where the cloud does not say. */
export const createdAt = ({ GmtCreateTime }: WireRecord): string | undefined => time(GmtCreateTime);

/**
 * The parameters of `create_job` that would make a job as a GetJob answer shows it. Values are as the cloud has them,
 * secrets included: never show them as they are.
 */
export const readArguments = (job: WireRecord): Arguments => {
  const workspaceId = raw(job.WorkspaceId);
  const { command, ...rest } = readFields(jobFields, job, job);
  return {
    ...(workspaceId && { workspace_id: workspaceId }),
    ...rest,
    ...(typeof command === 'string' ? readUserCommand(command) : {}),
  };
};

/** Fields, in wire names, that the job has set and create_job cannot: credentials and registry passwords among them. */
export const notCopied = (job: WireRecord): string[] => {
  const { WorkspaceId: _, ...asked } = askedOf(job);
  return unreadFields(jobFields, asked, asked);
};

/** The documentation says that it is ignored (`contract/not-offered.json`): a job without it is the same job. */
const IGNORED: (typeof jobFields)['untold'][number] = 'DebuggerConfigContent';

/**
 * What the job may have been asked for with, and does not show. One that this server made has nothing but parameters.
 */
export function notTold(job: WireRecord): Untold[] {
  const isOwn = record(record(job.Settings).Tags)[REQUEST_TAG] !== undefined;
  return untoldFields(jobFields, job, job).filter(
    ({ member }) => member === undefined || !(isOwn || member === IGNORED),
  );
}

import * as z from 'zod';
import type { Input, Output } from '../../src/api/operations.ts';
import { fields } from '../../src/jobs/field-table.ts';
import { taskFields } from '../../src/jobs/job-fields.ts';

/**
 * What no table of fields can have. Nothing here runs: where a line compiles that should not, the type check of `npm test`
 * says that its directive is unused.
 */

type Create = Input<'CreateJob'>;
type Job = Output<'GetJob'>;

export const settings = fields<Create['Settings'], Job['Settings']>()(({ is }) => [
  is('EnableRDMA', z.boolean().optional()),
  // @ts-expect-error The contract has no such member.
  is('EnableRDM', z.boolean().optional()),
  // @ts-expect-error It is a flag there.
  is('EnableRDMA', z.string().optional()),
  // @ts-expect-error One of the values is none of the contract's.
  is('JobReservedPolicy', z.enum(['Always', 'Sometimes']).optional()),
]);

export const sources = fields<Create['DataSources'], Job['DataSources']>()(({ is, table }) => [
  is('Options', z.string().optional(), { untold: true }),
  // @ts-expect-error Answers do not have it, and the row does not say so.
  is('Options', z.string().optional()),
  // @ts-expect-error A create cannot do without it, and the row does not say what there is to choose from.
  is('MountAccess', z.enum(['RO', 'RW']), { untold: true }),
  // @ts-expect-error The other members that would not come back are not named.
  table({ uri: is('Uri', z.string().optional()) }),
]);

export const job = fields<Create, Job>()(({ has }) => [
  has('JobSpecs', taskFields, (task) => z.array(task)),
  // @ts-expect-error It is the table of another object.
  has('Settings', taskFields, (task) => task.optional()),
]);

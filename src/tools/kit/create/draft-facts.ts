import { yyyymmdd } from '../../../domain/job-name.ts';
import type { CreateJobInput } from '../../../jobs/job-fields.ts';
import { createRequest, withTag } from '../../../jobs/job-request.ts';
import type { DraftFacts } from '../../../policy/create-job.ts';
import type { ToolContext } from '../../tool.ts';

/** As long as the id that a create is tagged with. */
const SOME_ID = '00000000-0000-0000-0000-000000000000';

/**
 * What the draft of a job is held against, with the size of the request that would be sent; each when it is looked at.
 */
export const draftFacts = (ctx: ToolContext, job: CreateJobInput): DraftFacts => ({
  get region() {
    return ctx.region;
  },
  get workspaceId() {
    return ctx.workspaceId;
  },
  today: yyyymmdd(ctx.now()),
  ceilings: ctx.operator.ceilings,
  get bytes() {
    return Buffer.byteLength(JSON.stringify(withTag(createRequest(job, ctx.workspaceId ?? ''), SOME_ID)));
  },
});

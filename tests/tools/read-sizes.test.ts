import { describe, expect, it } from 'vitest';
import { advertise, cardOf } from '../../src/server/advertise.ts';
import { getJob } from '../../src/tools/get-job.ts';
import { getJobEvents } from '../../src/tools/get-job-events.ts';
import { getJobSanityCheckResult } from '../../src/tools/get-job-sanity-check-result.ts';
import { getPodEvents } from '../../src/tools/get-pod-events.ts';
import { getPodLogs } from '../../src/tools/get-pod-logs.ts';
import { listJobSanityCheckResults } from '../../src/tools/list-job-sanity-check-results.ts';
import { listJobs } from '../../src/tools/list-jobs.ts';
import { diagnoseJob } from '../../src/tools/workflows/diagnose-job.ts';

const budgets = [
  [listJobs, 2000],
  [getJob, 1900],
  [getPodLogs, 2183],
  [getPodEvents, 960],
  [getJobEvents, 900],
  [listJobSanityCheckResults, 900],
  [getJobSanityCheckResult, 900],
  [diagnoseJob, 1200],
] as const;

describe('what tools/list shows of the read tools stays small', () => {
  it.each(budgets.map(([tool, budget]) => [tool.name, tool, budget] as const))('%s', (_name, tool, budget) => {
    const advertised = JSON.stringify(advertise(cardOf(tool), { region: undefined, workspaceId: undefined }));
    expect(advertised.length).toBeLessThanOrEqual(budget);
    expect(advertised).toMatch(/^[\x20-\x7e]*$/);
    expect(tool.description.length).toBeLessThan(250);
    expect(tool.effect).toBe('read');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUEST_TAG } from '../../src/domain/create-ledger.ts';
import { Fault, type FaultKind } from '../../src/domain/fault.ts';
import { createJobInput } from '../../src/jobs/job-fields.ts';
import { memoryLedger } from '../../src/state/ledger.ts';
import { checkOnce } from '../../src/tools/kit/create/assess.ts';
import { createOnce } from '../../src/tools/kit/create/create.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import { contextOf, OPERATOR } from './read-fixtures.ts';

const wanted = createJobInput.parse({
  display_name: 'llm',
  job_type: 'PyTorchJob',
  command: 'python train.py',
  task_specs: [{ type: 'Worker', pod_count: 1, image: 'reg/pytorch:2.3', ecs_spec: 'ecs.gn6e' }],
});

/** What happens to a create: before the cloud has carried it out, after, or later than anybody waits for. */
const CREATES = ['passes', 'throttled', 'lost before', 'lost after', 'killed before', 'killed after', 'late'] as const;
/** What happens to a read; a lagging list shows no job of the last few calls. */
const READS = ['passes', 'passes', 'passes', 'fails', 'lags', 'killed'] as const;

interface Script {
  creates: readonly (typeof CREATES)[number][];
  reads: readonly (typeof READS)[number][];
  /** How many calls begin at once, one number per round. */
  rounds: readonly number[];
}

/** The process is gone: nothing of it runs any more, and nobody hears of it. */
class Killed extends Error {}

const fault = (kind: FaultKind) => new Fault({ kind, message: kind, fix: 'x' });

/** A cloud that follows a script, and keeps count of what it made. */
function scripted({ creates, reads }: Script) {
  const made: { JobId: string; tag: string; call: number }[] = [];
  let calls = 0;
  let [nextCreate, nextRead] = [0, 0];
  const late: string[] = [];
  const commit = (tag: string): string => {
    const JobId = `dlc${made.length}`;
    made.push({ JobId, tag, call: calls });
    return JobId;
  };
  const item = ({ JobId, tag }: (typeof made)[number]) => ({
    JobId,
    DisplayName: 'llm',
    JobType: 'PyTorchJob',
    Status: 'Running',
    UserCommand: 'python train.py',
    JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: 'reg/pytorch:2.3', EcsSpec: 'ecs.gn6e' }],
    Settings: { Tags: { [REQUEST_TAG]: tag } },
  });

  const create = (tag: string): { JobId: string } => {
    const step = creates[nextCreate++] ?? 'passes';
    if (step === 'throttled') throw fault('throttled');
    if (step === 'killed before') throw new Killed();
    if (step === 'late') late.push(tag);
    if (step === 'late' || step === 'lost before') throw fault('unknown_outcome');
    const JobId = commit(tag);
    if (step === 'killed after') throw new Killed();
    if (step === 'lost after') throw fault('unknown_outcome');
    return { JobId };
  };
  const read = (): typeof made => {
    const step = reads[nextRead++] ?? 'passes';
    if (step === 'fails') throw fault('unavailable');
    if (step === 'killed') throw new Killed();
    return step === 'lags' ? made.filter(({ call }) => calls - call > 12) : made;
  };

  const call = async (action: string, input: Record<string, unknown>): Promise<unknown> => {
    calls += 1;
    // Another call may come first.
    await new Promise((resolve) => setImmediate(resolve));
    if (action === 'CreateJob')
      return create(String((input.Settings as { Tags: Record<string, string> }).Tags[REQUEST_TAG]));
    const shown = read();
    if (late.length > 0 && calls % 5 === 0) commit(late.shift() as string);
    if (action === 'GetJob') {
      const found = shown.find(({ JobId }) => JobId === input.JobId);
      if (found === undefined) throw fault('not_found');
      return item(found);
    }
    const tag = (input.Tags as Record<string, string> | undefined)?.[REQUEST_TAG];
    const Jobs = shown.filter((job) => tag === undefined || job.tag === tag).map(item);
    return { Jobs, TotalCount: Jobs.length };
  };
  return { call: call as ToolContext['call'], made };
}

/** Runs the rounds of a script. What outlives a killed process is its ledger; the others of the round go on. */
async function run(script: Script) {
  const cloud = scripted(script);
  const creates = memoryLedger();
  const outcomes: string[] = [];
  const attempt = async (): Promise<void> => {
    const operator = { ...OPERATOR, createSearchMs: 1000 };
    const ctx = contextOf(cloud.call, { workspaceId: '1', operator, creates, now: () => new Date() });
    try {
      const { jobId } = await createOnce(ctx, wanted, await decided(ctx));
      outcomes.push(cloud.made.some(({ JobId }) => JobId === jobId) ? 'created' : `claims ${jobId}`);
    } catch (thrown) {
      if (thrown instanceof Killed) outcomes.push('killed');
      else if (thrown instanceof Fault) outcomes.push(thrown.details.kind);
      else throw thrown;
    }
  };
  for (const width of script.rounds) await Promise.all(Array.from({ length: width }, attempt));
  return { made: cloud.made, outcomes };
}

async function decided(ctx: ToolContext) {
  const found = await checkOnce(ctx, wanted);
  if (found.kind === 'refused') throw fault('refused');
  return found;
}

const scripts: fc.Arbitrary<Script> = fc.record({
  creates: fc.array(fc.constantFrom(...CREATES), { maxLength: 5 }),
  reads: fc.array(fc.constantFrom(...READS), { maxLength: 60 }),
  rounds: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }),
});

describe('R29 one create, repeated under faults', () => {
  it('makes one job at most, and never claims one that is not there', async () => {
    const told = new Set<string>();
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        const { made, outcomes } = await run(script);
        for (const outcome of outcomes) told.add(outcome);
        expect(made.length).toBeLessThanOrEqual(1);
        expect(outcomes.filter((outcome) => outcome.startsWith('claims'))).toEqual([]);
        // A failure that is called one was one: the job came of another call, which did not fail.
        const settled = outcomes.every((outcome) => ['throttled', 'unavailable'].includes(outcome));
        if (settled) expect(made).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    for (const outcome of ['created', 'unknown_outcome', 'refused', 'throttled', 'unavailable', 'killed'])
      expect(told).toContain(outcome);
  }, 60_000);
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type * as api from '../../src/simulator/api/simulator.ts';
import type { Category } from '../../src/simulator/corpus.ts';
import type { Status } from '../../src/simulator/jobs/status.ts';
import type * as internal from '../../src/simulator/simulator.ts';
import { compile, installed, node, type Outcome } from './install.ts';

const folder = installed();
afterAll(() => rmSync(folder, { recursive: true }));

const CONSUMER = `
import { type FaultRule, type LabelledJob, type Simulator, startSimulator } from 'pai-dlc-mcp/simulator';

const rule: FaultRule = { action: 'ListJobs', stage: 'before_commit', effect: { kind: 'error', code: 'Throttling.User' } };
const simulator: Simulator = await startSimulator({ seed: 3, now: '2026-01-31T08:00:00Z', speed: 0, faults: [rule] });
const job: LabelledJob = simulator.jobs.add('cuda_oom');
simulator.clock.advance(60);
simulator.ram.set('colleague', { deny: ['paidlc:*'] });
const told: string = JSON.stringify({
  now: simulator.clock.now(),
  label: job.label,
  faults: simulator.faults.list().map(({ action, applied }) => [action, applied]),
  requests: simulator.requests.list({ action: 'GetJob' }).length,
  env: Object.keys(simulator.env).length,
  scenarios: simulator.scenarios.list('cuda_oom').map((scenario) => scenario.name),
});
simulator.reset({ seed: 4 });
await simulator.close();
throw new Error(told);
`;

describe('the simulator as an import', () => {
  it('type-checks without any other declarations, and runs', async () => {
    writeFileSync(join(folder, 'consumer.ts'), CONSUMER);
    const compiled = await compile(folder, ['consumer.ts'], ['--types', '']);
    expect(compiled, compiled.output).toMatchObject({ code: 0 });
    const { output } = await node(folder, ['consumer.js']);
    const [, told = ''] = /Error: (\{.*\})/.exec(output) ?? [];
    expect(JSON.parse(told), output).toEqual({
      now: '2026-01-31T08:01:00.000Z',
      label: 'cuda_oom',
      faults: [['ListJobs', 0]],
      requests: 0,
      env: 6,
      scenarios: ['cuda_oom', 'cuda_oom_after_retries'],
    });
  });

  const WRONG: [what: string, use: string, said: string][] = [
    ['an option that is none', 'await startSimulator({ sed: 3 });', "'sed' does not exist"],
    ['a time that is a number', 'await startSimulator({ now: 3 });', "Type 'number' is not assignable"],
    [
      'an effect of another stage',
      "(await startSimulator()).faults.add({ action: 'GetJob', stage: 'before_commit', effect: { kind: 'late', ms: 1 } });",
      'is not assignable',
    ],
    ['a label that is none', "(await startSimulator()).scenarios.list('oom');", 'is not assignable'],
    ['what only the project itself uses', '(await startSimulator()).context;', "'context' does not exist"],
    ['a parameter that is missing', '(await startSimulator()).jobs.add();', 'Expected 1-2 arguments'],
  ];
  describe('when it is compiled', () => {
    const fileOf = (at: number): string => `wrong-${at}.ts`;
    let compiled: Outcome;
    // Of one file the compiler mostly reads the declarations, which are the same for all.
    beforeAll(async () => {
      for (const [at, [, use]] of WRONG.entries())
        writeFileSync(join(folder, fileOf(at)), `import { startSimulator } from 'pai-dlc-mcp/simulator';\n${use}\n`);
      const files = WRONG.map((_, at) => fileOf(at));
      compiled = await compile(folder, files, ['--types', '']);
    });

    it.each(WRONG.map(([what, , said], at) => [what, fileOf(at), said]))('is refused: %s', (_, file, said) => {
      expect(compiled.code).not.toBe(0);
      const refusals = compiled.output.split(/\n(?=wrong-)/).filter((each) => each.startsWith(`${file}(2,`));
      expect(refusals, compiled.output).toEqual([expect.stringContaining(said)]);
    });
  });

  it('is all that can be imported, besides package.json', async () => {
    const tried = async (name: string) => (await node(folder, ['-e', `import('${name}')`])).output;
    expect(await tried('pai-dlc-mcp/simulator')).toBe('');
    expect(await tried('pai-dlc-mcp')).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    expect(await tried('pai-dlc-mcp/dist/simulator.js')).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    const { output } = await node(folder, ['-p', "require('pai-dlc-mcp/package.json').name"]);
    expect(output).toBe('pai-dlc-mcp\n');
  });

  it('says what is wrong where no compiler did', async () => {
    const use = "import { startSimulator } from 'pai-dlc-mcp/simulator'; await startSimulator({ sed: 3 });";
    const { code, output } = await node(folder, ['--input-type=module', '-e', use]);
    expect(code).toBe(1);
    expect(output).toContain('The start is invalid. Unrecognized key: "sed".');
  });
});

// Checked by the compiler: what others see is what there is, no more and no less.
it('the types of others and our own are the same', () => {
  type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
  expectTypeOf<Both<api.FaultRule, internal.FaultRule>>().toEqualTypeOf<true>();
  expectTypeOf<Both<api.RamPolicy, internal.RamPolicy>>().toEqualTypeOf<true>();
  expectTypeOf<Both<api.LoggedRequest, internal.RequestLogEntry>>().toEqualTypeOf<true>();
  expectTypeOf<Both<api.JobFacts, internal.JobFacts>>().toEqualTypeOf<true>();
  expectTypeOf<Both<api.Lag, internal.LagKnobs>>().toEqualTypeOf<true>();
  expectTypeOf<Both<api.Label, Category>>().toEqualTypeOf<true>();
  expectTypeOf<Both<api.JobStatus, Status>>().toEqualTypeOf<true>();
});

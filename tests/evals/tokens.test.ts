import { beforeAll, describe, expect, it } from 'vitest';
import { answerBytes } from '../../evals/shared/sizes.ts';
import { type Budget, budgetFor, hold, isOver, readBudget } from '../../evals/tokens/budget.ts';
import { measure, type Sizes } from '../../evals/tokens/measure.ts';
import { report } from '../../evals/tokens/report.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { connect, serverEnv } from '../e2e/harness.ts';

const workflows = new Set(catalogue.filter(({ toolset }) => toolset === 'workflows').map(({ name }) => name));
const budget = readBudget();
const over = (sizes: Sizes, limits: Budget): string[] =>
  hold(sizes, limits)
    .filter(isOver)
    .map(({ what }) => what);

describe('what the tools cost a model', () => {
  let sizes: Sizes;
  beforeAll(async () => {
    sizes = await measure(workflows);
  });

  it('stays within the budget of every tool, and within the totals', () => {
    expect(sizes.tools.map(({ name }) => name)).toEqual(catalogue.map(({ name }) => name));
    expect(budget.totals).toEqual({ core: 28 * 1024, workflows: 6 * 1024, instructions: 1200 });
    expect(over(sizes, budget), report(sizes, budget)).toEqual([]);
    expect(report(sizes, budget)).toMatch(/passed$/);
  });

  it('fails by one byte: of a definition, an answer or a total', () => {
    const tight = budgetFor(sizes, budget);
    const { definition, answer } = sizes.tools.find(({ name }) => name === 'get_job') ?? { definition: 0 };
    const whole = (answer?.text ?? 0) + (answer?.data ?? 0);
    const limits = (changes: Budget['tools']): Budget => ({ ...tight, tools: { ...tight.tools, ...changes } });
    expect(over(sizes, limits({ get_job: { definition, answer: whole } }))).toEqual([]);
    expect(over(sizes, limits({ get_job: { definition: definition - 1, answer: whole } }))).toEqual([
      'get_job definition',
    ]);
    expect(over(sizes, limits({ get_job: { definition, answer: whole - 1 } }))).toEqual(['get_job answer']);
    const totals = { core: 20_000, workflows: 4_000, instructions: 10 };
    expect(over(sizes, { ...tight, totals })).toEqual(['core', 'workflows', 'instructions']);
    expect(report(sizes, { ...tight, totals })).toMatch(/OVER BUDGET: core, \d+ of 20000[\s\S]*FAILED$/);
  });

  it('fails for a tool without a budget, and for a budget without a tool', () => {
    const { get_job, ...rest } = budget.tools;
    expect(over(sizes, { ...budget, tools: rest })).toEqual(['get_job definition', 'get_job answer']);
    expect(over(sizes, { ...budget, tools: { ...budget.tools, gone: { definition: 1, answer: 1 } } })).toEqual([
      'gone, which is no tool any more',
    ]);
    expect(get_job).toBeDefined();
  });

  it('counts what goes over the wire', async () => {
    const session = await connect({ era: 'modern', env: serverEnv(undefined) });
    const result = await session.client.callTool({ name: 'get_job', arguments: { job_id: 'x' } });
    await session.close();
    expect(result).not.toHaveProperty('structuredContent');
    const sent = session
      .stdout()
      .split('\n')
      .filter((line) => line.includes('"isError"'))
      .map((line) => JSON.parse(line).result);
    expect(sent).toHaveLength(1);
    const { text, data } = answerBytes(result);
    expect(text).toBe(Buffer.byteLength(JSON.stringify(sent[0].content)));
    expect(data).toBe(0);
    expect(text).toBeGreaterThan(100);
  });

  it('sets a new budget a little above what is measured, and leaves the totals to people', () => {
    const next = budgetFor(sizes, budget);
    expect(next.totals).toEqual(budget.totals);
    expect(over(sizes, next)).toEqual([]);
    for (const { name, definition } of sizes.tools)
      expect(next.tools[name]?.definition).toBeLessThan(definition * 1.03 + 10);
  });
});

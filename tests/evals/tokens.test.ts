import { beforeAll, describe, expect, it } from 'vitest';
import { answerBytes } from '../../evals/shared/sizes.ts';
import { type Budget, budgetFor, hold, isOver, nameOf, readBudget } from '../../evals/tokens/budget.ts';
import { MODES, measure, type Sizes } from '../../evals/tokens/measure.ts';
import { report } from '../../evals/tokens/report.ts';
import { allTools } from '../../src/tools/all.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { serverEnv } from '../e2e/session.ts';

const budget = readBudget();
const over = (sizes: Sizes, limits: Budget): string[] =>
  hold(sizes, limits)
    .filter(isOver)
    .map(({ what }) => what);

describe('what the tools cost a model', () => {
  let sizes: Sizes;
  beforeAll(async () => {
    sizes = await measure(connectInProcess);
  });

  it('stays within the budget of every tool, and within the totals', () => {
    expect(sizes.tools.map(({ name }) => name)).toEqual(allTools.map(({ name }) => name));
    expect(budget.totals).toEqual({ text: 28 * 1024, structured: 48 * 1024, instructions: 1200 });
    expect(over(sizes, budget), report(sizes, budget)).toEqual([]);
    expect(report(sizes, budget)).toMatch(/passed$/);
  });

  it('fails by one byte: of a definition, an answer or a total', () => {
    const tight = budgetFor(sizes, budget);
    const measured = sizes.tools.find(({ name }) => name === 'get_job');
    if (measured === undefined) throw new Error('get_job is not measured');
    const { name: _, ...exact } = measured;
    const limits = (get_job: Budget['tools'][string]): Budget => ({ ...tight, tools: { ...tight.tools, get_job } });
    expect(over(sizes, limits(exact))).toEqual([]);
    for (const mode of MODES)
      for (const part of ['definition', 'answer'] as const) {
        const less = { ...exact, [mode]: { ...exact[mode], [part]: exact[mode][part] - 1 } };
        expect(over(sizes, limits(less))).toEqual([nameOf('get_job', mode, part)]);
      }
    const totals = { text: 20_000, structured: 24_000, instructions: 10 };
    expect(over(sizes, { ...tight, totals })).toEqual(['text list', 'structured list', 'instructions']);
    expect(report(sizes, { ...tight, totals })).toMatch(/OVER BUDGET: text list, \d+ of 20000[\s\S]*FAILED$/);
  });

  it('fails for a tool without a budget, and for a budget without a tool', () => {
    const { get_job, ...rest } = budget.tools;
    expect(over(sizes, { ...budget, tools: rest })).toEqual([
      'get_job definition',
      'get_job answer',
      'get_job structured definition',
      'get_job structured answer',
    ]);
    if (get_job === undefined) throw new Error('get_job has no budget');
    expect(over(sizes, { ...budget, tools: { ...budget.tools, gone: get_job } })).toEqual([
      'gone, which is no tool any more',
    ]);
  });

  it('counts what goes over the wire', async () => {
    const session = await connectInProcess({ era: 'modern', env: serverEnv(undefined) });
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
    for (const { name, text } of sizes.tools)
      expect(next.tools[name]?.text.definition).toBeLessThan(text.definition * 1.03 + 10);
  });
});

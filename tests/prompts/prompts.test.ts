import { describe, expect, it } from 'vitest';
import { prompts } from '../../src/prompts/all.ts';
import { isFetch, isOffered, type Prompt, readOf, renderPrompt } from '../../src/prompts/prompt.ts';
import { offersOf } from '../../src/server/offers.ts';
import { selectTools } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';
import { ALL_NAMES, SELECTIONS, SINGLE_NAMES } from './selections.ts';

const values = { region: 'cn-hangzhou', workspace_id: '123', job_id: 'dlc1xjcumbfm7aai', goal: 'g', recipient: 'r' };
const given = (prompt: Prompt): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => prompt.arguments.some((each) => each.name === name)));
/** Every wording of the steps, also those of a step whose answer was read: by each tool that can give it. */
const wordingsOf = ({ steps }: Prompt): string[] =>
  steps.flatMap((step) => {
    if (!isFetch(step)) return step;
    const answered = step.reads.map(({ tool }) => step.answered.replaceAll('{tool}', tool));
    return [...answered, step.otherwise].flat();
  });
/** All reads of all prompts. */
const READS = prompts.flatMap((prompt) =>
  prompt.steps.filter(isFetch).flatMap((step) => step.reads.map((read) => ({ prompt, step, ...read }))),
);
const named = (text: string): string[] => ALL_NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
const promptNamed = (name: string): Prompt => prompts.find((each) => each.name === name)!;
const core = SINGLE_NAMES;
const toolsIn = (wording: string): string[] => [...wording.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name);

describe('the prompts', () => {
  it('name only tools that exist, always in backticks', () => {
    for (const prompt of prompts) {
      for (const wording of wordingsOf(prompt)) {
        for (const tool of toolsIn(wording)) expect(ALL_NAMES, `${prompt.name}: ${tool}`).toContain(tool);
        expect(named(wording).sort(), wording).toEqual([...new Set(toolsIn(wording))].sort());
      }
      expect(prompt.needs.filter((tool) => !ALL_NAMES.includes(tool))).toEqual([]);
      expect(named(`${prompt.task} ${prompt.title} ${prompt.description}`)).toEqual([]);
    }
  });

  it.each(SELECTIONS)('name only what is offered: %s', (_name, selection) => {
    const offered = new Set(selectTools(allTools, selection).map(({ name }) => name));
    for (const prompt of prompts.filter((each) => isOffered(each, offersOf(offered)))) {
      const text = renderPrompt(prompt, offersOf(offered), given(prompt));
      expect(
        named(text).filter((name) => !offered.has(name)),
        prompt.name,
      ).toEqual([]);
      expect(named(text).length, prompt.name).toBeGreaterThan(0);
      expect(text).not.toMatch(/[{}]/);
      expect(Buffer.byteLength(text)).toBeLessThan(2000);
    }
  });

  it('read with tools that only read, and with arguments that they take', () => {
    expect(new Set(READS.map(({ prompt }) => prompt.name))).toEqual(new Set(prompts.map(({ name }) => name)));
    for (const { prompt, step, tool } of READS) {
      const found = allTools.find(({ name }) => name === tool);
      const read = readOf(step, offersOf([tool]), given(prompt));
      expect([found?.effect, read?.tool]).toEqual(['read', tool]);
      expect(found?.input.safeParse(read?.args).error, tool).toBeUndefined();
      expect(step.answered, tool).not.toContain(`Call \`${tool}\` with`);
    }
    expect(READS.every(({ step }) => readOf(step, offersOf([]), values) === undefined)).toBe(true);
  });

  it('say of a step that was read that its answer is there', () => {
    const prompt = promptNamed('explain_job');
    const step = prompt.steps.find(isFetch)!;
    const text = renderPrompt(prompt, offersOf(ALL_NAMES), given(prompt), new Map([[step, 'get_job']]));
    expect(text).toContain('1. Begin with what `get_job` answered just now, below.');
    expect(text).not.toContain('Call `diagnose_job` with');
  });

  it('go away with the tools they are about', () => {
    const names = (tools: readonly string[]): string[] =>
      prompts.filter((each) => isOffered(each, offersOf(tools))).map(({ name }) => name);
    expect(names([...core])).toEqual(['submit_training_job', 'explain_job', 'review_running_cost', 'hand_over_job']);
    expect(names([...core].filter((name) => name !== 'create_job'))).not.toContain('submit_training_job');
    expect(names(['get_pod_logs'])).toEqual([]);
    expect(names(['diagnose_job'])).toEqual(['explain_job']);
  });

  it('lead through one diagnosis call where it is offered, else in the order of R12', () => {
    const prompt = promptNamed('explain_job');
    const with_ = renderPrompt(prompt, offersOf(ALL_NAMES), given(prompt));
    expect(with_).toContain('Call `diagnose_job` with job_id=dlc1xjcumbfm7aai');
    expect(with_).toContain('`check_job_health`');
    const without = renderPrompt(prompt, offersOf(core), given(prompt));
    const order = ['`get_job`', '`get_job_events`', '`get_pod_logs`', '`get_pod_events`'].map((name) =>
      without.indexOf(name),
    );
    expect(order.every((at, index) => at > (order[index - 1] ?? -1))).toBe(true);
  });

  it('lead through the workflow tools where they are offered, through the core tools otherwise', () => {
    const text = (name: string, offered: Iterable<string>): string =>
      renderPrompt(promptNamed(name), offersOf(offered), given(promptNamed(name)));
    expect(text('submit_training_job', ALL_NAMES)).toContain('`wait_for_job`');
    expect(text('submit_training_job', core)).toContain('Follow it with `get_job`');
    expect(text('review_running_cost', ALL_NAMES)).toContain('`check_job_health` tells');
    expect(text('review_running_cost', core)).toContain('newest lines with `get_pod_logs`');
    expect(text('hand_over_job', ALL_NAMES)).toContain('`clone_job` as a dry run');
    expect(
      text(
        'hand_over_job',
        [...core].filter((name) => name !== 'clone_job'),
      ),
    ).toContain('what `create_job` needs');
  });

  it('keep the promises: quota ids from the user, nothing stopped or shared unasked', () => {
    const text = (name: string): string => renderPrompt(promptNamed(name), offersOf(core), given(promptNamed(name)));
    expect(text('submit_training_job')).toMatch(/ask me for its resource_id; never invent one/);
    expect(text('submit_training_job')).toMatch(/do not create again/);
    expect(text('review_running_cost')).toMatch(/Stop nothing on your own/);
    expect(text('explain_job')).toMatch(/never an instruction/);
    expect(text('hand_over_job')).toMatch(/Share nothing on your own/);
  });

  it('take a value as it is, whatever it looks like', () => {
    const prompt = promptNamed('submit_training_job');
    expect(renderPrompt(prompt, offersOf(core), { goal: '$& {job_id} `stop_job`' })).toContain(
      '- goal: $& {job_id} `stop_job`',
    );
  });
});

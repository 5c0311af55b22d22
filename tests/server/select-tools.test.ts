import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { TOOLSET_NAMES, TOOLSETS } from '../../src/domain/toolsets.ts';
import { type Selection, selectTools } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';

const all: Selection = { readOnly: false, toolsets: TOOLSETS, tools: undefined, excludeTools: undefined };
const names = (selection: Partial<Selection>): string[] =>
  selectTools(allTools, { ...all, ...selection }).map((tool) => tool.name);

describe('selection of tools', () => {
  it('offers every tool of the catalogue, each once', () => {
    expect(names({})).toHaveLength(allTools.length);
    expect(new Set(names({})).size).toBe(allTools.length);
  });

  it('offers the core where nothing is named, all but what is set aside for all, and a named tool of any toolset', () => {
    const tool = (name: string, toolset: string, core?: true) => ({ name, toolset, effect: 'read', core }) as Row;
    type Row = Parameters<typeof selectTools>[0][number];
    const rows = [tool('list_jobs', 'jobs', true), tool('tag_jobs', 'jobs'), tool('drain_node', 'admin')];
    const left = (selection: Partial<Selection>): string[] =>
      selectTools(rows, { ...all, toolsets: undefined, ...selection }).map(({ name }) => name);
    expect(left({})).toEqual(['list_jobs']);
    expect(left({ toolsets: ['core'] })).toEqual(['list_jobs']);
    expect(left({ toolsets: ['all'] })).toEqual(['list_jobs', 'tag_jobs']);
    expect(left({ toolsets: ['jobs'] })).toEqual(['list_jobs', 'tag_jobs']);
    expect(left({ excludeTools: ['tag_jobs'] })).toEqual(['list_jobs']);
    expect(left({ tools: ['tag_jobs', 'drain_node'] })).toEqual(['tag_jobs', 'drain_node']);
    expect(() => left({ toolsets: ['core'], tools: ['tag_jobs'] })).toThrow('No tool is left');
  });

  it('has a tool in every toolset', () => {
    for (const toolset of [...TOOLSET_NAMES]) expect(names({ toolsets: [toolset] }), toolset).not.toEqual([]);
  });

  it('lets read-only win over an explicit list and removes what grants access', () => {
    expect(names({ readOnly: true, tools: ['stop_job', 'get_token', 'get_job'] })).toEqual(['get_job']);
    expect(selectTools(allTools, { ...all, readOnly: true }).every((tool) => tool.effect === 'read')).toBe(true);
  });

  it('narrows by toolset and by exclusion', () => {
    expect(names({ toolsets: ['logs'], excludeTools: ['get_pod_logs'] })).toEqual(['get_pod_events', 'get_job_events']);
  });

  it('refuses a name that does not exist', () => {
    expect(() => names({ tools: ['remove_job'] })).toThrow('--tools names "remove_job"');
    expect(() => names({ toolsets: ['everything'] })).toThrow('--toolsets names "everything"');
    expect(() => names({ excludeTools: ['remove_job'] })).toThrow('--exclude-tools names "remove_job"');
  });

  it('refuses a selection that leaves no tool, and says which settings made it', () => {
    const faultOf = (selection: Partial<Selection>): Fault => {
      try {
        names(selection);
      } catch (thrown) {
        if (thrown instanceof Fault) return thrown;
      }
      throw new Error('no fault');
    };
    const { kind, message } = faultOf({ readOnly: true, toolsets: ['access'] }).details;
    expect(kind).toBe('invalid_input');
    expect(message).toBe('No tool is left to offer with --read-only and --toolsets access.');
    expect(faultOf({ toolsets: undefined, tools: ['get_job'], excludeTools: ['get_job'] }).details.message).toContain(
      '--tools get_job and --exclude-tools get_job',
    );
    expect(names({ readOnly: true, toolsets: ['access', 'logs'] })).toHaveLength(3);
  });
});

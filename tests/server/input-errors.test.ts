import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { asOffered } from '../../src/advice/offered.ts';
import type { Fault } from '../../src/domain/fault.ts';
import { offer } from '../../src/server/advertise.ts';
import { readCallArguments } from '../../src/server/arguments.ts';
import { misread } from '../../src/server/input-errors.ts';
import { bare, hasForm } from '../../src/server/schema.ts';
import { wantedOf } from '../../src/server/schema-words.ts';
import { allTools } from '../../src/tools/all.ts';

const scope = { region: undefined, workspaceId: undefined };

/** What a wrong call of a tool is told; `undefined` for a right one. */
function told(name: string, args: object): Fault['details'] | undefined {
  const tool = allTools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return readCallArguments(offer(tool, scope), { region: 'cn-hangzhou', ...args }, scope).fault?.details;
}

describe('a wrong call is told', () => {
  it.each([
    ['diagnose_job', { job_id: 'my-run' }, 'job_id is "my-run"', 'list_jobs display_name=NAME finds it'],
    ['wait_for_job', { job_ids: ['my-run'] }, 'job_ids[0] is "my-run"', 'list_jobs display_name=NAME finds it'],
    ['wait_for_job', { job_ids: 'my-run' }, 'job_ids[0] is "my-run"', 'Pass job_ids[0] as the id of a job'],
    [
      'wait_for_job',
      { job_ids: { a: 1 } },
      'job_ids is an object: not of its kind',
      'as a list from 1 to 20, each the id of a job',
    ],
    ['get_job', { job: 'dlc1' }, 'Unknown parameter "job"', '"job" -> "job_id"'],
    ['get_pod_logs', { job_id: 'dlc1', tail: 5 }, 'Unknown parameter "tail"', '"tail" -> "max_lines"'],
    ['get_pod_logs', { job_id: 'dlc1', grep: 'x', since: 'y' }, 'Unknown parameter', '"since" -> "start_time"'],
    ['get_pod_events', { job_id: 'dlc1', pod_id: 'a b' }, 'pod_id is "a b"', 'get_job lists those of a job'],
    ['stop_job', { job_id: 'dlc1', tail: 5 }, 'Unknown parameter "tail"', 'remove "tail"'],
    [
      'stop_job',
      { job_id: 'https://pai.console.aliyun.com/?regionId=cn-hangzhou&workspaceId=1#/dlc/jobs/dlc1ab2/overview' },
      'job_id is "https://',
      'Pass job_id as dlc1ab2, the id within it.',
    ],
    ['get_job', { job_id: '"dlc1ab2"' }, 'job_id is ', 'Pass job_id as dlc1ab2, the id within it.'],
    ['wait_for_job', { job_ids: ['x (dlc1ab2)'] }, 'job_ids[0] is ', 'Pass job_ids[0] as dlc1ab2, the id within it.'],
    ['get_job', { job_id: 'dlc1 or dlc2' }, 'job_id is "dlc1 or dlc2"', 'Pass job_id as the id of a job'],
    [
      'list_jobs',
      { workspace_id: 'https://pai.console.aliyun.com/?regionId=cn-hangzhou&workspaceId=286569#/dlc/jobs' },
      'is not a workspace id',
      'Pass workspace_id as 286569, the id within it.',
    ],
    [
      'list_jobs',
      { region: 'https://pai.console.aliyun.com/?regionId=cn-beijing&workspaceId=286569#/dlc/jobs' },
      'is not a region id',
      'Pass region as cn-beijing, the id within it.',
    ],
  ])('%s %j', (name, args, message, fix) => {
    const details = told(name, args);
    expect(details?.message).toContain(message);
    expect(details?.fix).toContain(fix);
  });

  it.each([
    ['get_pod_logs', { job_id: 'dlc1', pods: true }, 'pods is true: not of its kind', '["failed"] or ["all"]'],
    ['get_pod_logs', { job_id: 'dlc1', pods: ['x y'] }, 'pods[0] is "x y"', 'get_job lists those of a job'],
    ['get_pod_logs', { job_id: 'dlc1', context: 'many' }, 'context is "many"', 'a whole number from 0 to 20'],
    ['get_pod_logs', { job_id: 'dlc1', context: '21' }, 'context is 21: too much', 'a whole number from 0 to 20'],
    ['get_job', { job_id: '' }, 'job_id is missing.', 'list_jobs display_name=NAME finds it'],
    ['get_job', { job_id: 'dlc1', detail: 'yes' }, 'detail is "yes"', 'Pass detail as true or false.'],
    ['get_dataset', { dataset_id: 2 ** 60 }, 'dataset_id came as a number of more digits', 'as text, in quotes'],
    ['list_jobs', { tags: [{ name: 'a' }] }, 'tags is a list of 1: not of its kind', 'such as {"NAME": "value"}'],
    ['update_job', { job_id: 'dlc1', task_specs: 'x' }, 'task_specs is text', 'each an object with type, pod_count'],
    ['update_job', { job_id: 'dlc1', task_specs: '[{' }, 'begins like JSON and is none', 'as a list rather than'],
    ['get_job', { job_id: 'dlc1', toString: 1 }, 'Unknown parameter "toString"', 'remove "toString"'],
    ['get_job', { job_id: 'dlc1', constructor: 1 }, 'Unknown parameter "constructor"', 'remove "constructor"'],
    ['get_job', JSON.parse('{"job_id":"dlc1","__proto__":1}'), 'Unknown parameter "__proto__"', 'remove "__proto__"'],
    ['clone_job', { job_id: 'dlc1', changes: { tasks: [] } }, '"tasks" in changes', '"tasks" -> "task_specs"'],
  ])('%s %j', (name, args, message, fix) => {
    const details = told(name, args);
    expect(details?.message).toContain(message);
    expect(details?.fix).toContain(fix);
  });

  it.each([
    ['clone_job', { job_id: 'dlc1', command: 'x' }, '"command" -> "changes.command"'],
    [
      'clone_job',
      { job_id: 'dlc1', changes: { memory: 1 } },
      '"memory" -> "changes.task_specs[].resource_config.memory"',
    ],
    ['create_job', { task_specs: [{ gpus: 8 }] }, '"gpus" -> "task_specs[].resource_config.gpu"'],
    ['create_job', { max_running_time: 60 }, '"max_running_time" -> "job_max_running_time_minutes"'],
    ['create_job', { image: 'x', type: 'y' }, '"image" -> "task_specs[].image"; "type" -> "job_type"'],
    ['create_job', { task_specs: [{ envs: {} }] }, '"envs" -> the top level of the call'],
    ['list_ecs_specs', { gpu: 8 }, '"gpu" -> "min_gpu" or "gpu_type"'],
    ['list_images', { framework: 'pytorch' }, '"framework" -> "query"'],
    ['update_job', { job_id: 'dlc1', new_priority: 9 }, '"new_priority" -> "priority"'],
    ['create_job', { task_specs: [{ disk_type: 'ssd' }] }, 'remove "disk_type"'],
    ['list_jobs', { pageSize: 7, limit: 5 }, '"pageSize" -> "page_size"; remove "limit"'],
    ['list_jobs', { limit: 5 }, '"limit" -> "page_size"'],
    ['get_pod_logs', { job_id: 'dlc1', limit: 5 }, '"limit" -> "max_lines"'],
    ['get_pod_logs', { job_id: 'dlc1', limit: 5, max_lines: 6 }, 'remove "limit"'],
    ['stop_job', { job_id: 'dlc1', reason: 'x', force: true }, 'remove "reason"; remove "force"'],
    ['update_job', { job_id: 'dlc1', pod_count: 4 }, '"pod_count" -> "task_specs[].pod_count"'],
  ])('where an unknown name belongs: %s %j', (name, args, change) => {
    expect(told(name, args)?.fix).toContain(`Change: ${change}`);
  });

  it('all names there are only where one is left without a place', () => {
    expect(told('stop_job', { job: 'dlc1' })?.valid).toBeUndefined();
    expect(told('stop_job', { job_id: 'dlc1', force: true })?.valid).toEqual(['job_id', 'region']);
  });

  it('what is wrong with a value that has a wrong name too, and not that it is missing', () => {
    expect(told('diagnose_job', { job: 'my-run' })?.message).toBe(
      '(1) job_id is "my-run": not of its form. (2) Unknown parameter "job".',
    );
    const { message } = told('create_job', { tasks: '[{"Type":"Worker","replicas":"0","image":1}]' }) ?? {};
    expect(message).toContain('task_specs[0].pod_count is 0: too little');
    expect(message).toContain('"Type", "replicas" in task_specs[0]');
    expect(message).not.toContain('task_specs is missing');
    expect(message).not.toContain('task_specs[0].type is missing');
  });

  it.each([
    ['get_image', 'image_id', 'pytorch:2.8', 'list_images'],
    ['get_dataset', 'dataset_id', 'my data', 'list_datasets name_contains=NAME'],
    ['get_code_source', 'code_source_id', 'git@host/x', 'list_code_sources name_contains=NAME'],
  ])('%s, before the wire, which list has its ids', (name, id, value, list) => {
    const details = told(name, { [id]: value });
    expect(details?.message).toBe(`${id} is "${value}": not of its form.`);
    expect(details?.fix).toContain(list);
    expect(told(name, { [id]: 'abc-1_2' })).toBeUndefined();
  });

  it.each([
    ['get_quota', { quota_id: 'llm-lingjun' }, 'begins with quota', 'list_quotas quota_name=NAME'],
    ['list_jobs', { resource_id: 'llm-lingjun' }, 'begins with quota', 'list_quotas quota_name=NAME'],
    ['list_quotas', { quota_ids: ['a b'] }, 'begins with quota', 'list_quotas quota_name=NAME'],
    ['list_jobs', { user_id: 'colleague' }, 'in digits', 'list_members'],
    ['list_quota_workloads', { quota_id: 'quota1', user_ids: ['colleague'] }, 'in digits', 'list_members'],
    ['get_spot_price_history', { instance_type: 'A100' }, 'begins with ecs. or ml.', 'list_ecs_specs'],
    ['get_tensorboard', { tensorboard_id: 'my board' }, 'letters, digits, _ and -', 'list_tensorboards'],
    ['get_job_template', { template_id: 'my one' }, 'letters, digits, _ and -', 'list_job_templates'],
    ['get_resource_group', { resource_group_id: 'mine' }, 'begins with rg', 'list_resource_groups'],
  ])('%s %j, where its ids are found', (name, args, form, list) => {
    const fix = asOffered(told(name, args)?.fix ?? '', () => true);
    expect(fix).toContain(form);
    expect(fix).toContain(list);
  });

  it('where ids are found by a tool that is offered, and none by one that is not', () => {
    const fix = told('list_jobs', { user_id: 'colleague' })?.fix ?? '';
    expect(asOffered(fix, (word) => word !== 'list_members')).toContain('; list_jobs own=false in a workspace_id');
    expect(asOffered(fix, (word) => !word.startsWith('list_'))).toBe('Pass user_id as the id of a user, in digits.');
  });

  it('no regular expression, whichever parameter of a form it is', () => {
    const forms: string[] = [];
    const walk = (schema: z.core.$ZodType, at: string): void => {
      const { def } = bare(schema);
      for (const [name, member] of Object.entries(def.shape ?? {})) walk(member, `${at}.${name}`);
      for (const each of [def.element, def.valueType]) if (each !== undefined) walk(each, `${at}[]`);
      if (def.type === 'string' && hasForm(schema)) forms.push(`${at}: ${wantedOf(schema)}`);
    };
    for (const tool of allTools) walk(offer(tool, scope).schema, tool.name);
    expect(forms.length).toBeGreaterThan(200);
    expect(forms.filter((words) => words.includes('matching'))).toEqual([]);
  });

  it.each([
    ['get_job', { job_id: 'dlc1abc\u200b' }, 'job_id is "dlc1abc" with the invisible character U+200B at position 8'],
    ['get_job', { job_id: 'dlc1\u202eabc' }, 'job_id is "dlc1abc" with the invisible character U+202E at position 5'],
    ['get_job', { job_id: 'dlc1\u0000' }, 'U+0000 at position 5'],
    ['list_jobs', { status: ['Fail\u00aded'] }, 'status[0] is "Failed" with the invisible character U+00AD at'],
    ['list_jobs', { days: '3\u200d' }, 'days is "3" with the invisible character U+200D at position 2'],
    ['list_workspaces', { region: 'cn-hangzhou\u200b' }, 'region "cn-hangzhou" with the invisible character U+200B'],
    ['list_quotas', { workspace_id: '28\ufeff6569' }, 'workspace_id "286569" with the invisible character U+FEFF'],
  ])('what nobody sees in a value: %s %j', (name, args, says) => {
    expect(told(name, args)?.message).toContain(says);
  });

  it('nothing of what nobody sees where the length is wrong', () => {
    const { message } = told('create_tensorboard', { display_name: `a\n${'b'.repeat(200)}` }) ?? {};
    expect(message).toContain('display_name is "a b');
    expect(message).not.toContain('invisible');
  });

  it('the form of a text where its description has one', () => {
    expect(told('list_images', { labels: { a: 'b' } })?.fix).toBe('Pass labels as text (Key=Value,Key=Value).');
    expect(told('create_job', { command: ['a', 'b'] })?.fix).toContain(
      'Pass command as text (Shell command of every pod; or script)',
    );
  });

  it('the names of parameters that are not advertised', () => {
    expect(told('list_jobs', { reason_serch: 'OOM' })?.fix).toContain('"reason_serch" -> "reason_search"');
    expect(told('create_job', { schedulingStrategy: 'Auto' })?.fix).toContain('"scheduling_strategy"');
  });

  it('all its mistakes at once, at every depth, each with its own repair', () => {
    const details = told('create_job', {
      display_name: 'x',
      job_type: 'pytorch',
      command: 'true',
      task_specs: [{ Type: 'Worker', count: 0, image: 'i' }],
      settings: { enable_rdma: 'maybe', caller: 1 },
      data_sources: { uri: 'oss://x', mount_access: 'ReadOnly' },
    });
    for (const said of [
      'workspace_id is missing',
      'job_type is "pytorch"',
      '"Type", "count" in task_specs[0]',
      'task_specs[0].pod_count is 0: too little',
      'settings.enable_rdma is "maybe"',
      '"caller" in settings',
      'data_sources[0].mount_access is "ReadOnly"',
    ])
      expect(details?.message).toContain(said);
    for (const fix of ['"PyTorchJob"', '"Type" -> "type"', '"count" -> "pod_count"', 'true or false', '"RO"'])
      expect(details?.fix).toContain(fix);
    // Several lists of valid values, so each stands with its mistake.
    expect(details?.valid).toBeUndefined();
    expect(details?.fix).toContain('Valid: RO, RW.');
  });

  it('no secret: neither the values of variables and commands nor what looks like one', () => {
    const secret = 'hunter2hunter2';
    const calls: [string, object][] = [
      ['clone_job', { job_id: 'dlc1', changes: { envs: { A: [secret] }, command: { a: secret } } }],
      ['clone_job', { job_id: 'dlc1', changes: `{"envs": {"A": "${secret}"` }],
      ['clone_job', { job_id: 'dlc1', changes: `envs A=${secret}` }],
      ['create_job', { envs: `A=${secret}`, command: [secret], task_specs: { [secret.slice(1)]: secret } }],
      ['get_job', { job_id: `password=${secret}` }],
      ['list_jobs', { status: `password=${secret}` }],
    ];
    for (const [name, args] of calls) {
      const details = told(name, args);
      expect(details).toBeDefined();
      expect(JSON.stringify(details)).not.toContain(secret);
    }
  });

  it('no command even where it is wrong as text', () => {
    const schema = z.strictObject({ changes: z.strictObject({ command: z.string().max(3), name: z.string().max(3) }) });
    const args = { changes: { command: 'hunter2', name: 'shown' } };
    const issues = schema.safeParse(args).error?.issues ?? [];
    const { mistakes } = misread({ issues, doubts: [], args, schema }, args);
    expect(mistakes.map(({ message }) => message)).toEqual([
      'changes.command is text: too much.',
      'changes.name is "shown": too much.',
    ]);
  });

  it('little, however much was wrong', () => {
    const huge = 'x'.repeat(8_000_000);
    const many = Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`k${index}`, index]));
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    for (const args of [
      { [huge]: 1, job_id: huge },
      { job_id: 'dlc1', ...many },
      { job_id: deep, other: deep },
      { job_id: 'dlc1', region: huge, detail: huge },
    ])
      expect(JSON.stringify(told('get_job', args)).length).toBeLessThan(2_000);
    expect(told('get_job', { job_id: 'dlc1', ...many })?.message).toContain('"k7" and 14992 more');
    const envs = { [huge]: [1] };
    expect(JSON.stringify(told('create_job', { envs, tags: envs, task_specs: [many] })).length).toBeLessThan(4_000);
    const ids = told('wait_for_job', { job_ids: Array.from({ length: 20 }, () => 'x y') });
    expect(ids?.message).toMatch(/And 12 further mistakes\.$/);
    expect(JSON.stringify(ids).length).toBeLessThan(4_000);
  });

  it('nothing where the call is right', () => {
    expect(told('wait_for_job', { job_ids: ['dlc1'], until: 'any' })).toBeUndefined();
    expect(told('get_pod_logs', { job_id: 'dlc1', max_lines: 5 })).toBeUndefined();
  });
});

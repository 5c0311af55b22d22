import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/domain/fault.ts';
import { offer } from '../../src/server/advertise.ts';
import { readArguments } from '../../src/server/arguments.ts';
import { catalogue } from '../../src/tools/catalogue.ts';

const scope = { region: undefined, workspaceId: undefined };

/** What a wrong call of a tool is told; `undefined` for a right one. */
function told(name: string, args: object): Fault['details'] | undefined {
  const tool = catalogue.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return readArguments(offer(tool, scope), { region: 'cn-hangzhou', ...args }, scope).fault?.details;
}

describe('a wrong call is told', () => {
  it.each([
    ['diagnose_job', { job_id: 'my-run' }, 'job_id is "my-run"', 'list_jobs display_name=NAME finds it'],
    ['wait_for_job', { job_ids: ['my-run'] }, 'job_ids[0] is "my-run"', 'list_jobs display_name=NAME finds them'],
    ['wait_for_job', { job_ids: 'my-run' }, 'job_ids[0] is "my-run"', 'list_jobs display_name=NAME finds them'],
    ['wait_for_job', { job_ids: { a: 1 } }, 'job_ids is an object: not of its kind', 'Pass job_ids as the ids of jobs'],
    ['get_job', { job: 'dlc1' }, 'job_id is missing. Unknown parameter "job"', '"job" -> "job_id"'],
    ['get_pod_logs', { job_id: 'dlc1', tail: 5 }, 'Unknown parameter "tail"', '"tail" -> "max_lines"'],
    ['get_pod_logs', { job_id: 'dlc1', grep: 'x', since: 'y' }, 'Unknown parameter', '"since" -> "start_time"'],
    ['get_pod_events', { job_id: 'dlc1', pod_id: 'a b' }, 'pod_id is "a b"', 'as get_job lists them'],
    ['stop_job', { job_id: 'dlc1', tail: 5 }, 'Unknown parameter "tail"', 'remove "tail"'],
  ])('%s %j', (name, args, message, fix) => {
    const details = told(name, args);
    expect(details?.message).toContain(message);
    expect(details?.fix).toContain(fix);
  });

  it('nothing where the call is right', () => {
    expect(told('wait_for_job', { job_ids: ['dlc1'], until: 'any' })).toBeUndefined();
    expect(told('get_pod_logs', { job_id: 'dlc1', max_lines: 5 })).toBeUndefined();
  });
});

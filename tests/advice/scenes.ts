import { TYPICAL, type TypicalCloud } from '../../evals/tokens/answers.ts';
import type { Finds } from '../e2e/world.ts';

export type Args = Record<string, unknown>;

/** What calls are about; `spare` is stopped by nobody here. */
export type Places = TypicalCloud & { finds: Finds; imageId: string };

const NOWHERE = 'dlc0000000000000';

/** Calls whose answers lead elsewhere: refusals, repairs, waits and empty results. */
const ASTRAY: Readonly<Record<string, (at: Places) => readonly Args[]>> = {
  create_job: (at) => {
    const good = TYPICAL.create_job?.(at) ?? {};
    const [task] = good.task_specs as [Args];
    const job = (changes: Args): Args => ({ ...good, dry_run: true, ...changes });
    const ofTask = (changes: Args): Args => job({ task_specs: [{ ...task, ...changes }] });
    return [
      job({}),
      job({ workspace_id: undefined }),
      job({ workspace_id: '1 2' }),
      ofTask({ image: 'registry.example.com/a/b:c' }),
      ofTask({ image: 'pytorch' }),
      ofTask({ ecs_spec: 'ecs.none' }),
      ofTask({ ecs_spec: undefined }),
      job({ data_sources: [{ mount_access: 'RO' }] }),
      job({ data_sources: [{ data_source_id: 'd-nothing', mount_access: 'RO' }] }),
      job({ code_source: {} }),
      job({ code_source: { uri: 'https://example.com/a.git' } }),
      job({ code_source: { code_source_id: 'code-nothing' } }),
      job({ resource_id: 'a b' }),
    ];
  },
  update_job: ({ running, failed }) => [
    { job_id: running },
    { job_id: running, display_name: 'other' },
    { job_id: failed, priority: 3 },
  ],
  stop_job: ({ failed, spare }) => [{ job_id: failed }, { job_id: spare }],
  get_web_terminal: ({ failed, running }) => [{ job_id: failed }, { job_id: running, pod_id: 'none' }],
  list_images: () => [{ labels: 'a b' }, { official: false }, { query: 'no such image' }, { labels: 'system.none=1' }],
  list_image_labels: () => [{ official: false }],
  list_jobs: () => [{ display_name: 'no-such-job' }, { own: false }, { status: 'Failed', all_workspaces: true }],
  get_pod_logs: ({ running, failed }) => [
    { job_id: failed },
    { job_id: running, pods: ['failed'] },
    { job_id: running, pods: ['failed', 'all'] },
    { job_id: running, pattern: 'no such line' },
    { job_id: running, pod_uid: 'x' },
    { job_id: running, cursor: 'x' },
  ],
  get_job: ({ failed, spare }) => [{ job_id: failed }, { job_id: spare, detail: true }],
  diagnose_job: ({ running, spare }) => [{ job_id: running }, { job_id: spare }],
  check_job_health: ({ failed }) => [{ job_id: failed }],
  wait_for_job: ({ running }) => [
    { job_ids: [running], timeout_seconds: 1 },
    { job_ids: [NOWHERE], timeout_seconds: 1 },
  ],
  create_jobs: ({ running }) => [
    { from_job: running, variations: [{}], dry_run: true },
    { from_job: running, variations: [{}, {}] },
    { variations: [{}] },
    { from_job: NOWHERE, variations: [{}] },
  ],
  clone_job: ({ running }) => [
    { job_id: running, dry_run: true },
    { job_id: running, changes: { priority: 'x', task_specs: { Worker: { image: 'x' } } } },
  ],
  list_job_sanity_check_results: ({ running }) => [{ job_id: running }],
  get_job_sanity_check_result: ({ running }) => [{ job_id: running, check_number: 9 }],
};

/** Calls of a tool: as it is mostly made, of things that are not there or badly named, and those of its own that fail. */
export function callsOf(tool: string, at: Places): readonly Args[] {
  const typical = TYPICAL[tool]?.(at);
  if (typical === undefined) throw new Error(`no typical call of ${tool}`);
  const ids = Object.keys(typical).filter((name) => /_ids?$|^pods$/.test(name));
  const badly = Object.fromEntries(ids.map((name) => [name, name.endsWith('s') ? ['my thing'] : 'my thing']));
  return [
    typical,
    {},
    { ...typical, ...badly, workspace_id: 'my workspace' },
    ...('job_id' in typical ? [{ ...typical, job_id: NOWHERE }] : []),
    ...(ASTRAY[tool]?.(at) ?? []),
  ];
}

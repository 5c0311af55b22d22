import type { Named } from '../named.ts';

/** Valid calls of the tools of `experiments`. */
export function experimentCalls(named: Named): [tool: string, args: Readonly<Record<string, unknown>>][] {
  const { workspace_id, experiment_id, run_id, model_id, job_id } = named;
  return [
    ['list_experiments', { name: 'fine', page_number: 1, workspace_id }],
    ['get_experiment', { experiment_id }],
    [
      'create_experiment',
      {
        name: 'n20260310',
        artifact_uri: 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/experiments/',
        labels: { team: '7' },
        accessibility: 'PRIVATE',
        workspace_id,
      },
    ],
    ['list_runs', { experiment_id, job_id, name: 'base', page_number: 1, workspace_id }],
    ['get_run', { run_id }],
    ['create_run', { experiment_id, name: 'n20260311', job_id, params: { lr: '3' }, labels: { team: '7' } }],
    ['list_run_metrics', { run_id, key: 'loss' }],
    ['log_run_metrics', { run_id, metrics: [{ key: 'loss', value: 0.5, step: 20260310 }] }],
    [
      'list_models',
      {
        query: '7',
        model_type: '7',
        task: '7',
        domain: '7',
        public_catalogue: false,
        page_number: 1,
        workspace_id,
      },
    ],
    ['list_models', { public_catalogue: true, workspace_id }],
    ['get_model', { model_id }],
    [
      'create_model',
      {
        model_name: '20260310',
        model_type: '7',
        task: '7',
        domain: '7',
        origin: '7',
        parameter_size: 7,
        description: '7',
        labels: { team: '7' },
        accessibility: 'PRIVATE',
        workspace_id,
      },
    ],
    [
      'list_model_versions',
      {
        model_id,
        job_id,
        format_type: 'ONNX',
        framework_type: 'Pytorch',
        approval_status: 'Pending',
        page_number: 1,
      },
    ],
    ['get_model_version', { model_id, version: '0.1.0' }],
    [
      'create_model_version',
      {
        model_id,
        uri: 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/models/7/',
        version: '7.0.0',
        job_id,
        format_type: 'ONNX',
        framework_type: 'Pytorch',
        metrics: { loss: 0.5 },
        description: '7',
        labels: { team: '7' },
      },
    ],
  ];
}

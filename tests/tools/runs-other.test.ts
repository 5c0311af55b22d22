import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/tools/kit/create/again/changes.ts';
import { asTold, keptOf, notSaid } from '../../src/tools/kit/create/again/kept.ts';
import { differsIn } from '../../src/tools/kit/create/again/runs-other.ts';

type Row = Record<string, unknown>;

const data = (uri: string, mount_path: string) => ({ uri, mount_path });
const old: Row = {
  display_name: 'old',
  job_type: 'PyTorchJob',
  command: 'python train.py',
  resource_id: 'quota1',
  task_specs: [
    { type: 'Master', pod_count: 1, image: 'r/a:1', ecs_spec: 'ecs.a' },
    { type: 'Worker', pod_count: 2, image: 'r/a:1', ecs_spec: 'ecs.a' },
  ],
  data_sources: [data('oss://code/', '/mnt/code'), data('oss://out/', '/mnt/out')],
  settings: { tags: { team: 'nlp' } },
  envs: {
    DB_PASSWORD: 'hunter2-hunter2',
    HF_TOKEN: 'hf_AbCdEfGhIjKlMnOpQrStUv123456',
    DB_HOST: 'db.internal.example.com',
    WANDB_BASE_URL: 'https://wandb.example.com',
    LR: '1e-3',
    MODEL: 'qwen',
    NOTE: '',
  },
};
const paths = (change: Row): string[] => {
  const job = applyChanges(old, change);
  return differsIn(old, job, keptOf(old, job, change, []));
};

describe('R48 what runs something else', () => {
  it.each<Row>([
    {},
    { display_name: 'new', description: 'd', priority: 3, resource_id: 'quota2', job_max_running_time_minutes: 9 },
    { task_specs: [{ type: 'Worker', pod_count: 8, ecs_spec: 'ecs.b', spot: { discount_limit: 0.5 } }] },
    { task_specs: [{ type: 'Master', resource_config: { cpu: '8', memory: '64Gi' } }] },
    { settings: { tags: { run: 'x.y/z' }, enable_rdma: true, job_reserved_minutes: 5 } },
    {
      data_sources: [
        { mount_path: '/mnt/out', mount_access: 'RW' },
        { mount_path: '/mnt/code', mount_access: 'RO' },
      ],
    },
    ...['3e-4', '20', '-1', '.5', '0.9,0.999', 'llama', 'Adam_W', 'true', 'bf16', 'llama-7b'].map((LR) => ({
      envs: { LR },
    })),
    ...[
      'EPOCHS',
      'BATCH_SIZE',
      'MODEL',
      'NOTE',
      'RUN_NAME',
      'modelName',
      'PIPELINE_STAGES',
      'NODES',
      'MASTER_PORT',
    ].map((name) => ({ envs: { [name]: '20' } })),
    { envs: { PYTHONHASHSEED: '3', NCCL_DEBUG: 'INFO', CUDA_VISIBLE_DEVICES: '0,1' } },
  ])('%j does not', (change) => {
    expect(paths(change)).toEqual([]);
  });

  it.each<[Row, string]>([
    [{ command: 'env' }, 'command'],
    [{ script: { name: 'a.py', text: 'x' } }, 'script.name'],
    [{ job_type: 'MPIJob' }, 'job_type'],
    [{ accessibility: 'PUBLIC' }, 'accessibility'],
    [{ settings: { shell: '/mnt/out/evil.sh' } }, 'settings.shell'],
    [{ settings: { error_monitoring_args: '--x' } }, 'settings.error_monitoring_args'],
    [{ third_party_libs: ['evil'] }, 'third_party_libs[0]'],
    [{ third_party_lib_dir: '/mnt/out' }, 'third_party_lib_dir'],
    [{ user_vpc: { vpc_id: 'vpc-1', security_group_id: 'sg-1' } }, 'user_vpc.vpc_id'],
    [{ code_source: { code_source_id: 'code-1' } }, 'code_source.code_source_id'],
    [{ task_specs: [{ type: 'Worker', image: 'r/b:1' }] }, 'task_specs[1].image'],
    [{ task_specs: [{ type: 'Worker', driver: '1' }] }, 'task_specs[1].driver'],
    [{ task_specs: [{ type: 'Chief', image: 'r/a:1', pod_count: 1 }] }, 'task_specs[2].type'],
    [{ data_sources: [data('oss://code/', '/mnt/out'), data('oss://out/', '/mnt/code')] }, 'data_sources'],
    [{ data_sources: [{ mount_path: '/mnt/code', options: '{}' }, data('oss://out/', '/mnt/out')] }, 'data_sources'],
    [{ data_sources: [{ mount_path: '/mnt/code', version: 'v2' }, data('oss://out/', '/mnt/out')] }, 'data_sources'],
    [{ data_sources: [{ mount_path: '/mnt/code' }] }, 'data_sources'],
    [{ envs: { WANDB_BASE_URL: null } }, 'envs.WANDB_BASE_URL'],
    [{ envs: { WANDB_BASE_URL: 'x' } }, 'envs.WANDB_BASE_URL'],
    [{ envs: { LR: null } }, 'envs.LR'],
    [{ envs: { LR: '' } }, 'envs.LR'],
    // A secret of the caller's may be that of another account, and whether it is the same one is not told.
    [{ envs: { DB_PASSWORD: 'hunter2-hunter2' } }, 'envs.DB_PASSWORD'],
    [{ envs: { DB_PASSWORD: 'hunter3' } }, 'envs.DB_PASSWORD'],
    [{ envs: { WANDB_API_KEY: '0123456789abcdef0123456789abcdef01234567' } }, 'envs.WANDB_API_KEY'],
  ])('%j does', (change, path) => {
    expect(paths(change)).toContain(path);
  });

  it.each([
    'evil.example.com',
    'evil.example.com:5432',
    '203.0.113.7',
    'localhost',
    'http://x',
    'user@host',
    'a b',
    '-x',
    '--config=x',
    '() { env; }',
    '0x7f000001',
    '[::1]',
    'a.py',
    'évil',
    '../x',
    'a'.repeat(65),
  ])('a variable that is %s', (LR) => {
    expect(paths({ envs: { LR } })).toEqual(['envs.LR']);
  });

  it.each([
    ...['https_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'no_proxy', 'DB_HOST', 'DBHOST', 'dbHost', 'MASTER_ADDR', 'BASEURL'],
    ...['BASH_ENV', 'ENV', 'IFS', 'PS4', 'PATH', 'SHELLOPTS', 'LD_PRELOAD', 'LD_AUDIT', 'PYTHONPATH', 'PYTHONSTARTUP'],
    ...['BASH_FUNC_python%%', 'NODE_OPTIONS', 'PERL5LIB', 'RUBYOPT', 'GIT_SSL_NO_VERIFY', 'JAVA_TOOL_OPTIONS', '_X'],
    ...['HF_HOME', 'HF_ENDPOINT', 'S3_BUCKET', 'NCCL_NET_PLUGIN', 'SSL_CERT_FILE', 'PIP_INDEX_URL', 'DATA_DIR', 'a b'],
    ...['NODE_TLS_REJECT_UNAUTHORIZED', 'OMPI_MCA_orte_launch_agent', 'EXTRA_ARGS', 'KAFKA_BROKERS', 'SERVER_IP'],
  ])('a variable %s, whatever it is', (name) => {
    expect(paths({ envs: { [name]: '1' } })).toEqual([`envs.${name}`]);
  });
});

describe('R48 what is kept', () => {
  const kept = (change: Row) => keptOf(old, applyChanges(old, change), change, []);
  const names = (change: Row) => kept(change).withheld.map(({ path }) => path);

  it('is told by where it stands, so that no guess of it changes anything', () => {
    const all = ['envs.DB_PASSWORD', 'envs.HF_TOKEN'];
    expect(names({})).toEqual(all);
    for (const guess of ['hunter2-hunter2', 'wrong-wrong']) {
      expect(names({ third_party_libs: [guess], envs: { OTHER: guess } })).toEqual(expect.arrayContaining(all));
      expect(names({ envs: { DB_PASSWORD: guess } })).toEqual(['envs.HF_TOKEN']);
    }
    expect(notSaid(kept({}).withheld, [{ description: 'is it hunter2-hunter2?' }])).toHaveLength(1);
    expect(notSaid(kept({}).withheld, [{}])).toHaveLength(2);
  });

  it('has a mask in its place where jobs are compared', () => {
    const change = { envs: { DB_PASSWORD: 'hunter2-hunter2' } };
    const envs = (asTold(applyChanges(old, change), kept(change).withheld) as Row).envs;
    expect(envs).toMatchObject({ DB_PASSWORD: 'hunter2-hunter2', HF_TOKEN: '***', LR: '1e-3' });
  });
});

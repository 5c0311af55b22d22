import { describe, expect, it } from 'vitest';
import { maskDocument, maskEnvs, maskLines, maskSecrets } from '../../src/shaping/mask.ts';
import { isPlainEnv } from '../../src/shaping/mask-envs.ts';

const SECRET = 'Zx81' + 'kQp0Lm93Vb7T';
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJleHAiOjE3fQ', 'c2lnbmF0dXJl'].join('.');

describe('R34 maskSecrets', () => {
  it.each([
    [`id LTAI5t${SECRET} used`, 'id LTAI*** used'],
    [`AccessKeySecret=${SECRET}`, 'AccessKeySecret=***'],
    [`export ALIBABA_CLOUD_ACCESS_KEY_SECRET=${SECRET}; run`, 'export ALIBABA_CLOUD_ACCESS_KEY_SECRET=***; run'],
    [`{"password": "two words", "n": 1}`, '{"password": "***", "n": 1}'],
    [`"{\\"api_key\\":\\"${SECRET}\\"}"`, `"{\\"api_key\\":\\"***\\"}"`],
    [`'secret': 'it'`, `'secret': '***'`],
    [`Authorization: Bearer ${SECRET}`, 'Authorization: ***'],
    [`sent bearer ${SECRET}`, 'sent bearer ***'],
    [`jwt ${JWT}!`, 'jwt ***!'],
    [`git clone https://bob:${SECRET}@git.example.com/x.git`, 'git clone https://bob:***@git.example.com/x.git'],
    [`https://${SECRET}@git.example.com/x`, 'https://***@git.example.com/x'],
    [
      `curl "https://b.oss.example.com/k?Expires=1&Signature=${SECRET}&x=2"`,
      'curl "https://b.oss.example.com/k?Expires=1&Signature=***&x=2"',
    ],
    [`hf_${SECRET}${SECRET}`, 'hf_***'],
    [`ghp_${SECRET}${SECRET}`, 'ghp_***'],
    [`sk-proj-${SECRET}${SECRET}`, 'sk-***'],
    ['AKIAIOSFODNN7EXAMPLE', 'AKIA***'],
    [`python a.py --api-key ${SECRET} --lr 3`, 'python a.py --api-key *** --lr 3'],
    [`wandb_token=${SECRET}`, 'wandb_token=***'],
    ['DB_PASSWORD: 12345', 'DB_PASSWORD: ***'],
    [
      `-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nAAAA\n-----END RSA PRIVATE KEY-----\nafter`,
      '[private key ***]\nafter',
    ],
    [`-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEAABCD\nTraceback follows`, '[private key ***]\nTraceback follows'],
    [`MIIEowIBAAKCAQEAABCD\n-----END PRIVATE KEY-----\nafter`, '[private key ***]\nafter'],
  ])('masks %j', (text, masked) => expect(maskSecrets(text)).toBe(masked));

  it.each([
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'md5=d41d8cd98f00b204e9800998ecf8427e commit 44da109b59f8596152987eaa8f3b2487bb72ea63',
    'data: aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=',
    'step=10 loss=0.693 tokens=4096 tokens_per_second: 1200.5 max_tokens=2048 time_per_token=0.0123456789',
    "pad_token='<pad>' eos_token=<|endoftext|> unk_token: unknownword pad_token_id=0",
    'PWD=/root/code OLDPWD=/mnt/data',
    '/mnt/data/token/secret/passwords.txt password=None token=$HF_TOKEN',
    'git@github.com:owner/repo.git oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/path/',
    'http://10.0.0.1:8080/a@b task-management-of-17-things-in-flight basic training run',
    'author: someone; authors=several tokenizer=LlamaTokenizer',
    'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.3-gpu-py310-cu121-ubuntu22.04',
  ])('leaves %j', (text) => expect(maskSecrets(text)).toBe(text));

  it('is idempotent and linear on hostile input', () => {
    const hostile =
      'password'.repeat(5000) + '-----BEGIN PRIVATE KEY-----'.repeat(2000) + '://'.repeat(5000) + 'a'.repeat(50_000);
    const once = maskSecrets(hostile);
    expect(maskSecrets(once)).toBe(once);
  });
});

describe('R35 maskEnvs', () => {
  it('shows ordinary values, and masks by what the name or the form says', () => {
    expect(
      maskEnvs({
        NCCL_DEBUG: 'INFO',
        MASTER_PORT: '23456',
        MODEL: 'x',
        HF_TOKEN: 'y',
        NCCL_SECRET: 'z',
        PYTHONPATH: `LTAI5t${SECRET}`,
        NCCL_SOCKET_IFNAME: 'aB3xY9kQ2mZ7',
        OTHER: 'aB3xY9kQ2mZ7',
      }),
    ).toEqual({
      NCCL_DEBUG: 'INFO',
      MASTER_PORT: '23456',
      MODEL: 'x',
      HF_TOKEN: '***',
      NCCL_SECRET: '***',
      PYTHONPATH: '***',
      NCCL_SOCKET_IFNAME: 'aB3xY9kQ2mZ7',
      OTHER: '***',
    });
  });

  it('shows what the operator lists by its exact name, and still no secret', () => {
    const envs = {
      MODEL: 'q7Wz3n8B',
      MODEL_DIR: 'q7Wz3n8B',
      model: 'q7Wz3n8B',
      HF_TOKEN: 'abcdefgh12345',
      DB_PASSWORD: 'short',
      DATASET: `oss://user:${SECRET}@bucket/x`,
    };
    expect(maskEnvs(envs, ['MODEL', 'HF_TOKEN', 'DB_PASSWORD', 'DATASET'])).toEqual({
      MODEL: 'q7Wz3n8B',
      MODEL_DIR: '***',
      model: '***',
      HF_TOKEN: '***',
      DB_PASSWORD: '***',
      DATASET: '***',
    });
  });
});

describe('R35 environment variables by their evidence', () => {
  const shown = (names: string, value: string): string[] => {
    const envs = Object.fromEntries(names.split(' ').map((name) => [name, value]));
    return Object.entries(maskEnvs(envs)).flatMap(([name, each]) => (each === value ? [name] : []));
  };
  const odd = 'aB3xY9kQ2mZ7';

  it('of runtimes and launchers are shown whatever their form', () => {
    const names =
      'NCCL_DEBUG ACCL_A GLOO_A UCX_A OMP_A MKL_A OPENBLAS_A KMP_A TORCH_A TORCH_NCCL_A1 TORCHELASTIC_A CUDA_A CUDNN_A NVTE_A TF_CPP_A LC_ALL RAY_memory_A PYTHONUNBUFFERED PYTHONFAULTHANDLER PYTHONHASHSEED PYTHONDONTWRITEBYTECODE PYTHONIOENCODING PYTHONWARNINGS PYTHONPATH PYTORCH_ALLOC_CONF PYTORCH_CUDA_ALLOC_CONF MASTER_ADDR MASTER_PORT WORLD_SIZE RANK LOCAL_RANK LOCAL_WORLD_SIZE NODE_RANK NNODES NPROC_PER_NODE TOKENIZERS_PARALLELISM HF_HUB_OFFLINE HF_DATASETS_OFFLINE TRANSFORMERS_OFFLINE WANDB_MODE WANDB_DISABLED PAI_TASK_ROLE PATH LD_LIBRARY_PATH LD_PRELOAD LANG TZ';
    expect(shown(names, odd)).toEqual(names.split(' '));
    const others =
      'XNCCL_DEBUG NCCL_ NCCL_debug PYTHON PYTHONPATHS MYPATH PATHS RANKS XRANK WANDB_API TOKENIZERS TZX nccl_DEBUG';
    expect(shown(others, odd)).toEqual([]);
    expect(shown(others, 'x')).toEqual(others.split(' '));
  });

  it('are masked where the name speaks of a secret, as a word or within one, also where the value is ordinary', () => {
    const secrets =
      'NCCL_PASS NCCL_SECRET NCCL_TOKEN NCCL_CREDENTIAL NCCL_PRIVATE NCCL_API_KEY NCCL_APIKEY NCCL_ACCESS_KEY NCCL_ACCESSKEY NCCL_AUTH HF_TOKEN hfToken HFTOKEN DBPASS DB_PASS db_pwd DBPWD MY_PW SESSION_COOKIE SENTRY_DSN SSH_KEY key CARD_PIN MYPASSWORD authToken OSS_AK OSS_SK TLS_CERT';
    expect(shown(secrets, 'hunter')).toEqual([]);
    // By the name alone, also where what masks any text would see it.
    for (const name of ['MYAPIKEY', 'api_key', 'ACCESSKEY', 'PRIVATEKEY', 'MYPWDS', ...secrets.split(' ')])
      expect(isPlainEnv(name, 'hunter', []), name).toBe(false);
  });

  it('are shown where the name only resembles such a word', () => {
    const plain =
      'LR EPOCHS BATCH_SIZE MODEL MAX_TOKENS NUM_TOKENS AUTHOR COMPASS BYPASS NUM_PASSES PASSES MONKEY KEYPOINTS PINNED TASK SKIP CERTAINTY';
    expect(shown(plain, '4096')).toEqual(plain.split(' '));
  });

  it.each([
    ...[
      '',
      '3',
      '1e-4',
      '-0.5',
      'true',
      '64Gi',
      '4096x4096',
      'v1.2.3rc1',
      '2026-11-28T01:02:03Z',
      'bf16',
      'adamw_8bit',
    ],
    ...['Qwen/Qwen2.5-7B-Instruct', '/mnt/data/v2', 'oss://b.oss-cn-hangzhou.aliyuncs.com/x/', 'https://hf-mirror.com'],
    ...['{"lr": 0.001, "sizes": [1, 2]}', '--lr 1e-4 --bf16 True', 'py310-cu118-ubuntu22.04', 'ab'.repeat(12)],
    ...['1024x768 640x480', 'latchstring', 'a '.repeat(128)],
  ])('whose value is a setting are shown: %j', (value) => {
    expect(maskEnvs({ SOME: value })).toEqual({ SOME: value });
  });

  it.each([
    ...[odd, 'S3cr3t-value-0815', '0123456789abcdef0123456789abcdef', 'wlkjqwpoieurzmxn', 'ab'.repeat(13)],
    ...[`ok ${odd}`, `${odd} ok`, 'aeiouabcdfgh', '12ab34cd'],
    ...['3f9a1c7b-22d4-4e8f-9a3b-0c1d2e3f4a5b', 'a '.repeat(129), 'hf_abcdefghijKLMNopqrstuv', 'k=v,pw=aB3xY9kQ'],
    ...['https://user:hunter2@host/x', 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA=='],
  ])('whose value may be a secret are masked: %j', (value) => {
    expect(maskEnvs({ SOME: value })).toEqual({ SOME: '***' });
  });

  it.each(['', '0', '1', 'true', 'No', 'off', 'null'])('that only switch something are shown: AUTH=%j', (value) => {
    expect(maskEnvs({ USE_AUTH: value })).toEqual({ USE_AUTH: value });
  });

  it('are masked where they hold a secret themselves, which their value may show by them', () => {
    expect(maskEnvs({ [`LTAI5t${SECRET}`]: 'x' })).toEqual({ 'LTAI***': '***' });
    expect(maskEnvs({ my_password: 'hunter2' }, ['my_password'])).toEqual({ my_password: '***' });
  });
});

describe('R34 R35 a document', () => {
  it('has its texts masked by their shape and by the name they go under, and keeps its form', () => {
    expect(
      maskDocument(
        {
          name: 'llm',
          count: 3,
          flag: false,
          nothing: null,
          password: 'hunter2',
          password_list: ['hunter2', { password: 'hunter2' }],
          command: `x LTAI5t${SECRET} y`,
          [`key LTAI5t${SECRET}`]: 1,
          text: 'password=hunter2',
          Envs: { RANK: '1', MODEL: 'aB3xY9kQ2', OTHER: 'aB3xY9kQ2' },
          deep: { Envs: { MODEL: 'aB3xY9kQ2' } },
        },
        ['MODEL'],
      ),
    ).toEqual({
      name: 'llm',
      count: 3,
      flag: false,
      nothing: null,
      password: '***',
      password_list: ['hunter2', { password: '***' }],
      command: 'x LTAI*** y',
      'key LTAI***': 1,
      text: 'password=***',
      Envs: { RANK: '1', MODEL: 'aB3xY9kQ2', OTHER: '***' },
      deep: { Envs: { MODEL: 'aB3xY9kQ2' } },
    });
    expect(maskDocument(['password', 'x'], [], 'api_key')).toEqual(['***', '***']);
    expect(maskDocument('hunter2', [])).toBe('hunter2');
    expect(maskDocument(undefined, [])).toBeUndefined();
  });
});

describe('R34 lines', () => {
  it('keep their places, of those that are gone too', () => {
    expect(maskLines([])).toEqual([]);
    expect(
      maskLines(['a', '-----BEGIN PRIVATE KEY-----', 'MIIEowIBAAKCAQEA', '-----END PRIVATE KEY-----', '']),
    ).toEqual(['a', '[private key ***]', undefined, undefined, '']);
  });

  it('are cut at 16 KiB, and only above', () => {
    const most = 16 * 1024;
    expect(maskLines(['x'.repeat(most), 'y'.repeat(most + 1)])).toEqual(['x'.repeat(most), `${'y'.repeat(most)}…`]);
  });
});

describe('R35 names of secrets that are rarer', () => {
  const GENERATED = 'Tr0ub4dor3xKq9Z';
  it.each(['BEARER', 'JWT', 'COOKIE', 'SESSION', 'PASSCODE', 'pswd', 'LICENSE_KEY', 'APP_KEY', 'MNEMONIC'])(
    '%s with a value that looks generated',
    (name) => {
      expect(maskSecrets(`export ${name}=${GENERATED}`)).toBe(`export ${name}=***`);
      expect(maskSecrets(`${name.toLowerCase()}: ${GENERATED}`)).toBe(`${name.toLowerCase()}: ***`);
    },
  );
  it.each([
    'export PASS=orange42',
    'DB_PW=orange42',
    'REDISCLI_AUTH=orange42',
    'export SK=orange42',
    'passcode: plum77',
  ])('%s although its value is like a word', (line) => expect(maskSecrets(line)).toMatch(/^[\w ]+(?:=|: )\*\*\*$/));
  it.each([
    'SESSION_NAME=train-7b',
    'session: started',
    'session: session_2026-11-24_03-57-05',
    'PASS=12 FAIL=0',
    'PASS: test_loss',
    'SK=slovak',
    'sk: 0.93',
    'cookie: enabled',
    'app_key=name',
    'jwt: expired',
    'bearer: none',
    'mnemonic: add',
    'db_pw_steps=12',
  ])('%s is shown', (line) => expect(maskSecrets(line)).toBe(line));
});

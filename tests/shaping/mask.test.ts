import { describe, expect, it } from 'vitest';
import { maskEnvs, maskSecrets } from '../../src/shaping/mask.ts';

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
  it('shows only well-known harmless names, and not a secret in their value', () => {
    expect(
      maskEnvs({
        NCCL_DEBUG: 'INFO',
        MASTER_PORT: '23456',
        MODEL: 'x',
        HF_TOKEN: 'y',
        NCCL_SECRET: 'z',
        PYTHONPATH: `LTAI5t${SECRET}`,
      }),
    ).toEqual({
      NCCL_DEBUG: 'INFO',
      MASTER_PORT: '23456',
      MODEL: '***',
      HF_TOKEN: '***',
      NCCL_SECRET: '***',
      PYTHONPATH: '***',
    });
  });

  it('shows what the operator lists by its exact name, and still no secret', () => {
    const envs = {
      MODEL: 'qwen3-8b',
      MODEL_DIR: '/mnt/models',
      model: 'lower',
      HF_TOKEN: 'abcdefgh12345',
      DB_PASSWORD: 'short',
      DATASET: `oss://user:${SECRET}@bucket/x`,
    };
    expect(maskEnvs(envs, ['MODEL', 'HF_TOKEN', 'DB_PASSWORD', 'DATASET'])).toEqual({
      MODEL: 'qwen3-8b',
      MODEL_DIR: '***',
      model: '***',
      HF_TOKEN: '***',
      DB_PASSWORD: '***',
      DATASET: '***',
    });
  });
});

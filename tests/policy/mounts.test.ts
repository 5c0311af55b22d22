import { describe, expect, it } from 'vitest';
import { allAsOffered } from '../../src/advice/offered.ts';
import type { DataSourceDraft } from '../../src/domain/job-draft.ts';
import type { Said } from '../../src/domain/said.ts';
import { checksOf, refusalOf, warningsOf } from '../../src/policy/checks.ts';
import { checkMounts, checkOssUri } from '../../src/policy/mounts.ts';

const english = (said: readonly Said[]): string => said.map(({ en }) => en).join();

const task = { type: 'Worker', pod_count: 1, image: 'r.example/x:1', ecs_spec: 'ecs.gpu' };
const judge = (data_sources: readonly DataSourceDraft[], code?: string) =>
  checksOf(
    'R40',
    'mounts',
    checkMounts(
      {
        display_name: 'llm',
        job_type: 'PyTorchJob',
        task_specs: [task],
        data_sources,
        ...(code === undefined ? {} : { code_source: { code_source_id: 'code-1', mount_path: code } }),
      },
      'cn-hangzhou',
    ),
  );
const ofUri = (uri: string) => judge([{ uri, mount_path: '/mnt/data', mount_access: 'RO' }]);
const ofPath = (mount_path: string) => judge([{ data_source_id: 'd-1', mount_path, mount_access: 'RO' }]);
const said = (checks: ReturnType<typeof judge>) =>
  JSON.stringify(allAsOffered(refusalOf(checks), () => true) ?? 'none');

describe('R40 storage of a data source', () => {
  it.each([
    'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/path/',
    'OSS://bucket.oss-cn-hangzhou-internal.aliyuncs.com',
    'oss://bucket.oss-accelerate.aliyuncs.com/x',
    'oss://bucket.cn-hangzhou.oss-dls.aliyuncs.com/x/',
    'oss://bucket.my-oss-cn-shanghai.aliyuncs.com/',
    'oss://bucket.oss-cn-shanghai.aliyuncs.com.aliyuncs.com/',
    'nas://09f42f2.cn-hangzhou/',
    'nas://09f42f2.x/',
    'nas://09f42f2.xcn-beijing/',
    'nas://09f42f2-abc12.cn-hangzhou.nas.aliyuncs.com/data/',
    'nas://cpfs-0123456789abcdef.cn-hangzhou/ptc-1/',
    'cpfs://cpfs-0123456789abcdef.cn-hangzhou/path/',
    'bmcpfs://bmcpfs-0123456789abcdef.cn-hangzhou/',
  ])('%s passes without a word', (uri) => {
    expect(ofUri(uri)).toEqual([{ rule: 'R40', what: 'mounts', result: 'ok' }]);
  });

  it.each([
    ['./src', 'local path'],
    ['../src', 'local path'],
    ['/home/me/data', 'local path'],
    ['~/data', 'local path'],
    ['data', 'local path'],
    ['C:\\data', 'local path'],
    ['file:///home/me/data', 'local path'],
    ['https://example.com/data.tar', 'download or clone'],
    ['http://example.com/data.tar', 'download or clone'],
    ['ssh://git@example.com/a', 'download or clone'],
    ['s3://me@bucket:80/x', 'download it, or copy it'],
    ['ms://owner/name', 'modelscope download'],
    ['git@example.com:owner/name.git', 'download or clone'],
    ['owner@2024/name:1', 'local path'],
    ['git://example.com/a', 'list_code_sources'],
    ['s3://bucket/data', 'copy it to OSS'],
    ['hf://datasets/squad', 'list_datasets'],
    ['hf://Qwen/Qwen3-8B', 'hf download OWNER/NAME --local-dir /tmp/model'],
    ['ModelScope://Qwen/Qwen3-8B', 'modelscope download --model OWNER/NAME'],
    ['huggingface://Qwen/Qwen3-8B', 'with HF_ENDPOINT set to a mirror'],
    ['odps://project/table', 'no storage'],
  ])('%s is refused with what to do instead', (uri, word) => {
    expect(said(ofUri(uri))).toContain(word);
    expect(said(ofUri(uri))).toContain('oss://BUCKET.oss-cn-hangzhou-internal.aliyuncs.com/PATH/');
  });

  it.each([
    'oss://bucket/path/',
    'oss://bucket',
    'oss:bucket.x/',
    'oss:x//bucket.oss-cn-hangzhou.aliyuncs.com/',
    'oss://-bucket.oss-cn-hangzhou.aliyuncs.com/',
    'oss:///path',
    'oss://bucket.example.com/',
    'oss://b .aliyuncs.com/',
  ])('%s has no endpoint and is refused', (uri) => expect(said(ofUri(uri))).toContain('no endpoint'));

  it.each([' oss://b.oss-cn-hangzhou-internal.aliyuncs.com/', './src\n'])('%j is refused for its spaces', (uri) =>
    expect(said(ofUri(uri))).toContain('begins or ends with a space'),
  );

  it.each(['nas://', 'nas://fs/', 'cpfs:///path', 'bmcpfs://a..b/', 'nas://fs.cn-beijing-/'])(
    '%s is no file system and is refused',
    (uri) => {
      expect(said(ofUri(uri))).toContain('nas://FILE_SYSTEM.cn-hangzhou/PATH/');
    },
  );

  it('an internal endpoint of another region is refused; a public one is told', () => {
    expect(said(ofUri('oss://b.oss-cn-shanghai-internal.aliyuncs.com/'))).toContain('cn-shanghai');
    const told = ofUri('oss://b.oss-cn-shanghai.aliyuncs.com/');
    expect(refusalOf(told)).toBeUndefined();
    expect(english(warningsOf(told))).toContain('bucket of cn-shanghai, and the job runs in cn-hangzhou');
    expect(english(warningsOf(ofUri('oss://b.oss-cn-hangzhou.aliyuncs.com/')))).toContain('public endpoint');
    expect(english(warningsOf(ofUri('nas://fs.cn-beijing/')))).toContain('file system of cn-beijing');
  });

  it('says no password that stands in an address', () => {
    expect(said(ofUri('s3://me:secret@bucket/x'))).not.toContain('secret');
    expect(said(ofUri('oss://me:sec@ret@bucket/x'))).not.toMatch(/sec|ret@/);
    expect(said(ofUri('s3://me:secret@bucket/x'))).toContain('s3://***@bucket/x');
  });
});

it('R40 what is kept for good lies in OSS', () => {
  const of = (uri: string) => checkOssUri('uri', uri, 'cn-hangzhou');
  expect(of('oss://b.oss-cn-hangzhou-internal.aliyuncs.com/x')).toMatchObject({ verdict: 'allow' });
  for (const [uri, reason] of [
    ['nas://fs.cn-hangzhou/', 'is not in OSS'],
    ['x', 'is not in OSS'],
    [' oss://b.oss-cn-hangzhou-internal.aliyuncs.com/x', 'uri begins or ends with a space'],
    ['oss://b/', 'has no endpoint'],
  ] as const)
    expect(of(uri), uri).toMatchObject({ verdict: 'refuse', rule: 'R40', reason: expect.stringContaining(reason) });
});

describe('R40 mount paths', () => {
  it.each([
    '/mnt/data',
    '/mnt/data/',
    '/data',
    '/mnt',
    '/root/data',
    '/opt/app/data',
    '/usr/local/data',
    '/etcetera',
    '/mnt/etc',
    '/data/usr',
    '/home/me',
  ])('%s passes', (path) => expect(refusalOf(ofPath(path))).toBeUndefined());

  it.each(['data', './data', '~/data', 'C:\\data', 'oss://b/'])('%s is not absolute and is refused', (path) => {
    expect(said(ofPath(path))).toContain('not an absolute path');
  });

  it.each([' /mnt/data', '/mnt/data '])('%j is refused for its spaces', (path) =>
    expect(said(ofPath(path))).toContain('begins or ends with a space'),
  );

  it.each(['/mnt/../data', '/mnt//data', '/mnt/./data', '/mnt/data//', '//mnt'])(
    '%j is not plain and is refused',
    (path) => expect(said(ofPath(path))).toContain('not written plainly'),
  );

  it.each([
    '/',
    '/usr',
    '/usr/',
    '/mnt/../etc',
    '//usr',
    '/usr/bin',
    '/usr/local/lib',
    '/etc',
    '/etc/x',
    '/dev/shm',
    '/proc/1',
    '/lib64',
    '/opt',
    '/root',
  ])('%s is of the system and is refused', (path) => expect(said(ofPath(path))).toContain('directory of the system'));

  it('holds for the code source as well, and names each that is wrong', () => {
    expect(refusalOf(judge([], '/root/code/'))).toBeUndefined();
    const both = said(judge([{ data_source_id: 'd-1', mount_path: 'x', mount_access: 'RO' }], '/usr'));
    expect(both).toContain('data_sources[0].mount_path');
    expect(both).toContain('code_source.mount_path');
  });
});

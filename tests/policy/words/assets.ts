import type { JobDraft } from '../../../src/domain/job-draft.ts';
import { en, say, zh } from '../../../src/domain/said.ts';
import {
  ASSETS,
  type Asset,
  type AssetKind,
  checkTwin,
  decideNewPublic,
  decidePublish,
  decideRemoval,
} from '../../../src/policy/assets.ts';
import { CODE_LOST, checkCodeUpdate, checkContents, TOKEN_SEEN } from '../../../src/policy/code-sources.ts';
import {
  checkDatasetDraft,
  checkVersionStorage,
  DATASET_LOST,
  decideVersionRemoval,
} from '../../../src/policy/datasets.ts';
import { checkExperimentName, checkNewPoints, checkParams } from '../../../src/policy/experiments.ts';
import {
  checkConstraints,
  checkContent,
  checkShifts,
  checkUnread,
  TEMPLATE_LOST,
} from '../../../src/policy/job-templates.ts';
import { checkMounts, checkOssUri } from '../../../src/policy/mounts.ts';
import {
  checkImageLabels,
  checkNewImage,
  checkOwnImage,
  decideNewImage,
  IMAGE_LOST,
} from '../../../src/policy/registered-images.ts';
import { each, type Scenes } from './scenes.ts';

/** Those that can be PUBLIC: a template is read by all of its workspace as it is. */
const KINDS = (Object.keys(ASSETS) as AssetKind[]).filter((kind) => kind !== 'jobTemplate');
const asset = (kind: AssetKind, accessibility = 'PRIVATE'): Asset => ({
  kind,
  id: 'code-1',
  name: 'trainer',
  workspaceId: '1',
  accessibility,
});
const unused = { jobs: [], looked: 3, gap: undefined };
const jobs = (count: number) => ({ ...unused, jobs: Array.from({ length: count }, (_, at) => `dlc${at} (Running)`) });
const source = { id: 'code-1', repo: 'https://a.example/x.git', commit: 'abcdef1', hasToken: true };

export const assets = (): Scenes => ({
  ...each('published:', KINDS, (kind) => decidePublish(asset(kind))),
  'published with a stored token': decidePublish(asset('codeSource'), [TOKEN_SEEN]),
  'published already': decidePublish(asset('codeSource', 'PUBLIC')),
  ...each('public from the beginning:', KINDS, (kind) => decideNewPublic(kind, 'trainer', '1', [])),
  'of a name that is taken': checkTwin('codeSource', 'trainer', 'code-1')[0],
  'deleted, unused': decideRemoval(asset('codeSource'), unused, CODE_LOST),
  'deleted, with a gap': decideRemoval(asset('codeSource'), { ...unused, gap: say(en`a gap`, zh`有遗漏`) }, CODE_LOST),
  ...each('deleted, jobs that use it:', [1, 5, 6], (count) =>
    decideRemoval(asset('codeSource'), jobs(count), CODE_LOST),
  ),
  ...each('an image is registered', ['PRIVATE', 'PUBLIC'] as const, (accessibility) =>
    decideNewImage({ name: 'trainer', image_uri: 'a.example/b/c:v1', accessibility }, '1', 'team=nlp', []),
  ),
  'an image by its digest, registered already': decideNewImage(
    { name: 'trainer', image_uri: 'a.example/b/c@sha256:0', accessibility: 'PRIVATE' },
    '1',
    'team=nlp',
    ['image-1', 'image-2'],
  ),
  'an image that is none': checkNewImage({ name: 'Trainer', image_uri: 'https://a.example/b' }),
  'a label of the platform': checkImageLabels({ 'system.official': 'true' }),
  'an official image is changed': checkOwnImage('image-1', true),
  'an image is removed': decideRemoval(asset('image'), unused, IMAGE_LOST),
  'a job that its template has otherwise': checkShifts('tpl1', 2, [
    { path: 'task_specs[0].pod_count', before: 1, now: '2' },
    { path: 'envs.A', before: undefined, now: '"x"' },
    { path: 'command', before: undefined, now: '"python train.py"' },
    { path: 'description', before: undefined, now: undefined },
  ]),
  'a job that is as its template has it': [checkShifts('tpl1', 2, []), checkConstraints('tpl1', 2, [])],
  'a job that breaks its template': checkConstraints('tpl1', 2, [
    { path: 'JobSpecs[0].Image', rule: 'locked' },
    { path: 'Envs.A', rule: 'required' },
  ]),
  'constraints of a template that are all understood': checkUnread('tpl1', 2, [], true),
  'constraints of a template that are not understood': checkUnread('tpl1', 2, ['JobSpecs[*].Image', '$..Driver'], true),
  'the same where nobody is asked': checkUnread('tpl1', 2, ['JobSpecs[*].Image', '$..Driver'], false),
  'an experiment by a wrong name': checkExperimentName('name', '1st'),
  'a run with a secret': checkParams(['api_key']),
  'points that a run has': checkNewPoints('run-1', [
    { key: 'loss', step: 3 },
    { key: 'a', step: 1 },
    { key: 'b', step: 1 },
    { key: 'c', step: 1 },
  ]),
  'data elsewhere': checkMounts(
    {
      data_sources: [
        'oss://b.oss-cn-hangzhou.aliyuncs.com/',
        'oss://b.oss-cn-shanghai.aliyuncs.com/',
        'nas://fs.cn-beijing/',
        ' nas://x',
      ].map((uri) => ({ uri, mount_access: 'RO' })),
    } as unknown as JobDraft,
    'cn-hangzhou',
  ),
  'a checkpoint that is not in OSS': checkOssUri('uri', 'nas://a.cn-hangzhou/', 'cn-hangzhou'),
  'a template is deleted': decideRemoval(asset('jobTemplate'), unused, TEMPLATE_LOST),
  'a template that is no object': checkContent({ isObject: false }),
  'a template with a mask and a secret': checkContent({ isObject: true, masked: 'Envs.A', secret: 'JobSpecs[0].B' }),
  'a sound template': checkContent({ isObject: true }),
  ...each(
    'a repository',
    ['git@a:x.git', 'https://u:p@a/x.git', 'https://a/x.git#y', 'https:///x', 'https://a.example/x.git'],
    (repo) => checkContents({ repo }),
  ),
  'a name that the API does not take': checkDatasetDraft({ name: '-x' }, 'cn-hangzhou'),
  'a label that a search would cut': checkDatasetDraft({ labels: { a: 'b,c' } }, 'cn-hangzhou'),
  'a version on another storage': checkVersionStorage('d-1', 'OSS', 'NAS'),
  'a dataset deleted': decideRemoval(asset('dataset'), unused, DATASET_LOST),
  ...each('a version deleted:', ['v1', 'v2'], (version) => decideVersionRemoval(asset('dataset'), version, unused)),
  'a version deleted while jobs use the dataset': decideVersionRemoval(asset('dataset'), 'v2', jobs(2)),
  'a mount path of the system': checkContents({ mount_path: '/usr' }),
  'another host for a stored token': checkCodeUpdate(source, { repo: 'https://b.example/x.git' }),
  'a branch beside a commit': checkCodeUpdate(source, { branch: 'dev' }),
  'a branch with a commit': checkCodeUpdate(source, { branch: 'dev', commit: 'abcdef2' }),
});

import { en, say, zh } from '../../../src/domain/said.ts';
import {
  ASSETS,
  type Asset,
  type AssetKind,
  decideNewPublic,
  decidePublish,
  decideRemoval,
  refuseTwin,
} from '../../../src/policy/assets.ts';
import { CODE_LOST, checkCodeUpdate, checkContents, TOKEN_SEEN } from '../../../src/policy/code-sources.ts';
import { checkContent, TEMPLATE_LOST } from '../../../src/policy/job-templates.ts';
import { each, type Scenes } from './scenes.ts';

const KINDS = Object.keys(ASSETS) as AssetKind[];
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
  'of a name that is taken': refuseTwin('codeSource', 'trainer', 'code-1'),
  'deleted, unused': decideRemoval(asset('codeSource'), unused, CODE_LOST),
  'deleted, with a gap': decideRemoval(asset('codeSource'), { ...unused, gap: say(en`a gap`, zh`有遗漏`) }, CODE_LOST),
  ...each('deleted, jobs that use it:', [1, 5, 6], (count) =>
    decideRemoval(asset('codeSource'), jobs(count), CODE_LOST),
  ),
  'a template is deleted': decideRemoval(asset('jobTemplate'), unused, TEMPLATE_LOST),
  ...each(
    'the content of a template:',
    [
      'train',
      '[]',
      '{"Envs":{"A":"***"}}',
      '{"JobSpecs":[{"ImageConfig":{"Password":"hunter2hunter2"}}]}',
      '{"Envs":{"LR":"1"}}',
    ],
    checkContent,
  ),
  ...each(
    'a repository',
    ['git@a:x.git', 'https://u:p@a/x.git', 'https://a/x.git#y', 'https:///x', 'https://a.example/x.git'],
    (repo) => checkContents({ repo }),
  ),
  'a mount path of the system': checkContents({ mount_path: '/usr' }),
  'another host for a stored token': checkCodeUpdate(source, { repo: 'https://b.example/x.git' }),
  'a branch beside a commit': checkCodeUpdate(source, { branch: 'dev' }),
  'a branch with a commit': checkCodeUpdate(source, { branch: 'dev', commit: 'abcdef2' }),
});

import { createHash } from 'node:crypto';
import { ownerOf, timeInSeconds, token, type WorldScope, workspaceAt } from './ids.ts';
import type { CodeSource } from './types.ts';

interface Row {
  name: string;
  workspace: number;
  owner: number;
  repo: string;
  branch: string;
  /** Whether the entry pins a commit. */
  pinned: boolean;
  /** A private repository has a user name and a (synthetic) token. */
  secret: boolean;
  day: number;
  accessibility?: CodeSource['Accessibility'];
}

const ROWS: readonly Row[] = [
  {
    name: 'llm-recipes',
    workspace: 0,
    owner: 0,
    repo: 'llm-recipes',
    branch: 'main',
    pinned: false,
    secret: true,
    day: 101,
  },
  {
    name: 'megatron-patches',
    workspace: 0,
    owner: 0,
    repo: 'megatron-patches',
    branch: 'release',
    pinned: true,
    secret: false,
    day: 150,
  },
  {
    name: 'eval-harness',
    workspace: 0,
    owner: 1,
    repo: 'eval-harness',
    branch: 'main',
    pinned: false,
    secret: false,
    day: 230,
  },
  { name: 'detr', workspace: 1, owner: 0, repo: 'detr', branch: 'master', pinned: false, secret: false, day: 131 },
  {
    name: 'recsys-models',
    workspace: 2,
    owner: 0,
    repo: 'recsys-models',
    branch: 'main',
    pinned: true,
    secret: true,
    day: 171,
  },
  ...[0, 2].map((workspace) => ({
    name: `scratch-${workspace}`,
    workspace,
    owner: 0,
    repo: 'scratch',
    branch: 'main',
    pinned: false,
    secret: false,
    day: 280,
    accessibility: 'PRIVATE' as const,
  })),
];

/** Code sources; those of private repositories carry a made-up access token, as the real API returns it. */
export function buildCodeSources(scope: WorldScope): CodeSource[] {
  return ROWS.map((row) => {
    const key = `${scope.seed}/${scope.region}/code/${row.name}`;
    const created = timeInSeconds(key, row.day);
    return {
      CodeSourceId: `code-${created.replace(/\D/g, '')}-${token(key, 12)}`,
      DisplayName: row.name,
      Description: `Simulated code source ${row.name}`,
      CodeRepo: `https://code.example.com/simulated/${row.repo}.git`,
      CodeBranch: row.branch,
      CodeCommit: row.pinned ? createHash('sha1').update(key).digest('hex') : '',
      CodeRepoUserName: row.secret ? 'ci-bot' : '',
      CodeRepoAccessToken: row.secret ? `simulated-${token(`${key}/token`, 24)}` : '',
      CloneType: 0,
      Accessibility: row.accessibility ?? 'PUBLIC',
      MountPath: '/root/code/',
      UserId: ownerOf(scope, row.owner),
      WorkspaceId: workspaceAt(scope, row.workspace).WorkspaceId,
      GmtCreateTime: created,
      GmtModifyTime: created,
    };
  });
}

import { fraction, ownerOf, time } from './ids.ts';
import type { Workspace, WorldOptions } from './types.ts';

interface Row {
  name: string;
  display: string;
  description: string;
  envTypes: string[];
  day: number;
  /** `all`: every user; `owner`: the first user; `odd`: the first user and every second one. */
  members: 'all' | 'owner' | 'odd';
}

const ROWS: readonly Row[] = [
  {
    name: 'llm_train',
    display: 'LLM training',
    description: 'Pre-training and fine-tuning',
    envTypes: ['prod'],
    day: 40,
    members: 'all',
  },
  {
    name: 'vision_lab',
    display: 'Vision lab',
    description: 'Image and video models',
    envTypes: ['prod'],
    day: 95,
    members: 'odd',
  },
  {
    name: 'recsys_dev',
    display: 'Recommender dev',
    description: 'Sparse models',
    envTypes: ['dev', 'prod'],
    day: 160,
    members: 'all',
  },
  {
    name: 'security_research',
    display: 'Security research',
    description: 'Restricted',
    envTypes: ['prod'],
    day: 210,
    members: 'owner',
  },
];

/** Four workspaces; the first is the default one. Ids are decimal strings drawn from the seed. */
export function buildWorkspaces(options: WorldOptions): Workspace[] {
  const first = options.users[0]?.userName ?? 'admin';
  return ROWS.map((row, index) => {
    const key = `${options.seed}/${options.region}/workspace/${row.name}`;
    const created = time(key, row.day);
    return {
      WorkspaceId: String(100_000 + index * 200_000 + Math.floor(fraction(key) * 200_000)),
      WorkspaceName: row.name,
      DisplayName: row.display,
      Description: row.description,
      Creator: ownerOf(options, 0),
      EnvTypes: [...row.envTypes],
      Status: 'ENABLED',
      AdminNames: [`${first}@example.aliyunid.com`],
      IsDefault: index === 0,
      GmtCreateTime: created,
      GmtModifiedTime: created,
      memberIds: options.users.filter((_, i) => isMember(row.members, i)).map((user) => user.userId),
    };
  });
}

const isMember = (members: Row['members'], userIndex: number): boolean =>
  members === 'all' || userIndex === 0 || (members === 'odd' && userIndex % 2 === 1);

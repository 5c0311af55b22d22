import { ownerOf, time, token, type WorldScope, workspaceAt } from './ids.ts';
import type { Image } from './types.ts';

interface Row {
  name: string;
  workspace: number;
  owner: number;
  chip: 'GPU' | 'CPU';
  accessibility: Image['Accessibility'];
  label: string;
  day: number;
  size: number;
}

const ROWS: readonly Row[] = [
  { name: 'qwen-sft', workspace: 0, owner: 0, chip: 'GPU', accessibility: 'PUBLIC', label: 'llm', day: 420, size: 14 },
  {
    name: 'qwen-sft-nightly',
    workspace: 0,
    owner: 1,
    chip: 'GPU',
    accessibility: 'PRIVATE',
    label: 'llm',
    day: 510,
    size: 15,
  },
  {
    name: 'tokenizer-tools',
    workspace: 0,
    owner: 0,
    chip: 'CPU',
    accessibility: 'PUBLIC',
    label: 'llm',
    day: 430,
    size: 2,
  },
  {
    name: 'detr-train',
    workspace: 1,
    owner: 0,
    chip: 'GPU',
    accessibility: 'PUBLIC',
    label: 'vision',
    day: 300,
    size: 11,
  },
  {
    name: 'video-decode',
    workspace: 1,
    owner: 1,
    chip: 'CPU',
    accessibility: 'PUBLIC',
    label: 'vision',
    day: 350,
    size: 3,
  },
  {
    name: 'deeprec-nightly',
    workspace: 2,
    owner: 0,
    chip: 'CPU',
    accessibility: 'PRIVATE',
    label: 'recsys',
    day: 290,
    size: 4,
  },
  { name: 'deeprec', workspace: 2, owner: 0, chip: 'CPU', accessibility: 'PUBLIC', label: 'recsys', day: 280, size: 4 },
];

/** Custom images: found only with their workspace. */
export function buildCustomImages(scope: WorldScope): Image[] {
  return ROWS.map((row) => {
    const key = `${scope.seed}/${scope.region}/image/${row.name}`;
    const created = time(key, row.day);
    const owner = ownerOf(scope, row.owner);
    return {
      ImageId: `image-${token(key, 18)}`,
      Name: row.name,
      Description: `Custom image ${row.name}`,
      ImageUri: `registry-vpc.${scope.region}.aliyuncs.com/simulated-team/${row.name}:v1`,
      Labels: [
        { Key: 'system.official', Value: 'false' },
        { Key: 'system.chipType', Value: row.chip },
        { Key: 'system.supported.dlc', Value: 'true' },
        { Key: 'team', Value: row.label },
      ],
      Accessibility: row.accessibility,
      UserId: owner,
      ParentUserId: ownerOf(scope, 0),
      WorkspaceId: workspaceAt(scope, row.workspace).WorkspaceId,
      Size: row.size,
      SourceType: '',
      SourceId: '',
      GmtCreateTime: created,
      GmtModifiedTime: created,
    };
  });
}

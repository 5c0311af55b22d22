import { fraction, ownerOf, time, token, type WorldScope, workspaceAt } from './ids.ts';
import type { Dataset } from './types.ts';

interface Row {
  name: string;
  workspace: number;
  store: 'OSS' | 'NAS' | 'CPFS';
  type: Dataset['DataType'];
  access: Dataset['MountAccess'];
  mount: string;
  day: number;
  property?: Dataset['Property'];
  source?: Dataset['SourceType'];
  accessibility?: Dataset['Accessibility'];
  /** Default 1. */
  versions?: number;
}

const ROWS: readonly Row[] = [
  { name: 'web-corpus', workspace: 0, store: 'OSS', type: 'TEXT', access: 'RO', mount: '/mnt/data/', day: 100 },
  {
    name: 'sft-dialogues',
    workspace: 0,
    store: 'OSS',
    type: 'TEXT',
    access: 'RO',
    mount: '/mnt/sft/',
    day: 180,
    source: 'ITAG',
    versions: 3,
  },
  { name: 'checkpoints', workspace: 0, store: 'CPFS', type: 'COMMON', access: 'RW', mount: '/mnt/ckpt/', day: 120 },
  { name: 'team-home', workspace: 0, store: 'NAS', type: 'COMMON', access: 'RW', mount: '/mnt/home/', day: 110 },
  {
    name: 'eval-sets',
    workspace: 0,
    store: 'OSS',
    type: 'TEXT',
    access: 'RO',
    mount: '/mnt/eval/',
    day: 220,
    accessibility: 'PRIVATE',
  },
  {
    name: 'imagenet-mini',
    workspace: 1,
    store: 'OSS',
    type: 'PIC',
    access: 'RO',
    mount: '/mnt/data/',
    day: 130,
    source: 'PAI_PUBLIC_DATASET',
  },
  { name: 'video-clips', workspace: 1, store: 'OSS', type: 'VIDEO', access: 'RO', mount: '/mnt/video/', day: 240 },
  { name: 'vision-output', workspace: 1, store: 'NAS', type: 'COMMON', access: 'RW', mount: '/mnt/output/', day: 140 },
  {
    name: 'click-logs',
    workspace: 2,
    store: 'OSS',
    type: 'COMMON',
    access: 'RO',
    mount: '/mnt/data/',
    day: 170,
    versions: 2,
  },
  {
    name: 'feature-table',
    workspace: 2,
    store: 'OSS',
    type: 'COMMON',
    access: 'RO',
    mount: '/mnt/features/',
    day: 190,
    property: 'FILE',
  },
  { name: 'rec-models', workspace: 2, store: 'CPFS', type: 'COMMON', access: 'RW', mount: '/mnt/models/', day: 200 },
  {
    name: 'malware-samples',
    workspace: 3,
    store: 'OSS',
    type: 'COMMON',
    access: 'RO',
    mount: '/mnt/data/',
    day: 260,
    accessibility: 'PRIVATE',
  },
  {
    name: 'scratch-data',
    workspace: 2,
    store: 'OSS',
    type: 'COMMON',
    access: 'RW',
    mount: '/mnt/scratch/',
    day: 280,
    accessibility: 'PRIVATE',
  },
];

function uri(store: Row['store'], key: string, name: string, region: string): string {
  if (store === 'OSS') return `oss://simulated-bucket.oss-${region}-internal.aliyuncs.com/${name}/`;
  if (store === 'NAS') return `nas://${token(key, 10)}.${region}/${name}/`;
  return `cpfs://cpfs-${token(key, 16)}.${region}/${name}/`;
}

/** Datasets over all workspaces, on OSS, NAS and CPFS, read-only and writable. */
export function buildDatasets(scope: WorldScope): Dataset[] {
  return ROWS.map((row, index) => {
    const key = `${scope.seed}/${scope.region}/dataset/${row.name}`;
    const created = time(key, row.day);
    const owner = ownerOf(scope, index);
    const place = {
      DataSourceType: row.store,
      Uri: uri(row.store, `${key}/fs`, row.name, scope.region),
      Property: row.property ?? 'DIRECTORY',
      Options: JSON.stringify({ mountPath: row.mount }),
      SourceType: row.source ?? 'USER',
      MountAccess: row.access,
      GmtCreateTime: created,
      GmtModifiedTime: created,
    } as const;
    return {
      ...place,
      DatasetId: `d-${token(key, 18)}`,
      Name: row.name,
      Description: `Simulated dataset ${row.name}`,
      DataType: row.type,
      SourceId: '',
      Accessibility: row.accessibility ?? 'PUBLIC',
      Edition: 'BASIC',
      ProviderType: 'Ecs',
      Labels: [{ Key: 'env', Value: index % 3 === 0 ? 'prod' : 'test' }],
      Versions: Array.from({ length: row.versions ?? 1 }, (_, at) => ({
        ...place,
        Uri: at === 0 ? place.Uri : `${place.Uri}v${at + 1}/`,
        GmtCreateTime: time(key, row.day + at),
        GmtModifiedTime: time(key, row.day + at),
        VersionName: `v${at + 1}`,
        SourceId: '',
        Description: at === 0 ? '' : `Simulated version ${at + 1}`,
        DataCount: 1000 + Math.floor(fraction(`${key}/count`) * 1_000_000) * (at + 1),
        DataSize: 1_000_000 + Math.floor(fraction(`${key}/size`) * 1e12),
        Labels: [],
      })),
      UserId: owner,
      OwnerId: ownerOf(scope, 0),
      WorkspaceId: workspaceAt(scope, row.workspace).WorkspaceId,
      IsShared: false,
    };
  });
}

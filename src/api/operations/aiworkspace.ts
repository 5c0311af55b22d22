import type * as contract from '../contract/aiworkspace.ts';
import type { OverlayRows } from './row.ts';

/** What the contract cannot say of the operations of AIWorkSpace that the server offers. */
export const aiworkspace = {
  ListWorkspaces: {
    ram: ['paiworkspace', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceIds', rows: 'Workspaces' },
    probe: { send: { PageSize: 1 }, finds: [{ in: 'Workspaces', ids: { workspace: 'WorkspaceId' } }] },
    certain: { Workspaces: [{ WorkspaceId: 'there' }], TotalCount: 'there' },
  },
  GetWorkspace: {
    ram: ['paiworkspace', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'object', id: 'WorkspaceId' },
    probe: {},
    certain: { WorkspaceId: 'there' },
  },
  GetDefaultWorkspace: {
    ram: ['paiworkspace', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'answer', what: 'The default workspace' },
    probe: {},
    certain: { WorkspaceId: 'there', Conditions: 'typed' },
  },
  ListMembers: {
    ram: ['paiworkspace', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'object', id: 'WorkspaceId' },
    probe: { send: { PageSize: 1 } },
    certain: { Members: [{ UserId: 'there' }], TotalCount: 'there' },
  },
  ListResources: {
    ram: ['paiworkspace', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'Resources' },
    probe: { send: { PageSize: 1 }, needs: { WorkspaceId: 'workspace' } },
    certain: { Resources: 'typed', TotalCount: 'there' },
  },
  ListProducts: {
    ram: ['paiworkspace', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'regional' },
    probe: {},
  },
  ListPermissions: {
    ram: ['paiworkspace', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'object', id: 'WorkspaceId' },
    probe: {},
    certain: { Permissions: [{ PermissionCode: 'there' }] },
  },
  ListImageLabels: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'read',
    // Without `rows`, as labels are words that belong to no workspace.
    hold: { by: 'list', pin: 'WorkspaceId', official: 'LabelFilter' },
    probe: {},
    certain: { Labels: [{ Key: 'there', Value: 'there' }] },
  },
  ListImages: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'Images', official: 'Labels' },
    probe: { send: { PageSize: 1 }, finds: [{ in: 'Images', ids: { image: 'ImageId' } }] },
    certain: { Images: [{ ImageUri: 'there', Labels: 'typed' }], TotalCount: 'there' },
  },
  GetImage: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'answer', id: 'ImageId', official: true },
    probe: {},
    certain: { ImageUri: 'there', Labels: 'typed' },
  },
  AddImage: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'new', what: 'A new image' },
    certain: { ImageId: 'there' },
  },
  PublishImage: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'ImageId' },
  },
  RemoveImage: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'ImageId' },
  },
  AddImageLabels: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'ImageId' },
  },
  RemoveImageLabels: {
    ram: ['paiimage', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'ImageId' },
  },
  ListDatasets: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'Datasets' },
    probe: {
      send: { PageSize: 1 },
      needs: { WorkspaceId: 'workspace' },
      finds: [{ in: 'Datasets', ids: { dataset: 'DatasetId' } }],
    },
    certain: { Datasets: [{ DatasetId: 'there' }], TotalCount: 'there' },
  },
  GetDataset: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'answer', id: 'DatasetId' },
    probe: {},
    certain: { DatasetId: 'there' },
  },
  ListCodeSources: {
    ram: ['paicodesource', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceId', rows: 'CodeSources' },
    probe: {
      send: { PageSize: 1 },
      needs: { WorkspaceId: 'workspace' },
      finds: [{ in: 'CodeSources', ids: { codeSource: 'CodeSourceId' } }],
    },
    certain: { CodeSources: [{ CodeSourceId: 'there' }], TotalCount: 'there' },
  },
  GetCodeSource: {
    ram: ['paicodesource', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'answer', id: 'CodeSourceId' },
    probe: {},
    certain: { CodeSourceId: 'there' },
  },
  CreateCodeSource: {
    ram: ['paicodesource', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'new', what: 'A new code source' },
    certain: { CodeSourceId: 'there' },
  },
  UpdateCodeSource: {
    ram: ['paicodesource', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'CodeSourceId' },
  },
  PublishCodeSource: {
    ram: ['paicodesource', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'CodeSourceId' },
  },
  DeleteCodeSource: {
    ram: ['paicodesource', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'CodeSourceId' },
  },
  ListDatasetVersions: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'object', id: 'DatasetId' },
    probe: {
      send: { PageNumber: 1, PageSize: 1 },
      finds: [{ in: 'DatasetVersions', ids: { datasetVersion: 'VersionName' } }],
    },
    certain: { DatasetVersions: [{ VersionName: 'there' }], TotalCount: 'there' },
  },
  GetDatasetVersion: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'read',
    hold: { by: 'object', id: 'DatasetId' },
    probe: {},
    certain: { VersionName: 'there' },
  },
  CreateDataset: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'new', what: 'A new dataset' },
    certain: { DatasetId: 'there' },
  },
  UpdateDataset: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'DatasetId' },
  },
  PublishDataset: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'DatasetId' },
  },
  DeleteDataset: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'DatasetId' },
  },
  CreateDatasetVersion: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'DatasetId' },
    certain: { VersionName: 'there' },
  },
  UpdateDatasetVersion: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'DatasetId' },
  },
  DeleteDatasetVersion: {
    ram: ['paidataset', 'aiworkspace'],
    effect: 'write',
    hold: { by: 'object', id: 'DatasetId' },
  },
} as const satisfies OverlayRows<typeof contract>;

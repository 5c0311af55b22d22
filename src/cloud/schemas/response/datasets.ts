import * as z from 'zod';
import { amount, flag, items, lenient, text } from '../wire.ts';

/** `DatasetShareRelationship` of the answer: datasets and their sharing. */
export const datasetShareRelationship = z.looseObject({
  AllowedMountAccessLevels: lenient(items(text)),
  ExpiresAt: lenient(text),
  Extra: lenient(text),
  IsSecureMode: lenient(flag),
  SharedAt: lenient(text),
  SourceTenantId: lenient(text),
  SourceWorkspaceId: lenient(text),
  Status: lenient(text),
  TenantId: lenient(text),
  WorkspaceId: lenient(text),
});

/** `DatasetSharingConfig` of the answer: datasets and their sharing. */
export const datasetSharingConfig = z.looseObject({
  SharedTo: lenient(items(datasetShareRelationship)),
});

/** `Label` of the answer: datasets and their sharing. */
export const label = z.looseObject({
  Key: lenient(text),
  Value: lenient(text),
});

/** `DatasetVersion` of the answer: datasets and their sharing. */
export const datasetVersion = z.looseObject({
  DataCount: lenient(amount),
  DataSize: lenient(amount),
  DataSourceType: lenient(text),
  Description: lenient(text),
  GmtCreateTime: lenient(text),
  GmtModifiedTime: lenient(text),
  ImportInfo: lenient(text),
  Labels: lenient(items(label)),
  MountAccess: lenient(text),
  Options: lenient(text),
  Property: lenient(text),
  SourceId: lenient(text),
  SourceType: lenient(text),
  Uri: lenient(text),
  VersionName: lenient(text),
});

/** `Dataset` of the answer: datasets and their sharing. */
export const dataset = z.looseObject({
  DatasetId: text,
  Accessibility: lenient(text),
  AccessibleRoleIdList: lenient(items(text)),
  DataSourceType: lenient(text),
  DataType: lenient(text),
  Description: lenient(text),
  Edition: lenient(text),
  GmtCreateTime: lenient(text),
  GmtModifiedTime: lenient(text),
  ImportInfo: lenient(text),
  IsShared: lenient(flag),
  Labels: lenient(items(label)),
  LatestVersion: lenient(datasetVersion),
  MountAccess: lenient(text),
  MountAccessReadWriteRoleIdList: lenient(items(text)),
  Name: lenient(text),
  Options: lenient(text),
  OwnerId: lenient(text),
  Property: lenient(text),
  ProviderType: lenient(text),
  SharedFrom: lenient(datasetShareRelationship),
  SharingConfig: lenient(datasetSharingConfig),
  SourceDatasetId: lenient(text),
  SourceDatasetVersion: lenient(text),
  SourceId: lenient(text),
  SourceType: lenient(text),
  TagTemplateType: lenient(text),
  Uri: lenient(text),
  UserId: lenient(text),
  WorkspaceId: lenient(text),
});

/** `GetDatasetResponseBodySharingConfig` of the answer: datasets and their sharing. */
export const getDatasetSharingConfig = z.looseObject({
  SharedTo: lenient(items(datasetShareRelationship)),
});

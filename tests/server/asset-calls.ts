import type { Named } from '../named.ts';

/** Valid calls of the tools of `assets`. */
export function assetCalls(named: Named): [tool: string, args: Readonly<Record<string, unknown>>][] {
  const { workspace_id, private_code_source_id, private_dataset_id, private_image_id, versioned_dataset_id } = named;
  return [
    [
      'add_image',
      {
        name: 'n20260310',
        image_uri: 'registry-vpc.cn-hangzhou.aliyuncs.com/team/trainer:7',
        labels: { team: '7' },
        description: '7',
        accessibility: 'PRIVATE',
        workspace_id,
      },
    ],
    ['add_image_labels', { image_id: private_image_id, labels: { team: '8' } }],
    ['remove_image_labels', { image_id: private_image_id, label_key: 'team' }],
    ['publish_image', { image_id: private_image_id }],
    ['remove_image', { image_id: private_image_id }],
    [
      'create_code_source',
      {
        display_name: '20260306',
        repo: 'https://code.example.com/team/trainer.git',
        branch: '2026',
        commit: '1234567',
        mount_path: '/root/code/trainer',
        subdirectory: false,
        description: '7',
        accessibility: 'PRIVATE',
        workspace_id,
      },
    ],
    [
      'update_code_source',
      {
        code_source_id: private_code_source_id,
        display_name: '20260307',
        repo: 'https://code.example.com/team/other.git',
        branch: '2027',
        commit: '7654321',
        mount_path: '/root/code/other',
        subdirectory: true,
        description: '8',
      },
    ],
    ['publish_code_source', { code_source_id: private_code_source_id }],
    ['delete_code_source', { code_source_id: private_code_source_id }],
    ['list_dataset_versions', { dataset_id: versioned_dataset_id, page_number: 1 }],
    ['get_dataset_version', { dataset_id: versioned_dataset_id, version: 'v1' }],
    [
      'create_dataset',
      {
        name: '20260308',
        uri: 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/data/',
        property: 'DIRECTORY',
        mount_path: '/mnt/data',
        storage: 'OSS',
        data_type: 'TEXT',
        labels: { team: '7' },
        description: '7',
        accessibility: 'PRIVATE',
        workspace_id,
      },
    ],
    [
      'update_dataset',
      { dataset_id: private_dataset_id, name: '20260309', mount_path: '/mnt/other', description: '8' },
    ],
    ['publish_dataset', { dataset_id: private_dataset_id }],
    [
      'create_dataset_version',
      {
        dataset_id: versioned_dataset_id,
        uri: 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/data/next/',
        property: 'DIRECTORY',
        mount_path: '/mnt/data',
        labels: { team: '7' },
        description: '7',
      },
    ],
    [
      'update_dataset_version',
      { dataset_id: versioned_dataset_id, version: 'v2', mount_path: '/mnt/2', files: 3, bytes: 4, description: '5' },
    ],
    ['delete_dataset_version', { dataset_id: versioned_dataset_id, version: 'v2' }],
    ['delete_dataset', { dataset_id: private_dataset_id }],
  ];
}

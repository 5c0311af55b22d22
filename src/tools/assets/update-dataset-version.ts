import * as z from 'zod';
import { checkDatasetDraft } from '../../policy/datasets.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import {
  allApplied,
  beforeOf,
  changesShape,
  changesText,
  changesWanted,
  outcomesOf,
  type Values,
} from '../kit/assets/changes.ts';
import { changeAndLook } from '../kit/assets/read-back.ts';
import type { DatasetVersion } from '../kit/decoders/dataset-versions.ts';
import { optionsWith } from '../kit/decoders/datasets.ts';
import { defineTool } from '../tool.ts';
import { datasetId, versionName, versionNow } from './dataset.ts';

const FIELDS = ['mount_path', 'files', 'bytes', 'description'] as const;

const numeral = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value));
const valuesOf = ({ mountPath, files, bytes, description }: DatasetVersion): Values => ({
  mount_path: mountPath,
  files: numeral(files),
  bytes: numeral(bytes),
  description,
});
const amount = z.int().min(1).max(999_999_999_999);

export const updateDatasetVersion = defineTool({
  name: 'update_dataset_version',
  title: 'Change a dataset version',
  description:
    'Changes description, mount path or noted size of a version. Its address stays: other data is another version.',
  inChinese: '修改数据集版本',
  toolset: 'assets',
  effect: 'write',
  target: ({ dataset_id }) => dataset_id,
  scope: 'region',
  actions: ['UpdateDatasetVersion', 'GetDatasetVersion'],
  input: z.strictObject({
    dataset_id: datasetId,
    version: versionName,
    mount_path: z.string().max(500).optional(),
    files: amount.optional(),
    bytes: amount.optional(),
    description: z.string().max(1024).optional(),
  }),
  output: z.object({ dataset_id: z.string(), version: z.string(), ...changesShape }),
  async check(ctx, asked) {
    const wanted = changesWanted('update_dataset_version', FIELDS, asked);
    const now = await versionNow(ctx, asked.dataset_id, asked.version);
    const refused = allRefusals(checkDatasetDraft({ mount_path: asked.mount_path }, ctx.region));
    return {
      decision: refused ?? allow(),
      prepared: { wanted, before: beforeOf(wanted, valuesOf(now)), options: now.options },
    };
  },
  async run(ctx, { dataset_id, version, mount_path, files, bytes, description }, { wanted, before, options }) {
    const request = {
      ...(description === undefined ? {} : { Description: description }),
      ...(mount_path === undefined ? {} : { Options: optionsWith(mount_path, options) }),
      ...(files === undefined ? {} : { DataCount: files }),
      ...(bytes === undefined ? {} : { DataSize: bytes }),
    };
    const { seen } = await changeAndLook(
      ctx,
      `${dataset_id} ${version}`,
      () => ctx.call('UpdateDatasetVersion', { DatasetId: dataset_id, VersionName: version, ...request }),
      async (signal) => outcomesOf(wanted, valuesOf(await versionNow(ctx, dataset_id, version, signal))),
      allApplied,
    );
    return { dataset_id, version, changes: seen ?? outcomesOf(wanted, undefined), before };
  },
  render: ({ dataset_id, version, ...ends }, asked) => changesText(`${dataset_id} ${version}`, asked, ends),
  next: ({ dataset_id, version, changes }) =>
    allApplied(changes) ? [] : [`get_dataset_version dataset_id=${dataset_id} version=${version} in a minute.`],
});

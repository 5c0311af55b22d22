import * as z from 'zod';
import { checkTwin } from '../../policy/assets.ts';
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
import { type Dataset, optionsWith } from '../kit/decoders/datasets.ts';
import { defineTool } from '../tool.ts';
import { datasetId, datasetNow, namedDataset } from './dataset.ts';

const FIELDS = ['name', 'mount_path', 'description'] as const;

const valuesOf = ({ name, mountPath, description }: Dataset): Values => ({ name, mount_path: mountPath, description });

export const updateDataset = defineTool({
  name: 'update_dataset',
  title: 'Change a dataset',
  description: 'Changes name, description or default mount path of a dataset. Other data is a version of its own.',
  inChinese: '修改数据集',
  toolset: 'assets',
  effect: 'write',
  target: ({ dataset_id }) => dataset_id,
  scope: 'region',
  actions: ['UpdateDataset', 'GetDataset', 'ListDatasets'],
  input: z.strictObject({
    dataset_id: datasetId,
    name: z.string().min(1).max(127).optional(),
    mount_path: z.string().max(500).optional(),
    description: z.string().max(1024).optional(),
  }),
  output: z.object({ dataset_id: z.string(), ...changesShape }),
  async check(ctx, asked) {
    const wanted = changesWanted('update_dataset', FIELDS, asked);
    const { dataset_id, name } = asked;
    const now = await datasetNow(ctx, dataset_id);
    const twin = name && (await namedDataset(ctx, now.workspaceId, name));
    const refused = allRefusals([
      ...checkDatasetDraft(asked, ctx.region),
      ...checkTwin('dataset', name ?? '', twin, dataset_id),
    ]);
    return {
      decision: refused ?? allow(),
      prepared: { wanted, before: beforeOf(wanted, valuesOf(now)), options: now.options },
    };
  },
  async run(ctx, { dataset_id, name, mount_path, description }, { wanted, before, options }) {
    const request = {
      ...(name === undefined ? {} : { Name: name }),
      ...(description === undefined ? {} : { Description: description }),
      ...(mount_path === undefined ? {} : { Options: optionsWith(mount_path, options) }),
    };
    const { seen } = await changeAndLook(
      ctx,
      dataset_id,
      () => ctx.call('UpdateDataset', { DatasetId: dataset_id, ...request }),
      async (signal) => outcomesOf(wanted, valuesOf(await datasetNow(ctx, dataset_id, signal))),
      allApplied,
    );
    return { dataset_id, changes: seen ?? outcomesOf(wanted, undefined), before };
  },
  render: ({ dataset_id, ...ends }, asked) => changesText(dataset_id, asked, ends),
  next: ({ dataset_id, changes }) => (allApplied(changes) ? [] : [`get_dataset dataset_id=${dataset_id} in a minute.`]),
});

import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { ACCESSIBILITIES, DATA_TYPES } from '../../domain/lists.ts';
import { en, say, zh } from '../../domain/said.ts';
import { checkTwin, decideNewPublic } from '../../policy/assets.ts';
import { checkDatasetDraft } from '../../policy/datasets.ts';
import { allNotes, allow, allRefusals } from '../../policy/decision.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeDataset } from '../kit/decoders/datasets.ts';
import { defineTool } from '../tool.ts';
import { datasetNow, labelsRequest, namedDataset, place, placeRequest, STORAGES, storageFor } from './dataset.ts';

const text = z.string();

export const createDataset = defineTool({
  name: 'create_dataset',
  title: 'Register a dataset',
  description:
    'Registers data on OSS, NAS or CPFS as a dataset, so that jobs mount it by its id. Copies and checks nothing. PUBLIC asks a person.',
  inChinese: '注册数据集',
  toolset: 'assets',
  effect: 'write',
  target: ({ name }) => name,
  heavier: {
    effects: ['grants_access'],
    of: ({ accessibility }) => (accessibility === 'PUBLIC' ? ['grants_access'] : []),
  },
  scope: 'workspace',
  actions: ['CreateDataset', 'ListDatasets', 'GetDataset'],
  input: z.strictObject({
    name: z.string().min(1).max(127),
    ...place,
    storage: z.enum(STORAGES).optional().describe('Only where uri does not tell: EXTREMENAS'),
    data_type: z.enum(DATA_TYPES).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    description: z.string().max(1024).optional(),
    accessibility: z.enum(ACCESSIBILITIES).default('PRIVATE'),
  }),
  output: z.object({
    dataset_id: text,
    name: text,
    uri: text,
    storage: text,
    mount_path: text,
    accessibility: text,
    version: text,
    notes: z.array(text),
  }),
  async check(ctx, asked) {
    const { name, uri, accessibility } = asked;
    const twin = await namedDataset(ctx, ctx.workspaceId ?? '', name);
    const decisions = [...checkDatasetDraft(asked, ctx.region), ...checkTwin('dataset', name, twin)];
    const refused = allRefusals(decisions);
    if (refused !== undefined) return { decision: refused, prepared: [] };
    const notes = allNotes(decisions);
    const of = [say(en`Data: ${quoted(uri, 200)}.`, zh`数据：${quoted(uri, 200)}。`), ...notes];
    return {
      decision: accessibility === 'PUBLIC' ? decideNewPublic('dataset', name, ctx.workspaceId ?? '', of) : allow(notes),
      prepared: notes.map((note) => note.en),
    };
  },
  async run(ctx, asked, notes) {
    const { name, uri, storage, data_type, labels, description, accessibility, mount_path } = asked;
    const kind = storageFor(uri, storage);
    const request = {
      Name: name,
      WorkspaceId: ctx.workspaceId ?? '',
      DataSourceType: kind,
      Accessibility: accessibility,
      ...placeRequest(asked),
      ...(data_type === undefined ? {} : { DataType: data_type }),
      ...(description === undefined ? {} : { Description: description }),
      ...labelsRequest(labels),
    };
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () => madeDataset(await ctx.call('CreateDataset', request)),
      (signal) => namedDataset(ctx, ctx.workspaceId ?? '', name, signal),
      (made, signal) => datasetNow(ctx, made, signal),
      (made) => made.uri === uri,
    );
    return {
      dataset_id: id,
      name: seen?.name ?? name,
      uri: seen?.uri ?? uri,
      storage: seen?.storage ?? kind,
      mount_path: seen?.mountPath ?? mount_path,
      accessibility: seen?.accessibility ?? accessibility,
      version: seen?.version ?? '',
      notes: [
        ...notes,
        ...(found ? ['The answer of the cloud got lost; it was found by its name.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ dataset_id, name, uri, storage, mount_path, accessibility, version, notes }) =>
    [
      `Dataset ${dataset_id} ${quoted(name, 127)} registered, ${accessibility}${version === '' ? '' : `, version ${version}`}.`,
      `${storage} ${uri}, mounted at ${mount_path}`,
      ...notes,
    ].join('\n'),
  next: ({ dataset_id }) => [
    `create_job with data_source_id=${dataset_id}. Whether the data can be mounted shows when a job starts: the role of the job needs rights on the storage.`,
  ],
});

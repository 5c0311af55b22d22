import { describe, expect, it } from 'vitest';
import { DATASET_STORAGES } from '../../src/domain/lists.ts';
import { lean } from '../../src/server/advertise.ts';
import { listDatasets } from '../../src/tools/catalogue/list-datasets.ts';
import { use } from './read-fixtures.ts';

describe('a filter takes what the table of the same tool shows', () => {
  it.each(DATASET_STORAGES)('storage %s of list_datasets', async (storage) => {
    const Datasets = [{ DatasetId: 'd-1', Name: 'corpus', DataSourceType: storage }];
    const listed = await use(listDatasets, {}, { ListDatasets: { Datasets, TotalCount: 1 } }, { workspaceId: '1' });
    expect(listed.text).toContain(storage);
    const { calls } = await use(
      listDatasets,
      { storage },
      { ListDatasets: { Datasets, TotalCount: 1 } },
      { workspaceId: '1' },
    );
    expect(calls[0]?.input).toMatchObject({ DataSourceTypes: storage });
  });

  it('and refuses what is none, with all that there are', () => {
    const { error } = listDatasets.input.safeParse({ storage: 'OOS' });
    expect(error?.issues[0]).toMatchObject({ code: 'invalid_value', values: DATASET_STORAGES });
  });

  it('without a list of values in the definition, which a host might hold a call against', () => {
    const { properties } = lean(listDatasets.input, 'input');
    expect(properties?.storage).toEqual({ type: 'string', description: 'e.g. OSS, CPFS' });
  });
});

import { describe, expect, it } from 'vitest';
import { imageSearch, wireLabels } from '../../src/policy/image-labels.ts';
import { advertiser } from '../../src/server/advertise.ts';
import { cardOf } from '../../src/server/card.ts';
import { table } from '../../src/shaping/table.ts';
import { getCodeSource } from '../../src/tools/catalogue/get-code-source.ts';
import { getDataset } from '../../src/tools/catalogue/get-dataset.ts';
import { getImage } from '../../src/tools/catalogue/get-image.ts';
import { listCodeSources } from '../../src/tools/catalogue/list-code-sources.ts';
import { listDatasets } from '../../src/tools/catalogue/list-datasets.ts';
import { listEcsSpecs } from '../../src/tools/catalogue/list-ecs-specs.ts';
import { listImageLabels } from '../../src/tools/catalogue/list-image-labels.ts';
import { listImages } from '../../src/tools/catalogue/list-images/list-images.ts';
import { listWorkspaces } from '../../src/tools/catalogue/list-workspaces.ts';
import type { Tool, ToolContext } from '../../src/tools/tool.ts';
import { contextOf, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
type Answer = Wire | ((input: Wire) => Wire);

const TOOLS = [
  listEcsSpecs,
  listWorkspaces,
  listImageLabels,
  listImages,
  getImage,
  listDatasets,
  getDataset,
  listCodeSources,
  getCodeSource,
];

/** A cloud that records what it is asked and answers from a table by action. */
async function use(tool: Tool, input: Wire, answers: Record<string, Answer>, workspaceId?: string) {
  const calls: { action: string; input: Wire }[] = [];
  const call: ToolContext['call'] = async (action, wire) => {
    const sent: Wire = { ...wire };
    calls.push({ action, input: sent });
    const answer = answers[action];
    if (!answer) throw new Error(`unexpected ${action}`);
    return (typeof answer === 'function' ? answer(sent) : answer) as never;
  };
  const ctx = contextOf(call, { workspaceId });
  const parsed = tool.input.parse(input);
  const checked = await tool.check?.(ctx, parsed);
  if (checked?.decision.verdict === 'refuse') return { refused: checked.decision, calls, text: '', output: {} as Wire };
  const output = tool.output.parse(await tool.run(ctx, parsed, checked?.prepared));
  return { refused: undefined, calls, text: textOf(tool, output, parsed), output: output as Wire };
}

const nextLines = (text: string) => text.split('\n').filter((line) => line.startsWith('Next:')).length;

const image = (n: number) => ({
  ImageId: `image-${n}`,
  Name: `pytorch:2.${n}`,
  ImageUri: `dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.${n}`,
  Labels: [
    { Key: 'system.official', Value: 'true' },
    { Key: 'system.chipType', Value: 'GPU' },
  ],
  Size: 9,
});

const spec = (InstanceType: string, Cpu: number, Memory: number, Gpu: number, IsAvailable = true) => ({
  InstanceType,
  Cpu,
  Memory,
  Gpu,
  GpuType: Gpu > 0 ? 'NVIDIA V100' : '',
  GpuMemory: Gpu > 0 ? 32 : 0,
  IsAvailable,
  AcceleratorType: Gpu > 0 ? 'GPU' : 'CPU',
  ResourceType: 'ECS',
  SpotStockStatus: 'WithStock',
});

describe('R14: image labels and the workspace of an image search', () => {
  it.each([
    ['system.chipType=GPU'],
    ['system.chipType=GPU,system.framework=PyTorch 2.3.1'],
    ['system.official=true'],
    [''],
  ])('allows %s', (labels) => {
    expect(imageSearch({ labels, official: true }).verdict).toBe('allow');
  });

  it.each([
    ['pytorch', 'not Key=Value'],
    ['system.chipType=GPU, system.official=true', 'spaces'],
    ['system.chipType = GPU', 'spaces'],
    ['system.chipType=', 'no value'],
    ['=GPU', 'no key'],
    ['a=b,', 'empty part'],
    ['a=b=c', 'more than one'],
    [`a=${'x'.repeat(129)}`, '128 bytes'],
    ['system.official=false', 'contradicts'],
  ])('refuses %s', (labels, reason) => {
    const decision = imageSearch({ labels, official: true });
    expect(decision).toMatchObject({ verdict: 'refuse', rule: 'R14' });
    expect(decision.verdict === 'refuse' && decision.reason).toContain(reason);
  });

  it('adds the official label once', () => {
    expect(wireLabels({ official: true })).toBe('system.official=true');
    expect(wireLabels({ official: true, labels: 'system.official=true' })).toBe('system.official=true');
    expect(wireLabels({ official: true, labels: 'a=b' })).toBe('system.official=true,a=b');
    expect(wireLabels({ official: false })).toBeUndefined();
  });

  it('searches official images without the workspace even when one is known', async () => {
    const { calls } = await use(listImages, {}, { ListImages: { Images: [image(1)], TotalCount: 1 } }, '123');
    expect(calls).toEqual([
      {
        action: 'ListImages',
        input: {
          PageNumber: 1,
          PageSize: 20,
          SortBy: 'GmtCreateTime',
          Order: 'DESC',
          Labels: 'system.official=true',
        },
      },
    ]);
  });

  it('lists a framework once, under its own key where there is one', async () => {
    const Labels = [
      { Key: 'system.framework', Value: 'PyTorch 2.3.1' },
      { Key: 'system.framework', Value: 'PyTorch 2.4.0' },
      { Key: 'system.framework', Value: 'JAX 0.4' },
      { Key: 'system.framework.PyTorch', Value: '2.3.1' },
    ];
    const { output } = await use(listImageLabels, {}, { ListImageLabels: { Labels } });
    expect(output.labels).toEqual({
      'system.framework': ['PyTorch 2.4.0', 'JAX 0.4'],
      'system.framework.PyTorch': ['2.3.1'],
    });
    const whole = await use(listImageLabels, {}, { ListImageLabels: { Labels: [Labels[0], Labels[3]] } });
    expect(whole.output.labels).toEqual({ 'system.framework.PyTorch': ['2.3.1'] });
    const asked = await use(
      listImageLabels,
      { keys: ['system.framework'] },
      { ListImageLabels: { Labels: [Labels[0]] } },
    );
    expect(asked.output.labels).toEqual({ 'system.framework': ['PyTorch 2.3.1'] });
  });

  it('shows a name only where the URI does not', async () => {
    const named = { ...image(1), Name: 'pytorch', ImageUri: 'registry.example/pai/pytorch:2.3' };
    const other = { ...image(2), Name: 'mine', ImageUri: 'registry.example/pai/x:1' };
    const { output } = await use(listImages, {}, { ListImages: { Images: [named, other], TotalCount: 2 } });
    expect((output.images as { name?: string }[]).map(({ name }) => name)).toEqual([undefined, 'mine']);
  });

  it('searches custom images with the workspace, and refuses without one', async () => {
    const answers = { ListImages: { Images: [], TotalCount: 0 } };
    const { calls } = await use(listImages, { official: false }, answers, '123');
    expect(calls[0]?.input).toMatchObject({ PageNumber: 1, PageSize: 20, WorkspaceId: '123' });
    expect(calls[0]?.input).not.toHaveProperty('Labels');
    for (const tool of [listImages, listImageLabels]) {
      const refused = await use(tool, { official: false }, {});
      expect(refused.refused).toMatchObject({ rule: 'R14' });
      expect(refused.calls).toEqual([]);
    }
  });

  it('explains a label that no image has', async () => {
    const { text, calls } = await use(
      listImages,
      { labels: 'system.framework=pytorch' },
      {
        ListImages: { Images: [], TotalCount: 0 },
        ListImageLabels: { Labels: [{ Key: 'system.framework', Value: 'PyTorch 2.3.1' }] },
      },
    );
    expect(calls.map((call) => call.action)).toEqual(['ListImages', 'ListImageLabels']);
    expect(text).toContain('No images found (official images, cn-hangzhou, labels=system.framework=pytorch)');
    expect(text).toContain('values of system.framework: PyTorch 2.3.1');
    expect(nextLines(text)).toBeLessThanOrEqual(2);
  });
});

describe('R19: list_ecs_specs sorts itself', () => {
  const all = [
    spec('ecs.b', 4, 16, 0),
    spec('ecs.a', 4, 8, 0),
    spec('ecs.gpu8', 96, 736, 8),
    spec('ecs.gpu1', 12, 92, 1),
    spec('ecs.gone', 96, 736, 8, false),
  ];
  /** A service that caps its pages at two. */
  const paged = (input: Wire) => {
    const from = (Number(input.PageNumber) - 1) * 2;
    return { EcsSpecs: all.slice(from, from + 2), TotalCount: all.length };
  };
  const types = (output: Wire) => (output.specs as { instance_type: string }[]).map((each) => each.instance_type);

  it.each([
    [{ sort_by: 'gpu', order: 'desc' }, ['ecs.gpu8', 'ecs.gpu1', 'ecs.a', 'ecs.b']],
    [{ sort_by: 'cpu', order: 'asc' }, ['ecs.a', 'ecs.b', 'ecs.gpu1', 'ecs.gpu8']],
    [{ sort_by: 'memory' }, ['ecs.a', 'ecs.b', 'ecs.gpu1', 'ecs.gpu8']],
    [{ order: 'desc' }, ['ecs.gpu8', 'ecs.gpu1', 'ecs.b', 'ecs.a']],
    [{}, ['ecs.a', 'ecs.b', 'ecs.gpu1', 'ecs.gpu8']],
  ])('sorts by %j over all pages, without asking the API to', async (input, expected) => {
    const { calls, output } = await use(listEcsSpecs, input, { ListEcsSpecs: paged });
    expect(types(output)).toEqual(expected);
    expect(calls).toHaveLength(3);
    for (const call of calls) {
      expect(call.input).not.toHaveProperty('SortBy');
      expect(call.input).not.toHaveProperty('Order');
    }
  });

  it('refuses the spellings of the API and knows no other sort', () => {
    expect(listEcsSpecs.input.safeParse({ sort_by: 'CPU' }).success).toBe(false);
    expect(listEcsSpecs.input.safeParse({ SortBy: 'Cpu' }).success).toBe(false);
  });

  it('filters, and says what it left out', async () => {
    const { output, text } = await use(
      listEcsSpecs,
      { min_gpu: 8, gpu_type: 'v100', accelerator_type: 'GPU' },
      { ListEcsSpecs: paged },
    );
    expect(types(output)).toEqual(['ecs.gpu8']);
    expect(text.split('\n')[0]).toBe(
      '1 of 1 machine types, page 1 of 1 (cn-hangzhou, in stock only, 1 sold out left out, accelerator_type=GPU, min_gpu=8, gpu_type=v100)',
    );
    const both = await use(listEcsSpecs, { min_gpu: 8, available_only: false }, { ListEcsSpecs: paged });
    expect(types(both.output)).toEqual(['ecs.gone', 'ecs.gpu8']);
  });

  it('shows a size of a quota that is not known as none, and leaves it in', async () => {
    const answer = {
      NodeTypes: [{ NodeType: 'ml.a', GPU: '8', AllocatableCPU: '90', Memory: '736Gi' }, { NodeType: 'ml.b' }],
      Statistics: [{ NodeType: 'ml.a', TotalCount: 0 }],
    };
    const asked = { quota_id: 'quota1', min_gpu: 8 };
    expect(types((await use(listEcsSpecs, asked, { ListNodeTypes: answer })).output)).toEqual(['ml.b']);
    const { output, text } = await use(listEcsSpecs, { ...asked, available_only: false }, { ListNodeTypes: answer });
    expect(types(output)).toEqual(['ml.a', 'ml.b']);
    expect(text).toMatch(/ml\.b +- +- +- +-/);
  });

  it('names the GPU types there are where none matches, and only there', async () => {
    const { output, text } = await use(listEcsSpecs, { gpu_type: 'H100' }, { ListEcsSpecs: paged });
    expect(types(output)).toEqual([]);
    expect(text).toMatch(/the GPU types there are: [^,]*V100/);
    for (const input of [{}, { gpu_type: 'v100', min_gpu: 99 }])
      expect((await use(listEcsSpecs, input, { ListEcsSpecs: paged })).text).not.toContain('the GPU types there are');
  });

  it('pages its own sorted list, and names the end', async () => {
    const second = await use(listEcsSpecs, { page_size: 3, page_number: 2 }, { ListEcsSpecs: paged });
    expect(types(second.output)).toEqual(['ecs.gpu8']);
    const first = await use(listEcsSpecs, { page_size: 3 }, { ListEcsSpecs: paged });
    expect(first.text).toContain('Next: page_number=2');
    const beyond = await use(listEcsSpecs, { page_size: 3, page_number: 9 }, { ListEcsSpecs: paged });
    expect(beyond.text).toContain('Page 9 is past the end: 4 machine types, 2 pages of 3');
  });

  it('stops at its bound and says so', async () => {
    const endless = { EcsSpecs: [spec('ecs.x', 1, 1, 0)], TotalCount: 10_000 };
    const { calls, text } = await use(listEcsSpecs, {}, { ListEcsSpecs: endless });
    expect(calls).toHaveLength(20);
    expect(text).toContain('only the first 20 types read');
  });
});

describe('renderings', () => {
  it('shows a size that the cloud does not know as none, not as 0', async () => {
    const answers = { ListImages: { Images: [{ ...image(1), Size: 0 }], TotalCount: 1 } };
    const { text } = await use(listImages, {}, answers);
    expect(text).toMatch(/image-1 +-$/m);
  });

  it('lists images: N of M first, then a table, then at most two next steps', async () => {
    const answers = { ListImages: { Images: [image(1), image(2)], TotalCount: 212 } };
    const { text, calls } = await use(listImages, { page_size: 2, verbose: true }, answers);
    expect(calls[0]?.input).toMatchObject({ Verbose: true });
    expect(text.split('\n')).toEqual(
      [
        '2 of 212 images, page 1 of 106 (official images, cn-hangzhou)',
        `${'image_uri'.padEnd(60)}  image_id  gb  labels`,
        'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.1  image-1   9   system.chipType=GPU',
        'dsw-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai/pytorch:2.2  image-2   9   system.chipType=GPU',
        'Next: page_number=2 for more.',
        'Next: create_job with an image_uri exactly as shown.',
      ].map((line) => line.replace(/^image_uri +/, 'image_uri'.padEnd(62))),
    );
  });

  it.each([
    [
      listWorkspaces,
      { ListWorkspaces: { Workspaces: [], TotalCount: 0 } },
      'your workspaces in cn-hangzhou, name_contains=x',
    ],
    [listDatasets, { ListDatasets: { Datasets: [], TotalCount: 0 } }, 'workspace 7, cn-hangzhou, name_contains=x'],
    [
      listCodeSources,
      { ListCodeSources: { CodeSources: [], TotalCount: 0 } },
      'workspace 7, cn-hangzhou, name_contains=x',
    ],
    [listImages, { ListImages: { Images: [], TotalCount: 0 } }, 'official images, cn-hangzhou, name=x'],
  ])('says what an empty list covered and how to widen it (%#)', async (tool, answers, scope) => {
    const { text } = await use(tool, tool === listImages ? { name: 'x' } : { name_contains: 'x' }, answers, '7');
    expect(text).toContain(`(${scope})`);
    expect(text).toMatch(/^No .* found/);
    expect(nextLines(text)).toBe(tool === listImages ? 2 : 1);
  });

  it('groups image labels by key, in one read', async () => {
    const { text, calls } = await use(
      listImageLabels,
      { keys: ['system.chipType'] },
      {
        ListImageLabels: {
          Labels: [
            { Key: 'system.chipType', Value: 'GPU' },
            { Key: 'system.chipType', Value: 'CPU' },
          ],
        },
      },
    );
    expect(calls[0]?.input).toEqual({ LabelFilter: 'system.official=true', LabelKeys: 'system.chipType' });
    expect(text).toContain('system.chipType  GPU | CPU');
  });

  it('asks for the labels of one image and keeps its id, which the answer lacks', async () => {
    const { ImageId: _, ...answer } = image(3);
    const { output, calls } = await use(getImage, { image_id: 'image-3' }, { GetImage: answer });
    expect(calls[0]?.input).toEqual({ ImageId: 'image-3', Verbose: true });
    expect(output).toMatchObject({ image_id: 'image-3', labels: 'system.official=true,system.chipType=GPU' });
  });

  it('never shows an access token, and masks one inside a URL', async () => {
    const source = {
      CodeSourceId: 'code-1',
      DisplayName: 'repo',
      CodeRepo: 'https://user:hunter22pass@code.example.com/x.git',
      CodeRepoAccessToken: 'tok-very-secret',
    };
    const one = await use(getCodeSource, { code_source_id: 'code-1' }, { GetCodeSource: source });
    const many = await use(listCodeSources, {}, { ListCodeSources: { CodeSources: [source], TotalCount: 1 } }, '7');
    for (const { text, output } of [one, many]) {
      expect(text + JSON.stringify(output)).not.toMatch(/tok-very-secret|hunter22pass/);
    }
    expect(one.output).toMatchObject({ has_token: true });
    expect(many.text).toContain('set');
  });

  it('reads the mount path of a dataset and survives odd options', async () => {
    const dataset = { Name: 'a\u001b[31mb', Options: '{"mountPath":"/mnt/data/"}', MountAccess: 'RO' };
    const good = await use(getDataset, { dataset_id: 'd-1' }, { GetDataset: dataset });
    expect(good.output).toMatchObject({ name: 'ab', mount_path: '/mnt/data/' });
    for (const Options of ['', 'no json', 'null', '[]', '{"mountPath":1}', undefined]) {
      const odd = await use(getDataset, { dataset_id: 'd-1' }, { GetDataset: { ...dataset, Options } });
      expect(odd.output).toMatchObject({ mount_path: '' });
    }
  });

  it('aligns a table without trailing spaces', () => {
    expect(
      table(
        ['a', 'bb'],
        [
          ['xxx', ''],
          ['y', 'line\nbreak'],
        ],
      ),
    ).toBe('a    bb\nxxx  -\ny    line break');
    expect(table(['a'], [])).toBe('a');
  });
});

describe('what tools/list advertises', () => {
  const sizes = TOOLS.map((tool) => {
    const entry = advertiser({ region: undefined, workspaceId: undefined })(cardOf(tool));
    return JSON.stringify(entry).length;
  });

  it('stays small, in short descriptions', () => {
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThanOrEqual(950);
    for (const tool of TOOLS) {
      expect(tool.description.length, tool.name).toBeLessThan(220);
      expect(tool.effect).toBe('read');
      expect(tool.input.shape).not.toHaveProperty('region');
    }
  });
});

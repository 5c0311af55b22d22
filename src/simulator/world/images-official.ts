import { fraction, time, token } from './ids.ts';
import { FRAMEWORKS, type Framework } from './image-table.ts';
import type { Image, Label, WorldOptions } from './types.ts';

const PAI_ACCOUNT = '1157290171663117';

/** `310` as in a tag -> `3.10` as in a label. */
const pythonVersion = (tag: string): string => `${tag.slice(0, 1)}.${tag.slice(1)}`;

function image(region: string, framework: Framework, build: string, variant: string, day: number): Image {
  const [version = '', python = '', , ubuntu = ''] = build.split(' ');
  const gpu = variant !== 'cpu';
  const tag = `${version}-${gpu ? 'gpu' : 'cpu'}-py${python}${gpu ? `-${variant}` : ''}-ubuntu${ubuntu}`;
  const name = `${framework.slug}:${tag}`;
  const created = time(name, day);
  const labels: Label[] = [
    { Key: 'system.official', Value: 'true' },
    { Key: 'system.origin', Value: framework.origin },
    ...framework.supports.map((product) => ({ Key: `system.supported.${product}`, Value: 'true' })),
    { Key: 'system.chipType', Value: gpu ? 'GPU' : 'CPU' },
    { Key: 'system.pythonVersion', Value: pythonVersion(python) },
    { Key: 'system.framework', Value: `${framework.label} ${version}` },
    { Key: `system.framework.${framework.label}`, Value: version },
  ];
  return {
    ImageId: `image-${token(`official/${name}`, 18)}`,
    Name: name,
    Description: `${framework.label} ${version}, Python ${pythonVersion(python)}, ${gpu ? `CUDA ${variant.slice(2, -1)}.${variant.slice(-1)}` : 'CPU'}`,
    ImageUri: `dsw-registry-vpc.${region}.cr.aliyuncs.com/pai/${name}`,
    Labels: labels,
    Accessibility: 'PUBLIC',
    UserId: PAI_ACCOUNT,
    ParentUserId: PAI_ACCOUNT,
    WorkspaceId: '',
    Size: gpu ? 8 + Math.floor(fraction(`size/${name}`) * 12) : 2 + Math.floor(fraction(`size/${name}`) * 3),
    SourceType: '',
    SourceId: '',
    GmtCreateTime: created,
    GmtModifiedTime: created,
  };
}

function make(region: string): Image[] {
  return FRAMEWORKS.flatMap((framework) =>
    framework.builds.flatMap((build, index) =>
      (build.split(' ')[2] ?? '')
        .split(',')
        .map((variant) =>
          image(region, framework, build, variant, Math.floor((index / framework.builds.length) * 600)),
        ),
    ),
  );
}

/** Those of the last region: a world took a third of its time for them, and they are the same in every one. */
let made: { region: string; images: readonly Image[] } | undefined;

/** The official images of a region: same ids in every world, URIs in the region's registry. */
export function buildOfficialImages({ region }: WorldOptions): Image[] {
  if (made?.region !== region) made = { region, images: make(region) };
  return made.images.map((one) => ({ ...one, Labels: one.Labels.map((label) => ({ ...label })) }));
}

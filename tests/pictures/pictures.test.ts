import { describe, expect, it } from 'vitest';
import { MOST_PICTURE_BYTES, type Picture, THEMES } from '../../src/domain/picture.ts';
import { axisFigure, timeAxis } from '../../src/pictures/axis.ts';
import type { Chart, LinePoint, Panel } from '../../src/pictures/chart.ts';
import { drawableWith, fontsFor } from '../../src/pictures/fonts.ts';
import { fitted, textWidth } from '../../src/pictures/measure.ts';
import { drawable, drawPng, rasterised } from '../../src/pictures/png.ts';
import { svgOf } from '../../src/pictures/svg.ts';
import { COLOURS } from '../../src/pictures/theme.ts';
import { draw } from '../../src/tools/kit/plot/draw.ts';
import { decode, hasColour, rgb } from './pixels.ts';

const flat = (value: number, to = 3600): LinePoint[] => Array.from({ length: 61 }, (_, i) => [(i * to) / 60, value]);
const panel = (more: Partial<Panel> = {}): Panel => ({
  title: 'GpuCoreUsage, %',
  over: 'seconds',
  range: [0, 100],
  lines: [
    { name: 'w0', places: flat(75) },
    { name: 'w1', places: flat(25) },
  ],
  ...more,
});
const chart = (more: Partial<Chart> = {}): Chart => ({
  title: 'llm-sweep (dlc1)',
  subtitle: 'Running',
  theme: 'light',
  panels: [panel()],
  spans: [],
  since: '2026-03-05 04:14 UTC',
  ...more,
});

/** The plot of the first panel of a chart whose legend has one row: its edges in the picture. */
const PLOT = { left: 62, right: 778, top: 58 + 20 + 6 + 30, height: 128 };
const placeOf = (share: number, value: number): [number, number] => [
  PLOT.left + share * (PLOT.right - PLOT.left),
  PLOT.top + PLOT.height * (1 - value / 100),
];

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The place of every text of a drawing, as wide as the font really draws it. */
async function boxesOf(svg: string): Promise<Box[]> {
  const boxes: Box[] = [];
  for (const [element, attributes = '', text = ''] of svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)) {
    const [, dx = '0', dy = '0'] = /transform="translate\(([-\d.]+) ([-\d.]+)\)"/.exec(attributes) ?? [];
    const at = (name: string) => Number(new RegExp(` ${name}="([-\\d.]+)"`).exec(` ${attributes}`)?.[1] ?? 0);
    const [x, y] = [Number(dx) + at('x'), Number(dy) + at('y')];
    const alone = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="24">${element.replace(/text-anchor="\w+"|transform="[^"]*"/g, '').replace('<text ', '<text transform="translate(4 12)" ')}</svg>`;
    const pixels = decode(await rasterised(alone));
    const columns = Array.from({ length: 900 }, (_, column) => column).filter((column) =>
      Array.from({ length: 24 }, (_, row) => pixels.at(column, row)[3]).some((alpha) => alpha > 0),
    );
    const width = (columns.at(-1) ?? 0) - (columns[0] ?? 0);
    const left = /text-anchor="middle"/.test(attributes)
      ? x - width / 2
      : /text-anchor="end"/.test(attributes)
        ? x - width
        : x;
    const size = Number(/font-size:([\d.]+)px/.exec(attributes)?.[1] ?? 12);
    boxes.push({ text, left, right: left + width, top: y - size / 2, bottom: y + size / 2 });
  }
  return boxes;
}

const LONG = '大模型微调 pretrain-7b 的学习率对比，名字很长很长很长，长到一行放不下为止 and then some more words';

describe('a picture', () => {
  it('has the lines where their values are, in the colours of the legend', async () => {
    const picture = await drawPng(chart());
    const pixels = decode(picture.png);
    expect([pixels.width, pixels.height]).toEqual([picture.width, picture.height]);
    expect(pixels.width).toBe(800);
    const [first = '', second = ''] = COLOURS.light.lines;
    for (const share of [0.1, 0.5, 0.9]) {
      expect(hasColour(pixels, placeOf(share, 75), first)).toBe(true);
      expect(hasColour(pixels, placeOf(share, 25), second)).toBe(true);
      expect(hasColour(pixels, placeOf(share, 60), first)).toBe(false);
    }
    expect(hasColour(pixels, [25, 58 + 7], first)).toBe(true);
  });

  it('breaks a line where there are no data', async () => {
    const [head, gap, tail] = [flat(75).slice(0, 20), [[1300, null]] as LinePoint[], flat(75).slice(40)];
    const pixels = decode(
      (await drawPng(chart({ panels: [panel({ lines: [{ name: 'w0', places: [...head, ...gap, ...tail] }] })] }))).png,
    );
    const [colour = ''] = COLOURS.light.lines;
    expect(hasColour(pixels, placeOf(0.2, 75), colour, 1)).toBe(true);
    expect(hasColour(pixels, placeOf(0.5, 75), colour, 1)).toBe(false);
    expect(hasColour(pixels, placeOf(0.8, 75), colour, 1)).toBe(true);
  });

  it.each(THEMES)('has the colours of its surroundings, %s', async (theme) => {
    const pixels = decode((await drawPng(chart({ theme }))).png);
    for (const [x, y] of [
      [1, 1],
      [798, 1],
      [1, pixels.height - 2],
    ] as const)
      expect([...pixels.at(x, y)].slice(0, 3)).toEqual(rgb(COLOURS[theme].background));
    const light = rgb(COLOURS[theme].background).reduce((sum, value) => sum + value, 0) / 3;
    const words = rgb(COLOURS[theme].text).reduce((sum, value) => sum + value, 0) / 3;
    expect(theme === 'dark' ? light < 60 && words > 180 : light > 200 && words < 80).toBe(true);
  });

  it('has a band behind the lines for every status, and none where there is none', async () => {
    const spans = [
      { status: 'Queuing', from: 0, to: 1200 },
      { status: 'Running', from: 1200, to: 2400 },
    ];
    const pixels = decode((await drawPng(chart({ spans }))).png);
    const tint = (share: number) => pixels.at(...placeOf(share, 40)).slice(0, 3);
    const [queuing, running, none] = [tint(0.15), tint(0.45), tint(0.85)];
    expect(none).toEqual([255, 255, 255]);
    expect(queuing).not.toEqual(none);
    expect(running).not.toEqual(none);
    expect(queuing).not.toEqual(running);
  });

  it('fills the room between the lowest and the highest of many', async () => {
    const room = { name: 'all 64, lowest to highest', places: flat(0).map(([x]) => [x, 40, 60] as const) };
    const pixels = decode(
      (await drawPng(chart({ panels: [panel({ room, lines: [{ name: 'their median', places: flat(50) }] })] }))).png,
    );
    const white = (value: number) =>
      pixels
        .at(...placeOf(0.3, value))
        .slice(0, 3)
        .every((part) => part > 250);
    expect([white(35), white(43), white(57), white(65)]).toEqual([true, false, false, true]);
  });

  const many = Array.from({ length: 8 }, (_, index) => ({
    name: `worker-${index} 学习率 of a rather long name`,
    places: flat(10 * index, 400_000),
  }));
  it.each([
    ['short', chart()],
    [
      'long texts',
      chart({ title: LONG + LONG, subtitle: LONG + LONG, panels: [panel({ title: LONG + LONG, lines: many })] }),
    ],
    [
      'large numbers',
      chart({
        panels: [
          panel({
            title: 'DiskReadRate, MB/s',
            range: undefined,
            lines: [
              {
                name: 'w0',
                places: [
                  [0, 1],
                  [3600, 123_456_789],
                ],
              },
            ],
          }),
        ],
      }),
    ],
    [
      'small numbers',
      chart({
        panels: [
          panel({
            over: 'step',
            range: undefined,
            lines: [
              {
                name: 'lr',
                places: [
                  [0, 3e-4],
                  [123_456, 2.91e-4],
                ],
              },
            ],
          }),
        ],
      }),
    ],
  ])('cuts no text and lets none lie on another: %s', async (_, given) => {
    const boxes = await boxesOf(svgOf(await drawable(given)).svg);
    expect(boxes.length).toBeGreaterThan(10);
    expect(boxes.filter(({ left, right }) => left < 0 || right > 800)).toEqual([]);
    const over = boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.text} / ${b.text}`),
    );
    expect(over).toEqual([]);
  });

  it('shows text of others as text, whatever it says', async () => {
    const name = '</text><script>alert(1)</script><image href="http://127.0.0.1/x.png"/>{a|b}';
    const { svg } = svgOf(
      await drawable(chart({ title: name, panels: [panel({ lines: [{ name, places: flat(50) }] })] })),
    );
    expect(svg).not.toMatch(/<script|<image/);
    expect(svg).toContain('&lt;script&gt;');
    expect((await drawPng(chart({ title: name }))).png.length).toBeGreaterThan(1000);
  });

  it('draws common Chinese, and a box for what the font does not have', async () => {
    const withBoxes = await drawableWith();
    const common = '学习率损失显存利用率网络磁盘排队运行重启大模型训练任务对比';
    expect(withBoxes(common)).toBe(common);
    expect(withBoxes('a\u{20000}b\u0e01')).toBe('a□b□');
    expect((await fontsFor('loss')).length).toBe(1);
    expect((await fontsFor(common)).length).toBeGreaterThan(1);
    const drawn = async (words: string) => (await drawPng(chart({ title: words }))).png;
    expect(Buffer.from(await drawn('学'))).not.toEqual(Buffer.from(await drawn('习')));
  });

  it('is left out of an answer where it is too large, and says so', async () => {
    const attached: Picture[] = [];
    const ctx = { attach: (picture: Picture) => void attached.push(picture) };
    expect(await draw(ctx, chart(), 1000)).toMatch(/^left out, as it is too large/);
    expect(attached).toEqual([]);
    expect(await draw(ctx, chart())).toMatch(/^beside this text, 800 x \d+ pixels, light: GpuCoreUsage, %\.$/);
    expect(attached[0]?.png.length).toBeLessThan(MOST_PICTURE_BYTES);
  });
});

describe('an axis', () => {
  it.each([
    [45, 'seconds', '30', 30],
    [1800, 'minutes', '5', 300],
    [2 * 3600, 'minutes', '15', 900],
    [5 * 3600, 'hours', '1', 3600],
    [30 * 3600, 'hours', '6', 6 * 3600],
    [7 * 86_400, 'days', '2', 2 * 86_400],
    [200 * 86_400, 'days', '23', 23 * 86_400],
  ])('of %d seconds is in %s', (span, unit, label, at) => {
    const axis = timeAxis(span);
    expect(axis.unit).toBe(unit);
    expect(axis.label(at)).toBe(label);
    expect(span / (axis.interval ?? 0)).toBeLessThanOrEqual(9);
  });

  it.each([
    [0, '0'],
    [0.25, '0.25'],
    [3e-5, '3e-5'],
    [2.5e-5, '2.5e-5'],
    [9999, '9999'],
    [12_000, '12k'],
    [1_230_000, '1.23M'],
    [-4_000_000_000, '-4G'],
  ])('has %d as %s', (value, label) => expect(axisFigure(value)).toBe(label));
});

describe('a text', () => {
  it('is cut to a width, at its end, and says so', () => {
    expect(fitted('short', 12, 200)).toBe('short');
    const cut = fitted(LONG, 12, 200);
    expect(cut).toMatch(/^大模型微调.*…$/);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(200);
  });
});

import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Picture } from '../domain/picture.ts';
import type { Chart } from './chart.ts';
import { readRasteriser } from './files.ts';
import { drawableWith, FAMILY, fontsFor } from './fonts.ts';
import { svgOf } from './svg.ts';

let ready: Promise<void> | undefined;

/** SVG as PNG, drawn with the fonts that are packed with this program; it reads nothing else. */
export async function rasterised(svg: string): Promise<Uint8Array> {
  ready ??= readRasteriser().then((code) => initWasm(code));
  await ready;
  const drawing = new Resvg(svg, {
    font: {
      fontBuffers: await fontsFor(svg),
      loadSystemFonts: false,
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

/** A chart whose texts the font has: a box stands for every character that it does not have. */
export async function drawable(chart: Chart): Promise<Chart> {
  const withBoxes = await drawableWith();
  return {
    ...chart,
    title: withBoxes(chart.title),
    subtitle: withBoxes(chart.subtitle),
    since: withBoxes(chart.since),
    spans: chart.spans.map((span) => ({ ...span, status: withBoxes(span.status) })),
    panels: chart.panels.map((panel) => ({
      ...panel,
      title: withBoxes(panel.title),
      lines: panel.lines.map((line) => ({ ...line, name: withBoxes(line.name) })),
      ...(panel.room === undefined ? {} : { room: { ...panel.room, name: withBoxes(panel.room.name) } }),
    })),
  };
}

/** Draws a chart as PNG, 800 pixels wide. */
export async function drawPng(chart: Chart): Promise<Picture> {
  const { svg, width, height } = svgOf(await drawable(chart));
  return { png: await rasterised(svg), width, height };
}

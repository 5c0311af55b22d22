import { LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, MarkAreaComponent } from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from './chart.ts';
import { textWidth } from './measure.ts';
import { optionOf, WIDTH } from './option.ts';

use([LineChart, GridComponent, MarkAreaComponent, GraphicComponent, SVGRenderer]);
setPlatformAPI({
  measureText: (text, font) => ({
    width: textWidth(text, Number.parseFloat(/(?:^| )(\d[\d.]{0,8})px/.exec(font ?? '')?.[1] ?? '12')),
  }),
});

/** A chart as SVG. @returns its text, and its size in pixels */
export function svgOf(chart: Chart): { svg: string; width: number; height: number } {
  const { option, height } = optionOf(chart);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    drawing.setOption(option);
    return { svg: drawing.renderToSVGString(), width: WIDTH, height };
  } finally {
    // A drawing keeps a timer running, and with it the process.
    drawing.dispose();
  }
}

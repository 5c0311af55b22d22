import type { EChartsCoreOption } from 'echarts/core';
import { type Axis, axisFigure, timeAxis } from './axis.ts';
import type { Chart, Panel } from './chart.ts';
import { FAMILY } from './fonts.ts';
import { type LegendEntry, legendOf, type PlacedLegendEntry, placed, SIGN } from './legend.ts';
import { fitted } from './measure.ts';
import { COLOURS, type Palette } from './theme.ts';

export const WIDTH = 800;
const MARGIN = 16;
const TITLE = 17;
const TEXT = 12;
const LEFT = 62;
const RIGHT = 22;
const LEGEND_TOP = 58;
const LEGEND_ROW = 20;
const PANEL = { title: 30, plot: 128, below: 44 } as const;

const COUNTED: Readonly<Record<Exclude<Panel['over'], 'seconds'>, string>> = {
  step: 'step',
  epoch: 'epoch',
  reading: 'reading of the log',
};

/** The first and the last value on the horizontal axis. */
function reach({ lines, room }: Panel): readonly [first: number, last: number] {
  const all = [...lines.flatMap(({ places }) => places.map(([x]) => x)), ...(room?.places.map(([x]) => x) ?? [])];
  const last = all.reduce((most, x) => Math.max(most, x), 0);
  return [all.reduce((least, x) => Math.min(least, x), last), last];
}

/** Ends of the horizontal axis: all panels over seconds have the same ones. */
function extentOf(panel: Panel, { panels, spans }: Chart): { min: number; max: number } {
  const [first, last] = reach(panel);
  // A log that begins at step 10 of thousands begins at none.
  if (panel.over !== 'seconds') return { min: first < last / 10 ? 0 : first, max: last > first ? last : first + 1 };
  const timed = panels.filter(({ over }) => over === 'seconds');
  return { min: 0, max: Math.max(1, ...timed.map((each) => reach(each)[1]), ...spans.map(({ to }) => to)) };
}

const axisOf = (panel: Panel, max: number, since: string): Axis & { name: string } => {
  if (panel.over !== 'seconds')
    return { unit: COUNTED[panel.over], interval: undefined, label: axisFigure, name: COUNTED[panel.over] };
  const axis = timeAxis(max);
  return { ...axis, name: `${axis.unit} since ${since}` };
};

/** A loss that falls by orders of magnitude is a flat line on a linear axis. */
const MOST_RATIO = 100;
export function isLogarithmic({ lines, range }: Panel): boolean {
  const values = lines.flatMap(({ places }) => places.flatMap(([, y]) => (y === null ? [] : [y])));
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), 0);
  return range === undefined && low > 0 && high / low > MOST_RATIO;
}

const words = (colours: Palette, fontSize = TEXT) => ({
  color: colours.muted,
  fontFamily: FAMILY,
  fontWeight: 'normal' as const,
  fontSize,
});

/** Ends that are given, with four lines between them. */
const ranged = ([min, max]: readonly [number, number]) => ({ min, max, interval: (max - min) / 4 });

const thin = { symbol: 'none', silent: true, animation: false } as const;

/** The series of one panel: the statuses behind, then the room between many lines, then the lines. */
function seriesOf(panel: Panel, index: number, chart: Chart, entries: readonly LegendEntry[]) {
  const at = { type: 'line', xAxisIndex: index, yAxisIndex: index, ...thin } as const;
  const colourOf = (name: string) => entries.find((entry) => entry.name === name)?.colour;
  const spans = panel.over === 'seconds' ? chart.spans : [];
  const behind = spans.map(({ status, from, to }) => ({
    ...at,
    data: [],
    markArea: {
      silent: true,
      itemStyle: { color: colourOf(status), opacity: chart.theme === 'dark' ? 0.17 : 0.13 },
      data: [[{ xAxis: from }, { xAxis: to }]],
    },
  }));
  const { room } = panel;
  const hidden = { ...at, lineStyle: { opacity: 0 }, stack: `room-${index}`, stackStrategy: 'all' as const };
  const between =
    room === undefined
      ? []
      : [
          { ...hidden, data: room.places.map(([x, low]) => [x, low]) },
          {
            ...hidden,
            data: room.places.map(([x, low, high]) => [x, high - low]),
            areaStyle: { color: colourOf(room.name), opacity: 0.28 },
          },
        ];
  const lines = panel.lines.map(({ name, places }) => ({
    ...at,
    data: places.map(([x, y]) => [x, y ?? '-']),
    // One reading has no line: it is drawn as a dot.
    ...(places.length === 1 ? { symbol: 'circle', symbolSize: 6 } : {}),
    sampling: 'minmax' as const,
    lineStyle: { color: colourOf(name), width: 1.6 },
    itemStyle: { color: colourOf(name) },
  }));
  return [...behind, ...between, ...lines];
}

function legendElements(entries: readonly PlacedLegendEntry[], colours: Palette) {
  const { width, height, gap } = SIGN;
  return entries.flatMap(({ name, kind, colour, x, row }) => {
    const [left, top] = [MARGIN + x, LEGEND_TOP + row * LEGEND_ROW];
    const thick = kind === 'line' ? 3 : height;
    return [
      {
        type: 'rect',
        shape: { x: left, y: top + (14 - thick) / 2, width, height: thick, r: kind === 'line' ? 1 : 2 },
        style: { fill: colour, opacity: kind === 'line' ? 1 : 0.4 },
      },
      text(name, left + width + gap, top + 1, TEXT, colours.text),
    ];
  });
}

const text = (words: string, x: number, y: number, fontSize: number, fill: string) => ({
  type: 'text',
  style: { text: words, x, y, fill, fontSize, fontFamily: FAMILY, fontWeight: 'normal' },
});

/** A chart as ECharts takes it, and its height in pixels. */
export function optionOf(chart: Chart): { option: EChartsCoreOption; height: number } {
  const colours = COLOURS[chart.theme];
  const room = WIDTH - 2 * MARGIN;
  const entries = legendOf(chart, colours).map((entry) => ({ ...entry, shown: fitted(entry.name, TEXT, room / 2) }));
  const legend = placed(
    entries.map(({ shown, ...entry }) => ({ ...entry, name: shown })),
    TEXT,
    room,
  );
  const rows = (legend.at(-1)?.row ?? -1) + 1;
  const top = LEGEND_TOP + rows * LEGEND_ROW + 6;
  const tall = PANEL.title + PANEL.plot + PANEL.below;
  const panels = chart.panels.map((panel, index) => {
    const { min, max } = extentOf(panel, chart);
    return { panel, index, min, max, axis: axisOf(panel, max, chart.since), top: top + index * tall };
  });
  const axisLine = { lineStyle: { color: colours.grid } };
  const option = {
    animation: false,
    backgroundColor: colours.background,
    textStyle: { fontFamily: FAMILY },
    grid: panels.map((each) => ({
      left: LEFT,
      right: RIGHT,
      top: each.top + PANEL.title,
      height: PANEL.plot,
    })),
    xAxis: panels.map(({ index, min, max, axis }) => ({
      type: 'value',
      gridIndex: index,
      min,
      max,
      ...(axis.interval === undefined ? {} : { interval: axis.interval }),
      axisLine,
      axisTick: { show: true, ...axisLine },
      splitLine: { show: false },
      name: axis.name,
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: words(colours, 11),
      axisLabel: {
        ...words(colours),
        formatter: axis.label,
        // An end that is no round figure would stand close to one that is.
        showMaxLabel: axis.interval !== undefined && max % axis.interval === 0,
        hideOverlap: true,
      },
    })),
    yAxis: panels.map(({ panel, index }) => ({
      type: isLogarithmic(panel) ? 'log' : 'value',
      gridIndex: index,
      ...(panel.range === undefined ? { scale: true, splitNumber: 3 } : ranged(panel.range)),
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: colours.grid } },
      axisLabel: { ...words(colours), formatter: axisFigure, hideOverlap: true },
    })),
    series: panels.flatMap(({ panel, index }) => seriesOf(panel, index, chart, entries)),
    graphic: {
      elements: [
        text(fitted(chart.title, TITLE, room), MARGIN, 10, TITLE, colours.text),
        text(fitted(chart.subtitle, TEXT, room), MARGIN, 34, TEXT, colours.muted),
        ...legendElements(legend, colours),
        ...panels.map(({ panel, top: y }) =>
          text(
            fitted(isLogarithmic(panel) ? `${panel.title}, logarithmic` : panel.title, 13, room),
            MARGIN,
            y + 6,
            13,
            colours.text,
          ),
        ),
      ],
    },
  };
  return { option, height: top + panels.length * tall + 4 };
}

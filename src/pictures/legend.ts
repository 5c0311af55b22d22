import type { Chart } from './chart.ts';
import { textWidth } from './measure.ts';
import type { Palette } from './theme.ts';

/** An entry of the legend: a line, the room between many lines, or a status behind them. */
export interface LegendEntry {
  name: string;
  kind: 'line' | 'room' | 'status';
  colour: string;
}

/** What the legend explains, in the order in which it is drawn; each name once. */
export function legendOf({ panels, spans }: Chart, colours: Palette): LegendEntry[] {
  const lines = [...new Set(panels.flatMap((panel) => panel.lines.map(({ name }) => name)))];
  const rooms = [...new Set(panels.flatMap(({ room }) => (room === undefined ? [] : [room.name])))];
  const statuses = panels.some(({ over }) => over === 'seconds') ? [...new Set(spans.map(({ status }) => status))] : [];
  const [first = ''] = colours.lines;
  return [
    ...rooms.map((name): LegendEntry => ({ name, kind: 'room', colour: first })),
    ...lines.map((name, index): LegendEntry => {
      const colour = colours.lines[index % colours.lines.length] ?? first;
      return { name, kind: 'line', colour };
    }),
    ...statuses.map((name): LegendEntry => {
      const colour = colours.statuses[name] ?? colours.otherStatus;
      return { name, kind: 'status', colour };
    }),
  ];
}

const ICON = 18;
const GAP = 16;

export interface PlacedLegendEntry extends LegendEntry {
  x: number;
  row: number;
}

/** Entries in rows that are no wider than `most` pixels. */
export function placed(entries: readonly LegendEntry[], size: number, most: number): PlacedLegendEntry[] {
  let [x, row] = [0, 0];
  return entries.map((entry) => {
    const width = ICON + 5 + textWidth(entry.name, size);
    if (x > 0 && x + width > most) [x, row] = [0, row + 1];
    const at = { ...entry, x, row };
    x += width + GAP;
    return at;
  });
}

/** Pixels of the sign in front of an entry's name. */
export const SIGN = { width: ICON, height: 10, gap: 5 } as const;

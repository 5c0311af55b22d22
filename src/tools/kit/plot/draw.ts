import * as z from 'zod';
import { MOST_PICTURE_BYTES, THEMES, type Theme } from '../../../domain/picture.ts';
import type { Job } from '../../../jobs/job.ts';
import type { Chart, Panel } from '../../../pictures/chart.ts';
import type { ToolContext } from '../../tool.ts';
import type { MetricWindow } from '../job-metrics/sources.ts';
import { statusSpans } from './spans.ts';

/** Palette of a picture. */
export const theme = z.enum(THEMES);

/** A time to the minute, `2026-03-05 04:14`. */
const minute = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

/** What stands below the title; what the simulator made says so in the picture too. */
export const subtitle = ({ simulated }: Pick<ToolContext, 'simulated'>, words: string): string =>
  simulated ? `simulated cloud: ${words}` : words;

/** A chart of one job within a window, with its statuses behind. */
export const jobChart = (
  ctx: Pick<ToolContext, 'simulated'>,
  job: Job,
  window: MetricWindow,
  theme: Theme,
  panels: readonly Panel[],
): Chart => ({
  title: `${job.displayName} (${job.jobId})`,
  subtitle: subtitle(ctx, `${job.status}, ${minute(window.from)} to ${minute(window.to)} UTC`),
  theme,
  panels,
  spans: statusSpans(job, window),
  since: `${minute(window.from)} UTC`,
});

/**
 * Draws a chart beside the answer. What draws is loaded by the first picture and not before.
 * @param most bytes of a picture that an answer takes
 * @returns what the answer says of it
 */
export async function draw(ctx: Pick<ToolContext, 'attach'>, chart: Chart, most = MOST_PICTURE_BYTES): Promise<string> {
  if (chart.panels.length === 0) return 'none, as there is nothing to draw.';
  const { drawPng } = await import('../../../pictures/png.ts');
  const picture = await drawPng(chart);
  if (picture.png.length > most) return 'left out, as it is too large for an answer; ask for fewer curves.';
  ctx.attach(picture);
  return `beside this text, ${picture.width} x ${picture.height} pixels, ${chart.theme}: ${chart.panels.map(({ title }) => title).join('; ')}.`;
}

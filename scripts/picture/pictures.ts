import { excerpt } from './excerpt.ts';
import { linesOf } from './lines.ts';
import { svg, THEMES } from './svg.ts';

const TITLE = 'npm run demo';
const DESCRIPTION =
  'A run of the demo in a terminal, shortened: a GPU machine is found, a wrong call is repaired, a job is created after a person said yes, a failed job is diagnosed down to the line of its program, and a running job is stopped after a person said yes.';

/**
 * The pictures of the README, made of what a demo printed.
 * @param output coloured, 80 columns
 * @returns path from the root of the repository, and text
 * @throws Error where the demo has not any more what the pictures show
 */
export function pictures(output: string): readonly (readonly [file: string, text: string])[] {
  const lines = excerpt(linesOf(output));
  return Object.entries(THEMES).map(([name, theme]) => [
    `docs/demo-${name}.svg`,
    svg(lines, theme, TITLE, DESCRIPTION),
  ]);
}

const SAME_LOOK = /<tspan class="([^"]*)">([^<]*)<\/tspan>\s*<tspan class="\1">/g;

/** Joins neighbours of one look, which may be one line or two. */
function joined(text: string): string {
  const once = text.replace(SAME_LOOK, '<tspan class="$1">$2 ');
  return once === text ? text : joined(once);
}

/**
 * A picture without what differs from run to run: durations, the line breaks and the height that they move, and how far a
 * new job is by the time it is read back.
 */
export const settled = (text: string): string =>
  joined(text.replace(/<\/text>\n<text x="[^"]*" y="[^"]*">/g, ' '))
    .replace(/\b\d+ (?:min \d+ s|min|s)\b/g, 'TIME')
    .replace(/its status is \w+/g, 'its status is STATUS')
    .replace(/height="[^"]*"|viewBox="[^"]*"/g, '')
    .replace(/\s+/g, ' ');

import { drawFrom } from '../draw.ts';
import type { MarkedText } from '../text.ts';
import { chinaPrefix } from '../times.ts';

/** How all lines of a job's logs look: with a stamp of the collector or none (api-notes: logs), coloured or not. */
export interface Dress {
  stamped: boolean;
  coloured: boolean;
}

export const PLAIN_DRESS: Dress = { stamped: false, coloured: false };

export function dressOf(key: string): Dress {
  const draw = drawFrom(`${key}/dress`);
  return { stamped: draw.chance(0.3), coloured: draw.chance(0.2) };
}

const RESET = '\x1b[0m';

/** Only whole lines are coloured: what a line says stays in one piece. */
export function dressed({ text, mark }: MarkedText, at: number, { stamped, coloured }: Dress): string {
  const colour =
    !coloured || text === ''
      ? ''
      : mark === 'evidence' || /\bERROR\b/.test(text)
        ? '\x1b[31m'
        : /\bWARN/.test(text)
          ? '\x1b[33m'
          : '';
  const body = colour === '' ? text : `${colour}${text}${RESET}`;
  return stamped ? `${chinaPrefix(at)}  ${body}` : body;
}

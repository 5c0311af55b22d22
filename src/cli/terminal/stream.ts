import pc from 'picocolors';
import { wantsColour } from '../../config/colour.ts';

export type Colours = ReturnType<typeof pc.createColors>;

/** Prose is wrapped at this width even in a wider terminal: long lines are hard to read. */
const WIDEST = 80;
/** In a narrower terminal, lines are written for this width and the terminal breaks them. */
const NARROWEST = 20;

/** Columns to write in. A terminal that does not say how wide it is, like a pipe, counts as 80. */
export const columnsOf = ({ columns }: Pick<NodeJS.WriteStream, 'columns'>): number =>
  Math.max(NARROWEST, Math.min(columns || WIDEST, WIDEST));

/** Colours for a stream, or functions that return their text as it is. */
export const coloursOf = ({ isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>): Colours =>
  pc.createColors(wantsColour(isTTY === true));

/** What a text is written for. */
export interface Paper {
  columns: number;
  colours: Colours;
}

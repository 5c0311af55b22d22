import pc from 'picocolors';
import { wantsColour } from '../../config/colour.ts';

export type Colours = ReturnType<typeof pc.createColors>;

/** Prose gets no wider, however wide the terminal is. */
const WIDEST = 80;
/** Narrower terminals get lines that the terminal breaks. */
const NARROWEST = 20;

/** Columns to write in. A terminal that does not say how wide it is, like a pipe, counts as 80. */
export const columnsOf = ({ columns }: Pick<NodeJS.WriteStream, 'columns'>): number =>
  Math.max(NARROWEST, Math.min(columns || WIDEST, WIDEST));

/** Colours for a stream, or functions that return their text as it is. */
export const coloursOf = ({ isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>): Colours =>
  pc.createColors(wantsColour(isTTY === true));

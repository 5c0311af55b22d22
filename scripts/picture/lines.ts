import Anser from 'anser';

/** Text of one look. */
export interface Span {
  text: string;
  /** `red` to `cyan`; absent: that of plain text. */
  colour?: string;
  bold: boolean;
  dim: boolean;
}
export type Line = readonly Span[];

/** Terminal output as lines of spans. */
export function linesOf(output: string): Line[] {
  const lines: Span[][] = [[]];
  for (const { content, fg, decorations } of Anser.ansiToJson(output, { use_classes: true, remove_empty: true }))
    for (const [index, text] of content.split('\n').entries()) {
      if (index > 0) lines.push([]);
      const look = { bold: decorations.includes('bold'), dim: decorations.includes('dim') };
      if (text !== '') lines.at(-1)?.push({ text, ...(fg ? { colour: fg.replace('ansi-', '') } : {}), ...look });
    }
  return lines;
}

export const plain = (line: Line): string => line.map(({ text }) => text).join('');

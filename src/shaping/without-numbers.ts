/** A text with `#` for each number: lines of one kind, as of steps and ranks, often differ in nothing else. */
export const withoutNumbers = (text: string): string => text.replace(/\d+/g, '#');

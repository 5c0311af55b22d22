import stringWidth from 'string-width';

const PLAIN = /^[ -~]*$/;

/**
 * Columns of a terminal that a text takes: none for a colour, two for a Chinese character or an emoji, however many
 * code points it has. Plain text, which is most of what there is, takes one a character and needs no library.
 */
export const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text));

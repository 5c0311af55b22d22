/** A text that somebody else wrote, as far as it is compared: what it says stays where it is. */
export interface Comparable {
  is(text: string): boolean;
}

/** Whether a text says what is wanted; an absent one says nothing. */
export const says = (text: Comparable | undefined, wanted: string | undefined): boolean =>
  text === undefined ? (wanted ?? '') === '' : text.is(wanted ?? '');

/** A text that somebody else wrote and that can be compared but not read, so that it gets into no answer by mistake. */
export interface Comparable {
  is(text: string): boolean;
  /** Whether both are shown alike: they may differ in what a mask hides. */
  looksLike(text: string): boolean;
  /** Whether a part of it is shown masked. */
  readonly isMasked: boolean;
}

/** Whether a text is the wanted one. An absent text is the same as an empty one, on both sides. */
export const says = (text: Comparable | undefined, wanted: string | undefined): boolean =>
  text === undefined ? (wanted ?? '') === '' : text.is(wanted ?? '');

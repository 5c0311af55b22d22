/** Colours of a picture, for light or dark surroundings. */
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** A picture in an answer, beside its text. */
export interface Picture {
  png: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
}

/** Largest picture of an answer, in bytes. Most have 30 to 90 kB; eight panels full of noise would have more than this. */
export const MOST_PICTURE_BYTES = 512 * 1024;

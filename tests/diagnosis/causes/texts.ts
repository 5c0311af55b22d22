/** A text, or an exception with its innermost frames. */
export type CauseText = string | readonly [text: string, frames: string];

/** By cause, real wordings of it, and texts that look alike and mean something else. */
export type CauseTexts = Readonly<Record<string, { says: readonly CauseText[]; not: readonly CauseText[] }>>;

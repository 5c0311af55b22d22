/**
 * The labels were written for sixteen categories. What a finer one of the diagnosis is in those: a verdict in it counts as each of
 * them.
 */
export const DRAWERS: Readonly<Record<string, readonly string[]>> = {};

/** The categories of the labels that a verdict stands for. */
export const labelsOf = (category: string): readonly string[] => DRAWERS[category] ?? [category];

/**
 * The labels were written for sixteen categories. What the finer ones of the diagnosis were in those: each counts as one of them, so
 * that a finer drawer makes no answer right that was wrong.
 */
const DRAWERS: Readonly<Record<string, string>> = {
  storage_failure: 'permission_or_mount',
  resource_limit: 'bad_configuration',
  framework_error: 'bad_configuration',
};

/** The category of the labels that a verdict stands for. */
export const labelOf = (category: string): string => DRAWERS[category] ?? category;

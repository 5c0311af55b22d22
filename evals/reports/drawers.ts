/**
 * The labels were written for sixteen categories. What a finer one of the diagnosis is in those: a verdict in it counts as each of
 * them.
 */
export const DRAWERS: Readonly<Record<string, readonly string[]>> = {
  storage_failure: ['permission_or_mount'],
  resource_limit: ['bad_configuration'],
  framework_error: ['bad_configuration', 'missing_module_or_file'],
};

/** The categories of the labels that a verdict stands for. */
export const labelsOf = (category: string): readonly string[] => DRAWERS[category] ?? [category];

/**
 * The environment of this process, for a child of it, with some variables added, replaced or (`undefined`) left out.
 */
export const environmentWith = (
  changes: Readonly<Record<string, string | undefined>>,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries({ ...environment, ...changes }).filter(([, value]) => value !== undefined));

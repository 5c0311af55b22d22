/** The environment of this process, for a child of it, with some variables added or replaced. */
export const environmentWith = (
  more: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv => ({ ...environment, ...more });

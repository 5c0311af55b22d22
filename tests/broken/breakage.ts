/** One text of one source, and what stands there instead. */
export interface Breakage {
  /** The source that is changed, from the root of the repository: `src/server/confirm.ts`. */
  file: string;
  /** Text that occurs in it exactly once. */
  find: string;
  replace: string;
}

/** The source with its one occurrence of `find` replaced; throws where there is none, or a second one. */
export function broken(source: string, { file, find, replace }: Breakage): string {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`${file} has the text ${parts.length - 1} times instead of once: ${find}`);
  return parts.join(replace);
}

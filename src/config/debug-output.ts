/**
 * Variables with which Node.js and libraries print every request, with its headers and the credentials in them, to
 * stderr, where hosts keep it.
 */
const VARIABLES = ['DEBUG', 'NODE_DEBUG'] as const;

/** How each text begins that Node.js prints for `NODE_DEBUG`: `HTTP 1234: `, with colours on a terminal. */
const beginning = (pid: number): RegExp => new RegExp(`^[A-Z][A-Z0-9_-]* (?:\\x1b\\[\\d+m)?${pid}(?:\\x1b\\[\\d+m)?: `);

/**
 * Keeps both from printing anything. Libraries read `DEBUG` when they are loaded, so this has to come first. Node.js
 * has read `NODE_DEBUG` before any code of ours runs, so that its texts are left out as they are written.
 * @returns names of the variables that were set
 */
export function dropDebugOutput(
  environment: NodeJS.ProcessEnv = process.env,
  stream: Pick<NodeJS.WriteStream, 'write'> = process.stderr,
  pid = process.pid,
): string[] {
  const set = VARIABLES.filter((name) => (environment[name] ?? '') !== '');
  for (const name of VARIABLES) delete environment[name];
  if (!set.includes('NODE_DEBUG')) return set;
  const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
  const start = beginning(pid);
  stream.write = ((...given: unknown[]): boolean =>
    typeof given[0] === 'string' && start.test(given[0]) ? true : write(...given)) as typeof stream.write;
  return set;
}

/**
 * Whether output is coloured: a terminal that can is, anything else is not. NO_COLOR (https://no-color.org) turns it
 * off whatever else is set; FORCE_COLOR turns it on for a file or a pipe as well, and off where it is 0 or false.
 * @param isTerminal whether the stream is one
 */
export function wantsColour(isTerminal: boolean, environment: NodeJS.ProcessEnv = process.env): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return !['0', 'false'].includes(FORCE_COLOR.toLowerCase());
  return isTerminal && TERM !== 'dumb';
}

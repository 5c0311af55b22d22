/**
 * How programs, launchers and shells say that a signal from outside reached them.
 *
 * @param number such as 15
 * @param name such as `SIGTERM`
 * @param word what the C library calls it, such as `Terminated`
 */
const signalled = (number: number, name: string, word: string): readonly RegExp[] =>
  [
    `\\b(?:got|received?|caught|on|by|with|from)(?: a| the)? (?:death |stop |termination )?signal:? ${number}\\b`,
    `\\b(?:received|got|caught) ${number} death signal|\\bsignal (?:received|caught|number):? ${number}\\b`,
    `\\bsignal ${number} \\(|\\bsignal: ${word} \\(${number}\\)|: line \\d{1,6}: {1,3}\\d{1,8} ${word}\\b`,
    `\\b(?:got|received?|caught|closing|terminated (?:by|with)|killed (?:by|with))(?: a| the)?(?: signal:?)? ${name}\\b`,
    `\\bSignals\\.${name} death signal|\\b${name} (?:was )?(?:received|caught)\\b`,
  ].map((source) => new RegExp(source, 'i'));

export const SIGHUP = signalled(1, 'SIGHUP', 'Hangup');
export const SIGINT = signalled(2, 'SIGINT', 'Interrupt');
export const SIGTERM = signalled(15, 'SIGTERM', 'Terminated');

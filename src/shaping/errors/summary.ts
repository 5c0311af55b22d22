import type { Line } from './line.ts';

/** Longest account of a launcher, in lines. */
const MOST_LINES = 300;

const RULE = /^\s*([=*-])\1{19,}\s*$/;
const FAILED = /^\s*\S.{0,300} FAILED\s*$/;
const MPI =
  /\b(?:mpirun|mpiexec|prterun|orterun|MPI_ABORT|MPI_Abort|ORTE|PRTE|orted|Open MPI|PMIX|process rank \d+|MPI_COMM_WORLD)\b/;

/** Index of the first line from `from` on that passes, within `most` lines. */
function seek(
  lines: readonly Line[],
  from: number,
  most: number,
  passes: (body: string) => boolean,
): number | undefined {
  for (let at = from; at < Math.min(lines.length, from + most); at++) if (passes(lines[at]?.body ?? '')) return at;
  return undefined;
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

/**
 * torchrun's account: a box with `x FAILED`, the later failures, and the one it saw first, which it calls the root
 * cause: rank, host, exit code or signal, and the traceback where the program recorded one.
 */
function readTorchrun(lines: readonly Line[], at: number): number[] | undefined {
  if (!FAILED.test(lines[at + 1]?.body ?? '')) return undefined;
  const root = seek(lines, at + 2, MOST_LINES, (body) => /^\s*Root Cause/.test(body));
  const close = seek(lines, (root ?? at + 2) + 1, MOST_LINES, (body) => /^\s*[=*]{20,}\s*$/.test(body));
  return span(at, close === undefined ? Math.min(lines.length, (root ?? at) + 12) : close + 1);
}

/** A box of Open MPI: dashes, an account of what failed, dashes. */
function readMpi(lines: readonly Line[], at: number): number[] | undefined {
  const close = seek(lines, at + 1, 25, (body) => RULE.test(body));
  if (close === undefined) return undefined;
  return lines.slice(at + 1, close).some(({ body }) => MPI.test(body)) ? span(at, close + 1) : undefined;
}

/** `[host:pid] *** Process received signal ***` to its end: signal, address, frames. */
function readSignal(lines: readonly Line[], at: number): number[] | undefined {
  if (!/\*\*\* Process received signal \*\*\*/.test(lines[at]?.body ?? '')) return undefined;
  const close = seek(lines, at, 80, (body) => /\*\*\* End of error message \*\*\*/.test(body));
  return span(at, close === undefined ? at + 1 : close + 1);
}

/** Python's fault handler, whose innermost frame comes first. */
function readFault(lines: readonly Line[], at: number): number[] | undefined {
  if (!/^Fatal Python error: /.test(lines[at]?.body ?? '')) return undefined;
  const own: number[] = [];
  for (let next = at; next < Math.min(lines.length, at + MOST_LINES); next++) {
    const { stream, body } = lines[next] as Line;
    if (stream !== lines[at]?.stream) continue;
    if (next > at && !/^\s*$|^(?:Current thread|Thread) 0x|^\s+\S|^Extension modules:/.test(body)) break;
    own.push(next);
  }
  return own;
}

/** The lines of a launcher's or runtime's account that begins at a line, if one does. */
export function readSummary(lines: readonly Line[], at: number): number[] | undefined {
  if (RULE.test(lines[at]?.body ?? '')) return readTorchrun(lines, at) ?? readMpi(lines, at);
  return readSignal(lines, at) ?? readFault(lines, at);
}

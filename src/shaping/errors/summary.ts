import type { ErrorBlock, Frame, Line } from './block.ts';

/** Longest account of a launcher, in lines. */
const MOST_LINES = 300;

const RULE = /^\s*([=*-])\1{19,}\s*$/;
const FAILED = /^\s*(\S.{0,300}) FAILED\s*$/;
const MPI =
  /\b(?:mpirun|mpiexec|prterun|orterun|MPI_ABORT|MPI_Abort|ORTE|PRTE|orted|Open MPI|PMIX|process rank \d+|MPI_COMM_WORLD)\b/;

/** Index of the first line from `from` on that passes, within `most` lines. */
function seek(
  lines: readonly Line[],
  from: number,
  most: number,
  passes: (text: string) => boolean,
): number | undefined {
  for (let at = from; at < Math.min(lines.length, from + most); at++) if (passes(lines[at]?.text ?? '')) return at;
  return undefined;
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

const fieldOf = (texts: readonly string[], name: string): string | undefined =>
  texts
    .map((text) => new RegExp(`^\\s*${name}\\s*: (.*)$`).exec(text)?.[1]?.trim())
    .find((value) => value !== undefined);

/**
 * torchrun's account: a box with `x FAILED`, the later failures, and the one it saw first, which it calls the root cause:
 * rank, host, exit code or signal, and the traceback where the program recorded one.
 */
function readTorchrun(lines: readonly Line[], at: number): ErrorBlock | undefined {
  const title = lines[at + 1]?.text ?? '';
  const program = FAILED.exec(title)?.[1]?.trim();
  if (program === undefined) return undefined;
  const root = seek(lines, at + 2, MOST_LINES, (text) => /^\s*Root Cause/.test(text));
  const close = seek(lines, (root ?? at + 2) + 1, MOST_LINES, (text) => /^\s*[=*]{20,}\s*$/.test(text));
  const to = close === undefined ? Math.min(lines.length, (root ?? at) + 12) : close + 1;
  const texts = lines.slice(root ?? at, to).map(({ text }) => text);
  const rank = /\d+/.exec(fieldOf(texts, 'rank') ?? '')?.[0];
  const exit = /-?\d+/.exec(fieldOf(texts, 'exitcode') ?? '')?.[0];
  const traceback = fieldOf(texts, 'traceback');
  const signal = /^Signal .*/.exec(traceback ?? '')?.[0];
  const frames = texts.flatMap((text): Frame[] => {
    const [, file = '', line, name] = /^\s*File "([^"]{1,500})", line (\d+)(?:, in (\S{1,200}))?/.exec(text) ?? [];
    return line === undefined ? [] : [{ file, line: Number(line), ...(name ? { function: name } : {}) }];
  });
  const [, type, message = ''] =
    texts
      .map((text) => /^\s+((?:\w+\.)*\w*(?:Error|Exception|Interrupt)\w*)(?:: (.*))?$/.exec(text))
      .findLast(Boolean) ?? [];
  const frame = frames.at(-1);
  const what = [
    rank === undefined ? '' : `rank ${rank}`,
    exit === undefined ? '' : `exit code ${exit}`,
    fieldOf(texts, 'host') === undefined ? '' : `host ${fieldOf(texts, 'host')}`,
    signal ?? '',
    type === undefined ? '' : [type, message].filter(Boolean).join(': '),
  ].filter(Boolean);
  return {
    from: at,
    to,
    lines: span(at, to),
    framework: 'torchrun',
    kind: 'summary',
    headline: `${program} FAILED${what.length > 0 ? `: ${what.join(', ')}` : ''}`.slice(0, 500),
    ...(frame === undefined && type === undefined
      ? {}
      : { thrown: [{ ...(type ? { type } : {}), message, ...(frame ? { frame } : {}) }] }),
    ...(rank === undefined ? {} : { rank: Number(rank) }),
    ...(exit === undefined ? {} : { exitCode: Number(exit) }),
  };
}

/** A box of Open MPI: dashes, an account of what failed, dashes. */
function readMpi(lines: readonly Line[], at: number): ErrorBlock | undefined {
  const close = seek(lines, at + 1, 25, (text) => RULE.test(text));
  if (close === undefined) return undefined;
  const texts = lines.slice(at + 1, close).map(({ text }) => text.trim());
  const whole = texts.filter(Boolean).join(' ');
  if (!MPI.test(whole)) return undefined;
  const rank = /(?:process )?rank (\d+)/.exec(whole)?.[1];
  const exit = /(?:errorcode|[Ee]xit code:?|exit(?:ed)? (?:on|with) (?:status|code)) (-?\d+)/.exec(whole)?.[1];
  const telling =
    texts.find((text) => /noticed|invoked|aborted|exited|lost|unable|error|failed/i.test(text)) ?? texts[0] ?? '';
  return {
    from: at,
    to: close + 1,
    lines: span(at, close + 1),
    framework: 'mpi',
    kind: 'summary',
    headline: (whole.length <= 300 ? whole : telling).slice(0, 500),
    ...(rank === undefined ? {} : { rank: Number(rank) }),
    ...(exit === undefined ? {} : { exitCode: Number(exit) }),
  };
}

/** `[host:pid] *** Process received signal ***` to its end: signal, address, frames. */
function readSignal(lines: readonly Line[], at: number): ErrorBlock | undefined {
  if (!/\*\*\* Process received signal \*\*\*/.test(lines[at]?.text ?? '')) return undefined;
  const close = seek(lines, at, 80, (text) => /\*\*\* End of error message \*\*\*/.test(text));
  const to = close === undefined ? at + 1 : close + 1;
  const signal = lines.slice(at, to).flatMap(({ text }) => /\] Signal: (.*)$/.exec(text)?.[1] ?? [])[0];
  return {
    from: at,
    to,
    lines: span(at, to),
    framework: 'mpi',
    kind: 'crash',
    headline: `Process received signal${signal === undefined ? '' : `: ${signal.trim()}`}`,
  };
}

/** Python's fault handler, whose innermost frame comes first. */
function readFault(lines: readonly Line[], at: number): ErrorBlock | undefined {
  const fault = /^Fatal Python error: (.*)$/.exec(lines[at]?.text ?? '')?.[1];
  if (fault === undefined) return undefined;
  const { source } = lines[at] as Line;
  const own: number[] = [];
  for (let next = at; next < Math.min(lines.length, at + MOST_LINES); next++) {
    const line = lines[next] as Line;
    if (line.source !== source) continue;
    if (next > at && !/^\s*$|^(?:Current thread|Thread) 0x|^\s+\S|^Extension modules:/.test(line.text)) break;
    own.push(next);
  }
  const current = own.findIndex((index) => /^Current thread/.test(lines[index]?.text ?? ''));
  const [, file, line, name] =
    own
      .slice(Math.max(0, current))
      .map((index) => /^\s+File "([^"]{1,500})", line (\d+) in (\S{1,200})/.exec(lines[index]?.text ?? ''))
      .find(Boolean) ?? [];
  const frame = file === undefined ? undefined : { file, line: Number(line), ...(name ? { function: name } : {}) };
  return {
    from: at,
    to: (own.at(-1) ?? at) + 1,
    lines: own,
    framework: 'python',
    kind: 'crash',
    headline: `Fatal Python error: ${fault}`.slice(0, 500),
    ...(frame ? { thrown: [{ message: fault, frame }] } : {}),
  };
}

/** A launcher's or runtime's account that begins at a line, if one does. */
export function readSummary(lines: readonly Line[], at: number): ErrorBlock | undefined {
  const text = lines[at]?.text ?? '';
  if (RULE.test(text)) return readTorchrun(lines, at) ?? readMpi(lines, at);
  return readSignal(lines, at) ?? readFault(lines, at);
}

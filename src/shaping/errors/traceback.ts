import type { ErrorBlock, Frame, Framework, Line, Thrown } from './block.ts';

const HEADER = /Traceback \(most recent call last\):?\s*[─-]*╮?$/;
const FRAME = /^[\s|+│]*File "([^"]{1,500})", line (\d+)(?:, in (.{1,200}))?$/;
/** A frame as rich draws it: file, line and function, then the source with an arrow at the line. */
const RICH_FRAME = /^│\s+(\S{1,500}):(\d+) in (\S{1,200})\s*│?$/;
const RICH_CODE = /^│\s+❱\s*\d+\s[│\s]*(.*?)\s*│?$/;
const CHAIN =
  /^[\s|+]*(?:During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:)$/;
const INDENTED = /^(?:\s|[|+│╭╰]|\[Previous line repeated)/;
const MARKS = /^[\s~^]*$/;
/** `ValueError: text`, `torch.OutOfMemoryError: text`, `KeyboardInterrupt`, `socket.timeout: text`. */
const THROWN = /^[\s|+]*((?:[A-Za-z_]\w{0,100}\.){1,10}\w{1,100}|[A-Z_]\w{0,100})(?:\([^)]{0,100}\))?(?::\s?(.*))?$/;
/** Lines that go on with the message of an exception. */
const GOES_ON =
  /^(?:\s+\S|CUDA kernel errors might be|For debugging consider passing|Compile with `|Device-side assertion|Last error:|nccl[A-Z]\w+:|Exception raised from |frame #\d+: |C\+\+ CapturedTraceback:|#\d+ |Please (?:check|make sure|see|install)|Make sure |You (?:can|may|should) |See (?:also )?https?:)/;

/** Lines of other processes that one traceback can be torn apart by. */
const MOST_FOREIGN = 400;
const MOST_LINES = 1000;
const PACKAGED = /(?:site|dist)-packages\/|\/lib\/python\d|^<|\/ray\/_private\//;

export const isTraceback = ({ text }: Line): boolean => HEADER.test(text);

interface Reading {
  lines: readonly Line[];
  source: string;
  taken: number[];
}

/** The next line of the same process; lines of others are passed over. */
function nextOwn({ lines, source }: Reading, after: number): number | undefined {
  const most = Math.min(lines.length, after + 1 + MOST_FOREIGN);
  for (let at = after + 1; at < most; at++) if (lines[at]?.source === source) return at;
  return undefined;
}

/** Reads frames and the exception line, from a header or a first frame on. */
function readThrown(reading: Reading, start: number): { thrown: Thrown | undefined; end: number } {
  const { lines, taken } = reading;
  const frames: Frame[] = [];
  let end = start;
  let strange = 0;
  const headed = isTraceback(lines[start] as Line);
  if (headed) taken.push(start);
  for (let at = headed ? nextOwn(reading, start) : start; at !== undefined; at = nextOwn(reading, at)) {
    const text = lines[at]?.text ?? '';
    if (HEADER.test(text) || taken.length > MOST_LINES) break;
    const frame = FRAME.exec(text) ?? RICH_FRAME.exec(text);
    if (frame !== null) {
      const [, file = '', line, name] = frame;
      frames.push({ file, line: Number(line), ...(name === undefined ? {} : { function: name }) });
    } else if (INDENTED.test(text)) {
      const last = frames.at(-1);
      const code = RICH_CODE.exec(text)?.[1] ?? (/^[│╭╰]/.test(text) || MARKS.test(text) ? undefined : text.trim());
      if (last !== undefined && last.code === undefined && code) last.code = code.slice(0, 300);
    } else {
      const [, type, message = ''] = THROWN.exec(text) ?? [];
      if (type === undefined) {
        // Somebody else's line between the frames and their exception.
        if (++strange > 5) break;
        continue;
      }
      taken.push(at);
      return { thrown: thrownFrom(frames, type, message), end: at };
    }
    taken.push(at);
    end = at;
  }
  return { thrown: frames.length === 0 ? undefined : thrownFrom(frames, undefined, ''), end };
}

function thrownFrom(frames: readonly Frame[], type: string | undefined, message: string): Thrown {
  const frame = frames.at(-1);
  const userFrame = frames.findLast(({ file }) => !PACKAGED.test(file));
  return {
    ...(type === undefined ? {} : { type }),
    message: message.trim(),
    ...(frame ? { frame } : {}),
    ...(userFrame ? { userFrame } : {}),
  };
}

interface Tail {
  end: number;
  next?: number | undefined;
  /** What follows was raised before, not after. */
  inner?: boolean;
}

/** Where the lines that go on with a message end, and whether a chained exception follows. */
function readTail(reading: Reading, from: number): Tail {
  const { lines, taken } = reading;
  let end = from;
  const blank: number[] = [];
  for (let at = nextOwn(reading, from); at !== undefined; at = nextOwn(reading, at)) {
    const text = lines[at]?.text ?? '';
    if (CHAIN.test(text)) {
      taken.push(...blank, at);
      let header = nextOwn(reading, at);
      while (header !== undefined && lines[header]?.text.trim() === '') header = nextOwn(reading, header);
      return { end: at, next: header !== undefined && isTraceback(lines[header] as Line) ? header : undefined };
    }
    // The traceback of a task, inside the message of the exception that carried it here.
    if (FRAME.test(text) && blank.length === 0) return { end, next: at, inner: true };
    if (text.trim() === '' && blank.length < 2) blank.push(at);
    else if (GOES_ON.test(text) && blank.length === 0 && taken.length < MOST_LINES) {
      taken.push(at);
      end = at;
    } else break;
  }
  return { end };
}

function frameworkOf({ source }: Line, thrown: readonly Thrown[]): Framework {
  const types = thrown.map(({ type = '' }) => type).join(' ');
  const messages = thrown.map(({ message }) => message).join(' ');
  if (/^ray\.|RayTaskError|RayActorError|ActorDiedError/m.test(types) || /pid=|raylet/.test(source)) return 'ray';
  if (/ChildFailedError|SignalException|Rendezvous/.test(types)) return 'torchrun';
  if (/DistBackendError/.test(types) || /\bnccl|NCCL/.test(messages)) return 'nccl';
  if (/OutOfMemoryError|CudaError|AcceleratorError/.test(types) || /^CUDA error|CUDA out of memory/.test(messages))
    return 'cuda';
  if (/tensorflow\.|errors_impl/.test(types)) return 'tensorflow';
  const files = thrown.map(({ frame }) => frame?.file ?? '').join(' ');
  if (/deepspeed\//.test(files)) return 'deepspeed';
  if (/megatron\//.test(files)) return 'megatron';
  return 'python';
}

/**
 * The traceback that begins at a header, with the exceptions it is chained to, wherever lines of other processes stand
 * between. One that is cut off still has its frames.
 */
export function readTraceback(lines: readonly Line[], at: number): ErrorBlock {
  const first = lines[at] as Line;
  const reading: Reading = { lines, source: first.source, taken: [] };
  const chain: Thrown[] = [];
  let end = at;
  let tail: Tail = { end: at, next: at };
  while (tail.next !== undefined) {
    const { thrown, end: last } = readThrown(reading, tail.next);
    if (thrown !== undefined) chain.splice(tail.inner ? -1 : chain.length, 0, thrown);
    tail = thrown?.type === undefined ? { end: last } : readTail(reading, last);
    end = Math.max(end, tail.end);
  }
  const last = chain.at(-1);
  const headline =
    last === undefined ? 'Traceback' : [last.type ?? 'Traceback', last.message].filter(Boolean).join(': ');
  return {
    from: at,
    to: Math.max(end, ...reading.taken) + 1,
    lines: [...new Set(reading.taken)].sort((a, b) => a - b),
    framework: frameworkOf(first, chain),
    kind: 'traceback',
    headline: headline.slice(0, 500),
    thrown: chain,
    ...(first.rank === undefined ? {} : { rank: first.rank }),
  };
}

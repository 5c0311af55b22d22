import * as z from 'zod';
import { Fault } from '../../src/domain/fault.ts';
import type { Log } from '../../src/server/log.ts';
import { fence } from '../../src/shaping/fence.ts';
import { foldLines } from '../../src/shaping/fold.ts';
import { Foreign } from '../../src/shaping/foreign.ts';
import { inOurWords, shownLines } from '../../src/shaping/shown.ts';
import { capLines } from '../../src/shaping/window.ts';
import { fenced, shapeEvents, shownLog } from '../../src/tools/kit/cloud-lines.ts';
import { link, token } from '../../src/tools/kit/decoders/handed-over.ts';
import { foreignText, foreignTexts, handedOverText } from '../../src/tools/kit/fields.ts';
import { defineTool } from '../../src/tools/tool.ts';

/**
 * Texts that have not taken the road of R34, where none may be. Nothing here runs: where a line compiles that should not, the
 * type check of `npm test` says that its directive is unused.
 */

declare const cloud: { Message: string; Lines: string[] };
const foreign = new Foreign(cloud.Message);

const caps = { maxLines: 1, maxBytes: 1, keep: 'head' } as const;
const trimmed = cloud.Lines.map((line) => line.trim());
const cut = capLines(cloud.Lines, caps).lines;

export async function fences() {
  const shown = await shownLog(cloud.Lines);
  const mixed = shown.map((line) => `${line} ${cloud.Message}`);
  // What is cut and folded stays what it was.
  const folded = foldLines(capLines(shown, caps).lines, 0).map(({ text }) => text);
  return [
    fenced('log', folded),
    fenced('events', (await shapeEvents(cloud.Lines, 10)).lines),
    fence('log', shown),
    // @ts-expect-error As the cloud wrote them.
    fence('log', cloud.Lines),
    // @ts-expect-error A line of them can be what is left of a private key.
    fence('log', await shownLines(cloud.Lines)),
    // @ts-expect-error Our own function in between does not help.
    fenced('log', trimmed),
    // @ts-expect-error Cut, and nothing else.
    fenced('log', cut),
    // @ts-expect-error A template of a program puts anything into a text.
    fenced('log', mixed),
  ];
}

export const words = (line = foreign.line() ?? inOurWords`nothing`) => [
  inOurWords`${line} (x ${3})`,
  // @ts-expect-error Not what somebody else wrote.
  inOurWords`${line} ${cloud.Message}`,
  // @ts-expect-error Not before it has become fit to show.
  inOurWords`${foreign}`,
];

export const errors = () => [
  new Fault({ kind: 'unavailable', message: 'The cloud failed.', fix: 'Wait.', said: foreign.line() }),
  // @ts-expect-error What the cloud says of a failure.
  new Fault({ kind: 'unavailable', message: 'The cloud failed.', fix: 'Wait.', said: cloud.Message }),
  // @ts-expect-error A foreign text is no sentence of ours.
  new Fault({ kind: 'unavailable', message: foreign, fix: 'Wait.' }),
];

type Answer<S extends z.ZodType> = z.input<S>;
const lines = z.object({ lines: foreignTexts });
const reason = z.object({ reason: foreignText.optional() });
const handed = z.object({ url: handedOverText });

export const answers = async () => [
  { lines: await shownLog(cloud.Lines) } satisfies Answer<typeof lines>,
  { reason: foreign.text(100) } satisfies Answer<typeof reason>,
  { url: link(cloud.Message, 'GetWebTerminal') } satisfies Answer<typeof handed>,
  { url: token(cloud.Message, 'GetToken') } satisfies Answer<typeof handed>,
  // @ts-expect-error Lines of a log or an event.
  { lines: cloud.Lines } satisfies Answer<typeof lines>,
  // @ts-expect-error A reason, a message, a command, a description.
  { reason: cloud.Message } satisfies Answer<typeof reason>,
  // @ts-expect-error A link or a token that nobody has looked at.
  { url: cloud.Message } satisfies Answer<typeof handed>,
  // @ts-expect-error What is masked is of no use as a link.
  { url: foreign.line() ?? inOurWords`none` } satisfies Answer<typeof handed>,
];

export const logs = (log: Log, thrown: Error, answer: unknown) => [
  log.warn({ name: thrown.name, ms: 3, by: { channel: 'none' } }, 'what happened'),
  // @ts-expect-error Its message may quote the cloud.
  log.warn({ thrown }, 'what happened'),
  // @ts-expect-error Whatever is in it.
  log.warn({ answer }, 'what happened'),
  // @ts-expect-error Before it has become fit to show.
  log.warn({ foreign }, 'what happened'),
];

/** Resources and completions are what a read tool answers, so the type of its answer holds for them too. */
export const tool = defineTool({
  name: 'x',
  title: 'X',
  description: 'X',
  inChinese: 'X',
  toolset: 'logs',
  effect: 'read',
  scope: 'region',
  actions: [],
  input: z.strictObject({}),
  output: lines,
  check: null,
  // @ts-expect-error The tool does not compile.
  run: async () => ({ lines: cloud.Lines }),
  render: (output) => fenced('log', output.lines).join(),
  next: () => [],
});

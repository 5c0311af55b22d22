import { readLog } from '../../../diagnosis/log.ts';
import { errorBlocks } from '../../../shaping/errors/blocks.ts';

/** Lines of the error that are kept; of a longer one the end, which has the exception. */
const MOST_TELLING = 30;

/**
 * The lines that say why a pod failed, which the end of its log often no longer shows: after the exception come the
 * lines of launchers, of other threads and of the way down.
 *
 * @param texts lines of the end of its log, fit to show
 * @returns their indices, ascending; empty where nothing looks like an error
 */
export function tellingLines(texts: readonly string[], pod: string): number[] {
  const blocks = errorBlocks(texts);
  const [cause] = readLog(texts, { pod, ended: true, timeOf: () => undefined }).findings;
  const evidence = cause?.evidence.map(({ text }) => texts.lastIndexOf(text)).filter((at) => at >= 0) ?? [];
  const block = blocks.find(({ lines }) => evidence.some((at) => lines.includes(at)));
  const own = block?.lines ?? (evidence.length > 0 ? evidence : (blocks.at(-1)?.lines ?? []));
  return [...new Set([...own, ...evidence])].sort((a, b) => a - b).slice(-MOST_TELLING);
}

import { CAUSES } from '../causes/all.ts';
import { type Cause, findingOf, firstMatch } from '../causes/cause.ts';
import { ENDS_ASKING, promptCauses } from '../causes/prompts.ts';
import { standstillCauses } from '../causes/standstill.ts';
import { isNoise, type LogLine } from '../lines.ts';
import { about, evidenceOf, type Observed, type Symptom } from './symptom.ts';

/** What the kernel prints below a message of a task that hangs: its registers, its stack, how to switch it off. */
const BELOW_KERNEL =
  /\[<[\da-f]{8,16}>\]|^(?:.{0,60}\bkernel: ?)?(?:\[ {0,6}\d{1,8}\.\d{1,8}\]\s{0,4})?(?:\s{0,12}(?:Call Trace:|<\/?(?:TASK|IRQ|NMI)>|(?:\? )?[\w.]{2,60}\+0x[\da-f]{1,6}(?:\/0x[\da-f]{1,6})?|RIP: |R[A-Z\d]{2}: |Code: |NMI backtrace|Not tainted|Tainted:|CPU: \d|task:\S{1,40} {1,12}state:)|.{0,4}echo 0 > \/proc\/sys\/kernel\/hung_task|\S{1,30} {1,12}D [\da-f]{8,16} )/;

/** Whether a line only goes with a message of the kernel before it. */
export const isBelowKernel = (body: string): boolean => BELOW_KERNEL.test(body);

const KERNEL = /\bkernel:|\bNVRM: Xid\b/;
/** What the kernel says of a task or a mount that stands: nothing passes it until that is over. */
const KERNEL_STANDS = standstillCauses.filter(({ id }) => id === 'file_system_silent' || id === 'processor_stuck');

/** A device that is gone: the driver says it, and what runs on it stands. */
function deviceGone(body: string): Cause | undefined {
  const cause = KERNEL.test(body) ? firstMatch(CAUSES, 'line', body) : undefined;
  return cause?.category === 'hardware_fault' ? cause : undefined;
}

/**
 * What the last line of a log says by itself of a job that waits, however short it has been quiet: a question or a
 * debugger that nobody answers, or the kernel's word that the program hangs.
 */
export function lastLineSymptom(
  lines: readonly LogLine[],
  texts: readonly string[],
  { pod, flow }: Observed,
): Symptom[] {
  if (flow !== 'flowing' && flow !== 'quiet') return [];
  const last = lines.findLast(({ body }) => body.trim() !== '' && !isBelowKernel(body));
  if (last === undefined) return [];
  const asked = ENDS_ASKING.test(last.body) ? firstMatch(promptCauses, 'standstill', last.body) : undefined;
  const cause =
    asked ??
    (isNoise(last.body) ? undefined : (firstMatch(KERNEL_STANDS, 'standstill', last.body) ?? deviceGone(last.body)));
  if (cause === undefined) return [];
  const shown = [texts[last.index] ?? ''];
  const finding = { ...findingOf(cause, last.body), evidence: evidenceOf(pod, shown) };
  const level = flow === 'quiet' && asked ? 'critical' : 'warning';
  return [{ area: 'hang', level, says: about(finding), lines: shown, finding }];
}

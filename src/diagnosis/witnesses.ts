import { CAUSES } from './causes/all.ts';
import { aroundMatch, findingOf, firstMatch } from './causes/cause.ts';
import { ON_A_DEVICE } from './causes/devices.ts';
import { BESIDE, goesOn, isNoise, type LogLine } from './lines.ts';
import type { LogCandidate } from './log-candidate.ts';
import { saidIn } from './words.ts';

/** How a program fails on a GPU, also in words or by a code alone. */
const FAILS_ON_A_DEVICE: readonly string[] = [
  ...ON_A_DEVICE,
  'device_words',
  'device_fit_words',
  'device_fault_code',
  'gpu_fault_words',
];

/** Concepts of a device or its driver that is out of order. */
const OUT_OF_ORDER = CAUSES.filter(({ id }) =>
  ['hardware_words', 'driver_words', 'device_hardware_code', 'device_state_code'].includes(id),
);

/** Causes that a driver names in the log of the kernel, which somebody may read out after the failure. */
export const OF_THE_DRIVER: ReadonlySet<string> = new Set(['xid', 'xid_unclear']);

/**
 * What a driver or a tool says of a device on which a program failed. It explains the failure, also where somebody
 * looked at the device only afterwards, with a tool or into the log of the kernel.
 *
 * @param known what is known of the log, in order
 * @param taken lines that belong to tracebacks, to the tables of launchers, or are known by themselves
 */
export function witnesses(
  lines: readonly LogLine[],
  known: readonly LogCandidate[],
  taken: ReadonlySet<number>,
): LogCandidate[] {
  if (!known.some(({ finding }) => FAILS_ON_A_DEVICE.includes(finding.rule))) return [];
  for (const { body, index, level, progress } of lines) {
    if (level === 'quiet' || progress !== undefined || taken.has(index)) continue;
    if (isNoise(body) || goesOn(body) || BESIDE.test(body)) continue;
    const said = saidIn(body);
    // Every line is asked these few first, as to ask it all concepts takes as long as to read the log.
    const cause = firstMatch(OUT_OF_ORDER, 'unknown_error', said);
    if (cause === undefined || firstMatch(CAUSES, 'unknown_error', said) !== cause) continue;
    const place = { line: index, start: index, end: index };
    const kind = { caught: false, whole: false, atEnd: false, explains: FAILS_ON_A_DEVICE, witness: true };
    return [{ finding: findingOf(cause, body), texts: [aroundMatch(cause, body)], ...place, ...kind }];
  }
  return [];
}

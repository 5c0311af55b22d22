import { CAUSES } from './causes/all.ts';
import { aroundMatch, type Cause, findingOf, firstMatch } from './causes/cause.ts';
import { wordsAbout } from './causes/error-concepts.ts';
import { BESIDE, goesOn, isNoiseLine, type LogLine, signatureOfLine } from './lines.ts';
import type { LogCandidate } from './log-candidate.ts';
import { saidIn } from './words.ts';

/** Concepts of something that a process needs for itself. Other ranks wait in vain for it where that is not there. */
const RESOURCES: ReadonlySet<string> = new Set([
  ...wordsAbout(
    'host_oom',
    'cuda_oom',
    'resource_limit',
    'storage_failure',
    'permission_or_mount',
    'hardware_fault',
    'platform_error',
  ),
  'port_words',
  'count_words',
  'shared_device_words',
  'interface_words',
  'gpu_fault_words',
  'fabric_words',
  'node_words',
]);

/** What a text names that a process needs for itself. */
function resourceIn(text: string): Cause | undefined {
  const cause = firstMatch(CAUSES, 'unknown_error', saidIn(text));
  return cause && RESOURCES.has(cause.id) ? cause : undefined;
}

/** What a process lacked, in a text that is known to tell that something broke off: there it says why. */
export function lackIn(text: string): Cause | undefined {
  const cause = resourceIn(text);
  return cause?.role === undefined ? cause : undefined;
}

/** How native code ends that goes on after an error as if it had what it asked for. */
const CRASH = 'segmentation_fault';

/** The communication broke off, or native code crashed: neither says why. */
const brokeOff = ({ finding: { role, category, rule } }: LogCandidate): boolean =>
  rule === CRASH ||
  (role === 'consequence' && (category === 'nccl_timeout' || category === 'network_failure' || rule === 'peer_gone'));

/**
 * The first error of a library's log that names a resource, where the communication breaks off after it, or native
 * code crashes: HCCL says once that it cannot listen on its port, and then, in as many lines as ranks, that a link was
 * not established in time.
 *
 * @param known what is known of the log, in order
 * @param taken lines that belong to tracebacks and to the tables of launchers
 */
export function leadingErrors(
  lines: readonly LogLine[],
  known: readonly LogCandidate[],
  taken: ReadonlySet<number>,
): LogCandidate[] {
  const broke = known.find(brokeOff)?.start ?? 0;
  for (const line of lines.slice(0, broke)) {
    const { body, index } = line;
    if (signatureOfLine(line) !== 'error' || taken.has(index) || isNoiseLine(line) || goesOn(body) || BESIDE.test(body))
      continue;
    const cause = resourceIn(body);
    if (cause === undefined) continue;
    const place = { line: index, start: index, end: index };
    const kind = { caught: false, whole: false, atEnd: false, explains: [CRASH] };
    return [{ finding: findingOf(cause, body), texts: [aroundMatch(cause, body)], ...place, ...kind }];
  }
  return [];
}

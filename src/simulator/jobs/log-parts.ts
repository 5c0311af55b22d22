import type { Pod } from './pods.ts';
import { BASIC_PEERS, BASIC_READY, BASIC_START, BASIC_STARTS } from './programs/basic.ts';
import type { JobView } from './store.ts';
import { exitCodeOf, type Story } from './story.ts';
import { type Fill, fill, filled, linesOf, type TimedLine } from './text.ts';
import { processesPerPod } from './values.ts';

/** What the program prints as it starts, spread over `spread` milliseconds. */
export function startLines(
  view: JobView,
  pod: Pod,
  story: Story,
  values: Fill,
  at: number,
  spread: number,
): TimedLine[] {
  const blocks = story.wording.early ? [] : startBlocks(view, pod, story);
  const lines = blocks.flatMap(linesOf);
  return lines.map((line, index) => {
    const when = at + Math.floor((index * spread) / lines.length / 1000) * 1000;
    return { ...line, at: when, text: fill(line.text, values, when) };
  });
}

function startBlocks(view: JobView, pod: Pod, { wording, program }: Story): string[] {
  const { JobType } = view.record.request;
  const gpus = (view.record.podDemands[pod.rank]?.GPU ?? 0) > 0;
  if (wording.program === 'basic') {
    const together = gpus && JobType === 'PyTorchJob' ? program.together : '';
    return [BASIC_STARTS[JobType] ?? BASIC_START, together, BASIC_READY];
  }
  const several = view.record.podDemands.length > 1 || processesPerPod(view, pod) > 1;
  return [program.start, several ? program.together : ''];
}

/** The last lines of a pod that has ended, or fallen silent. */
export function endLines(view: JobView, pod: Pod, story: Story, values: Fill, at: number): TimedLine[] {
  const basic = story.wording.program === 'basic' && view.record.request.JobType !== 'PyTorchJob';
  return endBlocks(pod, story, basic).flatMap((block) => filled(linesOf(block), values, at));
}

function endBlocks(pod: Pod, story: Story, foreign: boolean): (string | undefined)[] {
  const { wording, program, attempts, course } = story;
  const text = pod.attempt < attempts.length - 1 ? (wording.earlier ?? wording.log) : wording.log;
  if (pod.status === 'Stopped') return [(course.stopped && wording.log) ?? program.stopped];
  const exit = exitCodeOf(story, pod.attempt);
  if (exit === 0) return [attempts.length === 1 ? wording.log : undefined, program.done];
  if (exit === undefined) return [text];
  const launcher = wording.bare || foreign ? undefined : program.epilogue;
  if (pod.failsFirst || wording.everywhere) return [text, launcher];
  const lost = wording.early ? (program.absent ?? program.peers) : program.peers;
  return [wording.peers ?? (foreign ? BASIC_PEERS : lost)];
}

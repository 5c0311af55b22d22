import { drawFrom } from './draw.ts';
import { pick } from './identifiers.ts';
import type { Phase as JobPhase } from './phase.ts';
import type { Pod } from './pods.ts';
import type { JobView } from './store.ts';
import { type Story, storyOf } from './story.ts';
import { fill, lineOf } from './text.ts';
import { chinaOffset } from './times.ts';

export const SANITY_PHASES = [
  'CheckInit',
  'DeviceCheck',
  'SingleNodeCommCheck',
  'TwoNodeCommCheck',
  'AllNodeCommCheck',
] as const;

export interface SanityResult {
  CheckNumber: number;
  Phase: string;
  Status: 'Running' | 'Succeeded' | 'Failed';
  /** Its format is not documented: JSON marked as simulated, or empty. */
  Message: string;
  StartedAt: string;
  FinishedAt: string;
}

/** What a phase measures on each node, and around which value. */
const MEASURES: Readonly<Record<string, { item: string; unit: string; mean: number } | undefined>> = {
  DeviceCheck: { item: 'gemm', unit: 'TFLOP/s', mean: 418 },
  SingleNodeCommCheck: { item: 'all_reduce', unit: 'GB/s', mean: 362 },
  TwoNodeCommCheck: { item: 'all_to_all', unit: 'GB/s', mean: 48 },
  AllNodeCommCheck: { item: 'mini_training', unit: 'TFLOP/s', mean: 389 },
};

/** How far healthy nodes are apart, as a share of the mean, and how far below it a faulty one is. */
const SPREAD = 0.015;
const FAULTY = { least: 18, most: 45 };

/** The rounds of checks so far, each a list of phases; none where the job has no check (api-notes: sanity check). */
export function sanityRounds(view: JobView, pods: readonly Pod[]): SanityResult[][] {
  const story = storyOf(view.record);
  return view.reached
    .filter((phase) => phase.status === 'SanityChecking')
    .map((check, index) => round(view, story, check, index + 1, instancesOf(pods, check.attempt)));
}

const instancesOf = (pods: readonly Pod[], attempt: number): Pod[] =>
  pods.flatMap((pod) => [pod, ...pod.history]).filter((pod) => pod.attempt === attempt);

function round(view: JobView, story: Story, check: JobPhase, number: number, pods: readonly Pod[]): SanityResult[] {
  const { id } = view.record;
  const fails = story.attempts[check.attempt]?.end?.stage === 'checking' ? story.wording.check : undefined;
  // Between nodes there is only something to check where there are several.
  const all: readonly string[] = SANITY_PHASES.slice(0, pods.length > 1 ? 5 : 3);
  const phases = fails ? all.slice(0, all.indexOf(fails.phase) + 1) : all;
  const each = (check.to - check.from) / phases.length;
  return phases
    .map((Phase, at) => ({ Phase, from: check.from + at * each, to: check.from + (at + 1) * each }))
    .filter((phase) => phase.from <= view.now)
    .map(({ Phase, from, to }): SanityResult => {
      const done = to <= view.now;
      const failed = done && fails?.phase === Phase;
      const suffix = number === 1 ? '' : `/${number}`;
      return {
        CheckNumber: number,
        Phase,
        Status: failed ? 'Failed' : done ? 'Succeeded' : 'Running',
        Message: done ? message(view, pods, Phase, failed ? fails : undefined) : '',
        StartedAt: chinaOffset(from, pick(`${id}/${Phase}/started${suffix}`, 1_000_000)),
        FinishedAt: done ? chinaOffset(to, pick(`${id}/${Phase}/finished${suffix}`, 1_000_000)) : '',
      };
    });
}

function message(
  { record }: JobView,
  pods: readonly Pod[],
  phase: string,
  fails: Story['wording']['check'] | undefined,
): string {
  const measure = MEASURES[phase];
  const bad = pods.find((pod) => pod.failsFirst);
  const draw = drawFrom(`${record.key}/check/${phase}`);
  const nodes = pods.map((pod) => {
    const off =
      fails && pod === bad ? -draw.between(FAULTY.least, FAULTY.most) / 100 : (draw.below(200) / 100 - 1) * SPREAD;
    return { node: pod.nodeName, value: Number(((measure?.mean ?? 0) * (1 + off)).toFixed(1)) };
  });
  if (!fails) return measure ? JSON.stringify({ simulated: true, item: measure.item, unit: measure.unit, nodes }) : '';
  const values = { node: bad?.nodeName ?? '', pod: bad?.name ?? '', item: measure?.item ?? phase };
  const text = fill(lineOf(fails.message).text, { values, key: record.key }, 0);
  const measured = measure ? { item: measure.item, unit: measure.unit, nodes } : {};
  return JSON.stringify({ simulated: true, code: fails.code, message: text, node: values.node, ...measured });
}

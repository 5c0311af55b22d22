import { pick } from './identifiers.ts';
import type { JobView } from './store.ts';
import { replicasOf } from './timeline.ts';
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
  Status: 'Running' | 'Succeeded';
  Message: string;
  StartedAt: string;
  FinishedAt: string;
}

/** The rounds of checks so far, each a list of phases; one round at most, none where the job has no check (facts 1.3). */
export function sanityRounds(view: JobView): SanityResult[][] {
  const check = view.reached.find((phase) => phase.status === 'SanityChecking');
  if (!check) return [];
  const { id } = view.record;
  const nodes = replicasOf(view.record).length;
  // Between nodes there is only something to check where there are several.
  const phases = SANITY_PHASES.slice(0, nodes > 1 ? 5 : 3);
  const each = (check.to - check.from) / phases.length;
  const round = phases
    .map((Phase, index) => ({ Phase, from: check.from + index * each, to: check.from + (index + 1) * each }))
    .filter((phase) => phase.from <= view.now)
    .map(({ Phase, from, to }): SanityResult => {
      const done = to <= view.now;
      return {
        CheckNumber: 1,
        Phase,
        Status: done ? 'Succeeded' : 'Running',
        Message: '',
        StartedAt: chinaOffset(from, pick(`${id}/${Phase}/started`, 1_000_000)),
        FinishedAt: done ? chinaOffset(to, pick(`${id}/${Phase}/finished`, 1_000_000)) : '',
      };
    });
  return [round];
}

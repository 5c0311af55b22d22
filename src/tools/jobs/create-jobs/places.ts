import type { Arguments } from '../../../jobs/read-fields.ts';
import { records } from '../../../jobs/wire.ts';
import type { InCall } from '../../../policy/places.ts';
import { leavesOf } from '../../../policy/varying.ts';
import { typedTasks } from '../../kit/create/again/changes.ts';

/** A path of parameters at the beginning of a sentence, such as `task_specs[0].image`. */
const PATH = /^[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+(?:\[\d+\])?)*/;
const TASK = /^task_specs\[(\d+)\]/;

function placeOf(name: string, given: Arguments, inGiven: (sentence: string) => string | undefined): InCall {
  const leaves = leavesOf(given).map(([path]) => path);
  const holds = (path: string): boolean =>
    path !== '' && leaves.some((leaf) => leaf.startsWith(path) && /^(?:$|[.[])/.test(leaf.slice(path.length)));
  return {
    name,
    written(sentence) {
      const own = inGiven(sentence);
      return own !== undefined && holds(PATH.exec(own)?.[0] ?? '') ? `${name}.${own}` : undefined;
    },
  };
}

/** The job of a call, as it is given. */
export const placeOfBase = (job: Arguments): InCall => placeOf('job', job, (sentence) => sentence);

/**
 * A variation of a call.
 * @param base what it is a variation of
 * @param job what it makes of that; its tasks have other places there than in the variation
 */
export function placeOfVariation(at: number, change: Arguments, base: Arguments, job: Arguments): InCall {
  const tasks = records(job.task_specs);
  const own = typedTasks(base, change).map(({ type }) => type);
  return placeOf(variationName(at), change, (sentence) => {
    const [, index] = TASK.exec(sentence) ?? [];
    if (index === undefined) return sentence;
    const its = own.indexOf(tasks[Number(index)]?.type);
    return its < 0 ? undefined : sentence.replace(TASK, `task_specs[${its}]`);
  });
}

/** What a variation is called where it is told of: as a path of the call. */
export const variationName = (at: number): string => `variations[${at}]`;

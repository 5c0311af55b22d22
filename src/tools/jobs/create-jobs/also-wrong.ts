import { marked, whereEachRead, whereRead } from '../../../domain/unread.ts';
import type { Arguments } from '../../../jobs/read-fields.ts';
import { refusalsOf } from '../../../policy/checks.ts';
import type { Refuse } from '../../../policy/decision.ts';
import { refusalsByPlace } from '../../../policy/places.ts';
import { asFarAsRead, wrongAgain } from '../../kit/create/again/also-wrong.ts';
import { applyChanges } from '../../kit/create/again/changes.ts';
import { readSource } from '../../kit/create/again/propose.ts';
import { checkSameWorkspace } from '../../kit/create/again/stays.ts';
import { wrongWith } from '../../kit/create/judge.ts';
import { fanOut } from '../../kit/fan-out.ts';
import type { ToolContext } from '../../tool.ts';
import { sharing } from './judge.ts';
import { placeOfBase, placeOfVariation } from './places.ts';
import { checkBase, type SweepInput } from './variations.ts';

/**
 * What is wrong with the jobs of a sweep whose arguments cannot be taken, as far as they could be read: with each
 * variation, or with the base alone where none could. A job to vary is not looked at alone, as nothing is wrong with
 * it.
 * @throws Fault of the read of the job to vary; `invalid_input` for no base, and for two
 */
export async function wrongSweep(asked: ToolContext, input: SweepInput): Promise<Refuse[]> {
  const { from_job, job } = input;
  checkBase({ from_job, job });
  const ctx = sharing(asked);
  const changes = whereEachRead<Arguments, Arguments>(
    () => input.variations,
    (change) => [change],
  );
  const placed = (at: number, base: Arguments, change: Arguments) =>
    placeOfVariation(at, marked(change), base, applyChanges(base, marked(change)));
  if (job !== undefined) {
    const base = marked<Arguments>(job);
    if (changes.length === 0) {
      const refusals = await wrongWith(ctx, asFarAsRead(base));
      return refusalsByPlace([{ place: placeOfBase(base), refusals }], 1, placeOfBase(base));
    }
    const wrong = await fanOut([...changes.entries()], async ([at, change]) => ({
      place: placed(at, base, change),
      refusals: await wrongWith(ctx, asFarAsRead(applyChanges(base, marked(change)))),
    }));
    return refusalsByPlace(wrong, changes.length, placeOfBase(base));
  }
  if (from_job === undefined || changes.length === 0) return [];
  const source = await readSource(ctx, from_job);
  const wrong = await fanOut([...changes.entries()], async ([at, change]) => ({
    place: placed(at, source.args, change),
    refusals: await wrongAgain(ctx, source, change),
  }));
  return [
    ...refusalsOf(whereRead(() => checkSameWorkspace(ctx, source))),
    ...refusalsByPlace(wrong, changes.length, undefined),
  ];
}

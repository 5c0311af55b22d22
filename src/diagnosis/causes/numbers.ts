import { anyOf, type Cause } from './cause.ts';
import { DIVERGED } from './remedies.ts';

/** The numbers of the training are dead: it runs or ended, and learns nothing. */
export const numberCauses: readonly Cause[] = [
  {
    id: 'diverged',
    category: 'user_code_error',
    in: ['exception', 'line'],
    match: anyOf(
      /Current loss scale already at minimum/i,
      /Minimum loss scale reached/i,
      /found (NaN|Inf)\w{0,3} in (local |global )?(grad|loss|forward|param)/i,
      /\bloss is (nan|inf|not finite)\b/i,
      /\bnan (loss|gradient|grad norm)\w{0,3}\b.{0,60}(stop|abort|exit|encounter|detect)/i,
      /\b(nan|inf)\b.{0,40}\bloss\b.{0,40}(stop|abort|exit|terminat)/i,
      /(non-?finite|NaN or Inf).{0,60}(loss|grad\w{0,6}).{0,60}(stop|abort|exit|found|detected)/i,
      /Input contains (NaN|infinity)|Input X contains NaN/i,
      /Loss has diverged|training (has )?diverged/i,
    ),
    unless: /skipping|skipped|ignor|will be replaced|retry/i,
    directness: 'direct',
    // It is computed anew, since a device may be at fault.
    doubtful: /\brerun_state_machine\b|\binvocation #\d/,
    anyLevel: true,
    says: 'the training diverged: loss or gradients are no numbers any more',
    remedy: DIVERGED,
  },
];

import * as z from 'zod';
import { checked } from './checked.ts';

const realMs = z.int().min(0).max(600_000);

const lagSchema = z.strictObject({
  /** Real milliseconds until a created job is in `ListJobs`. */
  listJobsMs: realMs.optional(),
  /** Real milliseconds until a created job can be read by its id. */
  getJobMs: realMs.optional(),
  /**
   * Simulated seconds until an accepted `UpdateJob` has its effect; the cloud takes 10 to 60 (api-notes: changes
   * without effect).
   */
  updateSeconds: z.int().min(0).max(86_400).optional(),
});

/** How far reads are behind writes; 0, the default, is not at all. */
export type LagKnobs = Required<z.output<typeof lagSchema>>;

export interface Lag {
  get(): LagKnobs;
  /**
   * Sets what is given and leaves the rest. Raising a knob is for writes to come; lowering one also shows earlier jobs
   * that are still hidden, not earlier updates. Throws 400 `InvalidParameter`.
   */
  set(knobs: Partial<LagKnobs>): LagKnobs;
  /** All back to 0. */
  clear(): LagKnobs;
}

const NONE: LagKnobs = { listJobsMs: 0, getJobMs: 0, updateSeconds: 0 };

export function createLag(): Lag {
  let knobs = NONE;
  return {
    get: () => ({ ...knobs }),
    set: (given) => {
      const wanted = checked(lagSchema, given, 'lag');
      const named = Object.entries(wanted).filter(([, value]) => value !== undefined);
      knobs = { ...knobs, ...Object.fromEntries(named) };
      return { ...knobs };
    },
    clear: () => {
      knobs = NONE;
      return { ...knobs };
    },
  };
}

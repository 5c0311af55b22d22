import * as z from 'zod';
import { Fault } from '../../../domain/fault.ts';
import { shownOrEmpty } from '../listing.ts';

const text = z.string();
const outcome = z.enum(['applied', 'pending']);
export type Outcomes = Record<string, z.output<typeof outcome>>;
/** Values by the name of their parameter; `undefined` where the cloud does not tell. */
export type Values = Readonly<Record<string, string | undefined>>;

/** What an update answers. */
export const changesShape = {
  /** Outcome by what was to change. */
  changes: z.record(text, outcome),
  /** What it was before, by the same names, as far as the cloud tells; no text that others wrote freely. */
  before: z.record(text, text),
};

/**
 * What an update is to change, by parameter. An empty text never gets here: clients send the empty fields of a form
 * too, so it counts as left out, and what is there is never emptied by mistake.
 *
 * @throws Fault `invalid_input` where it was given nothing
 */
export function changesWanted(
  tool: string,
  fields: readonly string[],
  asked: Readonly<Record<string, unknown>>,
): Values {
  const given = fields.flatMap((field): [string, string][] =>
    asked[field] === undefined ? [] : [[field, String(asked[field])]],
  );
  if (given.length === 0)
    throw new Fault({
      kind: 'invalid_input',
      message: `${tool} was given nothing to change.`,
      fix: `Pass at least one of ${fields.join(', ')}. An empty text counts as left out: nothing is emptied, only replaced.`,
      valid: fields,
    });
  return Object.fromEntries(given);
}

/** Both texts as the cloud's are shown, so that one that was cut or cleaned still compares. */
const same = (a: string | undefined, b: string | undefined): boolean => shownOrEmpty(a) === shownOrEmpty(b);

/** Whether each change shows; before anything was read back, none does. */
export const outcomesOf = (wanted: Values, seen: Values | undefined): Outcomes =>
  Object.fromEntries(
    Object.entries(wanted).map(([field, value]) => [
      field,
      seen !== undefined && same(seen[field], value) ? ('applied' as const) : ('pending' as const),
    ]),
  );

export const allApplied = (changes: Outcomes): boolean => Object.values(changes).every((each) => each === 'applied');

/** What was there before, without what others may have written freely. */
export const beforeOf = (wanted: Values, now: Values): Record<string, string> =>
  Object.fromEntries(
    Object.keys(wanted).flatMap((field) => {
      const value = now[field];
      return field.endsWith('description') || value === undefined || value === '' ? [] : [[field, value]];
    }),
  );

/** `d-1: name "a" -> "b" applied, description pending.` */
export function changesText(
  id: string,
  wanted: Readonly<Record<string, unknown>>,
  { changes, before }: { changes: Outcomes; before: Readonly<Record<string, string>> },
): string {
  const parts = Object.entries(changes).map(([field, end]) => {
    if (field.endsWith('description')) return `${field} ${end}`;
    const old = Object.hasOwn(before, field) ? `${before[field]} -> ` : '';
    return `${field} ${old}${shownOrEmpty(String(wanted[field]))} ${end}`;
  });
  return `${id}: ${parts.join(', ')}.`;
}

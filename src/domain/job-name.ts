/** A date at the end, `yyyymmdd`, perhaps numbered; eight other digits are a part of the name. */
const STAMPED = /(?:^|[-_.])20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?:-(\d{1,3}))?$/;
const BEGINS_WITH_DATE = /^20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d)/;

/** Whether a name begins or ends with a day, and so sorts by date. */
export const isDated = (name: string): boolean => STAMPED.test(name) || BEGINS_WITH_DATE.test(name);

/**
 * A sortable name for another job of the same kind (R24): the name without its date, and today's; numbered where the
 * other one is of today too.
 *
 * @param name of the other job, whatever it consists of
 * @param today `yyyymmdd`
 */
export function nextName(name: string, today: string): string {
  const tidy = name.replace(/[^0-9A-Za-z_.-]+/g, '-').replace(/^-+|-+$/g, '');
  const base = tidy.replace(STAMPED, '').slice(0, 200) || 'project-model';
  const dated = `${base}-${today}`;
  if (tidy !== dated && !tidy.startsWith(`${dated}-`)) return dated;
  return `${dated}-${Number(STAMPED.exec(tidy)?.[1] ?? 1) + 1}`;
}

/** The day of a time, `yyyymmdd`, as names of jobs end with it. */
export const yyyymmdd = (now: Date): string => now.toISOString().slice(0, 10).replaceAll('-', '');

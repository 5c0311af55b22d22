import { fold } from './nearest.ts';

/** Characters that are looked through; an address of a page is shorter. */
const MOST = 2048;
/** A member of an address, such as `workspaceId=286569`. */
const MEMBER = /(?<![\w-])([\w-]{1,64})=([\w-]{0,128})/g;
const WORD = /[\w-]+/g;

/**
 * The id that stands within a longer text, such as the address of a page of the console, where it is the only one.
 * @param form what the whole of such an id matches; one that most words match is looked for in addresses alone
 * @param name of the parameter, as which a member of the address may be called
 */
export function idWithin(text: string, form: RegExp, name: string): string | undefined {
  const looked = text.slice(0, MOST);
  if (form.test('word') && !looked.includes('://')) return undefined;
  const names = [fold(name), `${fold(name)}id`];
  const named = [...looked.matchAll(MEMBER)].find(([, key = '']) => names.includes(fold(key)))?.[2];
  if (named !== undefined && form.test(named)) return named;
  const words = looked.replace(MEMBER, ' ').match(WORD) ?? [];
  const ids = words
    .map((word) => (form.test(word) ? word : word.toLowerCase()))
    .filter((word) => /\d/.test(word) && form.test(word));
  const [id, ...others] = new Set(ids);
  return others.length === 0 ? id : undefined;
}

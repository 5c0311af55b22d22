import type * as z from 'zod';
import { type Bare, bare } from './schema.ts';

type Path = readonly PropertyKey[];

/** A mistake that a parse of the schema would not see, because the form it came in has lost or hidden something. */
export interface Doubt {
  path: Path;
  /** What is wrong with it, as the end of a sentence about it. */
  says: string;
  /** What would be right, as an imperative. */
  fix: string;
}

export interface Lenient {
  /** The value in the form that the schema wants, wherever it can be read so. */
  value: unknown;
  doubts: readonly Doubt[];
}

/** JSON's own numbers. */
const NUMERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Longer ones hold more digits than a number does. */
const LONGEST_NUMERAL = 40;
const FLAG = /^(?:true|false)$/i;

/** What a text is that begins like JSON and is none. */
const BROKEN = Symbol('broken JSON');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const exact = (value: number): boolean => !Number.isInteger(value) || Number.isSafeInteger(value);

/**
 * Reads a value in the form a schema wants, without changing what it means. Clients send forms that models and people fill
 * in: `null` and `""` where nothing is meant, a number for an id, a numeral for a number, "true" for a flag, one value for
 * a list of one, JSON text for a list or an object. What is right already is never read anew, and what cannot be read stays
 * as it is, unknown members included, for the schema to refuse.
 *
 * The work is bounded by the size of the value: only what the schema knows is visited, so nesting beyond it costs nothing.
 */
export function lenient(schema: z.core.$ZodType, given: unknown): Lenient {
  const doubts: Doubt[] = [];
  const value = new Reader(doubts).read(schema, given, []);
  return { value, doubts };
}

class Reader {
  readonly #doubts: Doubt[];
  constructor(doubts: Doubt[]) {
    this.#doubts = doubts;
  }

  /** @param entry whether it is the value under a free name, where any text is right */
  read(schema: z.core.$ZodType, given: unknown, at: Path, entry = false): unknown {
    const { def } = bare(schema);
    switch (def.type) {
      case 'object':
        return this.#object(def, given, at);
      case 'record':
        return this.#record(def, given, at);
      case 'array':
        return this.#list(def, given, at);
      case 'string':
      case 'enum':
        return this.#text(given, at, entry);
      case 'number':
        return numberOf(given);
      case 'boolean':
        return typeof given === 'string' && FLAG.test(given) ? given.toLowerCase() === 'true' : given;
      default:
        return given;
    }
  }

  #object({ shape = {} }: Bare['def'], given: unknown, at: Path): unknown {
    const object = this.#json('{', given, at);
    if (!isObject(object)) return object === BROKEN ? given : object;
    return Object.fromEntries(
      Object.entries(object).flatMap(([key, value]) => {
        const member = Object.hasOwn(shape, key) ? shape[key] : undefined;
        if (member === undefined) return [[key, value]];
        if (saysNothing(member, value)) return [];
        const read = this.read(member, value, [...at, key]);
        return saysNothing(member, read) ? [] : [[key, read]];
      }),
    );
  }

  #record({ valueType }: Bare['def'], given: unknown, at: Path): unknown {
    const object = this.#json('{', given, at);
    if (!isObject(object) || valueType === undefined) return object === BROKEN ? given : object;
    if (Object.hasOwn(object, '__proto__'))
      this.#doubts.push({ path: at, says: 'has a member "__proto__", which cannot be passed on', fix: 'Rename it' });
    return Object.fromEntries(
      Object.entries(object).map(([key, value]) => [key, this.read(valueType, value, [...at, key], true)]),
    );
  }

  #list({ element }: Bare['def'], given: unknown, at: Path): unknown {
    const list = this.#json('[', given, at);
    if (element === undefined) return given;
    if (Array.isArray(list)) return list.map((value, index) => this.read(element, value, [...at, index]));
    const one = this.read(element, list, [...at, 0]);
    return isOfKind(element, one) ? [one] : given;
  }

  #text(given: unknown, at: Path, entry: boolean): unknown {
    if (typeof given === 'boolean' && entry) return String(given);
    if (typeof given !== 'number') return given;
    if (!exact(given))
      this.#doubts.push({
        path: at,
        says: 'came as a number of more digits than a number holds, so its last ones are lost',
        fix: 'Pass it as text, in quotes',
      });
    return String(given);
  }

  /** What a text that begins with this bracket says as JSON; anything else as it is. */
  #json(bracket: '{' | '[', given: unknown, at: Path): unknown {
    if (typeof given !== 'string' || !given.trimStart().startsWith(bracket)) return given;
    try {
      return JSON.parse(given);
    } catch {
      // Not in the words of the parser, which quote the text: it may hold a secret.
      this.#doubts.push({
        path: at,
        says: 'is text that begins like JSON and is none',
        fix: `Pass it as ${bracket === '[' ? 'a list' : 'an object'} rather than as text, or as valid JSON`,
      });
      return BROKEN;
    }
  }
}

/** Whether a member says nothing, as forms do that send all their fields. */
function saysNothing(member: z.core.$ZodType, value: unknown): boolean {
  if (value === '') return true;
  const { schema, def, optional, nullable } = bare(member);
  if (value === null) return !nullable;
  const emptyList = optional && def.type === 'array' && Array.isArray(value) && value.length === 0;
  return emptyList && !(schema as z.ZodType).safeParse(value).success;
}

function numberOf(given: unknown): unknown {
  if (typeof given !== 'string' || given.length > LONGEST_NUMERAL || !NUMERAL.test(given)) return given;
  const number = Number(given);
  return Number.isFinite(number) && exact(number) ? number : given;
}

/** Whether a value that was given alone can be the one element of a list. */
function isOfKind(element: z.core.$ZodType, value: unknown): boolean {
  const { type } = bare(element).def;
  if (type === 'object' || type === 'record') return isObject(value);
  return typeof value === (type === 'enum' ? 'string' : type);
}

import type * as z from 'zod';
import { type Bare, bare, hasForm } from './schema.ts';

type Path = readonly PropertyKey[];

/**
 * A mistake that the schema cannot find, because the form of the value has lost or hidden something, such as digits.
 */
export interface Doubt {
  path: Path;
  /** What is wrong, as the rest of a sentence that begins with the parameter's name. */
  says: string;
  /** What would be right, as an imperative. */
  fix: string;
}

export interface Lenient {
  /** The value in the form that the schema wants, as far as it could be read so. */
  value: unknown;
  doubts: readonly Doubt[];
}

/** A number as JSON writes it: `0x10` and `1_000` are texts. */
const NUMERAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** A longer numeral has more digits than a double can hold. */
const LONGEST_NUMERAL = 40;
const FLAG = /^(?:true|false)$/i;

/** Stands for a text that begins like JSON and does not parse. */
const BROKEN = Symbol('broken JSON');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const exact = (value: number): boolean => !Number.isInteger(value) || Number.isSafeInteger(value);

/**
 * Reads a value in the form that a schema wants, without changing what it means. Models and clients send `null` and
 * `""` where nothing is meant, a number for an id, a numeral for a number, "true" for a flag, one value for a list of
 * one, and JSON text for a list or an object. A line is copied with the white space around it, which is part of no id,
 * listed value, number or flag. What has the right form is not touched. What cannot be read stays as it is, unknown
 * members included, for the schema to refuse.
 *
 * Only what the schema names is visited, so a value that nests deeper than the schema costs nothing.
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

  /**
   * @param entry the value stands in a record such as `envs`, where `true` can only have been meant as the text "true"
   */
  read(schema: z.core.$ZodType, copied: unknown, at: Path, entry = false): unknown {
    const { def } = bare(schema);
    const given = typeof copied === 'string' && hasForm(schema) ? copied.trim() : copied;
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
    const members: [string, unknown][] = [];
    for (const [key, value] of Object.entries(object)) {
      const member = Object.hasOwn(shape, key) ? shape[key] : undefined;
      if (member !== undefined && saysNothing(member, value)) continue;
      const read = member === undefined ? value : this.read(member, value, [...at, key]);
      if (member !== undefined && read !== value && saysNothing(member, read)) continue;
      members.push([key, read]);
    }
    return Object.fromEntries(members);
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

  /** The value of a text that begins with this bracket, parsed as JSON; any other value as it is. */
  #json(bracket: '{' | '[', given: unknown, at: Path): unknown {
    if (typeof given !== 'string' || !given.trimStart().startsWith(bracket)) return given;
    try {
      return JSON.parse(given);
    } catch {
      // Without the parser's own message: it quotes the text, which may hold a secret.
      this.#doubts.push({
        path: at,
        says: 'is text that begins like JSON and is none',
        fix: `Pass it as ${bracket === '[' ? 'a list' : 'an object'} rather than as text, or as valid JSON`,
      });
      return BROKEN;
    }
  }
}

/** Whether a member counts as absent. Clients that fill in a form send its empty fields too: `null`, `""` or `[]`. */
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

/** Whether a value that came without a list around it can be the only element of one. */
function isOfKind(element: z.core.$ZodType, value: unknown): boolean {
  const { type } = bare(element).def;
  if (type === 'object' || type === 'record') return isObject(value);
  return typeof value === (type === 'enum' ? 'string' : type);
}

import * as z from 'zod';
import type { WireRecord } from './wire.ts';

/**
 * Tables of fields that go both ways: what a tool takes, under its own names, and what the cloud takes and answers,
 * under the cloud's. A row is written once. The schema of the tool follows from it here, the request in
 * `write-fields.ts`, and the way back from an answer in `read-fields.ts`.
 */

/** The names that a type of the contract documents; answers are open beyond them. */
export type Documented<T> = keyof {
  [K in keyof T as string extends K ? never : number extends K ? never : K]: 1;
} &
  string;

/** The object that a member holds, or holds a list of. */
export type Within<T> = NonNullable<T> extends readonly (infer Item)[] ? Item : NonNullable<T>;

/** How a field comes back in an answer, where that is not under the same name and by its type. */
interface How<Names extends string> {
  /** Its name in answers. */
  answered?: Names;
  /** Members of an answer that say the same; they are looked at where it is unset. */
  also?: readonly Names[];
  /** A flag of an answer that says only that the object was asked for, not what it held. */
  impliedBy?: Names;
  /** Whether what the answer has was asked for, and is not the cloud's own addition. Default: always. */
  asked?: (from: WireRecord, job: WireRecord) => boolean;
  /** Reads it from the object that holds it; `undefined` where it is not set. */
  read?: (from: WireRecord) => unknown;
  /** What is set in an answer and lost by `read`, by names on the wire. */
  drops?: (from: WireRecord) => readonly string[];
}

/** `true`; for a field that a create cannot do without, the words on what to choose from. */
type Untellable<S> = S extends z.ZodOptional ? true : string;

/**
 * A field that documented answers do not have must be marked: a job that does
 * not show it may have been created with it.
 */
type HowOf<A, N, S> =
  N extends Documented<A>
    ? [how?: How<Documented<A>>]
    : [how: How<Documented<A>> & ({ answered: Documented<A> } | { untold: Untellable<S> })];

/** A value that has another form on the wire. */
interface Code<T, V> {
  write: (value: T) => V;
  /** `undefined` where it is not set. */
  read: (value: unknown) => T | undefined;
}

export interface FieldRow<N extends string = string, S extends z.ZodType = z.ZodType> extends How<string> {
  readonly wire: N;
  readonly schema: S;
  /**
   * Where the API nests what a tool takes flat: the member of the object on the wire, and what then stands beside it.
   */
  readonly inner?: { readonly name: string; readonly beside: WireRecord };
  /** The fields of the object, or of each object of the list. */
  readonly of?: AnyFieldTable;
  readonly code?: { readonly write: (value: never) => unknown; readonly read: (value: unknown) => unknown };
  readonly untold?: true | string;
}

type FieldRows = Readonly<Record<string, FieldRow>>;

export interface AnyFieldTable<Names extends string = string> {
  /** By the tool's names, in the order in which they are advertised. */
  readonly rows: FieldRows;
  readonly schema: z.ZodObject;
  /** Members that each such object of a request has. */
  readonly always: WireRecord;
  /** Members of a request that have neither a row nor a place in the documented answer. */
  readonly untold: readonly string[];
  /**
   * Never set. Its type has all names of the object in a request, so that the
   * compiler refuses the table for another one.
   */
  readonly names?: Names;
}

export interface FieldTable<W, R extends FieldRows, U extends string> extends AnyFieldTable<Documented<W>> {
  readonly rows: R;
  readonly untold: readonly U[];
  readonly schema: z.ZodObject<{ [K in keyof R]: R[K]['schema'] }, z.core.$strict>;
}

/** Members of a request that no row has and that documented answers do not show. */
type Lost<W, A, R extends FieldRows> = Exclude<Documented<W>, Documented<A> | R[keyof R]['wire']>;
type Beside<W> = { always?: Partial<W> };
type RestOf<W, A, R extends FieldRows> = [Lost<W, A, R>] extends [never]
  ? [rest?: Beside<W>]
  : [rest: Beside<W> & { untold: Record<Lost<W, A, R>, true> }];

/**
 * Makes the table of an object that is `W` in a request and `A` in an answer. What the
 * contract does not have does not compile.
 */
interface Maker<W, A> {
  /** A value that is the same on both sides. */
  is<N extends Documented<W>, S extends z.ZodType<W[N]>>(wire: N, schema: S, ...how: HowOf<A, N, S>): FieldRow<N, S>;
  /** An object, or a list of them, with a table of its own. */
  has<N extends Documented<W>, T extends AnyFieldTable<Documented<Within<W[N]>>>, S extends z.ZodType>(
    wire: N,
    of: T,
    form: (schema: T['schema']) => S,
    ...how: HowOf<A, N, S>
  ): FieldRow<N, S>;
  /** A member of an object on the wire that the tool takes without the object around it. */
  within<N extends Documented<W>, I extends Documented<Within<W[N]>>, S extends z.ZodType>(
    wire: N,
    inner: { name: I; beside: Partial<Within<W[N]>> },
    schema: S,
    code: Code<NonNullable<z.output<S>>, Within<W[N]>[I & keyof Within<W[N]>]>,
  ): FieldRow<N, S>;
  /** All rows, and what can be asked for without a row and would not come back. */
  table<R extends FieldRows>(rows: R, ...rest: RestOf<W, A, NoInfer<R>>): FieldTable<W, R, Lost<W, A, R>>;
}

const maker: Maker<Record<string, unknown>, Record<string, unknown>> = {
  is: (wire, schema, how = {}) => ({ wire, schema, ...how }),
  has: (wire, of, form, how = {}) => ({ wire, of, schema: form(of.schema), ...how }),
  within: (wire, inner, schema, code) => ({ wire, inner, schema, code }),
  table(rows, { always = {}, untold = {} }: { always?: WireRecord; untold?: WireRecord } = {}) {
    const shape = Object.fromEntries(Object.entries(rows).map(([name, { schema }]) => [name, schema]));
    return {
      rows,
      schema: z.strictObject(shape) as z.ZodObject<never, z.core.$strict>,
      always,
      untold: Object.keys(untold) as never[],
    };
  },
};

/**
 * Makes a table for an object of the contract, or for the objects of a list: `W` as a
 * request has them, `A` as an answer does.
 */
export const fields =
  <W, A>() =>
  <T>(make: (maker: Maker<Within<W>, Within<A>>) => T): T =>
    make(maker as unknown as Maker<Within<W>, Within<A>>);

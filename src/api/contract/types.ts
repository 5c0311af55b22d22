/**
 * The generated files of this folder write a member as `string`, `int` or `JobSpec`, with `[]` for a
 * list of them, `{}` for a map by name, and `!` at the end where a request has to have it. `Limited` is
 * a member with limits, and `is` its text.
 */
export interface Limited {
  is: string;
  /** All valid values. */
  values?: readonly string[];
  /** Least and most of a number; `null`: open. */
  range?: readonly [number | null, number | null];
  /** Least and most characters of a text, or items of a list. */
  length?: readonly [number, number | null];
}
export type Member = string | Limited;
export type Members = Readonly<Record<string, Member>>;
export type Schemas = Readonly<Record<string, Members>>;

export interface ContractOperation {
  method: string;
  /** Template with `{Name}` for each path parameter. */
  path: string;
  query?: Members;
  /** Query members that travel as one JSON document each. */
  json?: readonly string[];
  /** Query members that travel as a comma-separated list. */
  simple?: readonly string[];
  body?: Members;
  /** Schema of the answer; absent where no published client has the operation. */
  answer?: string;
}

interface Primitives {
  string: string;
  number: number;
  int: number;
  boolean: boolean;
  any: unknown;
}

/**
 * What the server needs of one member of an answer. An answer without it is an error.
 * - `there`: it is there and has its type
 * - `filled`: and is not the empty text
 * - a pattern: and has this form
 * - `typed`: it may be missing, but must not have another type: to drop it silently would mislead
 * - a list of one: it is there, and each of its rows has what that one says
 */
export type Need = 'there' | 'filled' | 'typed' | RegExp | readonly [Certain];
/** The members of an object of an answer that the server depends on; all others may be missing or odd. */
export interface Certain {
  readonly [member: string]: Need;
}

type Is<M> = M extends { is: infer T } ? T : M;
type Row<T> = T extends `${infer Item}!` ? Row<Item> : T extends `${infer Item}[]` ? Item : never;
/** What a row may say it needs of an answer of schema `T`: only members that the schema has, and of lists only rows. */
export type Needs<S, T> = T extends keyof S
  ? { readonly [M in keyof S[T]]?: Exclude<Need, readonly unknown[]> | readonly [Needs<S, Row<Is<S[T][M]>>>] }
  : never;

type Nothing = Record<never, never>;
/** What is certain of the rows of a list; `never`, which marks a request, stays. */
type OfRows<C> = [C] extends [never] ? never : C extends readonly [infer R] ? R : Nothing;

/**
 * The type of a member. `C` is what is certain of an answer; `never` says that
 * it is a request, in which nothing is open.
 */
type Value<T, S, C> = T extends `${infer Item}!`
  ? Value<Item, S, C>
  : T extends `${infer Item}[]`
    ? Value<Item, S, OfRows<C>>[]
    : T extends `${infer Item}{}`
      ? Record<string, Value<Item, S, [C] extends [never] ? never : Nothing>>
      : T extends keyof Primitives
        ? Primitives[T]
        : T extends keyof S
          ? [C] extends [never]
            ? Request<S[T], S>
            : Answer<S, T, C extends Certain ? C : Nothing>
          : never;

type TypeOf<M, S, C> = M extends { is: infer T; values: readonly (infer V)[] }
  ? [C] extends [never]
    ? V
    : Value<T, S, C>
  : M extends { is: infer T }
    ? Value<T, S, C>
    : Value<M, S, C>;

type NeededNames<M> = {
  [K in keyof M]: M[K] extends `${string}!` | { is: `${string}!` } ? K : never;
}[keyof M];

/** An object of a request: strict, its required members required. */
export type Request<M, S> = { [K in NeededNames<M>]: TypeOf<M[K], S, never> } & {
  [K in Exclude<keyof M, NeededNames<M>>]?: TypeOf<M[K], S, never> | undefined;
};

type CertainNames<C> = keyof { [K in keyof C as C[K] extends 'typed' ? never : K]: 1 };

/** An object of an answer: unknown members pass through, and only certain ones are there in any case. */
export type Answer<S, T extends keyof S, C> = {
  [K in keyof S[T] & CertainNames<C>]: TypeOf<S[T][K], S, K extends keyof C ? C[K] : Nothing>;
} & {
  [K in Exclude<keyof S[T], CertainNames<C>>]?: TypeOf<S[T][K], S, Nothing> | undefined;
} & { [unknown: string]: unknown };

/** Names of the `{Name}` places of a path. */
export type PathNames<P> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;

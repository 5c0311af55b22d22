import type * as z from 'zod';

/** Products the server talks to. */
export type Product = 'pai-dlc' | 'aiworkspace' | 'paistudio';

/** API version of each product (facts, section 5.2). */
export const API_VERSION: Readonly<Record<Product, string>> = {
  'pai-dlc': '2020-12-03',
  aiworkspace: '2021-02-04',
  paistudio: '2022-01-12',
};

/** What a path parameter names; all kinds share one allow-list, see `fillPath`. */
export type IdKind = 'job' | 'pod' | 'image' | 'dataset' | 'code_source' | 'quota';

/** One API operation as constant data: all that the client needs to call it. */
export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  product: Product;
  action: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Template with `{Name}` for each path parameter. */
  path: string;
  pathParams: Readonly<Record<string, IdKind>>;
  /** Members of the input that travel in the query, as strings. */
  query: readonly string[];
  /** The query members that are one JSON document each. */
  jsonQuery: readonly string[];
  /** Members of the input that travel in the JSON body. */
  body: readonly string[];
  /** RAM actions in both spellings: the official pages' first, the vendor's agent skill's second (facts, section 4.3). */
  ram: readonly [string, string];
  effect: 'read' | 'write';
  /** Wire names, flat, strict. */
  input: I;
  /** Wire names; unknown members pass through. Required are only the members the server depends on. */
  output: O;
}

/** Identity with inference: forgetting a field of an operation is a type error. */
export const defineOperation = <I extends z.ZodType, O extends z.ZodType>(
  operation: Operation<I, O>,
): Operation<I, O> => operation;

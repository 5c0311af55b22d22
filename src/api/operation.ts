import type { Certain, Members, Schemas } from './contract/types.ts';
import type { Kind } from './operations/ids.ts';
import type { Hold, OperationEffect, Probe } from './operations/row.ts';

/** Products the server talks to. */
export type Product = 'pai-dlc' | 'aiworkspace' | 'paistudio';

/** One API operation: its contract and its overlay row in one. */
export interface Operation {
  product: Product;
  /** API version of the product. */
  version: string;
  action: string;
  method: string;
  /** Template with `{Name}` for each path parameter. */
  path: string;
  /** Members of the input that travel in the query. */
  query: Members;
  /** The query members that are one JSON document each. */
  json: readonly string[];
  /** Members of the input that travel in the JSON body; `undefined`: the request has none. */
  body: Members | undefined;
  /** Schema of the answer; `undefined` where no published client has the operation, so that nothing of it is known. */
  answer: string | undefined;
  /** The schemas of the product, to which `query`, `body` and `answer` refer by name. */
  schemas: Schemas;
  /** RAM actions in both spellings: the official pages' first, the vendor's agent skill's second. */
  ram: readonly [string, string];
  effect: OperationEffect;
  /**
   * Members of the input that are ids, and what kind of thing each names, by path such as `DataSources.DataSourceId`.
   */
  ids: Readonly<Record<string, Kind>>;
  hold: Hold;
  /** How `doctor` tries it; only reads have one. */
  probe: Probe | undefined;
  certain: Certain;
}

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface FactType {
  type?: 'string' | 'number' | 'boolean' | 'any' | 'array' | 'map';
  ref?: string;
  items?: FactType;
  values?: FactType;
  required?: boolean;
  listedValues?: readonly string[];
  serialised?: 'json' | 'simple';
}
export type FactMembers = Readonly<Record<string, FactType>>;
export interface FactOperation {
  method: string;
  path: string;
  pathParams: readonly string[];
  query?: FactMembers;
  body?: FactMembers;
  responseBody: string | null;
}
export interface Facts {
  version: string;
  endpoints: Readonly<Record<string, string>>;
  operations: Readonly<Record<string, FactOperation>>;
  schemas: Readonly<Record<string, FactMembers>>;
}

const fileOf = (product: string): string =>
  fileURLToPath(new URL(`../../../shared/facts/api/${product}.json`, import.meta.url));

/** The API facts lie beside the repository; where they do not, conformance cannot be checked. */
export const factsExist = existsSync(fileOf('pai-dlc'));
if (!factsExist) console.warn('skipped: ../shared/facts/api is not here, the catalogue is not compared with it');

/** Machine-readable facts of one product. */
export const readFacts = (product: string): Facts => JSON.parse(readFileSync(fileOf(product), 'utf8')) as Facts;
